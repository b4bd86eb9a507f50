"""A PDF with a text layer gives what it prints; tables go on over page breaks; scans say so."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from loader.readers import read_document
from loader.readers.pdf_lines import Line, Measure, join_lines
from loader.source import Source, Table

Read = Callable[[str, str | bytes], Source]
Refused = Callable[[Path], str]
Show = Callable[[Table], list[list[str]]]

WIDTH, HEIGHT, MARGIN = 842, 595, 70
SIZE, PITCH, PADDING = 10, 13, 6
WIDTHS = {6: (60, 90, 300, 60, 80, 90), 8: (30, 50, 80, 200, 120, 50, 70, 90)}

FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
    b"/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 "
    b"/W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 "
    b"/FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 "
    b"/StemV 80 >> >>] >>"
)
IMAGE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
    b"/BitsPerComponent 8 /Length 1 >>\nstream\n\x7f\nendstream"
)
SCAN = f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /Picture Do Q"
LOCKED = (
    f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'00' * 32}> /U <{'11' * 32}> /P -4 >> "
    f"/ID [<{'22' * 16}> <{'22' * 16}>]"
)


def pdf(*pages: str, trailer: str = "", packed: bool = False) -> bytes:
    """Return a PDF whose pages have the given content, in a font that is not embedded."""
    numbers = range(6, 6 + 2 * len(pages), 2)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        FONT,
        IMAGE,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in zip(numbers, pages, strict=True):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources << /Font "
            "<< /F 3 0 R /Latin 5 0 R >> /XObject << /Picture 4 0 R >> >> "
            f"/Contents {number + 1} 0 R >>".encode()
        )
        content = zlib.compress(page.encode(), 9) if packed else page.encode()
        filtered = "/Filter /FlateDecode " if packed else ""
        head = f"<< {filtered}/Length {len(content)} >>\nstream\n".encode()
        objects.append(head + content + b"\nendstream")
    return _with_references(objects, trailer)


def _with_references(objects: list[bytes], trailer: str) -> bytes:
    written = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(written))
        written += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    count = len(objects) + 1
    end = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R"
    return written + f"{end} {trailer} >>\nstartxref\n{len(written)}\n%%EOF\n".encode()


def text(x: float, top: float, words: str, size: float = SIZE) -> str:
    """Return what draws `words` with their top left corner at a place."""
    runs = "".join(
        f"/F {size} Tf <{''.join(run).encode('utf-16-be').hex()}> Tj "
        if chinese
        # The Chinese font has no superscript three.
        else f"/Latin {size} Tf <{''.join(run).encode('latin-1').hex()}> Tj "
        for chinese, run in groupby(words, key=lambda char: char != "³")
    )
    return f"BT 1 0 0 1 {x} {HEIGHT - top - 0.88 * size:.2f} Tm {runs} ET"


def box(x: float, top: float, width: float, height: float) -> str:
    return f"{x} {HEIGHT - top - height:.2f} {width} {height} re S"


def cell(x: float, top: float, width: float, height: float, lines: list[str]) -> str:
    drawn = [text(x + PADDING, top + 2 + PITCH * n, line) for n, line in enumerate(lines) if line]
    return "\n".join([box(x, top, width, height), *drawn])


def length(words: str) -> float:
    return SIZE * sum(0.5 if char.isascii() else 1 for char in words)


def wrap(words: str, width: float) -> list[str]:
    """Return `words` as a word processor sets them: no line begins with a closing mark."""
    lines = [""]
    for char in words:
        if length(lines[-1] + char) > width and char not in "，。；、”）":
            lines.append("")
        lines[-1] += char
    return lines


def table(top: float, *rows: list[str | None], widths: tuple[float, ...] = (200, 80, 80)) -> str:
    """Draw a table of one-line cells from `top` on; a cell runs over the None below it."""
    drawn = []
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            if words is None:
                continue
            below = (r for r in range(number + 1, len(rows)) if rows[r][column] is not None)
            height = PITCH * 2 * (next(below, len(rows)) - number)
            x = MARGIN + sum(widths[:column])
            place = (x, top + 2 * PITCH * number, widths[column], height)
            drawn.append(cell(*place, words.split("|")))
    return "\n".join(drawn)


Rows = list[list[str | None]]
HEADER: list[str | None] = ["内容", "牵头单位", "配合单位"]


class Layout:
    """Sets the blocks of the notice on pages; a merged cell ends at a page and begins anew."""

    def __init__(self) -> None:
        self.pages: list[list[str]] = [[]]
        self.top: float = MARGIN

    def room(self, height: float) -> bool:
        return self.top + height <= HEIGHT - MARGIN

    def turn(self) -> None:
        number = f"— {len(self.pages)} —"
        self.pages[-1].append(text(WIDTH / 2, HEIGHT - 40, number))
        self.pages.append([])
        self.top = MARGIN

    def paragraph(self, words: str) -> None:
        # A paragraph of sentences is indented by two characters, as rules of typing want it.
        words = "\u3000\u3000" + words if words.endswith("。") else words.strip()
        for line in wrap(words, WIDTH - 2 * MARGIN):
            if not self.room(PITCH):
                self.turn()
            self.pages[-1].append(text(MARGIN, self.top, line))
            self.top += PITCH

    def table(self, rows: list[list[Any]]) -> None:
        widths = WIDTHS[len(rows[0])]
        heights = [max(map(len, self._lines(row, widths))) * PITCH + 6 for row in rows]
        first = 0
        for number, height in enumerate(heights):
            if not self.room(sum(heights[first:number]) + height):
                self._part(rows, heights, first, number)
                self.turn()
                first = number
        self._part(rows, heights, first, len(rows))

    def _lines(self, row: list[Any], widths: tuple[int, ...]) -> list[list[str]]:
        cells = zip(row, widths, strict=True)
        return [_set(one.raw, width) if one else [""] for one, width in cells]

    def _part(self, rows: list[list[Any]], heights: list[int], first: int, end: int) -> None:
        widths = WIDTHS[len(rows[0])]
        for number in range(first, end):
            for column, lines in enumerate(self._lines(rows[number], widths)):
                below = (r for r in range(number + 1, end) if rows[r][column])
                height = sum(heights[number : next(below, end)])
                if rows[number][column] or number == first:
                    x = MARGIN + sum(widths[:column])
                    self.pages[-1].append(cell(x, self.top, widths[column], height, lines))
            self.top += heights[number]

    def finish(self) -> bytes:
        return pdf(*("\n".join(page) for page in self.pages), packed=True)


def _set(raw: str, width: float) -> list[str]:
    return [line for part in raw.split("\n") for line in wrap(part.strip(), width - 2 * PADDING)]


def set_notice(blocks: Any) -> bytes:
    layout = Layout()
    for _, block in blocks:
        if isinstance(block, str):
            layout.paragraph(block)
        else:
            layout.table(block)
    return layout.finish()


def test_notice_gives_the_same_work(
    notice_blocks: Any, expected: Any, understand: Any, read: Read
) -> None:
    source = read("notice.pdf", set_notice(notice_blocks))
    assert [len(table.rows) for table in source.tables()] == [144, 25]
    assert source.media_type == "application/pdf"
    assert understand(source) == expected


def test_notice_printed_by_libreoffice_gives_the_same_work(
    notice_docx: Path, office: Callable[[Path, str], Path], expected: Any, understand: Any
) -> None:
    """Its rows and merged cells are cut by page breaks wherever they fall."""
    assert understand(read_document(office(notice_docx, "pdf"))) == expected


@pytest.mark.parametrize(
    ("name", "rows", "shown"),
    [
        ("plain", [["修路。", "甲局", "乙局"]], [["修路。", "甲局", "乙局"]]),
        (
            "merged over rows",
            [["修路。", "甲局", "乙局"], ["架桥。", None, None], ["种树。", "丙局", None]],
            [["修路。", "甲局 2x1", "乙局 3x1"], ["架桥。", "^", "^"], ["种树。", "丙局", "^"]],
        ),
        ("empty", [["修路。", "甲局", ""]], [["修路。", "甲局", ""]]),
        ("one name a line", [["修路。", "甲局|丙局", "乙局"]], [["修路。", "甲局\n丙局", "乙局"]]),
        (
            "a wrap within a sentence",
            [["建成虚河滨河步道，全长十二公里，沿|岸种树。", "甲局", "乙局"]],
            [["建成虚河滨河步道，全长十二公里，沿岸种树。", "甲局", "乙局"]],
        ),
        (
            "items of a list",
            [["1.建成虚河滨河步道；|2.种树。", "甲局", "乙局"]],
            [["1.建成虚河滨河步道；\n2.种树。", "甲局", "乙局"]],
        ),
    ],
)
def test_table_reads_back(
    name: str, rows: Rows, shown: list[list[str]], read: Read, show: Show
) -> None:
    source = read("a.pdf", pdf("\n".join([text(MARGIN, 40, "通知"), table(MARGIN, HEADER, *rows)])))
    [found] = source.tables()
    assert show(found) == [HEADER, *shown], name


def test_cells_merged_over_columns_have_their_span(read: Read, show: Show) -> None:
    drawn = [
        cell(MARGIN, 100, 400, 20, ["责任单位"]),
        cell(MARGIN, 120, 200, 20, ["甲局"]),
        cell(MARGIN + 200, 120, 200, 20, ["乙局"]),
    ]
    [found] = read("a.pdf", pdf("\n".join(drawn))).tables()
    assert show(found) == [["责任单位 1x2", "^"], ["甲局", "乙局"]]


ROWS: Rows = [["修路。", "甲局", "乙局"], ["架桥。", "丙局", None]]


@pytest.mark.parametrize(
    ("name", "following", "shown"),
    [
        ("rows go on", [["种树。", "丁局", "戊局"]], [["种树。", "丁局", "戊局"]]),
        (
            "header printed again",
            [HEADER, ["种树。", "丁局", "戊局"]],
            [HEADER, ["种树。", "丁局", "戊局"]],
        ),
        ("a merged cell goes on", [["种树。", "丁局", ""]], [["种树。", "丁局", "^"]]),
        (
            "a merged cell goes on below the header",
            [HEADER, ["种树。", "丁局", ""]],
            [HEADER, ["种树。", "丁局", "^"]],
        ),
        ("a column without merges", [["种树。", "", "戊局"]], [["种树。", "", "戊局"]]),
    ],
)
def test_table_goes_on_over_a_page_break(
    name: str, following: Rows, shown: list[list[str]], read: Read, show: Show
) -> None:
    before = ["铺路。", "", "乙局"]
    first = [table(300, HEADER, before, *ROWS), text(400, HEIGHT - 40, "— 1 —")]
    second = [table(MARGIN, *following), text(400, HEIGHT - 40, "— 2 —")]
    source = read("a.pdf", pdf("\n".join(first), "\n".join(second)))
    [found] = source.tables()
    assert show(found)[4:] == shown, name
    assert not list(source.paragraphs())


def test_row_cut_by_a_page_break_is_one_row(read: Read, show: Show) -> None:
    first = table(300, HEADER, *ROWS, ["建成虚河滨河步道，全长十二公里，沿", "甲局", "乙局"])
    second = table(MARGIN, ["岸种树三千株。", "", ""], ["种树。", "丁局", "戊局"])
    [found] = read("a.pdf", pdf(first, second)).tables()
    assert show(found)[3:] == [
        ["建成虚河滨河步道，全长十二公里，沿岸种树三千株。", "甲局", "乙局"],
        ["种树。", "丁局", "戊局"],
    ]


def side(x: float, top: float, width: float, height: float) -> str:
    """Draw a line as browsers do, as a thin box without an outline."""
    return f"{x} {HEIGHT - top - height:.2f} {width} {height} re f"


def printed(
    top: float, *rows: list[str | None], head: str = "", foot: str = "", draw: Any = side
) -> str:
    """Draw a table of one-line cells as a browser does.

    A cell runs over the None below it. `head` and `foot` are the columns, 0 to 2, in which no line
    is drawn there: their cells come from the page before, or go on over the next.
    """
    drawn, bottom = [], top + 2 * PITCH * len(rows)
    for column, width in enumerate((200, 80, 80)):
        x = MARGIN + sum((200, 80, 80)[:column])
        drawn += [draw(edge, top, 1, bottom - top) for edge in (x, x + width)]
        drawn += [draw(x, bottom, width, 1)] * (str(column) not in foot)
        for number, row in enumerate(rows):
            above, words = top + 2 * PITCH * number, row[column]
            if words is not None and (number or str(column) not in head):
                drawn.append(draw(x, above, width, 1))
            drawn += [
                text(x + PADDING, above + 2 + PITCH * n, line)
                for n, line in enumerate((words or "").split("|"))
                if line
            ]
    return "\n".join(drawn)


def test_cell_without_a_line_at_the_foot_of_a_page_goes_on(read: Read, show: Show) -> None:
    """The line of the cell in the middle says that it ends there."""
    first = printed(300, HEADER, ["修路。", "甲局", "乙局"], ["架桥。", "丙局", None], foot="2")
    second = printed(MARGIN, ["种树。", "丁局", ""], ["铺路。", "", "己局"], head="012")
    [found] = read("a.pdf", pdf(first, second)).tables()
    assert show(found)[1:] == [
        ["修路。", "甲局", "乙局 3x1"],
        ["架桥。", "丙局", "^"],
        ["种树。", "丁局", "^"],
        ["铺路。", "", "己局"],
    ]


def test_row_without_lines_at_a_page_break_is_one_row(read: Read, show: Show) -> None:
    """Nothing in the words tells it."""
    first = printed(300, HEADER, ["修路。", "甲局", "乙局"], ["架桥。", "丙局", "丁局"], foot="012")
    second = printed(MARGIN, ["铺路。", "", "己局"], ["种树。", "丁局", ""], head="012")
    [found] = read("a.pdf", pdf(first, second)).tables()
    assert show(found)[2:] == [["架桥。\n铺路。", "丙局", "丁局\n己局"], ["种树。", "丁局", ""]]


def test_cell_that_stands_open_ends_with_its_page_if_nothing_goes_on(
    read: Read, show: Show
) -> None:
    """Its last line hangs over the foot; the space of a row that has not begun is no row."""
    rows: Rows = [HEADER, ["修路。", "甲局", "乙局||戊局"], ["", "", None]]
    second = printed(MARGIN, HEADER, ["种树。", "丁局", ""])
    [found] = read("a.pdf", pdf(printed(300, *rows, foot="012"), second)).tables()
    assert show(found)[1:] == [
        ["修路。", "甲局", "乙局\n戊局 3x1"],
        HEADER,
        ["种树。", "丁局", "^"],
    ]


def dotted(x: float, top: float, width: float, height: float) -> str:
    """Draw a line as dots."""
    count = int(max(width, height) / 1.5)
    along, down = width > height, height > width
    dots = [side(x + 1.5 * n * along, top + 1.5 * n * down, 0.75, 0.75) for n in range(count)]
    return "\n".join(dots)


def shaded(x: float, top: float, width: float, height: float) -> str:
    """Draw a line on a shade that reaches below the table."""
    return side(x, top, width, height) + (f"\n{side(x, top, width, 60)}" if width > height else "")


@pytest.mark.parametrize("draw", [dotted, shaded], ids=lambda draw: draw.__name__)
def test_lines_are_told_from_what_is_drawn_beside_them(draw: Any, read: Read, show: Show) -> None:
    rows: Rows = [HEADER, ["修路。", "甲局", "乙局"], ["架桥。", "丙局", None]]
    [found] = read("a.pdf", pdf(printed(100, *rows, draw=draw))).tables()
    assert show(found) == [HEADER, ["修路。", "甲局", "乙局 2x1"], ["架桥。", "丙局", "^"]]


def test_row_below_a_page_break_is_its_own_though_the_one_above_ends_in_no_stop(
    read: Read, show: Show
) -> None:
    """The cell of the lead is merged over both, and the one who supports is named anew."""
    above: Rows = [["修路", "甲局", "乙局"], ["架桥", None, "丙局"]]
    last: list[str | None] = ["建成虚河滨河步道，沿两岸种植柳树", "丁局", "乙局"]
    second: Rows = [["新修缮老旧住宅小区", "", "丙局"], ["种树", "戊局", "己局"]]
    drawn = [table(300, HEADER, *above, last), table(MARGIN, *second)]
    [found] = read("a.pdf", pdf(*drawn)).tables()
    assert show(found)[3:] == [
        [last[0], "丁局 2x1", "乙局"],
        ["新修缮老旧住宅小区", "^", "丙局"],
        ["种树", "戊局", "己局"],
    ]


def test_merged_cell_that_ended_on_the_page_before_takes_no_words(read: Read, show: Show) -> None:
    """Its words are full lines, yet they stand on the first page, and the next on the third."""
    rows: Rows = [["修路。", "甲局", "综|合|指|标"], ["架桥。", "丙局", None]]
    second: Rows = [["种树。", "丁局", ""], ["铺路。", "戊局", None]]
    third = table(MARGIN, HEADER, ["绿化。", "己局", "生|态"])
    drawn = [table(300, HEADER, *rows), table(MARGIN, HEADER, *second), third]
    [found] = read("a.pdf", pdf(*drawn)).tables()
    shown = [row[2] for row in show(found) if row != HEADER]
    assert shown == ["综\n合\n指\n标 5x1", "^", "^", "^", "生\n态"]


def test_words_below_an_empty_merged_cell_are_its_own_where_no_cell_is_empty(
    read: Read, show: Show
) -> None:
    """Its words had no room at the foot of the page; of the last column half of them had."""
    names: Rows = [["修路。", "甲局", "各镇（区）|各部门"], ["架桥。", None, None]]
    last: list[str | None] = ["种树。", "", "各镇（区）"]
    second: Rows = [
        ["铺路。", "丁局", "各部门"],
        ["绿化。", None, None],
        ["清淤。", "戊局", "己局"],
    ]
    drawn = [table(300, HEADER, *names, last), table(MARGIN, *second)]
    [found] = read("a.pdf", pdf(*drawn)).tables()
    assert show(found)[3:] == [
        ["种树。", "丁局 3x1", "各镇（区）\n各部门 3x1"],
        ["铺路。", "^", "^"],
        ["绿化。", "^", "^"],
        ["清淤。", "戊局", "己局"],
    ]


def test_rows_below_a_header_of_two_levels_are_counted_on(read: Read, show: Show) -> None:
    """Its cells are merged over two rows, those of the table are not."""
    header = [
        cell(MARGIN, 300, 200, 40, ["内容"]),
        cell(MARGIN + 200, 300, 80, 40, ["序号"]),
        cell(MARGIN + 280, 300, 80, 20, ["责任"]),
        cell(MARGIN + 280, 320, 80, 20, ["单位"]),
    ]
    rows: Rows = [["修缮老旧住宅小区", "2", "甲局"]]
    second: Rows = [["新修缮老旧住宅小区", "3", ""], ["种树", "4", "乙局"]]
    drawn = ["\n".join([*header, table(340, *rows)]), table(MARGIN, *second)]
    [found] = read("a.pdf", pdf(*drawn)).tables()
    assert [row[1] for row in show(found)[2:]] == ["2", "3", "4"]


def test_border_that_was_dragged_in_some_rows_is_one(read: Read, show: Show) -> None:
    rows: Rows = [HEADER, ["修路。", "甲局", "乙局"]]
    moved = table(152, ["架桥。", "丙局", ""], widths=(185, 90, 85))
    second = table(MARGIN, ["种树。", "丁局", "戊局"], widths=(205, 90, 65))
    drawn = ["\n".join([table(100, *rows), moved]), second]
    [found] = read("a.pdf", pdf(*drawn)).tables()
    assert show(found) == [*rows, ["架桥。", "丙局", ""], ["种树。", "丁局", "戊局"]]


def test_header_at_the_foot_of_a_page_is_no_row_that_goes_on(read: Read, show: Show) -> None:
    drawn = [table(300, HEADER, *ROWS, HEADER), table(MARGIN, ["种树", "丁局", ""])]
    [found] = read("a.pdf", pdf(*drawn)).tables()
    assert show(found)[3:] == [HEADER, ["种树", "丁局", ""]]


def test_header_alone_at_the_foot_of_a_page_takes_no_words(read: Read, show: Show) -> None:
    second: Rows = [["种树", "丁局", "综|合"], ["铺路", "丁局", None]]
    drawn = [table(540, ["内容", "单位", "分|类"]), table(MARGIN, *second)]
    [found] = read("a.pdf", pdf(*drawn)).tables()
    assert [row[2] for row in show(found)] == ["分\n类", "综\n合 2x1", "^"]


def test_row_without_its_number_belongs_to_the_row_above_the_page_break(
    read: Read, show: Show
) -> None:
    rows: Rows = [["1", "修路。", "甲局"], ["2", "架桥。", "乙局"]]
    second: Rows = [["", "种树。", ""], ["3", "铺路。", "丙局"]]
    drawn = [table(300, ["序号", "内容", "牵头单位"], *rows), table(MARGIN, *second)]
    [found] = read("a.pdf", pdf(*drawn)).tables()
    assert show(found)[2:] == [["2", "架桥。\n种树。", "乙局"], ["3", "铺路。", "丙局"]]


def test_tables_with_words_between_them_are_two(read: Read) -> None:
    second = "\n".join([text(MARGIN, 50, "附件2"), table(MARGIN, HEADER, *ROWS)])
    source = read("a.pdf", pdf(table(300, HEADER, *ROWS), second))
    assert [(found.annex, len(found.rows)) for found in source.tables()] == [(0, 3), (2, 3)]


FULL = ("各地各部门要切实担负起组织领导责任" * 5)[:70]
INDENTED = "　　" + FULL[:68]


@pytest.mark.parametrize(
    ("name", "lines", "paragraphs"),
    [
        ("a wrap", [(INDENTED, 0), ("行。", 0)], [INDENTED.strip() + "行。"]),
        (
            "a sentence ends a full line",
            [(INDENTED[:-1] + "。", 0), ("另行通知。", 0)],
            [INDENTED[2:-1] + "。另行通知。"],
        ),
        ("an indent begins a paragraph", [(FULL, 0), ("　　另行。", 0)], [FULL, "另行。"]),
        ("a short line", [("附件：1．表一", 0), ("2．表二", 0)], ["附件：1．表一", "2．表二"]),
        ("an annex below a full line", [(FULL, 0), ("附件1", 0)], [FULL, "附件1"]),
        ("a signature", [(FULL[:20], 0), ("虚河市政府", 500)], [FULL[:20], "虚河市政府"]),
    ],
)
def test_wrapped_lines_are_one_paragraph(
    name: str, lines: list[tuple[str, float]], paragraphs: list[str], read: Read
) -> None:
    drawn = [text(MARGIN, 100, FULL)]
    drawn += [text(MARGIN + x, 200 + PITCH * n, line) for n, (line, x) in enumerate(lines)]
    source = read("a.pdf", pdf("\n".join(drawn)))
    assert [p.raw for p in source.paragraphs()][1:] == paragraphs, name


def test_paragraph_goes_on_over_a_page_break(read: Read) -> None:
    first = "\n".join([text(MARGIN, 500, INDENTED), text(400, HEIGHT - 40, "1")])
    source = read("a.pdf", pdf(first, text(MARGIN, MARGIN, "行。")))
    assert [p.raw for p in source.paragraphs()] == [INDENTED.strip() + "行。"]


@pytest.mark.parametrize(
    "number", ["— 1 —", "- 1 -", "－1－", "1", "第 1 页", "第1页 共3页", "1 / 3", "·1·"]
)
def test_page_number_is_no_paragraph(number: str, read: Read) -> None:
    page = "\n".join([text(MARGIN, 100, "关于修路的通知"), text(400, HEIGHT - 40, number)])
    assert [p.raw for p in read("a.pdf", pdf(page)).paragraphs()] == ["关于修路的通知"]


def test_number_in_the_text_is_no_page_number(read: Read) -> None:
    page = "\n".join([text(MARGIN, 100, "关于修路的通知"), text(MARGIN, 300, "2018")])
    assert [p.raw for p in read("a.pdf", pdf(page)).paragraphs()] == ["关于修路的通知", "2018"]


def test_words_in_the_margin_of_every_page_are_no_paragraphs(read: Read) -> None:
    drawn = [[text(600, 30, "虚河市公报"), text(MARGIN, 100, f"第{n}条。")] for n in "一二三四"]
    source = read("a.pdf", pdf(*("\n".join(page) for page in drawn)))
    assert [p.raw for p in source.paragraphs()] == ["第一条。", "第二条。", "第三条。", "第四条。"]


def line(words: str, top: float, width: float) -> Line:
    """Return a line set in the middle of a column of `width` points."""
    start = (width - length(words)) / 2
    ends = tuple(start + length(words[: n + 1]) for n in range(len(words)))
    return Line(words, start, start + length(words), top, top + SIZE, SIZE, ends)


@pytest.mark.parametrize(
    ("name", "printed", "width", "raw"),
    [
        ("names that fill a column", "顾晓东|许超震|陈力", 34, "顾晓东\n许超震\n陈力"),
        ("bodies that fill a column", "发改委|经信委|财政局", 34, "发改委\n经信委\n财政局"),
        ("a body over two lines", "自然资源|规划局", 44, "自然资源规划局"),
        ("a bracket over two lines", "各有关镇|（区）|有关部门", 44, "各有关镇（区）\n有关部门"),
        ("a wide column", "发改委|经信委", 90, "发改委\n经信委"),
        ("a heading", "提升发展现|代服务业", 54, "提升发展现代服务业"),
        ("a sentence with a figure", "新增上市企业1|家。", 74, "新增上市企业1家。"),
        ("a blank line between", "虚河大道||虚河小学|新建", 44, "虚河大道\n虚河小学新建"),
        (
            "labels",
            "牵头：县水利局|配合：财政局|住建局",
            74,
            "牵头：县水利局\n配合：财政局\n住建局",
        ),
        ("people in a column of two characters", "顾建|康|陈|力", 26, "顾建康\n陈力"),
        ("words in such a column", "综|合|指|标", 26, "综\n合\n指\n标"),
        ("a name set apart", "国土局|人　行|银监办", 34, "国土局\n人　行\n银监办"),
        ("a decimal after a wrap", "比重达到百分之|54.5。", 74, "比重达到百分之54.5。"),
    ],
)
def test_line_ends_in_a_column(name: str, printed: str, width: float, raw: str) -> None:
    lines = [line(words, PITCH * n, width) for n, words in enumerate(printed.split("|")) if words]
    assert join_lines(lines, Measure(0, width)) == raw, name


UNRULED = "\n".join(
    text(x, 100 + 2 * PITCH * n, words)
    for n, row in enumerate([HEADER, *ROWS[:1] * 4])
    for x, words in zip((MARGIN, 300, 400), row, strict=True)
    if words
)
NAMELESS = FONT.replace(b"UniGB-UCS2-H", b"Identity-H").replace(b"(GB1)", b"(Identity)")


def rules(count: int) -> str:
    """Draw a row of `count` cells."""
    return "\n".join(box(MARGIN + n * 0.05, 100, 4, 20) for n in range(count))


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("scan", pdf(SCAN), ["scan", "OCR"]),
        ("one page is a scan", pdf(text(70, 100, "通知"), SCAN), ["page 2", "OCR"]),
        ("nothing on it", pdf(""), ["no page holds text"]),
        ("protected", pdf(text(70, 100, "通知"), trailer=LOCKED), ["password"]),
        ("cut off", pdf(text(70, 100, "通知"))[:900], ["cut off or damaged"]),
        ("only its head", b"%PDF-1.7\n", ["cut off or damaged"]),
        ("not a PDF", b"PK\x03\x04" + bytes(100), ["zip file"]),
        ("empty", b"", ["empty"]),
        ("a row of 10,000 columns", pdf(rules(10_000)), ["page 1", "ruled lines", "split"]),
        ("a table without lines", pdf(UNRULED, UNRULED), ["page 1", "without ruled lines"]),
        ("a bomb", lambda: pdf("q Q " * 50_000_000, packed=True), ["MB unpacked"]),
        ("fonts without names", pdf(text(70, 100, "通知")).replace(FONT, NAMELESS), ["fonts"]),
        ("a loop of pages", pdf("").replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]"), ["no page"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_file_is_refused(
    name: str,
    data: bytes | Callable[[], bytes],
    words: list[str],
    tmp_path: Path,
    refused: Refused,
) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(data if isinstance(data, bytes) else data())
    said = refused(path)
    for word in words:
        assert word in said, name


def test_names_in_columns_on_one_page_of_many_are_no_table(read: Read) -> None:
    source = read("a.pdf", pdf(UNRULED, *[text(MARGIN, 100, "修路。")] * 2))
    assert [p.raw for p in source.paragraphs()][-2:] == ["修路。", "修路。"]


def test_page_numbers_and_running_headers_are_named(read: Read) -> None:
    drawn = [
        [text(600, 30, "虚河市公报"), text(MARGIN, 100, f"第{n}条。"), text(400, HEIGHT - 40, "1")]
        for n in "一二三"
    ]
    source = read("a.pdf", pdf(*("\n".join(page) for page in drawn)))
    assert [(one.part, one.text) for one in source.skipped] == [
        (f"page {page}", words) for page in (1, 2, 3) for words in ("虚河市公报", "1")
    ]


def test_running_header_may_hold_the_number_of_the_page(read: Read) -> None:
    drawn = [
        [text(MARGIN, 100, f"第{n}条。"), text(MARGIN, HEIGHT - 40, f"file:///a.html {number}/3")]
        for number, n in enumerate("一二三", 1)
    ]
    source = read("a.pdf", pdf(*("\n".join(page) for page in drawn)))
    assert [one.text for one in source.skipped] == [f"file:///a.html {n}/3" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("note", "skipped"),
    [
        ("[<< /Subtype /Text /Rect [0 0 9 9] /Contents <FEFF8BF76838> >>]", ["请核"]),
        ("[<< /Subtype /Link >> 7 (no note)]", []),
        ("(no list)", []),
    ],
)
def test_comment_on_a_page_is_named(note: str, skipped: list[str], read: Read) -> None:
    written = pdf(text(MARGIN, MARGIN, "修路。"))
    source = read("a.pdf", written.replace(b"/MediaBox", f"/Annots {note} /MediaBox".encode()))
    assert [one.text for one in source.skipped] == skipped
    assert [p.raw for p in source.paragraphs()] == ["修路。"]


def test_browser_prints_are_told_on_one_page(read: Read) -> None:
    drawn = [
        text(MARGIN, 30, "11/30/26, 8:52 AM 任务分工"),
        text(MARGIN, 100, "修路。"),
        text(MARGIN, HEIGHT - 40, "https://www.example.com/a.html 1/1"),
    ]
    source = read("a.pdf", pdf("\n".join(drawn)))
    assert [p.raw for p in source.paragraphs()] == ["修路。"]


def test_words_at_one_height_of_both_pages_are_no_paragraphs(read: Read) -> None:
    drawn = [[text(600, 30, "虚河市公报"), text(MARGIN, 100, f"第{n}条。")] for n in "一二"]
    source = read("a.pdf", pdf(*("\n".join(page) for page in drawn)))
    assert [p.raw for p in source.paragraphs()] == ["第一条。", "第二条。"]


def test_title_in_the_middle_ends_above_the_line_below_it(read: Read) -> None:
    drawn = [
        text(MARGIN + 9, 100, FULL[:68]),
        text(MARGIN, 113, "各镇人民政府："),
        text(MARGIN, 200, FULL),
    ]
    source = read("a.pdf", pdf("\n".join(drawn)))
    assert [p.raw for p in source.paragraphs()] == [FULL[:68], "各镇人民政府：", FULL]


def across(top: float, *rows: list[str | None], ends: bool = True) -> str:
    """Draw a table of one-line cells without its left and right side.

    Without `ends` it has no line above and below it either.
    """
    widths = (200, 80, 80)
    height, drawn = 2 * PITCH, []
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            x = MARGIN + sum(widths[:column])
            above, below = top + height * number, top + height * (number + 1)
            drawn += [side(x, above, 1, height)] * (column > 0)
            drawn += [side(x, above, widths[column], 1)] * (words is not None and number > 0)
            drawn += [side(x, y, widths[column], 1) for y in (top,) if ends and not number]
            drawn += [side(x, below, widths[column], 1)] * (ends and number == len(rows) - 1)
            drawn += [text(x + PADDING, above + 2, words or "")] * bool(words)
    return "\n".join(drawn)


def test_table_without_outer_sides_has_all_its_columns(read: Read, show: Show) -> None:
    rows: Rows = [HEADER, ["修路。", "甲局", "乙局"], ["架桥。", "丙局", None]]
    [found] = read("a.pdf", pdf(across(100, *rows))).tables()
    assert show(found) == [HEADER, ["修路。", "甲局", "乙局 2x1"], ["架桥。", "丙局", "^"]]


def test_table_without_lines_above_and_below_it_has_whole_rows_at_a_page_break(
    read: Read, show: Show
) -> None:
    first = across(100, HEADER, ["修路。", "甲局", "乙局"], ["铺路。", "辛局", ""], ends=False)
    rows: Rows = [["架桥。", "丙局", "丁局"], ["种树。", "戊局", "己局"], ["清淤。", "庚局", ""]]
    [found] = read("a.pdf", pdf(first, across(MARGIN, *rows, ends=False))).tables()
    assert [row[0] for row in show(found)] == [
        *("内容", "修路。", "铺路。"),
        *("架桥。", "种树。", "清淤。"),
    ]


def test_line_that_falls_between_two_pages_is_told_by_the_space_beside_it(
    read: Read, show: Show
) -> None:
    """Neither page draws it; the words above it end well above the foot."""
    first = printed(
        300,
        HEADER,
        ["修路。", "甲局", "乙局"],
        ["架桥。", "丙局", "丁局"],
        ["", "", ""],
        foot="012",
    )
    for x, width in ((MARGIN, 200), (MARGIN + 200, 80), (MARGIN + 280, 80)):
        first = first.replace(side(x, 300 + 6 * PITCH, width, 1), "")
    second = printed(MARGIN, ["铺路。", "戊局", "己局"], ["种树。", "丁局", ""], head="012")
    [found] = read("a.pdf", pdf(first, second)).tables()
    assert [row[:2] for row in show(found)[2:]] == [
        ["架桥。", "丙局"],
        ["铺路。", "戊局"],
        ["种树。", "丁局"],
    ]


def test_table_that_begins_anew_on_its_page_keeps_its_merged_cells(read: Read, show: Show) -> None:
    """Elsewhere it leaves open what goes on; here a line closes all, and the rest is empty."""
    first = printed(300, HEADER, ["修路。", "甲局", "乙局"], ["架桥。", "丙局", None], foot="2")
    second = printed(MARGIN, ["种树。", "丁局", ""], ["铺路。", "辛局", "己局"], head="2")
    third = printed(MARGIN, HEADER, ["绿化。", "庚局", ""], ["清淤。", "壬局", "癸局"])
    [found] = read("a.pdf", pdf(first, second, third)).tables()
    assert [row[2] for row in show(found)][-3:] == ["配合单位", "^", "癸局"]


def test_header_that_a_page_cuts_is_whole(read: Read, show: Show) -> None:
    first = table(540, ["内容", "主要责任单", "配合"], widths=(200, 62, 80))
    rows: Rows = [["", "位", ""], ["种树", "丁局", "戊局"]]
    [found] = read("a.pdf", pdf(first, table(MARGIN, *rows, widths=(200, 62, 80)))).tables()
    assert show(found) == [["内容", "主要责任单位", "配合"], ["种树", "丁局", "戊局"]]


def test_words_that_may_be_the_rest_of_a_cell_are_named(read: Read, show: Show) -> None:
    """The last line above the break stands at its foot, and nothing tells whether one follows."""
    merged: Rows = [["修路。", "甲局", "乙局|丙局"], ["架桥。", "庚局", None]]
    first = table(300, HEADER, *merged, ["种树。", "丁局", "戊局|己局"])
    source = read("a.pdf", pdf(first, table(MARGIN, ["铺路。", "辛局", "壬局"])))
    [found] = source.tables()
    assert [row[2] for row in show(found)][-2:] == ["戊局\n己局", "壬局"]
    assert [(one.text, one.kind) for one in source.skipped] == [("壬局", "unread")]


def askew(words: str, x: float, top: float) -> str:
    turned = f"0.7 0.7 -0.7 0.7 {x} {HEIGHT - top}"
    return f"BT {turned} Tm 0.8 g /F 60 Tf <{words.encode('utf-16-be').hex()}> Tj 0 g ET"


@pytest.mark.parametrize(
    "mark", [askew("仅供参考", 100, 200), f"0.8 g {text(60, 90, '仅供参考', 80)} 0 g"]
)
def test_watermark_is_no_part_of_the_cells(mark: str, read: Read, show: Show) -> None:
    rows: Rows = [HEADER, ["修路。", "甲局", "乙局"], ["架桥。", "丙局", "丁局"]]
    source = read("a.pdf", pdf("\n".join([table(100, *rows), mark])))
    [found] = source.tables()
    assert show(found) == rows
    assert [one.text for one in source.skipped] == ["仅供参考"]


def test_words_that_a_frame_hides_are_named(read: Read, show: Show) -> None:
    """A sheet draws the words of a merged cell on each of its pages, and shows them on one."""
    frame = f"q {MARGIN} {HEIGHT - 152} 360 52 re W n {text(MARGIN, 160, '乙局')} Q"
    rows: Rows = [HEADER, ["修路。", "甲局", ""]]
    source = read("a.pdf", pdf("\n".join([table(100, *rows), frame])))
    [found] = source.tables()
    assert show(found) == rows
    assert not list(source.paragraphs())
    assert [one.text for one in source.skipped] == ["乙局"]


@pytest.mark.parametrize("turn", [f"0 1 -1 0 {HEIGHT} 0", f"0 -1 1 0 0 {WIDTH}"])
def test_page_printed_sideways_is_turned(turn: str, read: Read, show: Show) -> None:
    rows: Rows = [HEADER, ["修路。", "甲局", "乙局"], ["架桥。", "丙局", "丁局"]]
    box = f"/MediaBox [0 0 {WIDTH} {HEIGHT}]".encode()
    sideways = f"/MediaBox [0 0 {HEIGHT} {WIDTH}]".encode()
    drawn = pdf(f"q {turn} cm\n{table(100, *rows)}\nQ").replace(box, sideways)
    [found] = read("a.pdf", drawn).tables()
    assert show(found) == rows


def test_columns_without_lines_on_one_page_of_many_are_named(read: Read) -> None:
    source = read("a.pdf", pdf(UNRULED, *[text(MARGIN, 100, "修路。")] * 2))
    assert [(one.kind, one.part) for one in source.skipped] == [("unread", "page 1")]
