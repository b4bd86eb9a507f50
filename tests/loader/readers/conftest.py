"""The notice as blocks with real merged cells, to be written in each format and read back."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell

from loader.accounting import unaccounted
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers
from loader.source import Cell, Paragraph, Source, Table

FONT = "Noto Serif CJK SC"
MERGED_COLUMNS = {1: (1, 2, 4, 5, 6), 2: (2, 6, 7, 8)}
"""The columns of the notice's annexes whose cells are merged downwards, 1-based."""

_MEASURE = """
import json, re, sys, time
from pathlib import Path
from loader.readers import read_document
from ontology.errors import ZhengtuError
try:
    read_document(Path(sys.argv[1]))
    said = None
except ZhengtuError as error:
    said = str(error)
# What the kernel counts per process: getrusage also counts the parent before the fork.
peak = re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())
print(json.dumps([said, int(peak[1]) // 1024, time.process_time()]))
"""


@dataclass(frozen=True)
class Merged:
    """A cell with its spans; None stands where a merged cell covers a place."""

    raw: str
    rowspan: int = 1


Row = list[Merged | None]
Blocks = list[tuple[int, str | list[Row]]]


@pytest.fixture(scope="session")
def notice_source(notice: Path) -> Source:
    return read_document(notice)


@pytest.fixture(scope="session")
def notice_blocks(notice_source: Source) -> Blocks:
    """Return the annex and the line or merged rows of each block of the notice."""
    return [
        (block.annex, block.raw if isinstance(block, Paragraph) else merged_rows(block))
        for block in notice_source.blocks
    ]


def merged_rows(table: Table) -> list[Row]:
    """Return the rows of `table`, empty cells of its merged columns covered by the one above."""
    rows: list[Row] = []
    origins: dict[int, int] = {}
    for number, cells in enumerate(table.rows):
        row: Row = []
        for column in range(1, len(table.rows[0]) + 1):
            cell = cells[column - 1] if column <= len(cells) else None
            raw = cell.raw if cell else ""
            origin = origins.get(column)
            if not raw.strip() and column in MERGED_COLUMNS[table.annex] and origin is not None:
                above = rows[origin][column - 1]
                assert above is not None
                rows[origin][column - 1] = Merged(above.raw, number - origin + 1)
                row.append(None)
            else:
                origins[column] = number
                row.append(Merged(raw))
        rows.append(row)
    return rows


Understood = dict[str, Any]
Understand = Callable[[Source], Understood]


@pytest.fixture(scope="session")
def understand(registers: Registers) -> Understand:
    """Return a function that gives all that is understood of a source, ready to compare."""

    def of(source: Source) -> Understood:
        extraction, report = extract(source, registers)
        assert source.shown.strip()
        assert "unaccounted" not in report.counts["notes"]
        letter = extraction.letter
        head = {
            "number": letter.number,
            "title": letter.title,
            "issuer": letter.issuer,
            "year": letter.year,
            "addressees": letter.addressees,
            "based on": letter.based_on,
            "annexes": letter.annexes,
        }
        items = [
            {
                **{name: getattr(item, name) for name in ITEM_FIELDS},
                "title": item.title and folded(item.title.text),
                "annual task": item.annual_task and folded(item.annual_task.text),
                "text": folded(item.text),
                "assignments": [
                    (a.role, a.position, a.surface, a.agent, a.status, a.is_open)
                    for a in item.assignments
                ],
            }
            for item in extraction.items
        ]
        return {"head": head, "items": items}

    return of


ITEM_FIELDS = ("iri", "kind", "annex", "row", "number", "category", "heading", "deadlines")


def folded(text: str) -> str:
    """Return `text` without the line breaks and padding that formats keep in their own ways."""
    return "".join(text.split())


@pytest.fixture(scope="session")
def expected(notice_source: Source, understand: Understand) -> Understood:
    understood = understand(notice_source)
    assert len(understood["items"]) == 166
    return understood


@pytest.fixture(scope="session")
def check_notice(expected: Understood, understand: Understand) -> Callable[[Source], None]:
    """Return a function that checks that a source says the same as the notice in plain text."""

    def check(source: Source) -> None:
        understood = understand(source)
        assert understood["head"] == expected["head"]
        assert understood["items"] == expected["items"]

    return check


