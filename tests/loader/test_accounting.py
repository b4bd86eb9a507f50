"""No character of a file gets lost: it is in a cell, in a paragraph, or named in the report."""

from __future__ import annotations

import csv
import io
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loader.accounting import STRUCTURE, is_visible, unaccounted
from loader.documents.cleaning import clean_source
from loader.documents.headings import says_something
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers
from loader.source import Cell, Paragraph, Source, parts_of
from ontology.errors import ZhengtuError

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("ZHENGTU_SHARED", ROOT.parent / "shared"))
NOTICE = ROOT / "data" / "documents" / "taizhengfa-2018-3.txt"
LAYOUTS = ROOT / "tests" / "samples" / "layouts"
SAMPLES = [NOTICE, *sorted(path for path in LAYOUTS.glob("*.*") if path.suffix != ".json")]
SHARED_SAMPLES = sorted((SHARED / "layouts").glob("*.txt"))

Table = list[list[str]]
Document = list[str | Table]

Read = Callable[[str, str | bytes], Source]


def seen(text: str) -> Counter[str]:
    return Counter(character for character in text if is_visible(character))


def printed(source: Source) -> Iterator[Paragraph | Cell]:
    for block in source.blocks:
        yield from [block] if isinstance(block, Paragraph) else block.cells()


def id_of(place: Paragraph | Cell) -> tuple[int | None, ...]:
    if isinstance(place, Paragraph):
        return place.number, place.annex, None, None
    return None, place.annex, place.row, place.column


def kept(source: Source) -> Counter[str]:
    """Count the characters that are in a block, or said to be skipped."""
    texts = [one.text for one in source.skipped]
    for block in source.blocks:
        places = [block] if isinstance(block, Paragraph) else block.cells()
        texts += [place.raw for place in places]
    return seen("".join(texts))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_no_character_of_a_sample_is_lost(path: Path) -> None:
    source = read_document(path)
    assert unaccounted(source) == []
    if path.suffix == ".txt" and source.media_type != "text/csv":
        is_drawn = any(table.stores_merges for table in source.tables())
        marks = dict.fromkeys("+-=|" if is_drawn else "", 0)
        text = seen(path.read_text(encoding="utf-8"))
        assert {**kept(source), **marks} == {**text, **marks}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_what_no_item_takes_is_in_the_report(path: Path, registers: Registers) -> None:
    """Each line or cell is part of an item, stands over one, is a header, or is in a note."""
    extraction, report = extract(read_document(path), registers)
    items = extraction.items
    if not items:
        assert report.counts["notes"]["empty"] == 1
        return
    places = [place for item in items for place in item.cells]
    places += [given.cell for item in items for given in item.assignments]
    taken = {id_of(part) for place in places for part in parts_of(place)}
    noted = {(n.where.paragraph, n.where.annex, n.where.row, n.where.column) for n in report.notes}
    told = {line for note in report.notes for line in note.text.split("\n")}
    titles = {name for item in items for name in (item.category, item.heading) if name}
    words = {"".join(word.split()) for table in report.tables for word in table.words}
    for place in printed(clean_source(read_document(path))):
        text = "".join(place.text.split())
        if id_of(place) in taken | noted or not says_something(place.text):
            continue
        is_title = any("".join(title.split()) in text for title in titles)
        is_header = text in words or registers.field_of(text.rstrip("：:")) is not None
        is_header = is_header or bool(registers.fields_of_glued(place.text))
        lines = set(place.text.split("\n"))
        cells = [word.strip() for word in re.split(r"\s{2,}|\t|\|", place.text)]
        is_row = all(registers.field_of(word) for word in cells if word)
        assert is_title or is_header or is_row or lines <= told, place.text


@pytest.mark.parametrize("path", SHARED_SAMPLES, ids=lambda path: path.stem)
def test_no_character_of_a_shared_sample_is_lost(path: Path) -> None:
    source = read_document(path)
    assert unaccounted(source) == []
    assert kept(source) == seen(path.read_text(encoding="utf-8"))


def test_there_are_samples() -> None:
    assert len(SAMPLES) > 30
    if not SHARED_SAMPLES:
        pytest.skip(f"{SHARED}/layouts is absent: set ZHENGTU_SHARED to the folder that holds it")


