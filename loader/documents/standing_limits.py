"""A date by which all work is to be done that says no date of its own, stated once.

凡未注明完成时限的，均须于2013年12月底前完成。
以上任务除注明完成时限的外，均须于12月底前完成。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from loader.documents.lines import NOTE
from loader.drafts import Draft
from loader.entities import Place
from loader.source import Paragraph, Source, parts_of
from loader.texts.brackets import MARK
from loader.texts.deadlines import find_deadlines, names_no_day
from ontology.values import fold_space

_LIMIT = (
    "(?:完成|办结|办理|整改|落实|工作|目标)?的?"
    "(?:时间节点|时限要求|时间要求|时限|时间|期限|日期|节点)"
)
_WORK = "(?:任务|事项|项目|工作|目标|问题|实事|内容|工程|条款|建议|提案)"
_SAID = "(?:注明|标明|标注|明确|列明|写明|规定|载明|说明|确定|填写?)"
_OTHERWISE = (
    "[如若]?(?:没有|[未无])[作做有另]?(?:特别|特殊|另行|其[他它])"
    "(?:说明|注明|标注|规定|要求)[的者]?"
)
"""Unless something else is said: 如无特别说明."""

_REMARKS = "(?:备注|说明)[一该]?[栏列]?(?:目|[中内里])?"
"""The column that holds what no other does, dates of some rows too."""

_EACH = (
    r"(?:以上|以下|上述|下列|所列|本?(?:表|清单|方案|通知|计划|意见|安排|分工|文)中?|附件|附表|各[项件个]|所有|全部|各类|这些"
    r"|各(?=项目|任务|事项|工程|实事|工作)"
    r"|(?:凡|所有)?[列纳]入(?:[本该]|\d{4}年度?)?(?:清单|目录|台账|计划|方案)(?:管理|内)?的"
    r"|(?:\d+|[一二三四五六七八九十]{1,3})[项件个条大])"
    r"(?:所?列|[内中的]|各项|重点|主要|所有|全部|民生|督[查办]|整[改治]|交办|建设|工作|目标|责任|重大|行政|决策|\d+[项件个条]){0,6}"
    rf"{_WORK}{{1,3}}"
)
"""All work: 以上各项任务."""

_BUT = (
    rf"(?:{_OTHERWISE}[，,]?|除了?(?:特别|特殊|具体|规定|要求|另[有行]?|有|[已另的以之外在]|[本附]?[表件文][中内里]?|清单[中内里]?|个别"
    rf"|{_REMARKS}|{_LIMIT}|{_SAID}|{_WORK}){{1,10}}[，,]?)"
)
"""But for that which has a date: 除注明完成时限的外."""

_WITHOUT = (
    rf"(?:凡是?|对|其中|《[^》]{{2,30}}》|本|[表文件]格?[中内里]?|清单|通知|计划|安排|分工|方案|标题|正文|栏目|{_REMARKS}|附[件表]|[上下]述|下列|所列|以[上下]|各项|所有|重点"
    rf"|[或和及与、]|{_WORK}){{0,9}}[中里内]?"
    r"(?:(?:未|没有?|无|不)[作做有]?"
    rf"(?:特别|特殊|另行|专门|单独)?{_SAID}?(?:具体|明确|规定)?{_LIMIT}(?:要求|规定)?"
    rf"|{_LIMIT}(?:一?[栏列])?[中里]?(?:(?:未|没有?|不)[作做予]?(?:另行|专门|单独)?(?:{_SAID}|填写?)|为?空白?)|{_OTHERWISE})[的者]?"
    rf"(?:重点|各项){{0,2}}{_WORK}?"
)
"""That which has none: 凡未注明完成时限的, 完成时限未注明的."""

_SAYS = (
    r"(?:[，,：:其均都应当须必需要求为是于在至到按请以并务]|视[为同]|一律|原则上|务必|确保|力争|全部|统一|截[止至]"
    rf"|的?{_LIMIT}){{0,12}}"
)
"""What leads on to the date: 均须于, 原则上要求在."""

_DATE = (
    r"(?P<{}>[\d一二三四五六七八九十年月日底末前上下中旬季度半第内之以今本当元旦春节五国庆]"
    "{{2,16}}?)"
)
"""The date, a group of the name put in: 2013年12月底."""

_NO_STEP = (
    "(?!(?:项目)?(?:立项|审批|前期|招投?标|可研|备案|报批|编制|申报|上报|报送|制定|自查|总结))"
)
"""That what is done by then is the work, and no step on the way."""

_DONE = (
    "[之以]?前?(?:必须|[要须应])?(?:全部|全面|基本|如期|按时|高质量){0,3}"
    f"(?:完成{_NO_STEP}|办结|办理完毕|整改到位|整改完毕|落实到位|见效|建成|完工|竣工|交付使用)"
)
"""That work is done by then: 前全面完成."""

_END = "(?<=[底前末日内月])[之以]?前?(?:为[限准期])?(?=[。；;，,）)]|$)"
"""Where a sentence ends with the date itself: 12月底前。"""

_WITH = (
    "(?:会同|商|与|和|同|征求|综合|汇总|听取|吸收|采纳)(?:各|有关|相关)*(?:会办|协办|配合)(?:单位|部门)?的?(?:意见|建议)?"
    "(?:充分|认真|积极|共同|进行)*(?:沟通)?(?:协商|会商|协调)?"
)
"""With whom, or whose word they hear first, those do it who have the date: 会同会办单位."""

_OWNERS = (
    r"[请各由]{0,3}(?:主办|承办|领办|办理)(?:单位|部门)(?:[和及、]?各?(?:主办|承办|办理)(?:单位|部门))?"
    rf"(?:(?:{_WITH}|[^。；;，,会协配]){{0,40}}[，,后])?"
    r"|请(?:你们|贵单位|各单位|各部门|认真办理[，,并]{1,2})?(?=[于在])"
    r"|(?:重点|年度|所有|全部|各|每一?[件份]|本次|今年|\d{4}年度?)*(?:(?:督办|交办|承办|领办)件"
    r"|(?:(?:代表|委员|人大|政协){0,2}(?:建议|提案|议案)[、和及与]?){1,3})(?:的?办理工作)?"
)
"""Whose date that of a proposal is: 主办单位, not 会办单位, who tell them what they think.

