"""Dates by which work is to be done, as precise as the source states them."""

from __future__ import annotations

import re
from calendar import month_abbr
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from loader.texts.marks import numeral
from loader.texts.years import NUMERALS, ZERO, in_digits

_DATE = re.compile(
    r"(?:(?P<year>20\d{2})年|(?<!\d)(?P<short>[0-3]\d)年(?=[底末\d])|(?P<next>[明次翌]年))?"
    r"(?:(?P<month>1[0-2]|0?[1-9]|(?<![一二三四五六七八九十])(?<!(?<!\d)年)(?:十[一二]?|[一二三四五六七八九])(?=月(?:份|[上中下]旬|[之以]?前|[底末]|[至到—\-－~～、，]|[一二三十]?十?[一二三四五六七八九]?(?:日|号[之以]?前)|$)))月(?:(?P<day>3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])(?:日|号(?=[之以]?前)))?(?P<end>[底末中上下旬]*之?以?前?)"
    r"|(?P<half>上半年|下半年)"
    r"|第?(?P<quarter>[一二三四1-4])季度(?P<ended>[末底]?之?前?)"
    r"|(?P<whole>(?<!\d)年[底末]前?|(?<![一二两三四五六七八九十几半\d])年内|(?<=年)底前|(?<=\d年)[底末]"
    r"|全年(?!(?:推进|坚持|开展|实施|落实|执行))|年度内)"
    r"|[“\"']?十(?P<plan>[一二三四五])五[”\"']?(?:规划)?(?:时期|期间)?(?P<planned>期?[末内底][之以]?前?|$)"
    r"|[“\"']?(?P<feast>元旦|春节|五一|六一|七一|八一|十一|劳动节|建党节|教师节|国庆|[春秋]季(?:学期)?开学)"
    r"[”\"']?(?:节|假期)?[之以]?前)"
)
_WRITTEN = re.compile(
    r"(?<!\d)(?P<year>20\d{2})[.\-/](?P<month>1[0-2]|0?[1-9])"
    r"(?:[.\-/](?P<day>3[01]|[12]\d|0?[1-9]))?(?![\d.])"
)
"""A date as a spreadsheet prints it: 2019-09-30, 2019.10."""

_SHORT = re.compile(r"(?P<month>1[0-2]|0?[1-9])[./](?P<day>3[01]|[12]\d|0?[1-9])日?[之以]?前?")
"""A cell that prints month and day in figures alone: 10.15前."""

_ABBREVIATED = re.compile(
    rf"(?P<month>{'|'.join(month_abbr[1:])})-(?P<short>[0-2]\d|3[01])", re.IGNORECASE
)
"""A month as a spreadsheet rewrites it: Oct-21 for 2021年10月."""

_PADDED = re.compile(r"(?<=[\d年月])[ \u3000]+(?=[\d年月日底末])")
"""Blanks within a date: 10 月底."""

_FEASTS = {
    "五一": 4,
    "劳动节": 4,
    "六一": 5,
    "七一": 6,
    "建党节": 6,
    "八一": 7,
    "教师节": 9,
    "十一": 9,
    "国庆": 9,
    "春节": 2,
    "春季": 2,
    "秋季": 8,
}
"""The month that ends before a feast, or in which it stands late."""

_EARLY_FEASTS = frozenset({2001, 2004, 2006, 2009, 2012, 2014, 2017, 2020, 2023, 2025, 2028, 2031})
"""Years in which the Spring Festival is in January."""

_RANGE = re.compile(r"[—\-－―~～至到]+(?:次年)?")
_SINCE = re.compile("份?起(?![草点])")
_REPEATED = {"每季度": (3, 6, 9, 12), "按季度": (3, 6, 9, 12), "每半年": (6, 12), "半年": (6,)}
"""Parts of a year in which work comes again and again, and the months in which they end."""

_YEAR = re.compile(
    r"(?P<year>20\d{2})年(?:底?前|内|末前?)?(?:全部|基本)?(?=完成|建成|底|$|[，。；）)])"
)
_BEFORE = re.compile("(?:[去往]|上一?|(?<!提)前)年$")
"""What stands before the date of a year that is over: 去年底前已完成设计."""

_TOLD_YEAR = re.compile(r"(?<!\d)(20\d{2})年")
"""A year, after which that comes which 次年 means: 2024年底前开工，次年10月建成."""

