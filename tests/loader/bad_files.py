"""Files that cannot be read, and odd ones that can; each is made when a test asks for it.

`BAD` tells for each name how the file is made and what its error must say; `ODD` holds files that
look wrong and are read all the same.
"""

from __future__ import annotations

import io
import os
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import md5
from pathlib import Path

import openpyxl
import xlwt

from ontology.errors import LayoutError, UnreadableDocument, ZhengtuError

Make = Callable[[Path], object]


@dataclass(frozen=True)
class Bad:
    """How a file is made, and the words of its error: what is wrong, and what to do."""

    make: Make
    words: tuple[str, ...]
    error: type[ZhengtuError] = UnreadableDocument


def head(number: int) -> list[str]:
    """Return the lines before the table of a document of an invented city."""
    return [
        f"虚政发〔2019〕{number}号",
        "关于分解落实2019年政府重点工作任务的通知",
        "各镇人民政府，市各委办局：",
        "现将任务分解如下。",
        "虚河市人民政府",
        "附件1",
    ]


ROWS = [["内容", "牵头单位", "配合单位"], ["新建虚河大道。", "教育局", "财政局"]]
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
PROTECTED = OLE + bytes(2000) + "EncryptedPackage".encode("utf-16-le")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
PAGE = "<html><body><p>通知</p></body></html>"
RICH = "{\\rtf1\\ansi 1}"
ARCHIVED = (
    "From: <虚河>\nSubject: 通知\nMIME-Version: 1.0\nContent-Type: multipart/related\n\n=E9=80\n"
)
LAUGHS = "<!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
ENTITY = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def holding(content: str | bytes) -> Make:
    """Return what writes a file with the given content."""
    data = content.encode() if isinstance(content, str) else content
    return lambda path: path.write_bytes(data)


def made(write: Callable[[], bytes]) -> Make:
    """Return what writes a large file, which is not made before it is needed."""
    return lambda path: path.write_bytes(write())


def text(number: int, rows: list[list[str]] = ROWS) -> str:
    """Return a whole document as plain text."""
    table = "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows)
    return "\n".join(head(number)) + "\n" + table


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200_000_000)


def loop(path: Path) -> None:
    path.symlink_to(path)


def unreadable(path: Path) -> None:
    """Make a file whose reading fails; a permission would not stop the root user."""
    path.symlink_to("/proc/self/mem")


def mixed(path: Path) -> None:
    first, second = "关于分解落实重点工作任务的通知\n", "虚河市人民政府各委办局\n"
    path.write_bytes(first.encode() + second.encode("gbk"))


# Word


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{TYPE}"/></Types>'
)


def packed(members: dict[str, str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def word(body: str, before: str = "", **more: str) -> bytes:
    """Return a Word document; `before` stands before its root, `more` are further parts."""
    document = f'{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    parts = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document}
    return packed({**parts, **more})


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def word_table(rows: list[list[str]], properties: str = "") -> str:
    drawn = (
        "".join(f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(one)}</w:tc>" for one in row)
        for row in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in drawn)}</w:tbl>"


def word_document(number: int, properties: str = "", **more: str) -> bytes:
    lines = "".join(map(paragraph, head(number)))
    # LibreOffice loses a table that no paragraph follows.
    return word(lines + word_table(ROWS, properties) + paragraph(""), **more)


def lying(path: Path) -> None:
    """Write a document whose directory says that a large part unpacks to 100 bytes."""
    data = bytearray(word(paragraph("路" * 100_000)))
    entry = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, entry + 24, 100)
    path.write_bytes(data)


NESTED = "<w:tbl><w:tr><w:tc>" * 1000 + paragraph("路") + "</w:tc></w:tr></w:tbl>" * 1000


# Workbooks


def workbook(rows: list[list[object]]) -> bytes:
    written = io.BytesIO()
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(written)
    return written.getvalue()


