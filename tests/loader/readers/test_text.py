"""A text file is read cell by cell, each with its offsets, or refused with the place named."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.storage.snapshot import open_current
from loader.load import Loader
from loader.readers import read_document
from loader.readers.text import read_text
from loader.source import Paragraph, Source, Table, annex_mark
from ontology.errors import LayoutError, UnreadableDocument, ZhengtuError

HEADER = "\t内容\n\t牵头单位\n\t配合单位\n\n"


def read(folder: Path, text: str, encoding: str = "utf-8") -> Source:
    path = folder / "case.txt"
    path.write_bytes(text.encode(encoding))
    return read_text(path)


def raws(table: Table) -> list[list[str]]:
    return [[cell.raw for cell in row] for row in table.rows]


def check_offsets(source: Source, decoded: str) -> None:
    printed = [*source.paragraphs(), *(cell for table in source.tables() for cell in table.cells())]
    assert printed
    assert source.characters == len(decoded)
    for one in printed:
        assert one.span is not None
        assert decoded[one.span.start : one.span.end] == one.raw


@pytest.mark.parametrize(
    ("name", "text", "rows"),
    [
        ("one row a line apart", "\t修路。\n\t甲局\n\t乙局\n\n", [["修路。", "甲局", "乙局"]]),
        ("empty cells", "\t修路。\n\t\n\t\n\n", [["修路。", "", ""]]),
        (
            "line breaks in a cell",
            "\t修路。\n\t甲局\n乙局\n\t丙局\n\n",
            [["修路。", "甲局\n乙局", "丙局"]],
        ),
        (
            "blank lines in cells",
            "\t修\n\n路。\n\t甲局\n\n\n乙局\n\t丙局\n\n丁局\n\n",
            [["修\n\n路。", "甲局\n\n\n乙局", "丙局\n\n丁局"]],
        ),
        ("blank line after a cell", "\t修路。\n\n\t甲局\n\t乙局\n\n", [["修路。", "甲局", "乙局"]]),
        ("several blank lines", "\t修路。\n\t甲局\n\t乙局\n\n\n\n", [["修路。", "甲局", "乙局"]]),
        (
            "blank lines of spaces",
            "\t修路。\n\t甲局\n\t乙局\n  \n　\n",
            [["修路。", "甲局", "乙局"]],
        ),
        ("trailing spaces", "\t修路。　 \n\t甲局  \n\t乙局\n\n", [["修路。　 ", "甲局  ", "乙局"]]),
        ("padding inside", "\t修路。\n\t甲  局\n\t乙　局\n\n", [["修路。", "甲  局", "乙　局"]]),
        ("TAB inside a cell", "\t修\t路。\n\t甲局\n\t乙局\n\n", [["修\t路。", "甲局", "乙局"]]),
        ("no last cell", "\t修路。\n\t甲局\n", [["修路。", "甲局"]]),
        ("no line end at the end", "\t修路。\n\t甲局\n\t乙局", [["修路。", "甲局", "乙局"]]),
        (
            "header printed again",
            "\t修路。\n\t甲局\n\t乙局\n\n" + HEADER + "\t架桥。\n\t甲局\n\t\n\n",
            [["修路。", "甲局", "乙局"], ["内容", "牵头单位", "配合单位"], ["架桥。", "甲局", ""]],
        ),
    ],
    ids=lambda value: (
        value if isinstance(value, str) and " " in value and "\t" not in value else ""
    ),
)
def test_table_reads_back(tmp_path: Path, name: str, text: str, rows: list[list[str]]) -> None:
    decoded = f"通知\n附件1\n{HEADER}{text}"
    source = read(tmp_path, decoded)
    [table] = source.tables()
    assert raws(table) == [["内容", "牵头单位", "配合单位"], *rows], name
    assert [(c.annex, c.row, c.column) for c in table.rows[1]][:2] == [(1, 2, 1), (1, 2, 2)]
    check_offsets(source, decoded)


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", "utf-8"), ("gb18030", "gb18030"), ("gbk", "gb18030"), ("utf-16", "utf-16")],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_do_not_change_what_is_read(
    tmp_path: Path, encoding: str, said: str, line_end: str
) -> None:
    text = f"关于修路的通知\n附件1\n{HEADER}\t修路。\n\t甲局\n\t乙局\n\n".replace("\n", line_end)
    source = read(tmp_path, text, encoding)
    assert source.encoding == said
    assert [p.raw for p in source.paragraphs()] == ["关于修路的通知", "附件1"]
    [table] = source.tables()
    assert raws(table)[1:] == [["修路。", "甲局", "乙局"]]
    check_offsets(source, text)


def test_lines_may_end_with_separators_alone(tmp_path: Path) -> None:
    source = read(tmp_path, "关于修路的通知\u2028\u2028修路。\u2029")
    assert [p.raw for p in source.paragraphs()] == ["关于修路的通知", "修路。"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_byte_order_mark_tells_which_utf_16(tmp_path: Path, encoding: str) -> None:
    source = read(tmp_path, f"\ufeff关于修路的通知\n{HEADER}", encoding)
    assert [p.raw for p in source.paragraphs()] == ["关于修路的通知"]
    check_offsets(source, f"关于修路的通知\n{HEADER}")


def test_byte_order_mark_is_no_part_of_the_first_words(tmp_path: Path) -> None:
    """Windows editors write one before UTF-8; it would get into the document's number."""
    source = read(tmp_path, f"\ufeff虚政发〔2019〕5号\n{HEADER}")
    first = next(source.paragraphs())
    assert first.text == "虚政发〔2019〕5号"