Those to whom the letter is written are asked so, too: 请于6月30日前书面答复代表. Or the proposals
are named: 重点督办件须于8月31日前办结.
"""

_ANSWERED = (
    r"(?:(?<=[底末日内旬])|(?=[之以]?前))[之以]?前?(?:全部|按时|如期)?(?:办结|办理完毕|[^，,。；;会协]{0,10}(?:答复|办复)"
    r"(?![^，,。；;]{0,4}(?:政府|办公室|督查|主办|牵头)))"
)
"""That a proposal is answered by then: 前完成面商答复."""

_ENSURE = (
    "(?:并|要|须|务必|切实|确保|力争|保证|抓紧|努力|积极){1,4}(?:[于在至到])?(?=[^，。]{0,12}月)"
)
_ALL_DONE = (
    "[之以]?前(?:必须|[要须应])?(?:全面|全部|圆满|如期|保质保量)*完成"
    "(?:(?:全年|年度|今年|本年度|全部|所有|各项|以上|上述|承担)的?(?:各项|全部|所有|主要|重点)?(?:工作|目标|责任)*"
    f"{_WORK}{{1,2}})(?=[。；;，,]|$)"
)
"""What a letter asks of all who have tasks from it: 确保12月15日前完成全年目标任务."""

_STATED = re.compile(
    rf"(?:^|(?<=[，,。；;：:（(）)、.．])|(?<=[一二三四五六七八九]是))(?:"
    rf"(?:{_WITHOUT}|{_BUT}(?:其[余他它]{_WORK}?|(?=[均都一全]|{_LIMIT}))){_SAYS}{_DATE.format('rest')}(?:{_DONE}|{_END})"
    rf"|(?:{_BUT})?{_EACH}[（(，,]?(?:{_BUT})?[）)]?(?:{_SAYS}{_DATE.format('all')}{_DONE}"
    rf"|的?{_LIMIT}(?:[，,均都]|一律|原则上|统一){{0,4}}[为是]{_DATE.format('named')}{_END})"
    rf"|(?:{_OWNERS}){_SAYS}{_DATE.format('answered')}{_ANSWERED}"
    rf"|{_ENSURE}{_DATE.format('whole')}{_ALL_DONE})"
)
"""By when all is done, or what has no date: 均须于2013年12月底前完成, 完成时限均为6月20日.

Proposals are done with the answer of those who handle them: 主办单位应于6月30日前答复代表.
"""

_STAGE = re.compile("阶段|步骤|[第首][一二三四五]?步")
"""What a sentence stands in that says by when a part of each work is done."""

_OWN = re.compile(rf"{_LIMIT}[：:]")
"""The label of a time limit, which an item has even if that names no day: 完成时限：长期."""

_ELSEWHERE = re.compile(f"按(?:照)?[^，,。；;]{{2,12}}(?:要求|规定|确定)的?{_LIMIT}")
"""Says that another says by when: 按国家要求时限办结."""

_SCHEDULE = re.compile(
    "(?:进度|安排|计划|节点|步骤)[^。；，：:]{0,6}[为是]?[：:][^。]{0,30}(?:第?一季度|一[、至-]二季度)[^。]*[二三四]季度[^。]*[。]?"
)
"""How the work of each quarter is listed, of which the last is no limit of its own."""

_FAR = 40
"""Characters before such a sentence in which a stage may be named."""

_OF_ITEM = re.compile(r"[\u4e00-\u9fff]{2,8}[：:][^。；;：:]*[月年][^。；;：:]*$")
"""A label and a step before the date by which all of one item is done.

