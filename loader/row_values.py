"""What the values of a row are to its work item: its text, its number, a title of rows below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from loader.alignment import NUMBER
from loader.brackets import MARK
from loader.drafts import Mentioned
from loader.entities import Place, Printed
from loader.fields import ANSWERS, CONTENT, PERSONAL, UNITS
from loader.listed_rows import listed
from loader.outline import BARE_NUMERAL, SECTION, is_title
from loader.people import split_off_first
from loader.source import Cell, parts_of
from loader.tables import Row


def only_text(values: dict[str, Printed], named: list[Mentioned]) -> Printed | None:
    """Return the title or heading of a row as its text, where it names bodies and no other."""
    if all(one.role in PERSONAL or one.status != "explicit" for one in named):
        return None
    for name in ("title", "heading", "indicator"):
        if name in values and values[name].status == "explicit":
            return values.pop(name)
    return None


def bare_number(values: dict[str, Printed]) -> Printed | None:
    """Return the number that stands in a column without a header word, below that of a heading."""
    heading = values.get("heading")
    return values.pop("heading") if heading and NUMBER.match(heading.text) else None


def section_title(values: dict[str, Printed], *, counts_rows: bool) -> Printed | None:
    """Return the title of the rows below a row, which is all that it prints itself.

    That is its one filled cell, or one beside a numeral (一 | 教育) where rows have a figure:
    `counts_rows`.
    """
    explicit = {name: value for name, value in values.items() if value.status == "explicit"}
    number = explicit.get("number")
    numeral = counts_rows and number is not None and bool(BARE_NUMERAL.match(number.text))
    if numeral:
        del explicit["number"]
    if len(explicit) != 1:
        return None
    [(name, only)] = explicit.items()
    if name in CONTENT and (numeral or SECTION.match(only.text)):
        return only if is_title(only.text) else None
    spans = isinstance(only.cell, Cell) and only.cell.colspan > 1
    return only if spans or not {"text", "title", "annual_task"} & set(values) else None


def counts_in_figures(rows: Iterable[Row]) -> bool:
    """Tell whether a row has a figure for its number: then 一 opens a section."""
    numbers = (row.values.get("number") for row in rows)
    return any(number and number.text.strip("（()）.、．").isdecimal() for number in numbers)


def numbered(text: Printed, number: Printed | None) -> tuple[Printed, str | None]:
    """Return the text and the number of an item: a mark in its text, if its row prints none."""
    if number and number.status == "explicit":
        return text, number.text
    text, mark = without_list_mark(text)
    return text, mark or (number.text if number else None)


def without_list_mark(text: Printed) -> tuple[Printed, str | None]:
    """Return the text without the list mark that opens it, and the mark; a list keeps its own."""
    match = MARK.match(text.text)
    if match is None or not text.text[match.end() :].strip() or listed(text.text):
        return text, None
    return replace(text, text=text.text[match.end() :].strip()), match[0].strip(" .．、")


def with_answers(text: Printed, values: dict[str, Printed]) -> Printed:
    """Return `text`, a problem, with what it calls for, which is popped from `values`."""
    answers = [values.pop(name) for name in ANSWERS if name in values]
    return replace(text, text="\n".join(one.text for one in (text, *answers)))


def places_of(row: Row) -> tuple[Place, ...]:
    places = {part for value in row.values.values() for part in parts_of(value.cell)}
    places |= {*row.signs, *(one.where for one in row.mentioned)}
    return tuple(sorted(places, key=_order))


def _order(place: Place) -> tuple[int, int]:
    return (place.row, place.column) if isinstance(place, Cell) else (place.number, 0)


def led_columns(
    rows: Iterable[dict[str, Printed]], ends_body: Callable[[str], bool]
) -> frozenset[str]:
    """Return the fields of units in whose cells officials stand first, in half of the rows or more.

    One cell alone tells nothing: 安溪 above a body may be a town.
    """
    cells: Counter[str] = Counter()
    led: Counter[str] = Counter()
    for values in rows:
        for name in (name for name in UNITS if name in values):
            cells[name] += 1
            led[name] += bool(split_off_first(values[name].text, ends_body)[1])
    return frozenset(name for name, count in led.items() if count > 1 and count * 2 >= cells[name])