def test_paragraphs_and_annexes_are_told_apart(tmp_path: Path) -> None:
    letter = "通知\n\n现印发。\n附件：1．表一\n"
    text = f"{letter} 附件1\n表一\n{HEADER}附件2：\n表二\n{HEADER}附件\n说明。\n"
    source = read(tmp_path, text)
    numbered = [(p.number, p.annex, p.text) for p in source.paragraphs()]
    assert numbered == [
        (1, 0, "通知"),
        (2, 0, "现印发。"),
        (3, 0, "附件：1．表一"),
        (4, 1, "附件1"),
        (5, 1, "表一"),
        (6, 2, "附件2："),
        (7, 2, "表二"),
        (8, 3, "附件"),
        (9, 3, "说明。"),
    ]
    assert [table.annex for table in source.tables()] == [1, 2]
    check_offsets(source, text)


LINE = st.text(
    st.characters(exclude_categories=("C", "Zl", "Zp"), exclude_characters="。"), max_size=6
)
"""Letters of a cell; one that ends in a stop may be a paragraph that a TAB indents."""
CELL = (
    st.lists(LINE, min_size=1, max_size=4)
    .map("\n".join)
    .filter(lambda text: "\n" not in text or text.rpartition("\n")[2].strip(" \u3000\xa0") != "")
    .filter(lambda text: not any(annex_mark(line, 0) for line in text.split("\n")[1:]))
)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(1, 5))
    row = st.lists(CELL, min_size=width, max_size=width)
    rows = draw(st.lists(row, min_size=1, max_size=6))
    return [["头" + rows[0][0], *rows[0][1:]], *rows[1:]]


@settings(
    max_examples=250,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=tables(), gap=st.sampled_from(["\n", "\n\n", "\n \n", "\n　\n\n"]), data=st.data())
def test_any_table_written_so_reads_back(
    tmp_path: Path, rows: list[list[str]], gap: str, data: st.DataObject
) -> None:
    written = ""
    for number, row in enumerate(rows):
        inside = "\n" if number == 0 else data.draw(st.sampled_from(["\n", "\n\n"]))
        written += inside.join(f"\t{cell}" for cell in row) + "\n" + gap
    source = read(tmp_path, written)
    [table] = source.tables()
    assert raws(table) == rows
    check_offsets(source, written)


WIDE = "\t修路。\n\t甲局\n\t乙局\n\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01"
HEAD = "虚政发〔2019〕5号\n关于修路的通知\n太仓市人民政府\n"
KNOWN = "\t修路。\n\t发改委\n\t农委\n\n"


def table_of(*rows: str, header: str = HEADER) -> bytes:
    return f"{HEAD}附件1\n说明。\n附件2\n{header}{''.join(rows)}".encode()


