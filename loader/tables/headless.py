"""Tables without a header: below a title that divides work their cells tell the columns.

1 | 新建口袋公园12处 | 李秀英 | 市城市管理局 | 6月底前

A column is of numbers, bodies, officials or dates if nearly all of its cells are; the work is what
says most of what is to be done. What no cell tells stays without a field: a second column of bodies
supports only where the document or the form of the cells says so, and names behind the bodies are
leaders only with the post of one, or where one stands for several rows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from loader.assignments.clauses import ClauseReader
from loader.documents.titles import is_of_event, lists_names, speaks_of_work, tells_past
from loader.report import Report
from loader.source import Cell, Paragraph, Source, Table
from loader.tables.cell_columns import Fields, NamedRoles, Rows, kind_of, tell_columns
from loader.tables.header import Header
from loader.tables.other import is_of_service
from loader.texts.outline import SECTION, is_title

_OF_OTHER = re.compile(
    "预算|决算|经费|资金|拨款|补助|奖|表彰|荣誉|先进|优秀|通讯录|花名册|名册|名单|联系(?:人|方式|电话)|值班"
    "|评分|计分|得分|排名|统计|指标|目录|(?:情况|结果|进展)(?:表|一览|汇总|$)"
)
"""Titles of lists that charge nobody with work, whatever else they say."""

_SUPPORTS = re.compile("(?:配合|协办|协助|协同|参与|参加|会办)(?:责任)?(?:单位|部门)")
_LEADS = re.compile("牵头(?:责任)?(?:单位|部门)")

_FIGURES = re.compile(r"[\d.,，%]+$")
_SHARE_ALIKE, _FEWEST_ALIKE = 0.2, 2
"""Which part of rows, and how many, tell the columns by being alike."""

LINES_ABOVE = 4
"""Lines above a table among which its title stands."""


@dataclass(frozen=True)
class Document:
    """What a document says for its tables without a header: its title, and which roles it names."""

    title: str = ""
    named: NamedRoles = field(default_factory=NamedRoles)

    @classmethod
    def of(cls, title: str, source: Source) -> Document:
        """Return what the title and the lines of a document say."""
        lines = [line.text for line in source.paragraphs()]
        supporting = any(_SUPPORTS.search(line) for line in lines)
        return cls(title, NamedRoles(supporting, any(_LEADS.search(line) for line in lines)))

    def divides_work(self, above: Sequence[str]) -> bool:
        """Tell whether the next title `above` a table, or that of the document, divides work.

        >>> document = Document("2023年重点工作任务分解表")
        >>> document.divides_work([]), document.divides_work(["附件2", "2023年经费预算"])
        (True, False)
        >>> Document("关于印发方案的通知").divides_work(["任务分工", "各单位要抓好落实。"])
        True
        """
        titles = [text for text in above if is_title(text) and not text.endswith(("。", "：", ":"))]
        for title in [*reversed(titles), self.title]:
            if _is_of_other(title):
                return False
            if speaks_of_work(title):
                return True
        return False


def _is_of_other(title: str) -> bool:
    asks = (lists_names, tells_past, is_of_event, is_of_service)
    return _OF_OTHER.search(title) is not None or any(ask(title) for ask in asks)


@dataclass
class HeadlessTables:
    """Finds the columns of tables without a header in one document; `above` are the lines before.

    Rows at the top of a table that print one cell are titles too.
    """

    document: Document
    reader: ClauseReader
    report: Report
    above: tuple[str, ...] = ()

    def stand_below(self, lines: Sequence[Paragraph]) -> None:
        self.above = tuple(line.text for line in lines[-LINES_ABOVE:])

    def divides_work(self) -> bool:
        """Tell whether the title of the document, or one of the lines above, divides work."""
        return self.document.divides_work(self.above)

    def may_stand_in(self, lines: Sequence[Paragraph]) -> bool:
        """Tell whether a title among `lines`, or that of the document, divides work."""
        titles = (line.text for line in lines if is_title(line.text))
        return any(self.document.divides_work([title]) for title in ("", *titles))

    def find(self, table: Table) -> Header | None:
        """Return the columns of `table` and say so, or None if its cells tell no work."""
        width = max(len(row) for row in table.rows)
        titles = _titles(table)
        rows = [[cell.text for cell in row] for row in table.rows[len(titles) :]]
        fields = self.tell([*self.above, *titles], rows, width)
        if fields is None:
            return None
        self.note(fields, table.rows[0][0])
        return Header((), ("",) * width, fields, len(titles))

    def tell(self, above: Sequence[str], rows: Rows, width: int) -> Fields | None:
        """Return the field of each column of `rows` below the lines `above`, None without work."""
        if not self.document.divides_work(above):
            return None
        return tell_columns(rows, width, self.document.named, self.reader)

    def tell_alike(self, above: Sequence[str], rows: Rows) -> Fields | None:
        """Return what `tell` does of rows that leave out what is blank or merged.

        Columns are told by the rows that are alike in the kinds of their cells, those first that
        name most: a leader who stands for three rows is in the first of them only.
        """
        alike: dict[tuple[str, ...], list[Sequence[str]]] = defaultdict(list)
        for row in rows:
            alike[tuple(self._kind(cell) for cell in row)].append(row)
        fewest = max(_FEWEST_ALIKE, _SHARE_ALIKE * len(rows))
        found = [kinds for kinds, printed in alike.items() if len(printed) >= fewest]
        for kinds in sorted(found, key=lambda one: (_named(one), len(alike[one])), reverse=True):
            if fields := self.tell(above, alike[kinds], len(kinds)):
                return fields
        return None

    def _kind(self, cell: str) -> str:
        """Return the kind of one cell; of figures one cannot tell whether they count rows."""
        kind = kind_of([cell], self.reader)
        return "figures" if kind in ("numbers", "") and _FIGURES.match(cell) else kind

    def note(self, fields: Fields, place: Cell | Paragraph) -> None:
        """Say of the table that begins at `place` which columns its cells told, and which not."""
        told = ", ".join(f"{n} {name}" for n, name in enumerate(fields, 1) if name)
        left = ", ".join(str(n) for n, name in enumerate(fields, 1) if name is None)
        message = "no header: columns are told by their cells; check them, or print a header above"
        self.report.add("told columns", place, told, message + (f"; not told: {left}" * bool(left)))


def _named(kinds: tuple[str, ...]) -> tuple[int, int]:
    """Return how many cells of a row are more than words, and how many it has."""
    return sum(kind not in ("words", "") for kind in kinds), len(kinds)


def _titles(table: Table) -> list[str]:
    """Return what the rows at the top print that have one cell, and open no section."""
    titles: list[str] = []
    for row in table.rows:
        filled: list[Cell] = [cell for cell in row if cell.text]
        if len(filled) > 1 or (filled and SECTION.match(filled[0].text)):
            break
        titles.append(filled[0].text if filled else "")
    return titles
