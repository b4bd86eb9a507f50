"""A date that a line of labels above a table, or above all items, states for what stands below.

交办单位：县政府办公室　　交办日期：2012年2月20日　　办结时限：2012年6月30日前
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from loader.assignments.fields import CONTENT, IS_END, ROLES
from loader.documents.standing_limits import limited_by
from loader.drafts import Draft
from loader.entities import Place
from loader.registers.registers import Registers
from loader.source import Paragraph, Source, Table, parts_of
from loader.texts.deadlines import find_deadlines

_LABELLED = re.compile(
    r"(?:^|[\s（(；;，,|｜])(?P<label>[\u4e00-\u9fff]{2,12})[：:]\s*(?P<value>[^\s：:；;，,。|｜）)]{0,20})"
)
_DATE = re.compile(r"[\d一二三四五六七八九十〇年月日号底末前上中下旬之以内]{2,16}")
"""All that a value prints which is a date: no 2月底前报送."""

_OTHER = re.compile("报|反馈|填|征求|公示|申|提交|意见|启动|开工|开始")
"""What labels of dates tell of by which work is not to be done: 报送时限."""

_LONGEST = 120
"""Characters of a line of labels."""

_Key = tuple[int, int, int]
Stated = tuple[str, Place]
"""A date and where that is stated; a place is known by annex, row and column, or by its number."""


def read_labelled_limit(
    text: str, registers: Registers, year: int | None
) -> tuple[str, bool] | None:
    """Return the date of the label in `text` that tells by when work is to be done.

    With it comes whether other labels, or a bracket around it, tell that the line is of no item:
    none of work or of who does it.
    """
    labelled = list(_LABELLED.finditer(text)) if len(text) <= _LONGEST else []
    fields = [registers.role_of_label(one["label"]) for one in labelled]
    dated = [
        one["value"]
        for one, field in zip(labelled, fields, strict=True)
        if field == "deadline" and IS_END.search(one["label"]) and not _OTHER.search(one["label"])
    ]
    dates = {one.value for text in dated for one in find_deadlines(text, year)}
    if len(dates) != 1 or not all(map(_DATE.fullmatch, dated)):
        return None
    is_of_item = not CONTENT.isdisjoint(fields) or not set(ROLES).isdisjoint(fields)
    return dates.pop(), not is_of_item and (len(labelled) > 1 or text[0] in "（(")


def with_labelled_limits(
    drafts: Sequence[Draft], source: Source, registers: Registers, year: int | None
) -> list[Draft]:
    """Return `drafts`, those without a date with the one that a line of labels above them states.

    It stands above all items of an annex, or of the table that is next, and is no line of an item.
    Two such lines with two dates state nothing. A line of one label is one above a table alone.
    """
    taken = {key for draft in drafts for key in _keys(draft)}
    above: dict[_Key, Stated] = {}
    for places, is_table in _stretches(source):
        first = next((n for n, one in enumerate(places) if _key(one) in taken), len(places))
        stated = dict(_stated(places[:first], registers, year, is_table=is_table))
        if len(stated) == 1:
            above |= dict.fromkeys(map(_key, places[first:]), next(iter(stated.items())))
    return [_limited(draft, above) for draft in drafts]


def _stated(
    lines: Sequence[Place], registers: Registers, year: int | None, *, is_table: bool
) -> Iterator[Stated]:
    for line in lines:
        found = read_labelled_limit(line.text, registers, year) if line.text else None
        if found and (is_table or found[1]):
            yield found[0], line


def _stretches(source: Source) -> Iterator[tuple[list[Place], bool]]:
    """Yield the lines of an annex up to each table with its cells, and whether there is one."""
    places: list[Place] = []
    annex = None
    for block in source.blocks:
        if places and block.annex != annex:
            yield places, False
            places = []
        annex = block.annex
        if isinstance(block, Table):
            yield [*places, *block.cells()], True
            places = []
        else:
            places.append(block)
    yield places, False


def _limited(draft: Draft, above: dict[_Key, Stated]) -> Draft:
    stated = next((above[key] for key in _keys(draft) if key in above), None)
    return limited_by(draft, *stated) if stated else draft


def _keys(draft: Draft) -> Iterator[_Key]:
    return (_key(part) for place in draft.places for part in parts_of(place))


def _key(place: Place) -> _Key:
    """Return where a place stands, however its words were put right."""
    if isinstance(place, Paragraph):
        return 0, place.number, 0
    return place.annex, place.row, place.column