def sheet_with(path: Path, old: str, new: str, member: str = "xl/worksheets/sheet1.xml") -> None:
    """Write a workbook with a change in the XML of one part."""
    whole = [[line] for line in head(91)] + ROWS
    with zipfile.ZipFile(io.BytesIO(workbook(whole))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert old in parts[member]
    parts[member] = parts[member].replace(old, new, 1)
    path.write_bytes(packed(parts))


def changed(old: str, new: str, member: str = "xl/worksheets/sheet1.xml") -> Make:
    return lambda path: sheet_with(path, old, new, member)


def shared_bomb(path: Path) -> None:
    """Write a workbook of 20,000 cells that all show one string of 100,000 characters."""
    cells = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c><c r="B{n}" t="s"><v>0</v></c></row>'
        for n in range(1, 10_001)
    )
    with zipfile.ZipFile(io.BytesIO(workbook([["路"]]))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{space}"><si><t>{"路" * 100_000}</t></si></sst>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    named = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace("</Types>", named)
    sheet = f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'
    path.write_bytes(packed({**parts, "xl/worksheets/sheet1.xml": sheet}))


def million_styled_rows(path: Path) -> None:
    rows = (f'<row r="{n}" spans="1:3" s="1" customFormat="1"/>' for n in range(9, 1_048_577))
    changed("</sheetData>", f"{''.join(rows)}</sheetData>")(path)


MERGES = "".join(f'<mergeCell ref="A{n}:XFD1048576"/>' for n in range(1, 3000))


def old_workbook(rows: list[list[str]]) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row, cells in enumerate(rows):
        for column, words in enumerate(cells):
            sheet.write(row, column, words)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def damaged_xls(path: Path) -> None:
    data = bytearray(old_workbook(ROWS * 50))
    data[600:3000] = random.Random(4).randbytes(2400)  # noqa: S311
    path.write_bytes(data)


def protected_xls(path: Path) -> None:
    """Write a workbook with the record that says it is encrypted."""
    data = old_workbook(ROWS)
    start = data.index(b"\x09\x08\x10\x00")
    first = start + 20
    filepass = b"\x2f\x00\x36\x00\x01\x00" + bytes(0x34)
    path.write_bytes(data[:first] + filepass + data[first + len(filepass) :])


# PDF


def font(key: Callable[[bytes], bytes] = bytes) -> bytes:
    """Return a Chinese font that is not embedded; `key` encrypts the strings in it."""
    names = b"/Registry <%s> /Ordering <%s>" % tuple(
        key(name).hex().encode() for name in (b"Adobe", b"GB1")
    )
    return (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        b"/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
        b"/CIDSystemInfo << " + names + b" /Supplement 2 >> /DW 1000 /FontDescriptor << "
        b"/Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] "
        b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >> >>] >>"
    )


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (more, len(content), content)


def pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """Return a PDF of the given objects, the first of which is the catalogue."""
    written = bytearray(b"%PDF-1.4\n")
    table = b""
    for number, body in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size, start = len(objects) + 1, len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    written += b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (size, trailer)
    return bytes(written + b"startxref\n%d\n%%%%EOF\n" % start)


def page(content: bytes, kids: bytes = b"[4 0 R]") -> list[bytes]:
    """Return the objects of a PDF of one page; `content` is the object that draws it."""
    resources = b"<< /Font << /F 3 0 R >> /XObject << /I 6 0 R >> >>"
    picture = b"/Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    return [
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS <00> >> >>",
        b"<< /Type /Pages /Kids %s /Count 1 >>" % kids,
        font(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources %s "
        b"/Contents 5 0 R >>" % resources,
        content,
        stream(b"\x7f", picture),
    ]


def bracketed(number: int) -> list[str]:
    """Return the lines of a document without a table."""
    return [*head(number)[:5], "一、修路", "1．新建虚河大道。（责任单位：教育局）"]


def drawn(lines: list[str]) -> bytes:
    """Return what draws `lines` below one another."""
    return b"".join(
        b"BT /F 10 Tf 1 0 0 1 60 %d Tm <%s> Tj ET\n"
        % (780 - 20 * n, line.encode("utf-16-be").hex().encode())
        for n, line in enumerate(lines)
    )


