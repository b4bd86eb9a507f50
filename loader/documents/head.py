"""Head and tail of a document: which words are number, title, addressees, signature and date.

Pages from portals lose line breaks, so each of these may share a line with what follows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from loader.documents.page_heads import (
    LABELS_OF_NUMBER,
    LABELS_OF_PUBLISHER,
    read_page_head,
    source_of,
)
from loader.source import Paragraph
from loader.texts.brackets import MARK, find_brackets
from ontology.values import fold_space

_DIGITS = str.maketrans("○〇零Ｏ一二三四五六七八九", "0000123456789")
_YEAR = r"(?:\d{4}|[○〇零Ｏ一二三四五六七八九]{4})"
NUMBER = re.compile(
    rf"(?P<body>[\u4e00-\u9fff]{{1,9}})[〔\[（(【［]\s*(?P<year>{_YEAR})\s*[〕\]）)】］]"
    r"\s*第?(?P<number>\d{1,5})\s*号"
)
_CITED = re.compile("为|按|根据|依据|落实|贯彻|遵照|参照|结合|对照|执行")
"""How a sentence begins that cites the number of another document: 为落实某政发〔2022〕52号…."""

_GOES_ON = re.compile("、|文件|[和及与等]|(?:通知|文)?(?:精神|要求)")
"""How it goes on behind that number."""

GENRES = (
    "通知|意见|方案|决定|报告|办法|规划|计划|分工|批复|函|通报|公告|细则|规定"
    "|任务书|分解表|要点|清单|纲要|条例|决议|措施|一览表|分工表|任务表|责任书|责任状|台账|会议纪要|安排表"
)
_TITLE_END = re.compile(
    rf"(?:{GENRES}|(?<=.{{6}})(?:解读|问答|答记者问|起草说明))(?:（[^）]*）|\([^)]*\))?$"
)
_TITLE_THEN_NUMBER = re.compile(
    rf"^(?P<title>.{{6,120}}?(?:{GENRES})(?!的))[（(]?(?P<rest>[\u4e00-\u9fff]{{1,9}}[〔\[（(【［].*)$"
)
"""A title before the number, which may stand in brackets: 关于…的通知（某政发〔2019〕5号）."""

DATE = re.compile(
    rf"(?P<year>{_YEAR})\s*年\s*(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s*月"
    r"\s*(?P<day>3[01]|[12]\d|0?[1-9]|[一二]?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])\s*日"
)
_BODY = r"(?:政府|办公室|办公厅|委员会|[委局厅部院会办署]|领导小组|指挥部|国务院)"
SIGNATURE = re.compile(rf"^(?:国务院|[\u4e00-\u9fff（）]{{1,28}}{_BODY})$")
_TAIL = re.compile(
    rf"(?:^|[。；）)])(?P<body>国务院|[\u4e00-\u9fff（）]{{2,24}}?{_BODY})"
    rf"\s*(?P<date>{DATE.pattern})\s*(?:[（(]此件[^）)]*[）)]|$)"
)
_ADDRESSED = re.compile(r"^(?P<names>[^。：:]{4,300})[：:]")
_ADDRESSEE = re.compile(
    r"^(?:各|国务院各|市|县|区|省|驻)|(?:政府|委员会|管委会|委办局|[局办])(?=[，、；]|$)"
)
_CHARGED = re.compile(r"^由|(?:牵头|负责|配合|[要应须])$|[以如]下")
"""What is said of bodies that are charged with the points below, and not addressed."""

_NAMES = re.compile(
    r"^(?![（(]|附件|第|关于)(?!.*的(?:通知|函|意见)$)[\u4e00-\u9fff（）()、，,]{3,200}$"
)
"""A line that holds nothing but names, as those of addressees that several lines share."""

_WHOLE = re.compile(rf"(?:{_BODY}|部门|单位|企业|机构|公司|[省市县区州镇乡])$")
_END = re.compile(rf"{_BODY}(?:[、，,]|$)")
_SITE = r"[-_—－|｜][\u4e00-\u9fff]{2,20}(?:网|网站)$"
_OF_PAGE = re.compile(
    r"[>＞»]|^(?:首页|(?:您?当前|所在)的?位置|[发颁公][布文](?:时间|日期|机构|机关|单位|部门)|来源|索引号|字体|浏览|填[报表](?:单位|时间|日期))"
    rf"|{_SITE}"
)
"""What portals print above a title: where the page stands, and when it was put there."""

_OF_WINDOW = re.compile(rf"(?P<title>.+?)[-_—－|｜]*{_SITE}")
"""What the window of a browser shows: 某省人民政府关于…的意见-某省人民政府门户网站."""

_COLUMN = re.compile(r"^【[^】]{2,20}】\s*(?=[^，。]*关于)")
"""The column of a portal before a title: 【重点工作】某市人民政府关于…的通知."""

_QUOTED_WITHIN = re.compile("[<＜][^<>＜＞]{1,30}[>＞]")
_ANNEX = re.compile(r"^附[件表]\d*[：:]?$")
_DATED = re.compile(rf"{DATE.pattern}$")
_ENTRY = re.compile(r"^\d{1,2}[.．、]")
"""An entry of a list of annexes."""

_TITLE_LINES = 4
_MOST_ADDRESSED = 6
_LONGEST_TITLE = 120


@dataclass(frozen=True)
class Head:
    """The words of head and tail; `body` are the paragraphs after the title.

    `places` are the paragraphs in which number, title, addressees and signature stand.
    """

    title: str = ""
    number: str | None = None
    addressees: str = ""
    signature: str = ""
    date: str | None = None
    publisher: str = ""
    body: tuple[Paragraph, ...] = ()
    places: dict[str, Paragraph] = field(default_factory=dict)


def read_head(paragraphs: list[Paragraph]) -> Head:
    """Return the head of a document whose letter is `paragraphs`; what is not found is empty."""
    places: dict[str, Paragraph] = {}
    page = read_page_head(paragraphs)
    number, lines = _take_number(page.below, places)
    title, left = _take_title(lines, places) if not _is_addressed(lines) else ("", lines)
    title = title or page.first("标题", "名称", "信息名称")
    title = title or _take_title(_folded(page.above)[-_TITLE_LINES:], places)[0]
    title = title or _window_title(paragraphs, places)
    addressees = _addressees(left, places)
    rest = list(dict.fromkeys(paragraph for _, paragraph in left))
    signature, date = _tail(rest, places)
    printed = NUMBER.match(page.first(*LABELS_OF_NUMBER))
    signed = DATE.match(page.first("成文日期"))
    number = number or (canonical_number(printed) if printed else None)
    date = date or (_iso(signed) if signed else None)
    publisher = page.first(*LABELS_OF_PUBLISHER) or source_of(paragraphs)
    return Head(title, number, addressees, signature, date, publisher, tuple(rest), places)


def _take_number(
    paragraphs: list[Paragraph], places: dict[str, Paragraph]
) -> tuple[str | None, list[tuple[str, Paragraph]]]:
    """Return the number of the document and the lines left without it."""
    lines = _folded(paragraphs)
    for position, (text, paragraph) in enumerate(lines[:10]):
        joined = _TITLE_THEN_NUMBER.match(text)
        title, rest = (joined["title"], joined["rest"]) if joined else ("", text)
        match = NUMBER.match(rest)
        if match is None or _CITED.match(rest) or _GOES_ON.match(rest, match.end()):
            continue
        places["number"] = paragraph
        left = rest[match.end() :].lstrip("）)")
        kept = [(words, paragraph) for words in (title, left) if words]
        return canonical_number(match), [*lines[:position], *kept, *lines[position + 1 :]]
    return None, lines


def _folded(paragraphs: list[Paragraph]) -> list[tuple[str, Paragraph]]:
    """Return the words of each paragraph that has some."""
    folded = ((fold_space(paragraph.text), paragraph) for paragraph in paragraphs)
    return [(text, paragraph) for text, paragraph in folded if any(map(str.isalnum, text))]


def canonical_number(match: re.Match[str]) -> str:
    """Return the document number that `NUMBER` found, in its standard spelling.

    >>> canonical_number(NUMBER.search("太政发[二○一八]3号"))
    '太政发〔2018〕3号'
    """
    return f"{match['body']}〔{match['year'].translate(_DIGITS)}〕{int(match['number'])}号"


def _take_title(
    lines: list[tuple[str, Paragraph]], places: dict[str, Paragraph]
) -> tuple[str, list[tuple[str, Paragraph]]]:
    """Return the title, which may run over lines, and the lines after it."""
    for first in range(min(_TITLE_LINES, len(lines))):
        text = lines[first][0]
        if any(form.match(text) for form in (_ANNEX, _ENTRY, _DATED)) or _is_of_page(text):
            continue
        words = ""
        for last in range(first, min(first + 5, len(lines))):
            text = lines[last][0]
            too_long = len(words + text) > _LONGEST_TITLE
            if text.endswith(("：", ":", "。")) or too_long or _is_of_page(text):
                break
            words += text
            following = lines[last + 1][0] if last + 1 < len(lines) else ""
            if _TITLE_END.search(_unquoted(words)) and not following.startswith("的"):
                start = _title_start([text for text, _ in lines[first : last + 1]])
                places["title"] = lines[first + start][1]
                title = "".join(text for text, _ in lines[first + start : last + 1])
                return _unquoted(_COLUMN.sub("", title)), lines[last + 1 :]
    return "", lines


def _window_title(paragraphs: list[Paragraph], places: dict[str, Paragraph]) -> str:
    """Return the title that the window of a browser shows, before the name of the site."""
    for paragraph in paragraphs[:_TITLE_LINES]:
        match = _OF_WINDOW.match(fold_space(paragraph.text))
        if match and _TITLE_END.search(match["title"]):
            places["title"] = paragraph
            return match["title"]
    return ""


def _is_of_page(text: str) -> bool:
    return _OF_PAGE.search(_QUOTED_WITHIN.sub("", text)) is not None


def _unquoted(title: str) -> str:
    """Return a title without the marks that stand around all of it.

    >>> _unquoted("《关于印发方案的通知》"), _unquoted("《计划》和《规划》")
    ('关于印发方案的通知', '《计划》和《规划》')
    """
    inner = title[1:-1]
    is_quoted = f"《{inner}》" == title and inner.find("》") >= inner.find("《")
    return inner if is_quoted else title


def _title_start(texts: list[str]) -> int:
    """Return where a title begins among its lines: at 关于, or at the body that stands before it.

    What else is above are the menus of a page; a body that the title itself names again is a
    letterhead.
    """
    about = next((n for n, text in enumerate(texts) if "关于" in text), 0)
    start = about
    while start and re.search(rf"{_BODY}$", texts[start - 1]):
        if texts[about].startswith(texts[start - 1]):
            break
        start -= 1
    return start


def _addressees(lines: list[tuple[str, Paragraph]], places: dict[str, Paragraph]) -> str:
    """Return whom the document addresses, in a line that a colon ends or in several."""
    for position, (text, paragraph) in enumerate(lines[:_MOST_ADDRESSED]):
        if MARK.match(text):
            break
        match = _ADDRESSED.match(text)
        if match and _are_addressed(match["names"]):
            above = [words for words, _ in lines[:position] if words]
            is_cut = all(_NAMES.match(words) for words in above)
            places["addressees"] = lines[0][1] if is_cut else paragraph
            return _joined([*(above if is_cut else []), match["names"]])
    return ""


def _is_addressed(lines: list[tuple[str, Paragraph]]) -> bool:
    """Tell whether the first of `lines` says whom the document addresses: its title is above."""
    match = _ADDRESSED.match(lines[0][0]) if lines else None
    return match is not None and _are_addressed(match["names"])


def _are_addressed(names: str) -> bool:
    """Tell whether `names` before a colon are of addressees: nobody charged, no bracket open."""
    is_whole = all(bracket.is_closed for bracket in find_brackets(names))
    return is_whole and bool(_ADDRESSEE.search(names)) and not _CHARGED.search(names)


def _joined(lines: list[str]) -> str:
    """Return the names of addressees that stand on several lines, one of which may be cut.

    >>> _joined(["各区人民政府", "市教育局、市水务", "局、市财政局"])
    '各区人民政府、市教育局、市水务局、市财政局'
    """
    names = ""
    for line in lines:
        is_whole = _WHOLE.search(names) and not _END.match(line)
        names += f"、{line}" if is_whole else line
    return names


def _tail(body: list[Paragraph], places: dict[str, Paragraph]) -> tuple[str, str | None]:
    """Return who signs and the date of signature."""
    signature, date = "", None
    for paragraph in reversed(body):
        text = fold_space(paragraph.text)
        joined = _TAIL.search(text)
        if joined:
            places["signature"] = paragraph
            return joined["body"], _iso(joined)
        found = DATE.fullmatch(text)
        if found and date is None:
            date = _iso(found)
        elif SIGNATURE.match(text) and not MARK.match(text):
            if date is None and _stand_apart(body):
                break
            places["signature"] = paragraph
            return text, date
    return signature, date


def _stand_apart(body: list[Paragraph]) -> bool:
    """Tell whether bodies stand alone on lines apart from each other: they sign nothing."""
    found = [n for n, line in enumerate(body) if SIGNATURE.match(fold_space(line.text))]
    return any(after - before > 1 for before, after in pairwise(found))


def _iso(match: re.Match[str]) -> str:
    year = int(match["year"].translate(_DIGITS))
    return f"{year:04d}-{_numeral(match['month']):02d}-{_numeral(match['day']):02d}"


def _numeral(text: str) -> int:
    """Return a number up to 99 in digits or Chinese numerals: 二十三 is 23."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    values = {character: value for value, character in enumerate("零一二三四五六七八九")}
    if not ten:
        return values[ones]
    return (values[tens] if tens else 1) * 10 + (values[ones] if ones else 0)
