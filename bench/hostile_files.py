"""Hostile files beyond those of the tests: as large as allowed, or much work in few bytes."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

Make = Callable[[Path], object]


def written(text: str) -> Make:
    """Return what writes `text` to a file."""
    return lambda path: path.write_text(text, encoding="utf-8")


def page_of_pdf(content: bytes, pages: int = 1) -> Make:
    """Return what writes a PDF whose `pages` all draw `content`."""

    def make(path: Path) -> None:
        packed = zlib.compress(content)
        kids = " ".join(f"{4 + n} 0 R" for n in range(pages))
        font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
        stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
        page = (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 3 0 R"
            b"/Resources<</Font<</F " + font + b">>>>>>"
        )
        objects = [
            b"<</Type/Catalog/Pages 2 0 R>>",
            f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
            stream,
            *([page] * pages),
        ]
        path.write_bytes(_pdf(objects))

    return make


def _pdf(objects: list[bytes]) -> bytes:
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, one in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, one))
    begin = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer<</Size %d/Root 1 0 R>>startxref\n%d\n%%%%EOF" % (len(objects) + 1, begin))
    return out.getvalue()


def docx_of(body: str) -> Make:
    """Return what writes a .docx whose document holds `body`."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    )

    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/officeDocument"/></Relationships>'
    )

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", types)
            archive.writestr("_rels/.rels", relations)
            archive.writestr("word/document.xml", document)

    return make


def noise(size: int, head: bytes = b"") -> Make:
    """Return what writes `size` random bytes after `head`."""
    return lambda path: path.write_bytes(head + random.Random(1).randbytes(size))  # noqa: S311


_LINES = b"".join(
    b"%d %d m %d %d l S\n" % (n % 600, n // 33, 600 - n % 600, n // 33) for n in range(19_000)
)
_GRID = b"".join(b"%d 0 m %d 800 l S 0 %d m 600 %d l S\n" % (x, x, x, x) for x in range(0, 600, 2))
_WORDS = (
    b"BT /F 4 Tf "
    + b"".join(b"1 0 0 1 %d %d Tm (ab) Tj\n" % (n % 600, n // 600 * 5) for n in range(24_000))
    + b" ET"
)
_TITLE = "虚河市2019年任务分解表\n"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")

HOSTILE: dict[str, Make] = {
    "19,000 lines.pdf": page_of_pdf(_LINES),
    "grid.pdf": page_of_pdf(_GRID),
    "grid on 300 pages.pdf": page_of_pdf(_GRID, 300),
    "48,000 characters.pdf": page_of_pdf(_WORDS),
    "48,000 characters on 100 pages.pdf": page_of_pdf(_WORDS, 100),
    "2,000 empty pages.pdf": page_of_pdf(b" ", 2000),
    "drawing states.pdf": page_of_pdf(b"q " * 700_000),
    "1 MB of noise.pdf": noise(1_000_000, b"%PDF-1.7\n"),
    "5 MB of noise.doc": noise(5_000_000, _OLE),
    "noise.wps": noise(300_000, _OLE),
    "noise.xls": noise(3_000_000, _OLE + bytes(500)),
    "deep rich text.doc": written("{\\rtf1\\ansi " + "{\\b " * 300_000 + "}" * 300_000 + "}"),
    "rows of rich text.doc": written(
        "{\\rtf1\\ansi " + "\\trowd\\cellx100 a\\cell\\row " * 100_000 + "}"
    ),
    "brackets open.txt": written(_TITLE + "（" * 190_000),
    "brackets in brackets.txt": written(_TITLE + "（" * 90_000 + "）" * 90_000),
    "brackets of roles.txt": written(_TITLE + "（市财政局牵头" * 27_000),
    "commas.txt": written(_TITLE + "1.修路。（" + "，" * 190_000 + "牵头）"),
    "list marks.txt": written(_TITLE + "1." * 95_000),
    "decimal marks.txt": written(_TITLE + "1.2.3.4 " * 24_000),
    "header words.txt": written(_TITLE + "序号任务牵头单位配合单位" * 16_000),
    "header lines.txt": written(_TITLE + "序号\n任务\n牵头单位\n配合单位\n" * 14_000),
    "labels.txt": written(_TITLE + "1.修路\n" + "责任单位：市财政局\n" * 59_000),
    "labels without colon.txt": written(_TITLE + "责任单位 " * 39_000),
    "role words.txt": written(_TITLE + "牵头" * 95_000),
    "manner words.txt": written(_TITLE + "1.修路。（市财政局" + "按照职责分工" * 32_000 + "）"),
    "dates.txt": written(_TITLE + "6月底前" * 48_000),
    "one name of a million.txt": written(_TITLE + "1.修路。（" + "市财政" * 65_000 + "局牵头）"),
    "and and and.txt": written(_TITLE + "1.修路。（" + "市财政局和" * 39_000 + "市水务局牵头）"),
    "pipes.txt": written(_TITLE + "序号|任务|牵头单位\n" + "|" * 190_000),
    "rows of pipes.txt": written(_TITLE + "序号|任务|牵头单位\n" + "1|修路|市财政局\n" * 59_000),
    "tabs.txt": written(_TITLE + "序号\t任务\t牵头单位\n" + "\t" * 190_000),
    "box characters.txt": written(_TITLE + "┌─┬─┐\n" + "│任务│牵头单位│\n├─┼─┤\n" * 29_000),
    "numbers.txt": written(_TITLE + "序号任务牵头单位" + "".join(map(str, range(1, 40_000)))),
    "flattened table.txt": written(
        _TITLE
        + "序号任务分管领导牵头单位完成时限"
        + "".join(f"{n}修路架桥王小明市住建局6月底" for n in range(1, 10_000))
    ),
    "nested tables.html": written("<table><tr><td>" * 50_000 + "x"),
    "spans.html": written("<table>" + "<tr><td colspan=1000 rowspan=60000>x</td></tr>" * 500),
    "deep divs.html": written("<div>" * 500_000 + "x"),
    "attributes.html": written("<p " + " ".join(f"a{n}=1" for n in range(300_000)) + ">x</p>"),
    "lists.md": written("".join("  " * min(n, 400) + "- x\n" for n in range(4_000))),
    "emphasis.md": written("*a_ " * 48_000),
    "quotes.csv": written('"' * 900_000 + "\n"),
    "columns.csv": written("任务,牵头单位\n" + "," * 900_000),
    "deep paragraphs.docx": docx_of(
        "<w:sdt><w:sdtContent>" * 50_000 + "</w:sdtContent></w:sdt>" * 50_000
    ),
    "runs.docx": docx_of("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 400_000 + "</w:p>"),
    "cells.docx": docx_of(
        "<w:tbl>" + ("<w:tr>" + "<w:tc><w:p/></w:tc>" * 60 + "</w:tr>") * 4_900 + "</w:tbl>"
    ),
    "tables in tables.docx": docx_of(
        "<w:tbl><w:tr><w:tc>" * 80 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 80
    ),
}
