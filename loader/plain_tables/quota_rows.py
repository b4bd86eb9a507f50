"""Rows below a header of fewer columns, with a figure and how much of it falls to each place.

项目 | 目标 | 分解情况 | 责任领导 | 责任单位
就业 | 稳定就业 | 新增岗位(人) | 125 | 河口镇70 白沙乡55 | 王明 | 县人社局    begins a group
再就业(人) | 24 | 河口镇16 白沙乡8                                          merged with it

A cell that is left out is merged with the one above. The figure tells which columns a row has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import PEOPLE, UNITS
from loader.plain_tables.delimited_lines import Cells, DelimitedCell, Fields, is_header
from loader.tables.alignment import best_places, fit
from loader.texts.figures import is_figure

_GROUPS = ("category", None)
"""Fields of the groups of a row: an item with a figure has one, so a second is reported."""

_ABOVE = "同上"
_FEWEST = 2
"""Rows with all cells, and such that list quotas, at the least."""

_QUOTA = r"[\u4e00-\u9fff]{1,10}?[省市县区州旗镇乡村办道场园]\s*[:：]?\s*\d[\d.]*[\u4e00-\u9fff]?"
_QUOTAS = re.compile(rf"(?:{_QUOTA}[\s、，,；;]*){{2,}}[。.]?")
"""How much falls to each of several places: 河口镇70 白沙乡55."""

Parts = tuple[Cells, Cells, Cells]


def with_quotas(
    rows: Sequence[Cells], fields: Fields, words: Sequence[str], reader: ClauseReader
) -> tuple[Fields, tuple[str, ...], list[Cells]] | None:
    """Return all fields, words and whole rows of a table of quotas, None where that is unsure."""
    owners = _owners(fields)
    body = [row for row in rows if len(row) > 1 and not is_header(row, words)]
    parts = [_parts_of(row) for row in body]
    told = [one for one in parts if one]
    groups = max((len(one[0]) for one in told), default=0)
    whole = [one for one in told if len(one[0]) == groups and len(one[2]) == len(owners)]
    quotas = [one for one in told if _QUOTAS.fullmatch(one[1][-1].text)]
    is_told = len(told) == len(parts) and min(len(whole), len(quotas)) >= _FEWEST
    columns = groups + 3 + len(owners)
    is_cut = any(len(row) < columns for row in body) and columns >= len(fields)
    is_split = len(words) - len(owners) > 1 and is_cut
    if not owners or not is_told or not is_split or groups > len(_GROUPS):
        return None
    places = [_places_of(owned, owners, reader) for _, _, owned in told]
    if None in places:
        return None
    front = [*words[: len(words) - len(owners) - 1]]
    front = [*front, *[front[-1]] * (groups + 2)][: groups + 2]
    all_words = (*front, *words[len(words) - len(owners) - 1 :])
    all_fields = (*_GROUPS[:groups], "indicator", "text", None, *owners)
    found = {
        id(row): _filled(one, groups, len(owners), owned)
        for row, one, owned in zip(body, told, [place or {} for place in places], strict=True)
    }
    header = [replace(rows[0][0], text=word) for word in all_words]
    made = [found.get(id(row), header if is_header(row, words) else row) for row in rows]
    return all_fields, all_words, made


def _owners(fields: Fields) -> Fields:
    """Return the fields of those who answer, if they are the last of a header, and no others."""
    first = next((n for n, name in enumerate(fields) if name in (*UNITS, *PEOPLE)), len(fields))
    owners = fields[first:]
    is_last = all(name in (*UNITS, *PEOPLE) for name in owners) and bool({*owners} & {*UNITS})
    return owners if is_last and "number" not in fields else ()


def _parts_of(row: Cells) -> Parts | None:
    """Return the groups of a row, its task with figure and quotas, and those who answer."""
    n = next((n for n, cell in enumerate(row) if n and is_figure(cell.text)), 0)
    if not n or n + 1 >= len(row):
        return None
    return row[: n - 1], row[n - 1 : n + 2], row[n + 2 :]


def _places_of(cells: Cells, owners: Fields, reader: ClauseReader) -> dict[int, int] | None:
    """Return which cell stands in which column of `owners`, None where one fits in none."""
    if len(cells) > len(owners):
        return None
    texts = ["".join(cell.text.split()) for cell in cells]
    places, _ = best_places(texts, owners, reader)
    told = [(text, owners[place]) for text, place in zip(texts, places, strict=True) if text]
    fits = all(fit(text, name, reader) > 0 for text, name in told)
    return {place: n for n, place in enumerate(places)} if fits else None


def _filled(parts: Parts, groups: int, count: int, places: dict[int, int]) -> Cells:
    """Return a row with a cell for each column; those left out say what the ones above say."""
    before, task, owned = parts
    above = replace(task[0], text=_ABOVE)
    titles = [replace(cell, text="".join(cell.text.split())) for cell in before]
    left_out = [above, replace(above, text="")][: groups - len(before)]
    cells: list[DelimitedCell] = [*left_out, *titles, *task]
    return cells + [owned[places[n]] if n in places else above for n in range(count)]
