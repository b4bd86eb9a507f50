"""A Word document gives what it prints: merges, list numbers, tracked changes; bad ones say why."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from loader.readers import hidden_rows
from loader.readers.docx import read_docx
from loader.readers.list_numbers import FORMATS, write_number
from loader.source import Source, Table

Read = Callable[[str, str | bytes], Source]
Refused = Callable[[Path], str]
Show = Callable[[Table], list[list[str]]]

TYPES = "http://schemas.openxmlformats.org"
MAIN = f"{TYPES}/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SPACES = (
    f'xmlns:w="{MAIN}" xmlns:mc="{TYPES}/markup-compatibility/2006" '
    f'xmlns:m="{TYPES}/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
RELATED = f"{TYPES}/officeDocument/2006/relationships"


def relations(*kinds: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="r{n}" Type="{RELATED}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(kinds)
    )
    space = f"{TYPES}/package/2006/relationships"
    return f'{DECLARATION}<Relationships xmlns="{space}">{listed}</Relationships>'


def word(body: str, pack: int = zipfile.ZIP_DEFLATED, **parts: str) -> bytes:
    """Return a Word document with the given body, and `numbering` or `styles` if given."""
    members = {
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relations(
            ("image", "NULL"), *((kind, f"{kind}.xml") for kind in parts)
        ),
        "word/document.xml": f"{DECLARATION}<w:document {SPACES}><w:body>{body}</w:body>"
        "</w:document>",
    }
    for kind, content in parts.items():
        members[f"word/{kind}.xml"] = f"{DECLARATION}<w:{kind} {SPACES}>{content}</w:{kind}>"
    return packed(members, pack)


def packed(members: dict[str, str], pack: int = zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", pack) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def run(words: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>"


def paragraph(inner: str, properties: str = "") -> str:
    inner = inner if inner.startswith("<") else run(inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def cell(inner: str, properties: str = "") -> str:
    inner = inner if inner.startswith("<") else paragraph(inner)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    drawn = "".join(one if one.startswith("<") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{drawn}</w:tr>"


def table(*rows: str, grid: tuple[int, ...] = ()) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def value(name: str, number: object) -> str:
    return f'<w:{name} w:val="{number}"/>'


def controlled(inner: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


START, GOES_ON = value("vMerge", "restart"), "<w:vMerge/>"
HEADER = row("内容", "牵头单位", "配合单位")


def test_notice_gives_the_same_work(notice_docx: Path, expected: Any, understand: Any) -> None:
    source = read_docx(notice_docx)
    assert [len(found.rows) for found in source.tables()] == [144, 25]
    assert sum(c.covered for found in source.tables() for c in found.cells()) > 300
    assert understand(source) == expected


def test_raw_text_is_that_of_the_text_file(notice_docx: Path, notice_source: Source) -> None:
    source = read_docx(notice_docx)
    found = [[p.raw for p in one.paragraphs()] for one in (source, notice_source)]
    assert found[0] == found[1]
    cells = [[c.raw for t in one.tables() for c in t.cells()] for one in (source, notice_source)]
    assert "".join(cells[0]) == "".join(cells[1])


@pytest.mark.parametrize(
    ("name", "drawn", "shown"),
    [
        ("plain", table(row("甲", "乙"), row("丙", "丁")), [["甲", "乙"], ["丙", "丁"]]),
        (
            "merged over rows",
            table(row(cell("甲", START), "乙"), row(cell("", GOES_ON), "丁"), row("戊", "己")),
            [["甲 2x1", "乙"], ["^", "丁"], ["戊", "己"]],
        ),
        (
            "merged over columns",
            table(row(cell("甲", value("gridSpan", 2))), row("丙", "丁")),
            [["甲 1x2", "^"], ["丙", "丁"]],
        ),
        (
            "merged over columns as old files store it",
            table(
                row(cell("甲", value("hMerge", "restart")), cell("", value("hMerge", "continue"))),
                row("丙", "丁"),
            ),
            [["甲 1x2", "^"], ["丙", "丁"]],
        ),
        (
            "merged over both",
            table(
                row(cell("甲", value("gridSpan", 2) + START), "乙"),
                row(cell("", value("gridSpan", 2) + GOES_ON), "丙"),
                row("丁", "戊", "己"),
            ),
            [["甲 2x2", "^", "乙"], ["^", "^", "丙"], ["丁", "戊", "己"]],
        ),
        (
            "a second merge right below",
            table(*(row(cell("甲" * (n % 2 == 0), GOES_ON if n % 2 else START)) for n in range(4))),
            [["甲 2x1"], ["^"], ["甲 2x1"], ["^"]],
        ),
        (
            "a merge that begins nowhere",
            table(row(cell("", GOES_ON), "乙"), row("丙", "丁")),
            [["", "乙"], ["丙", "丁"]],
        ),
        (
            "words in a place that is merged away",
            table(row(cell("甲", START), "乙"), row(cell("丙", GOES_ON), "丁")),
            [["甲", "乙"], ["丙", "丁"]],
        ),
        (
            "places left out before and after",
            table(
                row("甲", "乙", "丙"),
                row("丁", "戊", properties=value("gridBefore", 1)),
                row("己", "庚", properties=value("gridAfter", 1)),
            ),
            [["甲 2x1", "乙", "丙"], ["^", "丁", "戊"], ["己", "庚", ""]],
        ),
        (
            "borders drawn by hand, a hair apart",
            table(
                row(cell("甲", value("gridSpan", 2)), "乙"),
                row("丙", cell("丁", value("gridSpan", 2))),
                grid=(2000, 40, 2000),
            ),
            [["甲", "乙"], ["丙", "丁"]],
        ),
        (
            "borders dragged in one row, far beside those of the others",
            table(
                row("甲", cell("乙", value("gridSpan", 2)), "丙"),
                row(cell("丁", value("gridSpan", 2)), "戊", "己"),
                row(cell("庚", value("gridSpan", 2)), cell("辛", value("gridSpan", 2))),
                grid=(900, 400, 3000, 1000),
            ),
            [["甲", "乙", "丙"], ["丁", "戊", "己"], ["庚", "辛 1x2", "^"]],
        ),
        (
            "borders of other columns",
            table(
                row("甲", cell("乙", value("gridSpan", 2)), "丙"),
                row(cell("丁", value("gridSpan", 2)), cell("戊", value("gridSpan", 2))),
                grid=(1000, 1000, 1000, 1000),
            ),
            [["甲", "乙 1x2", "^", "丙"], ["丁 1x2", "^", "戊 1x2", "^"]],
        ),
        (
            "a narrow column that holds a cell",
            table(
                row("甲", "1", "乙"), row("丙", cell("丁", value("gridSpan", 2))), grid=(9, 40, 9)
            ),
            [["甲", "1", "乙"], ["丙", "丁 1x2", "^"]],
        ),
        (
            "lines",
            table(row(cell(paragraph("甲") + paragraph("") + paragraph("乙")), "丙")),
            [["甲\n\n乙", "丙"]],
        ),
        (
            "a table in a cell",
            table(row("甲", cell(table(row("乙", "丙")) + paragraph("丁")))),
            [["甲", "乙\n丙\n丁"]],
        ),
        (
            "content controls around rows and cells",
            table(controlled(row("甲", controlled(cell("乙"))))),
            [["甲", "乙"]],
        ),
        (
            "a deleted row",
            table(
                row("甲", "乙"), row("丙", "丁", properties='<w:del w:id="1"/>'), row("戊", "己")
            ),
            [["甲", "乙"], ["戊", "己"]],
        ),
        (
            "a span beyond all bounds",
            table(row("甲", cell("乙", value("gridSpan", 999_999_999)))),
            [["甲", "乙"]],
        ),
    ],
    ids=lambda given: given if isinstance(given, str) and "<" not in given else "",
)
def test_table_reads_back(
    name: str, drawn: str, shown: list[list[str]], read: Read, show: Show
) -> None:
    [found] = read("a.docx", word(drawn)).tables()
    assert show(found) == shown, name


def test_frame_of_one_cell_is_no_table(read: Read, show: Show) -> None:
    inner = paragraph("通知") + table(HEADER, row("修路。", "甲局", "乙局")) + paragraph("完")
    source = read("a.docx", word(table(row(cell(inner)))))
    assert [p.raw for p in source.paragraphs()] == ["通知", "完"]
    assert [show(found)[1] for found in source.tables()] == [["修路。", "甲局", "乙局"]]


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


BOX = f"<w:txbxContent>{paragraph('框')}</w:txbxContent>"
HIDDEN = "<w:vanish/>"


@pytest.mark.parametrize(
    ("name", "body", "lines"),
    [
        ("inserted", paragraph(f"<w:ins>{run('修')}</w:ins>{run('路')}"), ["修路"]),
        (
            "deleted",
            paragraph(f"<w:del><w:r><w:delText>修</w:delText></w:r></w:del>{run('路')}"),
            ["路"],
        ),
        (
            "moved",
            paragraph(f"<w:moveFrom>{run('修')}</w:moveFrom>")
            + paragraph(f"<w:moveTo>{run('修')}</w:moveTo>"),
            ["修"],
        ),
        (
            "a deleted line end",
            paragraph("修", "<w:rPr><w:del/></w:rPr>") + paragraph("路"),
            ["修路"],
        ),
        ("hidden", paragraph(run("修", HIDDEN) + run("路")), ["路"]),
        ("not hidden after all", paragraph(run("修", value("vanish", 0)) + run("路")), ["修路"]),
        (
            "line breaks",
            paragraph(
                run("修") + "<w:r><w:br/></w:r>" + run("路") + "<w:r><w:cr/></w:r>" + run("完")
            ),
            ["修", "路", "完"],
        ),
        ("a tab", paragraph(run("修") + "<w:r><w:tab/></w:r>" + run("路")), ["修\t路"]),
        (
            "a symbol",
            paragraph('<w:r><w:sym w:font="宋体" w:char="2460"/></w:r>' + run("路")),
            ["①路"],
        ),
        ("a hyphen", paragraph(run("A") + "<w:r><w:noBreakHyphen/></w:r>" + run("B")), ["A-B"]),
        (
            "a field",
            paragraph(
                field("begin")
                + "<w:r><w:instrText>PAGE</w:instrText></w:r>"
                + field("separate")
                + run("修路")
                + field("end")
                + run("完")
            ),
            ["修路完"],
        ),
        (
            "a field within the code of another",
            paragraph(
                field("begin")
                + field("begin")
                + field("separate")
                + run("一")
                + field("end")
                + field("separate")
                + run("二")
                + field("end")
            ),
            ["二"],
        ),
        (
            "a simple field",
            paragraph(f'<w:fldSimple w:instr="DATE">{run("今")}</w:fldSimple>'),
            ["今"],
        ),
        ("a link", paragraph(f"<w:hyperlink>{run('修路')}</w:hyperlink>"), ["修路"]),
        (
            "ruby",
            paragraph(
                f"<w:r><w:ruby><w:rt>{run('lù')}</w:rt><w:rubyBase>{run('路')}</w:rubyBase></w:ruby></w:r>"
            ),
            ["路"],
        ),
        ("a formula", paragraph("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>"), ["x+1"]),
        (
            "a content control",
            f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('修路')}</w:sdtContent></w:sdt>",
            ["修路"],
        ),
        (
            "a text box, in the form of two programs",
            paragraph(
                f"{run('修路')}<w:r><mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
            ),
            ["修路", "框"],
        ),
    ],
    ids=lambda given: given if isinstance(given, str) and "<" not in given else "",
)
def test_paragraphs_are_those_that_are_printed(
    name: str, body: str, lines: list[str], read: Read
) -> None:
    source = read("a.docx", word(body + paragraph("末")))
    assert [p.raw for p in source.paragraphs()] == [*lines, "末"], name


def level(number: int, style: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}">{more or value("start", 1)}{value("numFmt", style)}'
        f"{value('lvlText', text)}</w:lvl>"
    )


def numbering(*levels: str, overrides: str = "") -> str:
    """Return a list with three numbers: 1 and 2 share it, 3 has `overrides`."""
    return (
        f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
        + "".join(f'<w:num w:numId="{n}">{value("abstractNumId", 7)}</w:num>' for n in (1, 2))
        + f'<w:num w:numId="3">{value("abstractNumId", 7)}{overrides}</w:num>'
    )


def item(depth: int, number: int = 1) -> str:
    place = f"<w:numPr>{value('ilvl', depth)}{value('numId', number)}</w:numPr>"
    return paragraph("项", place)


OUTLINE = (
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
)
AGAIN = f'<w:lvlOverride w:ilvl="0">{value("startOverride", 5)}</w:lvlOverride>'


@pytest.mark.parametrize(
    ("name", "levels", "items", "marks"),
    [
        ("counts", OUTLINE, [(0, 1)] * 3, ["一、", "二、", "三、"]),
        (
            "begins anew under each head",
            OUTLINE,
            [(0, 1), (1, 1), (2, 1), (2, 1), (1, 1), (2, 1), (0, 1), (1, 1)],
            ["一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）"],
        ),
        ("two lists of one family count on", OUTLINE, [(0, 1), (0, 2)], ["一、", "二、"]),
        ("a list that begins anew", OUTLINE, [(0, 1), (0, 3), (0, 3)], ["一、", "五、", "六、"]),
        (
            "numbers of several levels",
            (level(0, "decimal", "%1"), level(1, "decimal", "%1.%2")),
            [(0, 1), (1, 1), (1, 1), (0, 1), (1, 1)],
            ["1", "1.1", "1.2", "2", "2.1"],
        ),
        (
            "legal numbers",
            (level(0, "upperRoman", "%1"), level(1, "decimal", "%1.%2", "<w:isLgl/>")),
            [(0, 1), (1, 1)],
            ["I", "1.1"],
        ),
        (
            "a level that never begins anew",
            (level(0, "decimal", "%1"), level(1, "decimal", "%2", value("lvlRestart", 0))),
            [(0, 1), (1, 1), (0, 1), (1, 1)],
            ["1", "1", "2", "2"],
        ),
        (
            "another start",
            (level(0, "decimal", "%1", value("start", 4)),),
            [(0, 1), (0, 1)],
            ["4", "5"],
        ),
        ("bullets", (level(0, "bullet", "●"),), [(0, 1)], [""]),
        ("no such list", OUTLINE, [(0, 9)], [""]),
        ("no such level", OUTLINE, [(8, 1)], [""]),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_list_numbers_are_those_that_are_printed(
    name: str, levels: tuple[str, ...], items: list[tuple[int, int]], marks: list[str], read: Read
) -> None:
    lists = numbering(*levels, overrides=AGAIN)
    source = read("a.docx", word("".join(item(*one) for one in items), numbering=lists))
    assert [p.mark for p in source.paragraphs()] == marks, name
    assert {p.raw for p in source.paragraphs()} == {"项"}


def style(name: str, inner: str) -> str:
    return f'<w:style w:type="paragraph" w:styleId="{name}">{inner}</w:style>'


LISTED = f"<w:pPr><w:numPr>{value('numId', 1)}</w:numPr></w:pPr>"
STYLES = "".join(
    [
        *(style("a", LISTED), style("b", value("basedOn", "a"))),
        *(style("c", LISTED), style("d", value("basedOn", "d"))),
    ]
)


def test_lists_of_styles_count(read: Read) -> None:
    lists = numbering(OUTLINE[0], level(1, "decimal", "%2)", value("pStyle", "c")))
    none = f"<w:numPr>{value('numId', 0)}</w:numPr>"
    body = "".join(paragraph("项", value("pStyle", name)) for name in "abccd")
    body += paragraph("项", value("pStyle", "a") + none)
    source = read("a.docx", word(body, numbering=lists, styles=STYLES))
    assert [p.mark for p in source.paragraphs()] == ["一、", "二、", "1)", "2)", "", ""]


def test_empty_cell_shows_its_list_number(read: Read, show: Show) -> None:
    """A column of numbers is often a list; the places that a merge covers are not counted."""
    number = f"<w:pPr><w:numPr>{value('ilvl', 0)}{value('numId', 1)}</w:numPr></w:pPr>"
    counted, plain = f"<w:p>{number}</w:p>", f"<w:p>{number}{run('修路。')}</w:p>"
    rows = [
        row(cell(counted, START), "甲"),
        row(cell(counted, GOES_ON), "乙"),
        row(cell(counted), "丙"),
        row(cell(plain), "丁"),
    ]
    lists = numbering(level(0, "decimal", "%1"))
    [found] = read("a.docx", word(table(*rows), numbering=lists)).tables()
    assert [line[0] for line in show(found)] == ["1 2x1", "^", "2", "修路。"]


@pytest.mark.parametrize(
    ("style", "numbers", "written"),
    [
        ("decimal", (1, 10, 101), ("1", "10", "101")),
        ("decimalZero", (1, 10), ("01", "10")),
        ("decimalFullWidth", (1, 10), ("１", "１０")),
        ("decimalEnclosedCircle", (1, 20, 21, 50, 51), ("①", "⑳", "㉑", "㊿", "51")),
        ("decimalEnclosedCircleChinese", (3,), ("③",)),
        ("decimalEnclosedParen", (1, 20, 21), ("⑴", "⒇", "21")),
        ("decimalEnclosedFullstop", (1, 20), ("⒈", "⒛")),
        ("upperRoman", (4, 9, 14, 1999), ("IV", "IX", "XIV", "MCMXCIX")),
        ("lowerRoman", (3,), ("iii",)),
        ("upperLetter", (1, 26, 27, 28), ("A", "Z", "AA", "BB")),
        ("lowerLetter", (2,), ("b",)),
        ("ordinal", (1, 2, 3, 4, 11, 21), ("1st", "2nd", "3rd", "4th", "11th", "21st")),
        (
            "chineseCounting",
            (1, 10, 11, 20, 99, 100),
            ("一", "十", "十一", "二十", "九十九", "一〇〇"),
        ),
        (
            "chineseCountingThousand",
            (10, 19, 20, 100, 101, 110, 111, 1001, 2345),
            (
                "十",
                "十九",
                "二十",
                "一百",
                "一百零一",
                "一百一十",
                "一百一十一",
                "一千零一",
                "二千三百四十五",
            ),
        ),
        ("japaneseCounting", (10, 15, 100, 110), ("十", "十五", "百", "百十")),
        ("ideographDigital", (1, 10, 12), ("一", "一〇", "一二")),
        ("chineseLegalSimplified", (1, 12), ("壹", "壹拾贰")),
        ("ideographTraditional", (1, 10, 11), ("甲", "癸", "甲")),
        ("ideographZodiac", (1, 12), ("子", "亥")),
        ("ideographEnclosedCircle", (1, 10), ("㊀", "㊉")),
        ("none", (1,), ("",)),
        ("thaiCounting", (7,), ("7",)),
    ],
)
def test_number_is_written_in_its_format(
    style: str, numbers: tuple[int, ...], written: tuple[str, ...]
) -> None:
    assert tuple(write_number(number, style) for number in numbers) == written


def test_every_format_writes_any_number() -> None:
    for style in FORMATS:
        assert all(write_number(number, style) for number in (0, 1, 99, 9_999, 10**9)), style


def test_strict_and_dangling_parts_do_not_matter(read: Read) -> None:
    """WPS refers to a part called NULL that is not there; Word can save with other namespaces."""
    with zipfile.ZipFile(io.BytesIO(word(paragraph("修路")))) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    strict = {name: content.replace(MAIN, STRICT) for name, content in members.items()}
    assert [p.raw for p in read("a.docx", packed(strict)).paragraphs()] == ["修路"]


def test_pictures_are_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    document = docx.Document()
    document.add_paragraph("修路")
    document.save(str(path))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/image1.bmp", bytes(50_000_000))
    assert [p.raw for p in read_docx(path).paragraphs()] == ["修路"]


ENTITY = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LAUGHS = "<!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"


def with_document(text: str) -> bytes:
    main = relations(("officeDocument", "word/document.xml"))
    return packed({"_rels/.rels": main, "word/document.xml": text})


def nested(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + "</w:tc></w:tr></w:tbl>" * depth


def encrypted() -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("cut off", word(paragraph("修路"))[:300], ["cut off or damaged"]),
        ("empty", b"", ["empty"]),
        ("a text", "关于修路的通知".encode(), ["damaged or plain text"]),
        ("a .doc", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), ["rename it to .doc"]),
        ("a PDF", b"%PDF-1.7", ["rename it to .pdf"]),
        ("a web page", b"<html><body>", ["rename it to .html"]),
        ("protected", encrypted(), ["password"]),
        ("a workbook", packed({"xl/workbook.xml": "<a/>"}), ["rename it to .xlsx"]),
        ("no text", word(""), ["holds no text"]),
        ("no body", with_document(f'<w:document xmlns:w="{MAIN}"/>'), ["no document body"]),
        ("damaged XML", with_document("<w:document"), ["word/document.xml", "damaged XML"]),
        ("an entity", with_document(f"{DECLARATION}{ENTITY}<w>&a;</w>"), ["entities"]),
        ("many entities", with_document(f"{DECLARATION}{LAUGHS}<w>&b;</w>"), ["entities"]),
        ("a bomb", lambda: with_document("<w>" + " " * 60_000_000 + "</w>"), ["packed more than"]),
        ("a large bomb", lambda: packed({"word/media/a.bmp": " " * 210_000_000}), ["MB unpacked"]),
        ("too much XML", lambda: with_document("<w>" + " " * 70_000_000 + "</w>"), ["MB of XML"]),
        ("deep nesting", word(nested(2_000)), ["word/document.xml", "Excessive depth"]),
        ("a table without rows", word(table()), ["table 1", "no rows"]),
        ("a row of 10,000 cells", word(table(row(*["甲"] * 10_000))), ["table 1", "10000 cells"]),
        ("another file inside", word("<w:altChunk/>"), ["another file inside"]),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_bad_file_is_refused(
    name: str,
    data: bytes | Callable[[], bytes],
    words: list[str],
    tmp_path: Path,
    refused: Refused,
) -> None:
    path = tmp_path / "bad.docx"
    path.write_bytes(data if isinstance(data, bytes) else data())
    said = refused(path)
    for one in words:
        assert one in said, name


def test_file_of_200_mb_is_refused_unread(tmp_path: Path, refused: Refused) -> None:
    path = tmp_path / "large.docx"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    assert "200" in refused(path)


def test_much_text_is_read_in_little_memory(tmp_path: Path, refused: Refused) -> None:
    """Near the limit of XML; it is refused for its characters, after all of it was parsed."""
    path = tmp_path / "much.docx"
    lines = paragraph(run("修路" * 500, "<w:b/>" + value("sz", 21))) * 20_050
    path.write_bytes(word(lines, pack=zipfile.ZIP_STORED))
    assert "characters" in refused(path)


DELETED_ROW = table(row("甲", "乙"), row("丙", "丁", properties='<w:del w:id="1"/>'))
HIDDEN_ROW = table(row("甲", "乙"), row("丙", "丁", properties="<w:hidden/>"))
DRAWN = (
    '<w:r><w:drawing><a:p xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    "<a:r><a:t>图</a:t></a:r></a:p></w:drawing></w:r>"
)


@pytest.mark.parametrize(
    ("body", "parts", "skipped"),
    [
        ("", {"header": paragraph("密级")}, ("skipped", "密级", "header of the pages")),
        ("", {"footer": paragraph("— 1 —")}, ("skipped", "— 1 —", "footer of the pages")),
        ("", {"header": paragraph(run("眉") + f"<w:r>{BOX}</w:r>")}, ("skipped", "眉框", "header")),
        ("", {"comments": paragraph("请核")}, ("skipped", "请核", "comment of a reviewer")),
        ("", {"footnotes": paragraph("见附表")}, ("unread", "见附表", "footnote")),
        ("", {"endnotes": paragraph("见附表")}, ("unread", "见附表", "endnote")),
        (paragraph(DRAWN), {}, ("unread", "图", "words in a drawing")),
        (paragraph(run("暗", HIDDEN)), {}, ("skipped", "暗", "hidden text")),
        (DELETED_ROW, {}, ("skipped", "丙丁", "table row deleted in a revision")),
        (HIDDEN_ROW, {}, ("unread", "丙丁", hidden_rows.HIDDEN_ROW)),
        (
            paragraph("<w:del><w:r><w:delText>删</w:delText></w:r></w:del>"),
            {},
            ("skipped", "删", "deleted in a revision"),
        ),
        (
            paragraph(f"<w:moveFrom>{run('移')}</w:moveFrom>"),
            {},
            ("skipped", "移", "moved away in a revision"),
        ),
    ],
)
def test_words_that_are_not_read_are_named(
    body: str, parts: dict[str, str], skipped: tuple[str, str, str], read: Read
) -> None:
    source = read("a.docx", word(paragraph("修路。") + body, **parts))
    [found] = source.skipped
    kind, words, why = skipped
    assert (found.kind, found.text) == (kind, words)
    assert found.why.startswith(why)
    assert found.part == (f"word/{next(iter(parts))}.xml" if parts else "")


@pytest.mark.parametrize(
    "inner",
    [
        f"<w:ins>{run('甲')}</w:ins>",
        f"<w:hyperlink>{run('甲')}</w:hyperlink>",
        f"<w:smartTag>{run('甲')}</w:smartTag>",
        f"<w:fldSimple>{run('甲')}</w:fldSimple>",
        controlled(run("甲")),
        f"<w:r>{BOX.replace('框', '甲')}</w:r>",
        "<m:oMath><m:r><m:t>甲</m:t></m:r></m:oMath>",
    ],
)
def test_words_in_any_wrapping_are_read(inner: str, read: Read) -> None:
    source = read("a.docx", word(paragraph("修路。") + paragraph(inner)))
    assert "甲" in "".join(p.raw for p in source.paragraphs())
    assert source.skipped == ()