SCAN = stream(b"q 595 0 0 842 0 0 cm /I Do Q")
WORDS = stream(drawn(["通知"]))
LOCKED = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<22> <22>]" % (
    b"00" * 32,
    b"11" * 32,
)


def bomb() -> bytes:
    return zlib.compress(b"q Q " * 10_000_000, 9)


def rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    return bytes(a ^ b for a, b in zip(data, _keystream(state), strict=False))


def _keystream(state: list[int]) -> Iterator[int]:
    i = j = 0
    while True:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        yield state[(state[i] + state[j]) % 256]


PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def owned(path: Path) -> None:
    """Write a PDF that only its owner may change: the key comes from an empty password."""
    owner = rc4(md5(PADDING).digest()[:5], PADDING)  # noqa: S324
    key = md5(PADDING + owner + struct.pack("<l", -4) + b"\x22").digest()[:5]  # noqa: S324

    def encrypted(number: int) -> Callable[[bytes], bytes]:
        of_object = md5(key + struct.pack("<L", number)[:3] + b"\0\0").digest()[:10]  # noqa: S324
        return lambda data: rc4(of_object, data)

    objects = page(stream(encrypted(5)(drawn(bracketed(93)))))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[2] = font(encrypted(3))
    trailer = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<22> <22>]"
    hexed = tuple(part.hex().encode() for part in (owner, rc4(key, PADDING)))
    path.write_bytes(pdf(objects, trailer % hexed))


HTML = '<html><head><meta charset="utf-8"></head><body>'


def html(body: str) -> Make:
    return holding(HTML + body)


