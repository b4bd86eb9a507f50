"""What stands for several rows of work, or is counted, told as their heading or as a title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from loader.assignments.fields import UNITS
from loader.entities import Printed
from loader.source import Paragraph
from loader.tables.table import Row

_OF_WORK = frozenset({"text", "annual_task"})


def with_titles_told(rows: Iterable[Row | Printed | Paragraph]) -> list[Row | Printed | Paragraph]:
    """Return `rows`, what stands for several of them or is counted as heading or title."""
    return _with_counted_titles(_with_work_of_several_above(list(rows)))


def _with_counted_titles(
    rows: Sequence[Row | Printed | Paragraph],
) -> list[Row | Printed | Paragraph]:
    """Return `rows`; a heading that has a number of its own, and a single row, is the title of it.

    Headings are what is counted where each row prints both or carries both down, some of them.
    """
    told = [row for row in rows if isinstance(row, Row) and "text" in row.values]
    own = [_is_counted(row) for row in told]
    if None in own or all(own) or any("title" in row.values for row in told):
        return list(rows)
    alone = {id(row) for row, ahead in pairwise([*told, None]) if row and _stands_alone(row, ahead)}
    return [_titled(row) if isinstance(row, Row) and id(row) in alone else row for row in rows]


def _is_counted(row: Row) -> bool | None:
    """Tell whether a row prints number and heading itself, or carries both; None if neither."""
    number, heading = row.values.get("number"), row.values.get("heading")
    if not number or not heading or number.status != heading.status:
        return None
    return number.status == "explicit"


def _stands_alone(row: Row, ahead: Row | None) -> bool:
    return bool(_is_counted(row)) and (ahead is None or bool(_is_counted(ahead)))


def _titled(row: Row) -> Row:
    values = {"title" if name == "heading" else name: one for name, one in row.values.items()}
    return replace(row, values=values)


def _with_work_of_several_above(
    rows: Sequence[Row | Printed | Paragraph],
) -> list[Row | Printed | Paragraph]:
    """Return `rows`, work of which one cell stands for several as the heading of what each does.

    改善环境 | 建公园两座。 / | 治河三条。 Each row has a number or bodies of its own. Where merged
    cells are left out, the words of the second row tell that it is work: 改善环境 is none.
    """
    told = [row.values for row in rows if isinstance(row, Row) and _OF_WORK & {*row.values}]
    whole = [values for values in told if {*values} >= _OF_WORK]
    tells = bool(whole) and all(_tells(one, "annual_task") > _tells(one, "text") for one in whole)
    is_free = not any({"heading", "title"} & {*values} for values in told)
    below = [values for values in told if values not in whole]
    is_told = all("text" not in one or (tells and _tells(one, "text")) for one in below)
    if not below or not is_told or not is_free or not all(map(_stands_for_itself, told)):
        return list(rows)
    headed: list[Row | Printed | Paragraph] = []
    above: Printed | None = None
    for row in rows:
        if isinstance(row, Row) and _OF_WORK & {*row.values}:
            values = {n: one for n, one in row.values.items() if n not in _OF_WORK}
            is_whole = {*row.values} >= _OF_WORK
            above = row.values["text"] if is_whole else above and replace(above, status="inherited")
            work = row.values.get("annual_task") or row.values["text"]
            headed.append(replace(row, values=values | {"text": work} | _heading(above)))
        else:
            headed.append(row)
            above = None if isinstance(row, Printed) else above
    return headed


def _heading(printed: Printed | None) -> dict[str, Printed]:
    return {"heading": printed} if printed else {}


def _tells(values: dict[str, Printed], name: str) -> bool:
    """Tell whether a cell says what is done, in a sentence or in figures, and is no title."""
    return re.search(r"[。；\d]", values[name].text) is not None


def _stands_for_itself(values: dict[str, Printed]) -> bool:
    """Tell whether a row prints a number of its own, or who answers, if it has no number."""
    named = [values["number"]] if "number" in values else []
    named = named or [one for name, one in values.items() if name in UNITS]
    return any(one.status == "explicit" for one in named)
