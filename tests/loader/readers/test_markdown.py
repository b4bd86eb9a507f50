"""Markdown is read with its offsets, lists and tables; what would get lost is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from loader.documents.cleaning import block_text
from loader.source import Source

Read = Callable[[str, str | bytes], Source]
Refused = Callable[[Path], str]


def table_markdown(rows: Any) -> str:
    lines = []
    for row in rows:
        cells = (cell.raw if cell else "" for cell in row)
        lines.append(
            "| " + " | ".join(c.replace("|", "\\|").replace("\n", "<br>") for c in cells) + " |"
        )
    lines.insert(1, "|---" * len(rows[0]) + "|")
    return "\n".join(lines)


def markdown(blocks: Any) -> str:
    parts = (block if isinstance(block, str) else table_markdown(block) for _, block in blocks)
    return "\n\n".join(parts)


def test_strong_labels_that_end_in_a_mark_are_read_without_it(read: Read) -> None:
    source = read("a.md", "- **牵头单位：**县教育局\n- **责任单位**：县财政局\n".encode())
    assert [block.raw for block in source.blocks] == ["牵头单位：县教育局", "责任单位：县财政局"]


@pytest.mark.parametrize(
    "text", ["县教育局、~~县财政局~~\n", "| 责任单位 |\n|---|\n| 县教育局、~~县财政局~~ |\n"]
)
def test_words_struck_out_are_said_to_be_left_out(text: str, read: Read) -> None:
    source = read("a.md", text)
    assert [(one.text, one.why) for one in source.skipped] == [("县财政局", "struck out")]
    assert "县财政局" not in "".join(map(block_text, source.blocks))


def test_front_matter_is_no_text_of_the_document(read: Read) -> None:
    front = "---\ntitle: 通知\n\ntags:\n  - 任务\n---\n"
    source = read("a.md", f"{front}\n关于修路的通知\n")
    assert [block.raw for block in source.blocks] == ["关于修路的通知"]
    assert [(one.text, one.kind) for one in source.skipped] == [(front, "skipped")]


@pytest.mark.parametrize("text", ["---\n责任单位:县水利局\n---\n", "---\n- 修路\n---\n"])
def test_text_between_rules_is_no_front_matter(text: str, read: Read) -> None:
    assert read("a.md", text).skipped == ()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_notice_in_markdown(
    encoding: str, notice_blocks: Any, check_notice: Any, read: Read
) -> None:
    source = read("notice.md", markdown(notice_blocks).encode(encoding))
    assert (source.media_type, source.encoding) == ("text/markdown", encoding)
    check_notice(source)


def test_offsets_of_the_notice(notice_blocks: Any, read: Read) -> None:
    """Every line and every cell on one line knows where it stands."""
    text = markdown(notice_blocks)
    source = read("notice.md", text)
    assert source.characters == len(text)
    cells = [cell for table in source.tables() for cell in table.cells()]
    lines = [(line.span, line.raw) for line in source.paragraphs()]
    printed = lines + [(cell.span, cell.raw) for cell in cells if cell.raw]
    assert all(text[span.start : span.end] == raw for span, raw in printed if span)
    on_one_line = [span for span, raw in printed if "\n" not in raw]
    assert len(on_one_line) > 450
    assert all(on_one_line)


def test_a_cell_is_found_in_its_own_place(read: Read) -> None:
    """What stands before it, and is not found as it is written, may hold the same words."""
    text = "|甲|乙|丙|\n|---|---|---|\n|水务局<br>河道办|水务局|\\<|\n|甲\\|乙|乙||\n"
    [table] = read("table.md", text).tables()
    found = {(cell.raw, cell.span.start) for cell in table.cells() if cell.span}
    assert found >= {("水务局", 34), ("<", 39), ("乙", 48)}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("# 标题\n\n## 二 ##\n文", ["标题", "二", "文"]),
        ("标题\n====\n\n文\n----", ["标题", "文"]),
        ("一\n二\n\n三", ["一", "二", "三"]),
        ("**一**二*三*`四`", ["一二三四"]),
        ('一[二](a.doc "说明")三![图](b.png)', ["一二三图"]),
        ("一\\*二\\*&nbsp;&lt;三&gt;", ["一*二* <三>"]),
        ("一<br>二<br/>三<span>四</span>", ["一", "二", "三四"]),
        ("> 引\n> 文", ["引", "文"]),
        ("```\n# 代码\n```", ["# 代码"]),
        ("一\n\n---\n\n二", ["一", "二"]),
        ("　　一、加快发展", ["　　一、加快发展"]),
        ("[一]: 二", ["[一]: 二"]),
        ("<div>\n<p>一</p>\n</div>\n\n二", ["一", "二"]),
        ("附件：1．甲表\n2．乙表\n", ["附件：1．甲表", "2．乙表"]),
        ("1.甲\n2.乙", ["1.甲", "2.乙"]),
    ],
)
def test_lines_without_marks(text: str, lines: list[str], read: Read) -> None:
    assert [p.raw.strip("　") for p in read("a.md", text).paragraphs()] == [
        line.strip("　") for line in lines
    ]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("1. 甲\n2. 乙", ["1.", "2."]),
        ("1. 甲\n1. 乙", ["1.", "2."]),
        ("3) 甲\n7) 乙", ["3)", "7)"]),
        ("- 甲\n- 乙", ["", ""]),
        ("1. 甲\n\n   续\n\n   1. 子\n2. 乙", ["1.", "", "1.", "2."]),
    ],
)
def test_list_numbers_are_marks(text: str, marks: list[str], read: Read) -> None:
    assert [p.mark for p in read("a.md", text).paragraphs()] == marks


HEAD = "| 内容 | **牵头单位** | 配合单位 |\n|:---|:-:|---:|\n"


@pytest.mark.parametrize(
    ("rows", "grid"),
    [
        ("| 修路 | 甲局 | 乙局 |", [["修路", "甲局", "乙局"]]),
        ("修路 | 甲局 | 乙局", [["修路", "甲局", "乙局"]]),
        ("| 修路 | | |\n| | 甲局 |", [["修路", "", ""], ["", "甲局", ""]]),
        ("| 修\\|路 | 甲局<br>乙局<br />丙局 | |", [["修|路", "甲局\n乙局\n丙局", ""]]),
        ("| `修` | 甲\\_局 | 一&amp;二 |", [["修", "甲_局", "一&二"]]),
        ("| 修路 | 甲局 | 乙局 |\n\n完", [["修路", "甲局", "乙局"]]),
    ],
)
def test_pipe_table_becomes_a_grid(rows: str, grid: list[list[str]], read: Read, show: Any) -> None:
    source = read("a.md", f"附件2\n\n{HEAD}{rows}\n")
    [table] = source.tables()
    assert show(table) == [["内容", "牵头单位", "配合单位"], *grid]
    assert table.annex == 2


def test_html_table_keeps_its_merged_cells(read: Read, show: Any) -> None:
    rows = "<tr><td rowspan=2>河</td><td>修路</td></tr>\n\n<tr><td>架桥</td></tr>"
    source = read("a.md", f"前\n\n<table>\n{rows}\n</table>\n\n后")
    [table] = source.tables()
    assert show(table) == [["河 2x1", "修路"], ["^", "架桥"]]
    assert [p.raw for p in source.paragraphs()] == ["前", "后"]


def test_blank_lines_in_a_cell_of_an_html_table_part_its_lines(read: Read, show: Any) -> None:
    row = "<tr>\n\n<td>\n\n修路\n\n</td>\n<td>\n\n甲局\n \n乙局\n丙局\n\n</td>\n</tr>"
    [table] = read("a.md", f"<table>\n{row}\n</table>\n").tables()
    assert show(table) == [["修路", "甲局\n乙局丙局"]]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02" * 99, "not a text file"),
        (b"PK\x03\x04" + bytes(200), "zip file"),
        (f"附件\n\n{HEAD}| 修|路 | 甲局 | 乙局 |".encode(), "line 5"),
        (b"|a" * 10_000 + b"\n" + b"|-" * 10_000, "10000 cells"),
        (b"> " * 100_000 + b"x", "nested"),
        (b"".join(b" " * 2 * n + b"- a\n" for n in range(200)), "nested"),
        (b"x" * 700_000, "characters"),
        (b"x" * 30_000_000, "characters"),
        (b"<!DOCTYPE html [<!ENTITY a 'x'>]>\n<table><tr><td>&a;</table>", "ENTITY"),
        ("关于".encode("utf-16") + b"\x00", "utf-16"),
    ],
)
def test_bad_file_is_refused(content: bytes, words: str, tmp_path: Path, refused: Refused) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(content)
    assert words in refused(path)


@pytest.mark.parametrize(
    "piece",
    ["[", "![", "*a ", "**a *b", "[a](", "<a ", "_a", "a\n", "- a\n", "> a\n", "&", "|", "`"],
)
def test_no_mark_takes_long(piece: str, read: Read) -> None:
    """A third of what is read at most; a parser that goes back would take minutes."""
    source = read("a.md", "正文\n\n" + piece * (100_000 // len(piece)))
    assert next(source.paragraphs()).raw == "正文"
