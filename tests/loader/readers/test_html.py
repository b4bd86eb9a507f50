"""A web page is read as a browser shows it, without its menus; a bad one is refused."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pytest

from loader.source import Source, Table
from ontology.errors import UnreadableDocument

Read = Callable[[str, str | bytes], Source]
Refused = Callable[[Path], str]


def cell_html(raw: str) -> str:
    lines = (escape(line).replace(" ", "&nbsp;") for line in raw.split("\n"))
    return "".join(f"<p>{line}</p>" for line in lines)


def table_html(rows: Any) -> str:
    printed = ""
    for row in rows:
        cells = (cell for cell in row if cell is not None)
        printed += "<tr>" + "".join(
            f"<td rowspan={cell.rowspan}>{cell_html(cell.raw)}</td>" for cell in cells
        )
    return f"<table border=1>{printed}</table>"


def page(blocks: Any) -> str:
    body = "".join(
        f"<p>{escape(block)}</p>\n" if isinstance(block, str) else table_html(block)
        for _, block in blocks
    )
    menu = "".join(f"<li><a href='/{n}'>栏目{n}</a></li>" for n in range(9))
    path = "<div>您现在的位置：<a href='/'>首页</a> &gt; 公文</div>"
    content = f"<td><div class='TRS_Editor'>{body}</div></td>"
    buttons = "<div>【字体：大 中 小】【<a>打印本页</a>】【<a>关闭窗口</a>】</div>"
    return (
        "<!DOCTYPE html><html><head><title>通知</title><style>p{}</style></head><body>"
        f"<div class='top'><ul>{menu}</ul></div>{path}"
        f"<table><tr><td><ul>{menu}</ul></td>{content}</tr></table>"
        f"{buttons}<footer>版权所有</footer></body></html>"
    )


def test_sheet_with_a_letter_and_its_annexes(read: Read) -> None:
    """So a spreadsheet program saves one as a web page."""
    lines = ("虚政发〔2019〕5号", "关于修路的通知", "各镇：", "现印发。")
    row = "<tr><td>修路。<td>甲局<td>乙局</tr>"

    def across(words: str) -> str:
        return f"<tr><td colspan=3>{words}</td></tr>"

    def annex(number: int) -> str:
        header = "<tr><td>内容<td>牵头单位<td>配合单位</tr>"
        return across(f"附件{number}") + across("分解表") + header + row * 2

    sheet = "".join(map(across, lines)) + annex(1) + annex(2)
    source = read("a.html", f"<meta charset=utf-8><table>{sheet}</table>")

    assert [p.raw for p in source.paragraphs(0)] == list(lines)
    assert [(table.annex, len(table.rows)) for table in source.tables()] == [(1, 3), (2, 3)]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_notice_as_a_portal_shows_it(
    encoding: str, notice_blocks: Any, check_notice: Any, read: Read
) -> None:
    source = read("notice.html", page(notice_blocks).encode(encoding))
    assert source.media_type == "text/html"
    assert source.encoding == encoding
    check_notice(source)


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>一</p><div>二<div>三</div>四</div>", ["一", "二", "三", "四"]),
        ("<h1>一</h1>二<br>三<br/><br/>四", ["一", "二", "三", "四"]),
        ("一<b>二</b><span> 三</span>\n <i>四</i>", ["一二 三四"]),
        ("one\n  two", ["one two"]),
        ("市\n  政府", ["市政府"]),
        ("陈&nbsp;&nbsp;力", ["陈  力"]),
        ("陈　力 ，  长", ["陈　力 ， 长"]),
        ("<pre>一\n  二</pre>", ["一", "  二"]),
        ("<pre>一\t二\n\t三 </pre>四\t五", ["一\t二", "\t三 ", "四 五"]),
        (
            "一<!-- 注 -->二<script>三</script><style>四</style><noscript>五</noscript>六",
            ["一二六"],
        ),
        ("一<p style='DISPLAY : none'>二</p><span hidden>三</span>四", ["一四"]),
        ("<![if !supportLists]><span>1.</span><![endif]>一<o:p></o:p>", ["1.一"]),
        ("一\u200b二&#8203;三\ufeff&lrm;", ["一二三"]),
        ("&lt;一&gt; &amp; &ldquo;二&rdquo; &#20013;", ["<一> & “二” 中"]),
        (
            "<form id='aspnetForm'><p>正文</p><input value='搜'><select><option>年</select></form>",
            ["正文"],
        ),
        ("<article><header><h1>标题</h1></header><p>文</p></article>", ["标题", "文"]),
        (
            "<header>站名</header><nav>菜单</nav><p>文</p><aside>旁</aside><footer>底</footer>",
            ["文"],
        ),
    ],
)
def test_lines_are_those_that_are_seen(body: str, lines: list[str], read: Read) -> None:
    source = read("a.html", f"<html><body>{body}</body></html>")
    assert [p.raw for p in source.paragraphs()] == lines


@pytest.mark.parametrize(
    ("body", "marks"),
    [
        ("<ol><li>甲<li>乙</ol>", ["1.", "2."]),
        ("<ol start=3><li>甲<li value=7>乙<li>丙</ol>", ["3.", "7.", "8."]),
        ("<ol reversed><li>甲<li>乙<li>丙</ol>", ["3.", "2.", "1."]),
        ("<ol type=a><li>甲<li>乙</ol>", ["a.", "b."]),
        ("<ol type=I start=4><li>甲<li>乙</ol>", ["IV.", "V."]),
        ("<ol style='list-style-type: cjk-ideographic'><li>甲<li>乙</ol>", ["一、", "二、"]),
        ("<ol style='list-style:none'><li>甲</ol>", [""]),
        ("<ul><li>甲<li>乙</ul>", ["", ""]),
        (
            "<ol><li><p>甲</p><p>续</p><ol type=i><li>乙</ol></li><li>丙</ol>",
            ["1.", "", "i.", "2."],
        ),
    ],
)
def test_list_numbers_are_marks(body: str, marks: list[str], read: Read) -> None:
    source = read("a.htm", body)
    assert [p.mark for p in source.paragraphs()] == marks


@pytest.mark.parametrize(
    ("rows", "grid"),
    [
        ("<tr><td>一<td>二<tr><td>三<td>四", [["一", "二"], ["三", "四"]]),
        ("<tr><td rowspan=2>一<td>二<tr><td>四", [["一 2x1", "二"], ["^", "四"]]),
        (
            "<tr><td colspan=2>一<td>二<tr><td>三<td>四<td>五",
            [["一 1x2", "^", "二"], ["三", "四", "五"]],
        ),
        (
            "<tr><td rowspan=2 colspan=2>一<td>二<tr><td>三",
            [["一 2x2", "^", "二"], ["^", "^", "三"]],
        ),
        (
            "<tr><td rowspan=0>一<td>二<tr><td>三<tr><td>四",
            [["一 3x1", "二"], ["^", "三"], ["^", "四"]],
        ),
        (
            "<tbody><tr><td rowspan=0>一<td>二<tr><td>三</tbody><tbody><tr><td>四<td>五</tbody>",
            [["一 2x1", "二"], ["^", "三"], ["四", "五"]],
        ),
        ("<tr><td rowspan=9>一<td>二<tr><td>三", [["一 2x1", "二"], ["^", "三"]]),
        ("<tr><td>一<td>二<td>三<tr><td>四", [["一", "二", "三"], ["四", "", ""]]),
        (
            "<tr><td>一<td rowspan=2>二<td>三<tr><td colspan=3>四<td>五",
            [["一", "二 2x1", "三", ""], ["四", "^", "", "五"]],
        ),
        ("<tr><td rowspan=x>一<td colspan=0>二<tr><td>三<td>四", [["一", "二"], ["三", "四"]]),
        ("<td>一<td>二", [["一", "二"]]),
        (
            "<tfoot><tr><td>尾<td>末</tfoot><tbody><tr><td>一<td>二</tbody><thead><tr><th>头<th>首</thead>",
            [["头", "首"], ["一", "二"], ["尾", "末"]],
        ),
        ("<tr><td>一<br>二<p>三</p>四<td>五", [["一\n二\n三\n四", "五"]]),
        ("<tr><td>一<td><ol><li>甲<li>乙</ol>", [["一", "1.甲\n2.乙"]]),
        ("<tr><td>一<td>二<tr style='display:none'><td>三<td>四", [["一", "二"]]),
        ("<tr><td>一<td>&nbsp;<tr><td><td>二", [["一", ""], ["", "二"]]),
    ],
)
def test_table_becomes_a_grid(rows: str, grid: list[list[str]], read: Read, show: Any) -> None:
    [table] = read("a.html", f"<p>附件2</p><table>{rows}</table>").tables()
    assert show(table) == grid
    assert table.annex == 2
    assert table.rows[0][0].row == 1


HEADED = "<table><tr><th>内容<th>牵头单位<th>配合单位<tr><td>修路<td>甲局<td>乙局</table>"


@pytest.mark.parametrize(
    "body",
    [
        f"<table><tr><td><p>前</p>{HEADED}<p>后</p></td></tr></table>",
        f"<table><tr><td>前<td>{HEADED}<td>后</table>",
        f"<table><tr><td>前</td></tr><tr><td><table><tr><td>{HEADED}</table></td></tr><tr><td>后</table>",
    ],
)
def test_table_that_only_arranges_is_unpacked(body: str, read: Read, show: Any) -> None:
    source = read("a.html", body)
    assert [p.raw for p in source.paragraphs()] == ["前", "后"]
    [table] = source.tables()
    assert show(table) == [["内容", "牵头单位", "配合单位"], ["修路", "甲局", "乙局"]]
    assert isinstance(source.blocks[1], Table)


def test_table_in_a_cell_of_a_task_table_is_text_of_the_cell(read: Read, show: Any) -> None:
    inner = "<table><tr><td>甲段<td>3公里</table>"
    [table] = read("a.html", HEADED.replace("修路", f"修路：{inner}")).tables()
    assert show(table)[1] == ["修路：\n甲段\n3公里", "甲局", "乙局"]


WORK = "".join(f"{mark}、第{mark}项工作。<br>责任单位：甲局<br>" for mark in "一二三四五六")


@pytest.mark.parametrize(
    ("row", "above"),
    [
        (f"<tr><td>小编<br>积分 5<td>{WORK}", ["小编", "积分 5"]),
        (f"<tr><td>首页<td>公开<td>服务<tr><td colspan=3>{WORK}", ["首页", "公开", "服务"]),
        (f"<tr><td>菜单<td><table><tr><td>{WORK}</table>", ["菜单"]),
        (f"<tr><td>查看: 3<td><h1>通知</h1><tr><td>{WORK}", ["查看: 3", "通知"]),
    ],
)
def test_document_in_a_cell_is_no_table(row: str, above: list[str], read: Read) -> None:
    source = read("a.html", f"<table>{row}</table>")
    lines = [p.raw for p in source.paragraphs()]
    assert lines[: len(above)] == above
    assert lines[len(above) :][:2] == ["一、第一项工作。", "责任单位：甲局"]
    assert not list(source.tables())


def test_task_table_with_a_long_cell_stays_one(read: Read, show: Any) -> None:
    long = "".join(f"{mark}、修路。<br>铺砖。<br>" for mark in "一二三四五六")
    [table] = read("a.html", HEADED.replace("修路", long)).tables()
    assert show(table)[0] == ["内容", "牵头单位", "配合单位"]


def test_box_of_metadata_is_no_table(read: Read) -> None:
    box = "<table><tr><td>索引号：<td>014/2018-1<td>发布机构：<td>政府办</table>"
    source = read("a.html", f"{box}<p>通知</p>{HEADED}")
    assert [p.raw for p in source.paragraphs()][-1] == "通知"
    assert len(list(source.tables())) == 1


LINKS = "<a href='/a'>首页</a> | <a href='/b'>政务公开</a> &gt; <a href='/c'>公文</a>"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (f"<div>{LINKS}</div><p>正文。</p>", ["正文。"]),
        (
            f"<div><div>{LINKS}</div><div>正文有很多字，不是菜单的分隔。</div></div>",
            ["正文有很多字，不是菜单的分隔。"],
        ),
        ("<p>见<a href='/x'>通知</a>。</p>", ["见通知。"]),
        (
            "<p>附件：<a href=1.doc>一</a> <a href=2.XLS?x=1>二</a> <a href=3.pdf>三</a></p>",
            ["附件：一 二 三"],
        ),
        ("<div>当前位置：首页 &gt; 公文</div><p>文</p>", ["文"]),
        ("<p>【字体：大 中 小】 【打印本页】 【关闭窗口】</p><p>分享到：微信</p><p>文</p>", ["文"]),
        ("<p>大</p><p>打印社设备采购</p>", ["大", "打印社设备采购"]),
    ],
)
def test_menus_and_buttons_are_left_out(body: str, lines: list[str], read: Read) -> None:
    source = read("a.html", f"<body>{body}</body>")
    assert [p.raw for p in source.paragraphs()] == lines


@pytest.mark.parametrize(
    ("declared", "written", "said"),
    [
        ("<meta charset='utf-8'>", "utf-8", "utf-8"),
        ("<meta charset=gb2312>", "gb18030", "gb18030"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=gbk'>", "gbk", "gb18030"),
        ("<meta charset='big5'>", "big5", "big5hkscs"),
        ("", "gb18030", "gb18030"),
        ("<meta charset='gb2312'>", "utf-8", "utf-8"),
        ("<meta charset='utf-8'>", "gb18030", "gb18030"),
        ("<meta charset='iso-8859-1'>", "utf-8", "utf-8"),
        ("<meta charset='nonsense'>", "gb18030", "gb18030"),
        ("<?xml version='1.0' encoding='gbk'?>", "gbk", "gb18030"),
        ("<meta charset='gb2312'>", "utf-8-sig", "utf-8-sig"),
    ],
)
def test_encoding_declared_rightly_or_wrongly(
    declared: str, written: str, said: str, read: Read
) -> None:
    text = f"{declared}<body><p>關於重點工作</p><p>的公告</p></body>"
    if "big5" not in written:
        text = text.replace("關於重點", "关于重点")
    source = read("a.html", text.encode(written))
    assert source.encoding == said
    assert [p.raw for p in source.paragraphs()][1] == "的公告"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("deep", b"<div>" * 100_000 + b"x" + b"</div>" * 100_000, "nested"),
        ("deep tables", b"<table><tr><td>" * 30_000, "nested"),
        ("tags", b"<p>x" * 2_000_000, "tags"),
        ("entities", b'<!DOCTYPE html [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><p>&b;</p>', "ENTITY"),
        ("external", b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><p>&a;', "ENTITY"),
        ("columns", b"<table><tr>" + b"<td>x" * 10_000 + b"</table>", "columns"),
        ("colspan", b"<table><tr>" + b"<td colspan=1000>x" * 9 + b"</table>", "columns"),
        ("cells", b"<table>" + b"<tr><td>x<td>y" * 3000 + b"<tr>" + b"<td>z" * 450, "cells"),
        ("binary", b"\x89PNG\r\n\x1a\n\x00\x00" * 99, "picture"),
        ("empty", b"", "empty"),
        ("blank", b" \n ", "no text"),
        ("no text", b"<html><body><img src=a.png></body></html>", "no text"),
        ("characters", b"<p>" + b"x" * 30_000_000, "characters"),
    ],
)
def test_bad_page_is_refused(
    name: str, content: bytes, words: str, tmp_path: Path, refused: Refused
) -> None:
    path = tmp_path / f"{name}.html"
    path.write_bytes(content)
    assert words in refused(path)


def test_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path, refused: Refused) -> None:
    path = tmp_path / "large.html"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    assert "200" in refused(path)


def test_links_to_attachments_are_not_followed(read: Read, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\t内容\n\t牵头单位\n\n", encoding="utf-8")
    source = read("a.html", "<p>附件：<a href='a.txt'>表</a></p>")
    assert [block.raw for block in source.paragraphs()] == ["附件：表"]
    assert list(source.tables()) == []


def test_page_that_is_no_page_is_refused(read: Read) -> None:
    with pytest.raises(UnreadableDocument, match=r"a\.html"):
        read("a.html", b"PK\x03\x04\x14\x00")


@pytest.mark.parametrize(
    ("body", "skipped", "why"),
    [
        (f"<div>{LINKS}</div>", "首页 | 政务公开 > 公文", "menu: links to other pages"),
        ("<nav>栏目</nav>", "栏目", "beside the document"),
        ("<footer>主办</footer>", "主办", "beside the document"),
        ("<div style='display:none'>暗</div>", "暗", "hidden"),
        ("<p>修<del>桥</del>路</p>", "桥", "deleted in a revision"),
        ("<table><tr hidden><td>暗</td></tr><tr><td>明</td></tr></table>", "暗", "hidden row"),
        ("<noscript>请开启脚本</noscript>", "请开启脚本", "hidden"),
        ("<!-- 旧稿 --><img alt='图一'>", "旧稿 图一", "comments and words for pictures"),
        ("<p>【打印本页】</p>", "【打印本页】", "buttons of the page"),
        ("<p>当前位置：首页</p>", "当前位置：首页", "buttons of the page, or the path"),
    ],
)
def test_what_is_left_out_is_named(body: str, skipped: str, why: str, read: Read) -> None:
    source = read("a.html", f"<body>{body}<p>正文。</p></body>")
    [found] = source.skipped
    assert "".join(found.text.split()) == "".join(skipped.split())
    assert found.why.startswith(why)


def test_the_title_of_the_window_is_named(read: Read) -> None:
    source = read("a.html", "<head><title>通知</title><style>p{}</style></head><p>正文。</p>")
    assert [(one.text, one.why) for one in source.skipped] == [
        ("通知", "title in the window of the browser")
    ]