_YEARS = re.compile(r"20\d{2}年?(?:[—\-－―~～至到]{1,2}|——)(?P<last>20\d{2})年?")
"""A cell that prints from which year to which: 2016-2018."""

_GOING_ON = re.compile(
    r"(?:立[行整]立改|[即立](?:知|行|整|刻)?即?改|边[查督学]边改|持续|长期|常年|全年(?=推进|坚持|开展|实施|落实|执行)|常态|经常|日常|定期|逐[步年月季]|滚动|跨年|贯穿|适时|及时|随时|即时|立即|每[年月季周日天]"
    r"|(?:按|根据)[^，,。；;\d]{0,8}?(?:年度|季度|月|计划|要求|节点|时序|序时|进度|程序|规定|方案|部署|安排)|长效)"
    r"[\u4e00-\u9fff\d]{0,10}(?:[，,、；;]?(?:持续|长期|常态|逐步|定期|及时)[\u4e00-\u9fff]{0,10})*[。.]?$"
)
"""What stands in a column of time limits for work that has no day: 持续推进, 长期坚持."""

_CHINESE_YEAR = re.compile(f"二[{ZERO}][{NUMERALS}]{{2}}(?=年)")

FIRST_PLAN = 2010
"""The year in which the Eleventh Five-Year Plan ended, 十一五."""

_HALVES = {"上半年": 6, "下半年": 12}
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


@dataclass(frozen=True)
class Deadline:
    """A date: `value` is 2018, 2018-12 or 2018-12-31; `quote` stands at `start` of the text."""

    value: str
    quote: str
    start: int


def names_no_day(text: str) -> bool:
    """Tell whether a time limit says that work goes on, or comes again, and names no day.

    >>> names_no_day("长期坚持"), names_no_day("按序时进度推进"), names_no_day("另行通知")
    (True, True, False)
    >>> names_no_day("全年推进"), find_deadlines("全年推进", 2018)
    (True, [])
    """
    return _GOING_ON.match("".join(text.split())) is not None


def find_deadlines(text: str, year: int | None) -> list[Deadline]:
    """Return the deadlines that a cell or bracket made for them states, in printed order.

    `year` is the document's, for dates that name none; if it is not known these are left out.

    >>> [d.value for d in find_deadlines("6月底前完成基建；12月31日前投用", 2018)]
    ['2018-06', '2018-12-31']
    >>> [d.value for d in find_deadlines("年内", 2018) + find_deadlines("2010年", 2006)]
    ['2018', '2010']
    >>> [d.value for d in find_deadlines("“五一”前", 2019) + find_deadlines("6月—12月", 2019)]
    ['2019-04', '2019-12']
    >>> [d.value for d in find_deadlines("2019-09-30", 2019) + find_deadlines("每半年", 2019)]
    ['2019-09-30', '2019-06', '2019-12']
    >>> [d.value for d in find_deadlines("6月底前完成基建；2019年3月投用", None)]
    ['2019-03']
    >>> [d.value for d in find_deadlines("五月十五日前动工，二〇〇六年十一月三十日前建成", 2006)]
    ['2006-05-15', '2006-11-30']
    >>> [d.value for d in find_deadlines("10.15前", 2019) + find_deadlines("2016-2018年", 2016)]
    ['2019-10-15', '2018']
    >>> find_deadlines("7月1日起", 2019), find_deadlines("3月起，10月底前", 2019)[0].value
    ([], '2019-10')
    >>> [d.value for d in find_deadlines("Oct-21", 2021) + find_deadlines("Sep-30", 2019)]
    ['2021-10', '2019-09-30']
    """
    text = in_figures(text)
    if year is not None and (short := _SHORT.fullmatch(text.strip())):
        value = f"{year:04d}-{int(short['month']):02d}-{int(short['day']):02d}"
        return [Deadline(value, short[0], text.find(short[0]))]
    if month := _ABBREVIATED.fullmatch(text.strip()):
        value = _abbreviated(month["month"].title(), int(month["short"]), year)
        return [Deadline(value, month[0], text.find(month[0]))]
    dates = [*dates_in(text), *_WRITTEN.finditer(text)]
    told = (match for match in dates if year is not None or tells_year(match))
    found = [deadline_of(match, year or 0) for match in told]
    taken = {position for d in found for position in range(d.start, d.start + len(d.quote))}
    for match in _YEAR.finditer(text):
        if match.start() not in taken:
            found.append(Deadline(match["year"], match[0], match.start()))
    if not found and (years := _YEARS.fullmatch("".join(text.split()))):
        found = [Deadline(years["last"], text, 0)]
    ordered = sorted(found, key=lambda deadline: deadline.start)
    return _without_begins(ordered, text) or (_repeated(text, year) if year is not None else [])