# documents that are made up

LETTERS = "修路建校局委办市县镇负责牵头配合一二三附件２０19年月日甲乙丙丁"
MARKS = "，。、；：（）〔〕【】《》“”%①★…—·,.;:()[]|*_#`~<>&+-=!'\"\\/@$^{}"
ODD = "\u3000\xa0\u200b\u2003\ufeff\u00ad\U0001f600\u0301𠮷﹏ｶé"
words = st.text(LETTERS + MARKS + ODD + " ", min_size=0, max_size=12)
filled = st.text(LETTERS, min_size=1, max_size=4).flatmap(
    lambda stem: words.map(lambda more: stem + more)
)
lines = st.one_of(filled, words, filled.map("注：".__add__))
cells = st.one_of(words, st.lists(filled, min_size=2, max_size=3).map("\n".join))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Draw a table; its first row and first column are filled, anything else may be empty."""
    width = draw(st.integers(2, 4))
    rows = draw(st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=4))
    first = draw(st.lists(filled, min_size=width, max_size=width))
    return [first, *([draw(filled), *row[1:]] for row in rows)]


documents = st.lists(st.one_of(lines, lines, tables()), min_size=1, max_size=6).filter(
    lambda blocks: any(not isinstance(block, str) or block.strip() for block in blocks)
)


def as_txt(blocks: Document, path: Path) -> None:
    parts = [
        f"{block}\n"
        if isinstance(block, str)
        else "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in block)
        for block in blocks
    ]
    path.write_text("".join(parts), encoding="utf-8", newline="")


def as_csv(blocks: Document, path: Path) -> None:
    output = io.StringIO(newline="")
    writer = csv.writer(output)
    for block in blocks:
        writer.writerows([[block, "", ""]] if isinstance(block, str) else block)
    path.write_text(output.getvalue(), encoding="utf-8", newline="")


def as_markdown(blocks: Document, path: Path) -> None:
    def marked(text: str) -> str:
        return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)

    parts = []
    for block in blocks:
        if isinstance(block, str):
            parts.append(marked(block))
        else:
            rows = [
                "| " + " | ".join(marked(cell).replace("\n", "<br>") for cell in row) + " |"
                for row in block
            ]
            parts.append("\n".join([rows[0], "|---" * len(block[0]) + "|", *rows[1:]]))
    path.write_text("\n\n".join(parts), encoding="utf-8", newline="")


def cell_html(cell: str) -> str:
    printed = escape(cell).replace("\n", "<br>")
    return f"<td>{printed}</td>"


def as_html(blocks: Document, path: Path) -> None:
    parts = []
    for block in blocks:
        if isinstance(block, str):
            parts.append(f"<p>{escape(block)}</p>")
        else:
            rows = ("".join(map(cell_html, row)) for row in block)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
    head = "<!DOCTYPE html><html><head><meta charset='utf-8'></head>"
    path.write_text(f"{head}<body>{''.join(parts)}</body></html>", encoding="utf-8", newline="")


def as_docx(blocks: Document, path: Path) -> None:
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), len(block[0]))
        for written, row in zip(table.rows, block, strict=True):
            for cell, text in zip(written.cells, row, strict=True):
                cell.text = text
    document.save(str(path))


def as_xlsx(blocks: Document, path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    for block in blocks:
        for row in [[block]] if isinstance(block, str) else block:
            at = sheet.max_row + 1
            for column, text in enumerate(row, 1):
                cell = sheet.cell(at, column)
                cell.value, cell.data_type = text, "s"
    workbook.save(path)


WRITERS = {
    ".txt": as_txt,
    ".csv": as_csv,
    ".md": as_markdown,
    ".html": as_html,
    ".docx": as_docx,
    ".xlsx": as_xlsx,
}
EXAMPLES = {".docx": 30, ".xlsx": 40}
MOST_EXAMPLES = 80


def read_written(blocks: Document, ending: str, folder: Path) -> Source | None:
    """Return the document as it is read from a file of that ending, None where it is refused."""
    path = folder / f"document{ending}"
    WRITERS[ending](blocks, path)
    try:
        return read_document(path)
    except ZhengtuError:
        return None


@pytest.mark.parametrize("ending", WRITERS)
def test_no_character_of_any_document_is_lost(ending: str, tmp_path: Path) -> None:
    read = 0

    @settings(
        max_examples=EXAMPLES.get(ending, MOST_EXAMPLES),
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(documents)
    def check(blocks: Document) -> None:
        nonlocal read
        source = read_written(blocks, ending, tmp_path)
        if source is None:
            return
        read += 1
        assert unaccounted(source) == []
        printed = "".join(
            block if isinstance(block, str) else "".join(map("".join, block)) for block in blocks
        )
        lost = seen(printed) - kept(source)
        # Which mark parts the cells is told by the rows, so that a bar in every row may be it.
        assert set(lost) <= set(STRUCTURE["text/csv"] if ending == ".csv" else ())

    check()
    assert read > EXAMPLES.get(ending, MOST_EXAMPLES) / 3


MARKDOWN = (
    *("\n\n```\n甲乙\n```\n", "\n\n    丙丁\n", "\n\n> 甲\n", "\n\n- 乙\n"),
    *("# ", "## ", "- ", "3. ", "> ", "```\n", "~~~ 码\n", "    ", "**", "_", "`", "---\n", "\n"),
    *(
        "\n\n",
        "|",
        "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n",
        "<br>",
        "[甲](a.html)",
        "![乙](b.png)",
        "&amp;",
    ),
    *(
        "<!-- 注 -->",
        "<table><tr><td>甲</td><td>乙</td></tr></table>\n",
        "\\",
        "<b>",
        "===\n",
        "：---",
    ),
)
HTML = (
    *(
        "<p>甲<!-- 注 -->乙</p>",
        "<p>丙<b>丁</b>戊</p>",
        "<td>己</td>",
        "<p>庚<script>甲</script>辛</p>",
    ),
    *("<p>", "</p>", "<br>", "<b>", "</b>", "<div>", "</div>", "<!-- 注 -->", "<ol><li>", "</ol>"),
    *(
        "<table><tr><td>",
        "</td><td>",
        "</td></tr><tr><td rowspan=2>",
        "</td></tr></table>",
        "<pre>",
    ),
    *("</pre>", "<nav>", "</nav>", "<script>甲</script>", "<style>乙</style>", "<font>", "</font>"),
    *(
        "<a href='x'>",
        "</a>",
        "<title>丙</title>",
        "<thead>",
        "<tfoot>",
        "&nbsp;",
        "&#x7532;",
        "<button>",
    ),
    *(
        "<ruby>",
        "<rt>",
        "<select><option>",
        "</select>",
        "<svg>",
        "</svg>",
        "<textarea>",
        "<caption>",
    ),
    *(
        "<div style='display:none'>",
        "<footer>",
        "</footer>",
        "当前位置：首页",
        "【打印本页】",
        "<hr>",
    ),
)
TEXT = ("\t", "\n", "\n\n", "\n\t", "附件1\n", "\r\n", "\u3000", " \n", "\t\n", "附件：1．表\n")
CSV = (
    ",",
    '"',
    '""',
    "\n",
    "\r\n",
    ",,",
    '","',
    ";",
    "\t",
    "，",
    '"甲\n乙"',
    "附件1 表,\n",
    "|",
    "sep=;\n",
)


@pytest.mark.parametrize(
    ("ending", "marks"), [(".md", MARKDOWN), (".html", HTML), (".txt", TEXT), (".csv", CSV)]
)
def test_no_letter_between_any_marks_is_lost(
    ending: str, marks: tuple[str, ...], tmp_path: Path
) -> None:
    """The marks of a format may stand in any order: no letter between them vanishes."""
    read = 0

    @settings(max_examples=200, deadline=None, derandomize=True, database=None)
    @given(st.lists(st.one_of(st.sampled_from(marks), filled), min_size=2, max_size=14))
    def check(parts: list[str]) -> None:
        nonlocal read
        path = tmp_path / f"document{ending}"
        path.write_text("".join(parts), encoding="utf-8", newline="")
        try:
            source = read_document(path)
        except ZhengtuError:
            return
        read += 1
        assert unaccounted(source) == []

    check()
    assert read > 50