BAD: dict[str, tuple[bytes | None, type[ZhengtuError], tuple[str, ...]]] = {
    "short-row.txt": (
        table_of(WIDE, "\t架桥。\n\t甲局\n\n", WIDE),
        LayoutError,
        ("annex 2, row 3", "line 15", "2 cells", "3"),
    ),
    "long-row.txt": (
        table_of(WIDE, "\t架桥。\n\t甲局\n\t乙局\n\t丙局\n\n", WIDE),
        LayoutError,
        ("annex 2, row 3", "4 cells", "3"),
    ),
    "long-last-row.txt": (
        table_of(WIDE, "\t架桥。\n\t甲局\n\t乙局\n\t丙局\n\n"),
        LayoutError,
        ("annex 2, row 3", "3"),
    ),
    "last-row-without-leader.txt": (
        table_of("\t1\n\t修路。\n\t甲局\n\n", "\t2\n", header="\t序号\n\t内容\n\t牵头单位\n\n"),
        LayoutError,
        ("annex 2, row 3", "1 cells", "3"),
    ),
    "absent.txt": (None, UnreadableDocument, ("no such file",)),
    "archive.rar": (b"Rar!", UnreadableDocument, ("no reader for '.rar'", ".txt")),
    "no-extension": (HEAD.encode(), UnreadableDocument, ("no reader for ''",)),
    "empty.txt": (b"", UnreadableDocument, ("empty",)),
    "blank.txt": (" \n\u3000\n\n".encode(), UnreadableDocument, ("empty",)),
    "mark-only.txt": (b"\xef\xbb\xbf\n", UnreadableDocument, ("empty",)),
    "picture.txt": (PNG, UnreadableDocument, ("picture",)),
    "zip.txt": (b"PK\x03\x04\x14\x00\x06\x00\x08\x00", UnreadableDocument, ("zip file",)),
    "word.txt": (bytes.fromhex("d0cf11e0a1b11ae1") * 64, UnreadableDocument, ("office file",)),
    "noise.txt": (random.Random(5).randbytes(4096), UnreadableDocument, ("not a text file",)),  # noqa: S311
    "damaged-utf-16.txt": (
        f"\ufeff{HEAD}".encode("utf-16-le")[:-1],
        UnreadableDocument,
        ("damaged utf-16", "byte"),
    ),
}


def listing(home: Path) -> dict[str, tuple[int, int, str]]:
    """Return every path of `home` with its size, time and target, but for the lock."""
    found = {}
    for path in sorted(home.rglob("*")):
        if path.name != ".lock":
            status = path.lstat()
            target = str(path.readlink()) if path.is_symlink() else ""
            found[str(path.relative_to(home))] = (status.st_size, status.st_mtime_ns, target)
    return found


@pytest.fixture(scope="module")
def home(
    tmp_path_factory: pytest.TempPathFactory, lean_data: Path, base: str, invent: Callable[..., str]
) -> Path:
    """A home that serves a good document."""
    folder = tmp_path_factory.mktemp("served")
    good = folder / "good.txt"
    good.write_text(invent(), encoding="utf-8")
    Loader(folder / "home", lean_data, base).load([good])
    return folder / "home"


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_refused_with_its_place_and_changes_nothing(
    name: str, tmp_path: Path, home: Path, lean_data: Path, base: str
) -> None:
    data, kind, words = BAD[name]
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    before, served = listing(home), open_current(home).id
    assert len(before) > 5
    with pytest.raises(kind) as raised:
        Loader(home, lean_data, base).load([path])
    message = str(raised.value)
    assert [word for word in (name, *words) if word not in message] == [], message
    assert "\n" not in message
    assert open_current(home).id == served
    assert listing(home) == before


def test_folder_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="a folder; name the files in it"):
        read_document(tmp_path)


def test_paragraph_alone_is_a_source(tmp_path: Path) -> None:
    source = read(tmp_path, "通知")
    assert [type(block) for block in source.blocks] == [Paragraph]


TITLE = "云泉县2016年重点工作分解表"
ROWS = """序号,工作内容,牵头单位,配合单位
1,"修路20公里,架桥两座",县交通局,"县财政局
各村"
2,"培育""五上""企业",县经信局,县统计局
3,植树,县林业局,各乡镇
"""


@pytest.mark.parametrize(
    ("text", "is_table"),
    [
        (f"\ufeff{TITLE},,,\n{ROWS}", True),
        (f"{TITLE}\n{ROWS}", True),
        (f"{TITLE}\n各乡镇,县直各单位:\n{ROWS}", True),
        (ROWS.replace(",", "，"), False),
        ("一,修路,架桥。植树\n二,育苗,治水。清淤\n" * 3, False),
        (f"{TITLE}\n" + "要抓好落实。\n" * 9 + ROWS, False),
        (ROWS.replace('各村"', "各村"), False),
    ],
)
def test_text_of_comma_separated_rows_is_a_table(
    text: str, *, is_table: bool, tmp_path: Path
) -> None:
    path = tmp_path / "table.txt"
    path.write_text(text, encoding="utf-8")
    tables = list(read_text(path).tables())
    assert bool(tables) is is_table
    cells = [cell.text for table in tables for cell in table.cells()]
    assert ("修路20公里,架桥两座" in cells) is is_table
