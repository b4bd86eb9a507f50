"""What the values of a row are to its work item: its text, its number, a title of rows below."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from loader.assignments.fields import ANSWERS, CONTENT, PERSONAL, TOTALS, UNITS
from loader.assignments.run_together import with_leader_apart
from loader.drafts import Mentioned
from loader.entities import Place, Printed
from loader.registers.registers import Registers
from loader.source import Cell, joined, parts_of
from loader.tables.alignment import CODE, NUMBER, SIGNS
from loader.tables.listed import listed
from loader.tables.table import Row
from loader.texts.brackets import MARK
from loader.texts.led import split_off_leaders
from loader.texts.marks import read_mark
from loader.texts.outline import BARE_NUMERAL, SECTION, is_title
from ontology.values import fold_space

_FEWEST_ROWS = 2


def sums_up(values: dict[str, Printed]) -> bool:
    """Tell whether a row prints the total of those above it: 合计 | | 12项."""
    printed = [value for value in values.values() if value.status == "explicit"]
    return any("".join(value.text.split()) in TOTALS for value in printed)


def is_note(values: dict[str, Printed]) -> bool:
    """Tell whether a row prints the label of a note before its words: 备注 | | 每月通报1次。"""
    printed = [value for value in values.values() if value.status == "explicit"]
    return len(printed) > 1 and _NOTE_LABEL.fullmatch(fold_space(printed[0].text)) is not None


_NOTE_LABEL = re.compile("(?:备注|注|说明|填表说明|备注说明)[：:]?")


def only_text(values: dict[str, Printed], named: list[Mentioned]) -> Printed | None:
    """Return the title or heading of a row as its text, where it names bodies and no other.

    So is what a problem calls for that is printed once above several such rows. One with a date of
    its own may have the bodies of the row above.
    """
    dated = "deadline" in values and values["deadline"].status == "explicit"
    bodies = [one for one in named if one.role not in PERSONAL]
    if not any(dated or one.status == "explicit" for one in bodies):
        return None
    for name in ("title", "heading", "indicator", *ANSWERS):
        if name in values and values[name].status == "explicit":
            return values.pop(name)
    return None


def bare_number(values: dict[str, Printed]) -> Printed | None:
    """Return the number that stands in a column without a header word, below that of a heading."""
    heading = values.get("heading")
    return values.pop("heading") if heading and NUMBER.match(heading.text) else None


def section_title(
    values: dict[str, Printed], *, counts_rows: bool, parted: frozenset[str] = frozenset()
) -> Printed | None:
    """Return the title of the rows below a row, which is all that it prints itself.

    That is its one filled cell, or one beside a numeral (一 | 教育) where rows have a figure:
    `counts_rows`, or beside a number that is `parted`: 1 above 1.1.
    """
    explicit = {name: value for name, value in values.items() if value.status == "explicit"}
    number = explicit.get("number")
    numeral = counts_rows and number is not None and bool(BARE_NUMERAL.match(number.text))
    numeral = numeral or (number is not None and number.text.strip() in parted)
    if numeral:
        del explicit["number"]
    if len(explicit) != 1:
        return None
    [(name, only)] = explicit.items()
    if name in CONTENT and (numeral or SECTION.match(only.text)):
        return only if is_title(only.text) else None
    spans = isinstance(only.cell, Cell) and only.cell.colspan > 1
    return only if spans or not {"text", "title", "annual_task"} & set(values) else None


def parted_numbers(rows: Iterable[Row]) -> frozenset[str]:
    """Return the numbers that others go on with after a dot: 1, if a row has 1.1."""
    numbers = (row.values.get("number") for row in rows)
    parts = (re.fullmatch(r"(\d+)[.．]\d+[.．]?", one.text.strip()) for one in numbers if one)
    return frozenset(part[1] for part in parts if part)


def counts_in_figures(rows: Iterable[Row]) -> bool:
    """Tell whether a row has a figure for its number, or a code (Ⅰ-2): then 一 opens a section."""
    numbers = (row.values.get("number") for row in rows)
    printed = [number.text.strip("（()）.、． ") for number in numbers if number]
    return any(number.isdecimal() or CODE.match(number) for number in printed)


def numbered(
    text: Printed, number: Printed | None, *, by_text: bool = False
) -> tuple[Printed, str | None]:
    """Return the text and the number of an item: a mark in its text, if its row prints none.

    So is one that goes on with the number printed: 1-2 beside 1, which stands for several rows, and
    each if the items are counted `by_text`. A sign that marks the row is no part of its number: 3★.
    """
    number = replace(number, text=number.text.strip(f"{SIGNS} ")) if number else None
    is_printed = number is not None and number.status == "explicit" and not by_text
    if number and is_printed and not _goes_on(text.text, number.text):
        return text, number.text
    text, mark = without_list_mark(text)
    return text, mark or (number.text if number else None)


def counts_by_text(rows: Sequence[Row]) -> bool:
    """Tell whether marks in texts count the items on below numbers that stand for several rows.

    1 | 1.修桥 / | 2.修路 / 2 | 3.植树 has three items, 1 to 3.
    """
    told = [row.values for row in rows if "text" in row.values]
    marks = [read_mark(mark[0]) if (mark := MARK.match(one["text"].text)) else None for one in told]
    values = [mark.value if mark else 0 for mark in marks]
    numbers = [one["number"] for one in told if "number" in one]
    starts = sum(number.status == "explicit" for number in numbers)
    if starts < _FEWEST_ROWS or starts == len(told):
        return False
    return values == [*range(values[0], values[0] + len(values))]


def _goes_on(text: str, number: str) -> bool:
    """Tell whether a text begins with a part of `number`: 1-2 or 1.2 with 1."""
    plain = number.strip("（()）.．、 ")
    return plain.isdecimal() and re.match(rf"{plain}[-—－.．]\d{{1,2}}(?!\d)", text) is not None


def without_list_mark(text: Printed) -> tuple[Printed, str | None]:
    """Return the text without the list mark that opens it, and the mark; a list keeps its own."""
    match = MARK.match(text.text)
    if match is None or not text.text[match.end() :].strip() or listed(text.text):
        return text, None
    return replace(text, text=text.text[match.end() :].strip()), match[0].strip(" .．、")


def answers_of(values: dict[str, Printed]) -> list[Printed]:
    """Return what a problem calls for, or more of the work, which is popped from `values`."""
    return [values.pop(name) for name in ANSWERS if name in values]


def with_answers(text: Printed, answers: Iterable[Printed]) -> Printed:
    """Return `text`, a problem, with the `answers` that it calls for."""
    return _joined([text, *answers])


def _joined(texts: Sequence[Printed]) -> Printed:
    """Return `texts` as one of several lines, printed where they are."""
    words = "\n".join(one.text for one in texts)
    return Printed(words, joined([one.cell for one in texts])) if len(texts) > 1 else texts[0]


def own_headings(rows: Sequence[Row], *, counts_rows: bool) -> tuple[str, ...]:
    """Return the columns of headings that hold words of its own for each row of work.

    They are part of what the row says, as 修桥 before 两座 is, and no heading of several; so is one
    between them and the text: 任务 | 标准 | 措施.
    """
    told = [row.values for row in rows if {"text", "annual_task"} & {*row.values}]
    told = [one for one in told if section_title(one, counts_rows=counts_rows) is None]
    if len(told) < _FEWEST_ROWS or not all("heading" in values for values in told):
        return ()
    names = ("category", "heading")
    own = (n for n, name in enumerate(names) if _are_own([one.get(name) for one in told]))
    return names[next(own, len(names)) :]


def _are_own(cells: Sequence[Printed | None]) -> bool:
    own = [one.text for one in cells if one and one.status == "explicit" and _is_named(one)]
    return len(set(own)) == len(cells)


def _is_named(value: Printed) -> bool:
    return NUMBER.match(value.text) is None


def headings_as_text(values: dict[str, Printed], names: Iterable[str]) -> Printed | None:
    """Return the headings `names` of a row that has no other text; they are popped.

    任务名称 | 2019年目标 | 2020年目标 names the task, and says what of it is done in which year.
    """
    found = [values.pop(name) for name in names if name in values]
    return _joined(found) if found else None


def with_headings(text: Printed, values: dict[str, Printed], names: Iterable[str]) -> Printed:
    """Return `text` below those of the headings `names` that its row has; they are popped."""
    return _joined([*(values.pop(name) for name in names if name in values), text])


def places_of(row: Row) -> tuple[Place, ...]:
    places = {part for value in row.values.values() for part in parts_of(value.cell)}
    places |= {*row.signs, *(one.where for one in row.mentioned)}
    return tuple(sorted(places, key=_order))


def _order(place: Place) -> tuple[int, int]:
    return (place.row, place.column) if isinstance(place, Cell) else (place.number, 0)


def led_columns(rows: Iterable[dict[str, Printed]], registers: Registers) -> frozenset[str]:
    """Return the fields of units in whose cells officials stand first, in half of the rows or more.

    One cell alone tells nothing: 安溪 above a body may be a town.
    """
    cells: Counter[str] = Counter()
    led: Counter[str] = Counter()
    for values in rows:
        for name in (name for name in UNITS if name in values):
            cells[name] += 1
            text = with_leader_apart(values[name].text, registers)
            led[name] += bool(split_off_leaders(text, registers.ends_like_unit)[1])
    return frozenset(name for name, count in led.items() if count > 1 and count * 2 >= cells[name])