BAD: dict[str, Bad] = {
    # Any format
    "absent.txt": Bad(lambda _: None, ("no such file",)),
    "folder.txt": Bad(lambda path: path.mkdir(), ("a folder", "name the files in it")),
    "loop.txt": Bad(loop, ("a link that leads nowhere",)),
    "pipe.txt": Bad(os.mkfifo, ("a pipe or a device", "save what it gives")),
    "device.txt": Bad(lambda path: path.symlink_to("/dev/zero"), ("a pipe or a device",)),
    "big5.txt": Bad(
        lambda path: path.write_bytes(("推進市政工程，" * 20).encode("big5")),
        ("another encoding", "UTF-8"),
    ),
    "unreadable.txt": Bad(unreadable, ("cannot be read", "may be read")),
    "large.txt": Bad(sparse, ("200 MB", "split")),
    "large.xls": Bad(sparse, ("200 MB", "split")),
    "archive.rar": Bad(holding(b"Rar!"), ("no reader for '.rar'", ".docx")),
    "two\nlines.txt": Bad(holding(text(1)), ("two\\nlines.txt", "rename it")),
    "bytes\udcff.txt": Bad(holding(text(1)), ("bytes\\udcff.txt", "rename it")),
    # Text
    "empty.txt": Bad(holding(b""), ("empty", "get it again")),
    "blank.txt": Bad(holding(" \n\n"), ("empty",)),
    "binary.txt": Bad(holding(random.Random(1).randbytes(50_000)), ("not a text file",)),  # noqa: S311
    "nul.txt": Bad(holding("通知\n\0\0\0\n"), ("character 4", "control character", "save it")),
    "controls.txt": Bad(holding("\1通\2知\3\4"), ("character 1", "control character")),
    "picture.txt": Bad(holding(PNG), ("a picture", "OCR")),
    "pdf.txt": Bad(holding(pdf(page(WORDS))), ("a PDF", "rename it to .pdf")),
    "rich.txt": Bad(holding(RICH), ("rich text", "rename it to .doc")),
    "zip.txt": Bad(holding(word("")), ("zip file", "rename it to .docx")),
    "mixed.txt": Bad(mixed, ("line 2", "another encoding", "save the whole file again")),
    "cut.txt": Bad(holding(text(1).encode()[:-6] + b"\xe5"), ("line", "damaged", "UTF-8")),
    "cut-utf-16.txt": Bad(holding("通知".encode("utf-16") + b"\0"), ("utf-16", "save it again")),
    "much.txt": Bad(holding("路" * 2_000_001), ("2000000 characters", "split it")),
    "lines.txt": Bad(holding("路\n" * 60_001), ("60000 paragraphs", "split it")),
    "wide.txt": Bad(holding(text(1, [["路"] * 10_000])), ("10000 columns", "split it")),
    "cells.txt": Bad(holding(text(1, [["路"] * 100] * 3_001)), ("300000 cells", "split it")),
    "short-row.txt": Bad(
        holding(text(1, [*ROWS, ["架桥。", "教育局"], ROWS[1]])), ("row 3", "TAB"), LayoutError
    ),
    "brackets.txt": Bad(holding("（" * 190_000), ("title",), LayoutError),
    "blanks.txt": Bad(holding("路" + " " * 190_000 + "桥"), ("title",), LayoutError),
    "one-line.txt": Bad(holding("路" * 300_000), ("a paragraph of 300000 characters", "split it")),
    # Comma-separated values and Markdown
    "quote.csv": Bad(holding('内容,单位\n"修路,教育局\n'), ("row 2, column 1", "double it")),
    "wide.csv": Bad(holding("内容,单位\n" + "路," * 10_000), ("row 2", "500 cells")),
    "page.csv": Bad(holding(PAGE), ("a web page", "rename it to .html")),
    "no-table.csv": Bad(holding("通知\n"), ("no table",)),
    "nested.md": Bad(holding("> " * 10_000 + "路"), ("nested over 100 deep",)),
    "row.md": Bad(holding("|内容|单位|\n|-|-|\n|修|路|教育局|\n"), ("line 3",)),
    # Web pages
    "deep.html": Bad(html("<div>" * 100_000 + "路"), ("nested", "close the tags")),
    "deep-tables.html": Bad(html("<table><tr><td>" * 1_000 + "路"), ("nested",)),
    "wide.html": Bad(html("<table><tr>" + "<td>路" * 10_000), ("500 columns", "check")),
    "colspan.html": Bad(
        html("<table><tr><td colspan=100000000>路<td>桥</table>"), ("500 columns", "colspan")
    ),
    "laughs.html": Bad(holding(LAUGHS + "<p>&b;</p>"), ("ENTITY", "take out")),
    "archived.html": Bad(holding(ARCHIVED), ("archived web page", "save it as .docx")),
    # Word
    "cut.docx": Bad(holding(word_document(1)[:-300]), ("cut off or damaged", "get it again")),
    "bomb.docx": Bad(made(lambda: word(" " * 60_000_000)), ("packed more than", "do not open")),
    "external.docx": Bad(holding(word("", before=ENTITY)), ("XML entities", "save it anew")),
    "laughs.docx": Bad(holding(word("", before=LAUGHS)), ("XML entities", "save it anew")),
    "deep.docx": Bad(holding(word(NESTED)), ("word/document.xml", "save it anew")),
    "no-rows.docx": Bad(holding(word("<w:tbl/>")), ("table 1", "no rows", "delete it")),
    "wide.docx": Bad(holding(word(word_table([["路"] * 10_000]))), ("10000 cells", "split")),
    "protected.docx": Bad(holding(PROTECTED), ("password", "save it without one")),
    "pdf.docx": Bad(holding(pdf(page(WORDS))), ("a PDF", "rename it to .pdf")),
    "old.docx": Bad(holding(OLE + bytes(600)), ("1997 to 2003", "rename it to .doc")),
    "lies.docx": Bad(lying, ("damaged", "get it again")),
    "workbook.docx": Bad(holding(workbook([["路"]])), ("a workbook", "rename it to .xlsx")),
    "no-text.docx": Bad(holding(word("")), ("holds no text",)),
    # Excel
    "formula.xlsx": Bad(
        holding(workbook([*ROWS, ["=A1", "教育局", ""]])), ("cell A3", "formula", "save it")
    ),
    "bomb.xlsx": Bad(
        changed("<sheetData>", " " * 60_000_000 + "<sheetData>"),
        ("packed more than",),
    ),
    "strings.xlsx": Bad(shared_bomb, ("characters of text", "split it")),
    "external.xlsx": Bad(changed("<worksheet", ENTITY + "<worksheet"), ("XML entities",)),
    "wide.xlsx": Bad(holding(workbook([["路"] * 10_000])), ("500 columns", "split it")),
    "merges.xlsx": Bad(
        changed("</sheetData>", f"</sheetData><mergeCells>{MERGES}</mergeCells>"), ("merged",)
    ),
    "word.xlsx": Bad(holding(word_document(1)), ("a Word document", "rename it to .docx")),
    "protected.xlsx": Bad(holding(PROTECTED), ("password", "save it without one")),
    "empty.xlsx": Bad(holding(workbook([[]])), ("holds no text",)),
    "damaged.xls": Bad(damaged_xls, ("save it again as .xlsx",)),
    "protected.xls": Bad(protected_xls, ("password", "save it without one")),
    "page.xls": Bad(holding(PAGE), ("a web page", "rename it to .html")),
    # PDF
    "scan.pdf": Bad(holding(pdf(page(SCAN))), ("scan", "OCR")),
    "locked.pdf": Bad(holding(pdf(page(WORDS), LOCKED)), ("password", "save it without one")),
    "cut.pdf": Bad(holding(pdf(page(WORDS))[:700]), ("cut off or damaged", "get it again")),
    "bomb.pdf": Bad(
        made(lambda: pdf(page(stream(bomb(), b"/Filter /FlateDecode")))), ("MB unpacked", "print")
    ),
    "objects.pdf": Bad(
        made(
            lambda: pdf([*page(WORDS), stream(bomb(), b"/Type /ObjStm /N 9 /Filter /FlateDecode")])
        ),
        ("MB unpacked", "print"),
    ),
    "word.pdf": Bad(holding(word_document(1)), ("zip file", "rename it to .docx")),
    # Word of 1997 to 2003, and WPS
    "noise.doc": Bad(holding(OLE + bytes(1000)), ("LibreOffice",)),
    "protected.doc": Bad(holding(PROTECTED), ("password", "save it without one")),
    "archived.doc": Bad(holding(ARCHIVED), ("archived web page", "save it as .docx")),
    "zip.wps": Bad(holding(packed({"a.txt": "路"})), ("without a Word document",)),
}


