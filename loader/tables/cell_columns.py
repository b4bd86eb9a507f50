"""What the cells of a column say of it: numbers, bodies, officials, dates, or work to be done."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from loader.assignments.clause_words import SCHEDULE
from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import AS_ABOVE, BLANK, names_work
from loader.tables.alignment import COUNT, lists_units
from loader.texts.deadlines import find_deadlines
from loader.texts.people import is_leader, names_officials
from loader.texts.units import split_list

Fields = tuple[str | None, ...]
Rows = Sequence[Sequence[str]]

_WORK = re.compile(
    "完成|[建形]成|建设|[新改扩筹]建|修[建缮订复]|改造|推[进动行广]|开展|实施|落实|组织|制[定订]|编制|出台|建立|健全|完善|加[强快大]"
    "|提[高升]|做[好强]|抓好|培[育训]|引进|打[造通]|整治|治理|清[理查]|排查|强化|深化|优化|增[加强]|新增|创建|举办|发[放展]|扩大|启动"
    "|拓[宽展]|铺设|保[障持证]|确保|争[取创]|支持|扶持|实现|达到|控制|规范|申报|招商|巩固|严[格厉]|督促|指导|研究|拆除|种植|疏浚|安装"
    "|更新|升级|化解|压减|关停|淘汰|减少|降低|整合|盘活|促进|鼓励|引导|探索|查处|维修|普及|设[立置]|搭建|办理|[召举]行|编印|摸[清排]"
)
_AMOUNT = re.compile(r"\d")
_COUNTED = re.compile(r"[\u4e00-\u9fff]{2,}\d+(?:\.\d+)?[\u4e00-\u9fff]+$")
"""Work in a few words that ends in its amount: 修路8条."""

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_MOST, _SOME = 0.8, 0.3
"""Shares of cells that make a column one of a kind, and that tell how two of them differ."""

_TITLE = 2
"""Cells of a row that may be a title beside its numeral."""

_LONGEST_DATE, _SHORTEST_TASK, _SHORTEST_WORDS = 16, 6, 2
_FEWEST_ROWS, _FEWEST_COLUMNS, _MOST_COLUMNS = 2, 2, 16
_ABOVE = ("category", "heading")


@dataclass(frozen=True)
class NamedRoles:
    """Which roles of bodies a document names anywhere: 配合单位, 牵头单位."""

    supporting: bool = False
    lead: bool = False


def tell_columns(rows: Rows, width: int, named: NamedRoles, reader: ClauseReader) -> Fields | None:
    """Return the field of each of `width` columns as their cells tell it, or None for no work.

    Rows with a single cell, or one beside a numeral, are titles and tell nothing.
    """
    whole = [row for row in rows if sum(map(bool, row)) > min(width - 1, _TITLE)]
    is_wide = _FEWEST_COLUMNS <= width <= _MOST_COLUMNS
    if len(whole) < _FEWEST_ROWS or not is_wide or _is_header(whole[0], reader):
        return None
    columns = [_Column.of(n, whole, reader) for n in range(width)]
    if not all(column.begins_alike(whole[:1], reader) for column in columns):
        return None
    fields: dict[int, str] = {}
    text = _tell_text(columns, fields)
    if text is None:
        return None
    if columns[0].kind == "numbers" or (columns[1].kind == "numbers" and text > 1):
        fields[0 if columns[0].kind == "numbers" else 1] = "number"
    dates = [column.place for column in columns if column.kind == "dates"]
    fields |= dict.fromkeys(dates[-1:], "deadline")
    bodies = [column for column in columns if column.kind == "bodies"]
    fields |= _tell_bodies(bodies, named)
    owner = bodies[0].place if bodies else text
    leaders = [column for column in columns if column.leads_before(owner)]
    fields |= {column.place: "supervising" for column in leaders[:1]}
    told = tuple(fields.get(n) for n in range(width))
    return told if names_work(told) else None


def _is_header(row: Sequence[str], reader: ClauseReader) -> bool:
    """Tell whether the first row prints words of a header, though not enough to know it by."""
    known = [reader.registers.field_of(cell) is not None for cell in row if cell]
    return known[0] or sum(known) > 1


@dataclass(frozen=True)
class _Column:
    """A column: its place, its filled cells, the rows of the table, and the kind of its cells."""

    place: int
    cells: tuple[str, ...]
    rows: int
    kind: str
    is_beside_telephones: bool

    @classmethod
    def of(cls, place: int, rows: Rows, reader: ClauseReader) -> _Column:
        cells, beside = _filled(place, rows), _filled(place + 1, rows)
        telephones = _share(beside, lambda cell: _TELEPHONE.match(cell) is not None) >= _MOST
        return cls(place, cells, len(rows), kind_of(cells, reader), telephones)

    def begins_alike(self, rows: Rows, reader: ClauseReader) -> bool:
        """Tell whether the first of `rows` is of the kind of the others, and so no header."""
        first = _filled(self.place, rows[:1])
        return not first or self.kind in ("words", "", kind_of(first, reader))

    @property
    def tells_work(self) -> bool:
        """Tell whether the cells say what is to be done: long enough, with a verb or an amount."""
        told = _share(self.cells, lambda cell: bool(_WORK.search(cell) or _AMOUNT.search(cell)))
        is_counted = _share(self.cells, lambda cell: _COUNTED.match(cell) is not None) == 1
        is_told = self.length >= _SHORTEST_TASK and told * 2 > 1
        return self.kind == "words" and (is_told or is_counted)

    @property
    def length(self) -> float:
        return sum(map(len, self.cells)) / max(1, len(self.cells))

    @property
    def is_merged(self) -> bool:
        """Tell whether one cell stands for several rows, repeated or blank below it."""
        return len(set(self.cells)) < self.rows

    def leads_before(self, owner: int) -> bool:
        """Tell whether the names are of leaders: before the bodies, with a post, or of several."""
        if self.kind != "people" or self.is_beside_telephones:
            return False
        posted = _share(self.cells, lambda cell: all(map(is_leader, re.split("[、，,\n]", cell))))
        return self.place < owner or posted >= _MOST or self.is_merged


_TELEPHONE = re.compile(r"[\d\-－—*\s]{6,}$")


def kind_of(cells: Sequence[str], reader: ClauseReader) -> str:
    """Return what nearly all of `cells` are, "" if they are of no kind or of several."""
    ends_like_unit = reader.registers.ends_like_unit
    asked: dict[str, Callable[[str], bool]] = {
        "dates": _is_date,
        "people": lambda cell: names_officials(cell) and not ends_like_unit(cell),
        "bodies": lambda cell: lists_units(cell, reader),
        "words": lambda cell: len(_CHINESE.findall(cell)) >= _SHORTEST_WORDS,
    }
    if cells and len(set(cells)) == len(cells) and all(map(COUNT.match, cells)):
        return "numbers"
    return next((kind for kind, is_so in asked.items() if _share(cells, is_so) >= _MOST), "")


def _filled(place: int, rows: Rows) -> tuple[str, ...]:
    found = (row[place].strip() for row in rows if len(row) > place)
    return tuple(cell for cell in found if cell not in BLANK | AS_ABOVE)


def _share(cells: Sequence[str], is_so: Callable[[str], bool]) -> float:
    """Return in which part of `cells` it is so; 0 where there are too few to tell."""
    return sum(map(is_so, cells)) / len(cells) if cells else 0.0


def _is_date(cell: str) -> bool:
    dated = find_deadlines(cell, 2000) or SCHEDULE.match(cell)
    return len(cell) <= _LONGEST_DATE and bool(dated)


def _tell_text(columns: Sequence[_Column], fields: dict[int, str]) -> int | None:
    """Put the columns of words into `fields`; return that of the work, None if there is none.

    Of several that tell work side by side the last is the text, as below a header; those of words
    to its left, up to two, are what it belongs to.
    """
    telling = [column for column in columns if column.tells_work]
    if not telling:
        return None
    longest = max(telling, key=lambda column: (not column.is_merged, column.length)).place
    text = longest
    while text + 1 < len(columns) and columns[text + 1].tells_work:
        text += 1
    above = [column.place for column in columns[:text] if column.kind == "words"]
    names = dict(zip(reversed(above), reversed(_ABOVE), strict=False))
    fields |= {text: "text", **names}
    return text


def _tell_bodies(columns: Sequence[_Column], named: NamedRoles) -> dict[int, str]:
    """Return who answers, and who supports as far as something says that somebody does."""
    if not columns:
        return {}
    first, second = columns[0], columns[1] if len(columns) > 1 else None
    lead = "lead" if second and named.lead else "responsible"
    if second and _supports(second, first):
        first, second = second, first
    elif second and not (named.supporting or _supports(first, second)):
        second = None
    return {first.place: lead} | ({second.place: "supporting"} if second else {})


def _supports(first: _Column, second: _Column) -> bool:
    """Tell whether cells of bodies say who supports: one body each first, then several or none."""
    single = _share(first.cells, lambda cell: len(split_list(cell)) == 1)
    if len(first.cells) < first.rows or single < _MOST:
        return False
    several = sum(len(split_list(cell)) > 1 for cell in second.cells)
    return (several + second.rows - len(second.cells)) / second.rows >= _SOME