def in_figures(text: str) -> str:
    """Return `text` without blanks in its dates, with its years in figures."""
    unpadded = _PADDED.sub("", text)
    return _CHINESE_YEAR.sub(lambda year: in_digits(year[0]), unpadded)


def dates_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the dates of `text` but those of a year that is over."""
    for match in _DATE.finditer(text):
        begin = match.start() + match[0].startswith("年")
        if not _BEFORE.search(text[max(0, begin - 3) : begin]):
            yield match


def _abbreviated(month: str, number: int, year: int | None) -> str:
    """Return the date that a spreadsheet rewrote: with its year, or with its day if that is far."""
    written = f"{list(month_abbr).index(month):02d}"
    is_day = year is not None and abs(2000 + number - year) > _FARTHEST_YEAR and number > 0
    return f"{year:04d}-{written}-{number:02d}" if is_day else f"{2000 + number}-{written}"


_FARTHEST_YEAR = 6
"""Years between a document and its time limits, at the most."""

YEARLESS = "a date without a year in a document that tells none"


def lacks_year(text: str) -> bool:
    """Tell whether a text states dates, none of them with a year.

    >>> lacks_year("6月底前"), lacks_year("2018年6月底前"), lacks_year("长期坚持")
    (True, False, False)
    """
    return bool(find_deadlines(text, FIRST_PLAN)) and not find_deadlines(text, None)


def _without_begins(found: list[Deadline], text: str) -> list[Deadline]:
    """Return `found` without those that say when work begins: 6月 in 6月—12月, 7月1日起."""
    begins = {
        earlier.start
        for earlier, later in pairwise(found)
        if _RANGE.fullmatch(text[earlier.start + len(earlier.quote) : later.start])
    }
    begins |= {one.start for one in found if _SINCE.match(text, one.start + len(one.quote))}
    return [one for one in found if one.start not in begins]


def _repeated(text: str, year: int) -> list[Deadline]:
    """Return the ends of the parts of a year in which work comes again and again: 每季度."""
    words = text.strip().rstrip("末底前。")
    months = _REPEATED.get(words, ())
    return [Deadline(f"{year:04d}-{month:02d}", words, text.find(words)) for month in months]


def tells_year(match: re.Match[str]) -> bool:
    """Tell whether a date says of which year it is, by a five-year plan too."""
    told = match.groupdict()
    return any(told.get(name) for name in ("year", "short", "plan"))


def deadline_of(match: re.Match[str], year: int) -> Deadline:
    """Return the date of a match, of `year` or the next where it says none.

    >>> [d.value for d in find_deadlines("2024年底前开工，次年10月建成", 2022)]
    ['2024', '2025-10']
    """
    groups = match.groupdict()
    stated = groups["year"] or (f"20{groups['short']}" if groups.get("short") else "")
    told = list(_TOLD_YEAR.finditer(match.string, 0, match.start()))
    if groups.get("next") in ("次年", "翌年") and told:
        year = int(told[-1][1])
    said = stated or f"{year + bool(groups.get('next')):04d}"
    return Deadline(_value(match, said), match[0], match.start())


def _value(match: re.Match[str], year: str) -> str:
    groups = match.groupdict()
    if groups.get("plan"):
        return str(FIRST_PLAN + 5 * "一二三四五".index(groups["plan"]))
    if groups.get("feast"):
        return _before_feast(groups["feast"], int(year), is_stated=bool(match["year"]))
    if match["day"]:
        return f"{year}-{numeral(match['month']):02d}-{numeral(match['day']):02d}"
    quarter = groups.get("quarter")
    month = _HALVES.get(groups.get("half") or "") or (_QUARTERS[quarter] if quarter else 0)
    month = numeral(match["month"]) if match["month"] else month
    return f"{year}-{month:02d}" if month else year


def _before_feast(name: str, year: int, *, is_stated: bool) -> str:
    """Return the month before a feast; before the New Year of a stated year is the year before."""
    if name == "元旦":
        return f"{year - is_stated:04d}-12"
    is_early = name == "春节" and year in _EARLY_FEASTS
    month = 1 if is_early else _FEASTS.get(name, _FEASTS.get(name[:2], 0))
    return f"{year:04d}-{month:02d}"