工作要求：5月底前栽完，全部任务10月底前完成 is said of that item.
"""

_OF_ABOVE = re.compile("以上|上述")
"""How such a sentence begins that speaks of what stands above it alone."""


@dataclass(frozen=True)
class StandingLimit:
    """The date that a line states in the words `said`; `above`: for what stands above alone.

    It may be for proposals of one `kind` alone: 代表建议须于6月底前办结，政协提案须于7月底前办结.
    """

    value: str
    said: str
    where: Place
    above: bool
    kind: str = ""


def read_standing_limit(text: str, year: int | None) -> tuple[str, str] | None:
    """Return the date by which `text` says that all work is to be done which states none.

    It comes with the words that say so. A year alone is none. Where the document states no `year`,
    the text must do so.

    >>> read_standing_limit("凡未注明完成时限的，均须于2013年12月底前完成。", 2013)
    ('2013-12', '凡未注明完成时限的，均须于2013年12月底前完成')
    >>> read_standing_limit("以上任务除注明完成时限的外，均须于10月底前完成。", 2013)[0]
    '2013-10'
    >>> read_standing_limit("（二）标题或任务中未注明时限的，均应于年底前完成。", 2017)[0]
    '2017'
    >>> read_standing_limit("各项任务完成时限均为2025年6月20日。", 2025)[0]
    '2025-06-20'
    >>> read_standing_limit("列入清单管理的决策事项须于2022年12月31日前完成。", 2022)[0]
    '2022-12-31'
    >>> read_standing_limit("现交给你们，请于6月30日前书面答复代表。", 2016)[0]
    '2016-06-30'
    >>> read_standing_limit("请主办单位会同会办单位研究，于7月31日前书面答复提案者。", 2011)[0]
    '2011-07-31'
    >>> read_standing_limit("每件建议须于6月30日前由主办单位书面答复代表。", 2011)[0]
    '2011-06-30'
    >>> read_standing_limit("切实抓好落实，确保12月15日前完成全年目标任务。", 2007)[0]
    '2007-12-15'
    >>> read_standing_limit("加大投入，确保12月15日前完成主体工程。", 2007)
    >>> read_standing_limit("请于3月10日前将会办意见答复主办单位。", 2025)
    >>> read_standing_limit("各单位于3月10日前报送方案。", 2025)
    >>> read_standing_limit("交办阶段。所有建议3月10日前办结。", 2025)
    >>> read_standing_limit("要求：5月底前栽完，全部任务10月底前完成。", 2025)
    >>> read_standing_limit("所有项目务必于3月底前，办齐手续开工建设。", 2025)
    """
    return next(_stated(text, year), None)


def _stated(text: str, year: int | None) -> Iterator[tuple[str, str]]:
    """Yield each date that `text` states so, and the words that say it."""
    words = fold_space(text)
    for stated in _STATED.finditer(words):
        date = next(filter(None, stated.groups()))
        dates = {one.value for one in find_deadlines(date, year)}
        near = max(0, stated.start() - _FAR), stated.start()
        is_of_part = _STAGE.search(words, *near) or _OF_ITEM.search(words, *near)
        if len(dates) == 1 and not is_of_part and not re.fullmatch(r"20\d\d年?", date):
            yield dates.pop(), stated[0]


def limits_the_rest(text: str, year: int | None) -> bool:
    """Tell whether `text` states by when all is done that has no date: no blank is merged then.

    >>> limits_the_rest("各项目除表中另注明时限外，均须于12月20日前完成。", 2010)
    True
    >>> limits_the_rest("各项任务完成时限均为6月20日。", 2010)
    False
    """
    found = read_standing_limit(text, year)
    return found is not None and re.search(f"{_BUT}|{_WITHOUT}", found[1]) is not None


def with_standing_limits(drafts: Sequence[Draft], source: Source, year: int | None) -> list[Draft]:
    """Return `drafts`, those without a date with the one that a line states for all of them.

    That line is one of the places of such an item; in the text of an item it is of that alone.
    """
    texts = [fold_space(draft.text.text) for draft in drafts]
    stated = _limits(source, year)
    limits = [one for one in stated if not any(one.said in text for text in texts)]
    if len({one.value for one in limits if not one.kind}) > 1:
        return list(drafts)
    kinds = _kinds_above(source) if any(one.kind for one in limits) else {}
    return [_limited(draft, limits, kinds) for draft in drafts]


def _limits(source: Source, year: int | None) -> Iterator[StandingLimit]:
    notes = (cell for table in source.tables() for cell in table.cells() if NOTE.match(cell.text))
    places: tuple[Place, ...] = (*source.paragraphs(), *notes)
    for place in places:
        kinds = [(*found, _kind_of(found[1])) for found in _stated(place.text, year)]
        for value, said, kind in kinds if all(kind for _, _, kind in kinds) else kinds[:1]:
            yield StandingLimit(value, said, place, _OF_ABOVE.match(said) is not None, kind)


def _kind_of(words: str) -> str:
    """Return the kind of proposals that `words` speak of, "" for both or none.

    >>> _kind_of("代表建议须于6月底前办结"), _kind_of("建议、提案须于6月底前办结")
    ('建议', '')
    """
    found = _OF_KIND.match(words)
    return found["kind"] if found else ""


_OF_KIND = re.compile(
    r"(?:重点|年度|所有|全部|各|本次|今年|\d{4}年度?|代表|委员|人大|政协)*"
    "(?P<kind>建议|提案|议案)(?![、和及与]|建议|提案|议案)"
)
_PROPOSAL = re.compile("的(建议|提案|议案)(?=[（(。；，]|$)")
"""How the title of a proposal ends: 关于改造农贸市场的建议."""


_LISTS_KIND = re.compile(
    rf"(?:{MARK.pattern})?(?!关于|建议)[^，。；：:]{{0,30}}?(?:(?<!的)|(?<=提出的))(?P<kind>建议|提案|议案)"
    r"(?:重点|办理|交办|分办|承办|督办|任务|责任|工作|情况|分解|分工|目录|一览|汇总|明细|清单|表|[（(][^（()）]{1,12}[）)])*"
)
"""A title above proposals of one kind: 重点委员提案交办表."""


def _kinds_above(source: Source) -> dict[Place, str]:
    """Return of which kind the title above each line or cell says that all below it are."""
    kinds: dict[Place, str] = {}
    kind = ""
    for block in source.blocks:
        if isinstance(block, Paragraph):
            words = "".join(block.text.split())
            found = _LISTS_KIND.fullmatch(words)
            if found:
                kind = found["kind"] if len(set(_KINDS.findall(words))) == 1 else ""
            kinds[block] = kind
        else:
            kinds |= dict.fromkeys(block.cells(), kind)
    return kinds


_KINDS = re.compile("建议|提案|议案")


def _limited(draft: Draft, limits: Sequence[StandingLimit], above: Mapping[Place, str]) -> Draft:
    """Return `draft` with the date for proposals of its kind: what the title above says of it."""
    title = _PROPOSAL.search(fold_space(draft.text.text))
    parts = (part for place in draft.places for part in parts_of(place))
    listed = next(filter(None, (above.get(part) for part in parts)), title[1] if title else "")
    kinds = ("", listed) if listed else ("", *(one.kind for one in limits))
    of_kind = [one for one in limits if one.kind in kinds]
    stand = [one for one in of_kind if not one.above or _is_above(draft, one.where)]
    is_told = len({one.value for one in stand}) == 1
    return limited_by(draft, stand[0].value, stand[0].where) if is_told else draft


def limited_by(draft: Draft, value: str, where: Place) -> Draft:
    """Return `draft` with the date `value` stated at `where`, unless it says by when itself."""
    if (draft.deadlines and not _is_scheduled(draft)) or any(map(_says_own, draft.places)):
        return draft
    return replace(draft, deadlines=(value,), places=(*draft.places, where))


def _is_scheduled(draft: Draft) -> bool:
    """Tell whether the dates of an item are those of the steps to it, quarter by quarter."""
    rest = _SCHEDULE.sub("", draft.text.text)
    return (
        rest != draft.text.text and not find_deadlines(rest, None) and not re.search(r"\d月", rest)
    )


def _says_own(place: Place) -> bool:
    """Tell whether an item says by when, though no day: 长期坚持."""
    return names_no_day(place.text) or any(said.search(place.text) for said in (_OWN, _ELSEWHERE))


def _is_above(draft: Draft, where: Place) -> bool:
    """Tell whether an item stands above a line or in it, as all rows of tables may."""
    below = min(_numbers(where), default=None)
    lines = (number for place in draft.places for number in _numbers(place))
    return below is None or min(lines, default=0) <= below


def _numbers(place: Place) -> Iterator[int]:
    """Yield the numbers of the lines of a place, none of a cell."""
    return (part.number for part in parts_of(place) if isinstance(part, Paragraph))