Refused = Callable[[Path], str]


@pytest.fixture
def refused() -> Refused:
    """Return a function that reads a bad file in a process of its own and returns the message.

    It must name the file, come within 10 seconds of work and take at most 512 MB.
    """

    def message(path: Path) -> str:
        run = subprocess.run(
            [sys.executable, "-c", _MEASURE, str(path)], capture_output=True, text=True, check=True
        )
        said, megabytes, seconds = json.loads(run.stdout)
        assert seconds < 10
        assert megabytes < 512
        assert said is not None, "the file was read"
        assert path.name in said
        assert len(said) < 500
        return str(said)

    return message


Shown = list[list[str]]


def shown(table: Table) -> Shown:
    """Return the rows of a table: raw text with its spans, `^` where a merged cell covers."""
    return [[_shown(cell) for cell in row] for row in table.rows]


def _shown(cell: Cell) -> str:
    spans = (cell.rowspan, cell.colspan)
    return (
        "^" if cell.covered else cell.raw + ("" if spans == (1, 1) else f" {spans[0]}x{spans[1]}")
    )


@pytest.fixture(scope="session")
def show() -> Callable[[Table], Shown]:
    return shown


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str, str | bytes], Source]:
    """Return a function that writes a file of the given name and reads it, no character lost."""

    def read_file(name: str, content: str | bytes) -> Source:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        source = read_document(path)
        assert source.shown.strip()
        assert unaccounted(source) == []
        return source

    return read_file


@pytest.fixture(scope="session")
def notice_docx(notice_blocks: Blocks, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the notice as a Word document with merged cells, by python-docx."""
    path = tmp_path_factory.mktemp("notice") / "notice.docx"
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name = FONT
    normal.font.size = Pt(10.5)
    normal.paragraph_format.space_after = Pt(0)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    page = document.sections[0]
    page.page_width, page.page_height = Mm(297), Mm(210)
    page.left_margin = page.right_margin = Mm(25)
    for _, block in notice_blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            add_table(document, block)
    # Word ends every document with a paragraph; without it LibreOffice loses the last table.
    document.add_paragraph()
    document.save(str(path))
    return path


COLUMN_WIDTHS = {6: (24, 32, 110, 22, 28, 31), 8: (10, 18, 30, 70, 40, 22, 26, 31)}


def add_table(document: Any, rows: list[Row]) -> None:
    widths = COLUMN_WIDTHS[len(rows[0])]
    table = document.add_table(len(rows), len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Mm(width)
    for cells, written in zip(rows, table._tbl.tr_lst, strict=True):
        for column, (cell, tc) in enumerate(zip(cells, written.tc_lst, strict=True)):
            tc.width = Mm(widths[column])
            if cell is None:
                tc.vMerge = "continue"
                continue
            if cell.rowspan > 1:
                tc.vMerge = "restart"
            write_lines(_Cell(tc, table), cell.raw.split("\n"))


def write_lines(cell: _Cell, lines: list[str]) -> None:
    cell.paragraphs[0].text = lines[0]
    for line in lines[1:]:
        cell.add_paragraph(line)


@pytest.fixture
def office(tmp_path: Path) -> Callable[[Path, str], Path]:
    """Return a function that has LibreOffice write a file in another format."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-writer")

    def write_as(path: Path, suffix: str) -> Path:
        if suffix == "pdf" and not _has_font():
            pytest.skip(f"there is no font {FONT}: apt-get install fonts-noto-cjk")
        folder = tmp_path / "office"
        subprocess.run(
            [
                *(program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"),
                *("--headless", "--convert-to", suffix, "--outdir", str(folder), str(path)),
            ],
            capture_output=True,
            check=True,
            timeout=120,
        )
        return folder / f"{path.stem}.{suffix}"

    return write_as


def _has_font() -> bool:
    """Tell whether LibreOffice has the font of the notice: another breaks its pages elsewhere."""
    program = shutil.which("fc-list")
    command = [program, FONT] if program else ["true"]
    return bool(subprocess.run(command, capture_output=True, check=False).stdout)
