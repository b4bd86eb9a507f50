"""Head and tail of a document: which words are number, title, addressees, signature and date.

Pages from portals lose line breaks, so each of these may share a line with what follows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from loader.documents.addressees import BODY, find_addressees, is_addressed
from loader.documents.dates import DATE, YEAR, date_of_print, iso_date, read_date
from loader.documents.page_heads import (
    LABELS_OF_NUMBER,
    LABELS_OF_PUBLISHER,
    read_page_head,
    source_of,
)
from loader.source import Paragraph
from loader.texts.brackets import MARK
from loader.texts.marks import numeral
from loader.texts.years import in_digits
from ontology.values import fold_space

NUMBER = re.compile(
    rf"(?P<body>[\u4e00-\u9fff]{{1,9}})[〔\[（(【［]\s*(?P<year>{YEAR})\s*[〕\]）)】］]"
    r"\s*第?(?P<number>\d{1,5}|[一二三四五六七八九十百零〇]{1,5})\s*号"
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

SIGNATURE = re.compile(rf"^(?:国务院|[\u4e00-\u9fff（）]{{1,28}}{BODY})$")
_TAIL = re.compile(
    rf"(?:^|[。；）)])(?P<body>国务院|[\u4e00-\u9fff（）]{{2,24}}?{BODY})"
    rf"\s*(?P<date>{DATE.pattern})\s*(?:[（(]此件[^）)]*[）)]|$)"
)
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

_LABELS_OF_DATE = ("成文日期", "发文日期", "发文时间", "生成日期")
_FORWARDS = re.compile("转发|批转")
"""Says that a document hands on another one, which has its own signature."""

_TITLE_LINES = 4
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
    title, left = _take_title(lines, places) if not is_addressed(lines) else ("", lines)
    title = title or page.first("标题", "名称", "信息名称")
    title = title or _take_title(_folded(page.above)[-_TITLE_LINES:], places)[0]
    title = title or _window_title(paragraphs, places)
    addressees = find_addressees(left, places)
    rest = list(dict.fromkeys(paragraph for _, paragraph in left))
    signature, date = _tail(rest, places, forwards=_FORWARDS.search(title) is not None)
    printed = NUMBER.match(page.first(*LABELS_OF_NUMBER))
    number = number or (canonical_number(printed) if printed else None)
    date = date or read_date(page.first(*_LABELS_OF_DATE)) or _date_of_print(rest)
    publisher = page.first(*LABELS_OF_PUBLISHER) or source_of(paragraphs)
    return Head(title, number, addressees, signature, date, publisher, tuple(rest), places)


def _date_of_print(lines: list[Paragraph]) -> str | None:
    """Return the date of the last line that says when the document was printed."""
    dates = (date_of_print(fold_space(line.text)) for line in reversed(lines[-_TITLE_LINES:]))
    return next(filter(None, dates), None)


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
    >>> canonical_number(NUMBER.search("太政发〔二〇一八〕十二号"))
    '太政发〔2018〕12号'
    """
    return f"{match['body']}〔{in_digits(match['year'])}〕{numeral(match['number'])}号"


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
            following = [text for text, _ in lines[last + 1 : last + 3]]
            if _TITLE_END.search(_unquoted(words)) and not _goes_on(words, following):
                start = _title_start([text for text, _ in lines[first : last + 1]])
                places["title"] = lines[first + start][1]
                title = "".join(text for text, _ in lines[first + start : last + 1])
                return _unquoted(_COLUMN.sub("", title)), lines[last + 1 :]
    return "", lines


def _goes_on(title: str, following: list[str]) -> bool:
    """Tell whether a title that might end goes on: the report of which it speaks ends it not.

    >>> _goes_on("关于分解落实政府工作报告", ["重点任务", "分工的通知"])
    True
    >>> _goes_on("关于落实政府工作报告的意见", ["重点任务分工的通知"])
    False
    """
    if any(one.startswith("的") for one in following[:1]):
        return True
    if "关于" not in title or _NAMED.search(title):
        return False
    joined = ("".join(following[: n + 1]) for n in range(len(following)))
    return any(_REST.fullmatch(rest) for rest in joined)


_NAMED = re.compile(rf"的(?:[\u4e00-\u9fff]{{0,4}}(?:{GENRES}))(?:（[^）]*）)?$")
_REST = re.compile(rf"(?!.*关于)(?!各)[^，。：:；、\s]{{2,40}}的(?:{GENRES})(?:（[^）]*）)?")
"""The kind of a document at the end of its title, and the lines that lead to it."""


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
    while start and re.search(rf"{BODY}$", texts[start - 1]):
        if texts[about].startswith(texts[start - 1]):
            break
        start -= 1
    return start


def _tail(
    body: list[Paragraph], places: dict[str, Paragraph], *, forwards: bool
) -> tuple[str, str | None]:
    """Return who signs and the date of signature; first of all if a letter `forwards` another."""
    signature, date = "", None
    for above, below in pairwise(body) if forwards else ():
        found = DATE.fullmatch(fold_space(below.text))
        if found and SIGNATURE.match(name := fold_space(above.text)):
            places["signature"] = above
            return name, iso_date(found)
    for paragraph in reversed(body):
        text = fold_space(paragraph.text)
        joined = _TAIL.search(text)
        if joined:
            places["signature"] = paragraph
            return joined["body"], iso_date(joined)
        found = DATE.fullmatch(text)
        if found and date is None:
            date = iso_date(found)
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