def spanned(path: Path) -> None:
    """Write a page whose cells claim to reach far beyond the last row."""
    rows = "".join("<tr>" + "".join(f"<td rowspan={9**9}>{c}" for c in row) for row in ROWS[:1])
    more = "<tr>" + "".join(f"<td>{cell}" for cell in ROWS[1])
    lines = "".join(f"<p>{line}</p>" for line in head(97))
    html(f"{lines}<table><thead>{rows}</thead>{more}</table>")(path)


ODD: dict[str, Make] = {
    "utf-16-without-mark.txt": holding(text(90).encode("utf-16-le")),
    "million-styled-rows.xlsx": million_styled_rows,
    "owner-password.pdf": owned,
    "loop.pdf": holding(pdf(page(stream(drawn(bracketed(92))), kids=b"[2 0 R 4 0 R]"))),
    "page.txt": holding("".join(f"<p>{line}</p>" for line in text(99).split("\n"))),
    "CAPITALS.TXT": holding(text(94).encode("gbk")),
    "new-called-old.doc": holding(word_document(95)),
    "leading-out.docx": holding(word_document(96, **{"../../../tmp/out.xml": "<a/>"})),
    "rowspan.html": spanned,
    "gridspan.docx": holding(word_document(98, '<w:gridSpan w:val="999999999"/>')),
}
