"""The words around the names in a clause: how and when work is done, marks, labels, separators."""

from __future__ import annotations

import re
from collections.abc import Callable

from loader.texts.called_in import with_partners_called
from loader.texts.deadlines import find_deadlines
from loader.texts.years import NUMERALS, ZERO

MANNER = (
    r"(?:(?>(?:按照?|根据|依据|依照|依)(?:各自|部门|行业|业务|管理|有关|相关|法定)?(?:的)?(?:职责|职能|分工)(?:和?分工)?(?:范围)?)"
    r"|分别|共同|具体|总体|统筹|联合|主要|各自|协同|积极|分工|各司其职、?|会同有关方面|(?<![党团])(?<!社会|群团|行业|自治|经济|公益|群众|志愿|学术)组织|密切|全力|予以"
    r"|结合(?:各自)?(?:实际|职责|职能)|因地制宜|加强|强化|给予|做好|认真|抓好?|贯彻|分头|业务|依法(?:依规)?"
    r"|按照?(?:程序|规定|要求|(?:管理|各自)?权限|属地(?:管理)?(?:的?原则)?))"
)
"""How work is done, before the verb. The group is atomic: 职责分工 is read in one way only."""

AFTER = (
    r"(?:负责|落实|实施|推进|组织|抓好|办理|做好|开展|完成|(?:相关|有关|具体)?工作|执行|推动"
    r"|到位|配合|检查)"
)

SCHEDULE = re.compile(
    r"^(?:持续|长期|常年|全年|常态化|分年度|适时|按(?:时间)?(?:节点|进度|计划|要求)|根据工作进展)"
    r"(?:推进|坚持|实施|落实|开展|执行|任务|抓好|完成)*$"
)
"""Says when, but no date: 持续推进."""

KIND_OF_WORK = re.compile(
    r"(?:(?:预期性|约束性|指导性|引导性|考核性|激励性)(?:指标|目标|任务)?|[国省市区县]?(?:级|定)?(?:重点|重大)(?:工作|项目|任务|工程|改革|事项)"
    r"|(?:新增|新建|续建|跨年|延续)(?:性|类)?(?:项目|任务|工作|事项|工程)?|(?:为民|民生|惠民)?实事(?:项目|工程)?)"
)
"""What kind of work an item is, before who answers for it: 预期性指标，牵头单位：市发改委."""

BRACKETED_MANNER = re.compile(
    r"[（(〔\[](?P<manner>(?:分别|共同|各自)?(?:按照?|根据|依据|依照|依)[^（）()、，；]{0,14}负责)[）)〕\]]"
)
"""How those before it answer, in a bracket of its own: A、B（按职责分工负责）."""

_MARKED = re.compile(
    r"([^（()）]+)[（(](牵头|主办|主责|配合|协办|会办|参与|[主牵协配会])(?:单位|部门)?[）)]"
)
"""Names with their role in a bracket behind the last."""

_FEWEST_MARKED = 2

TOGETHER = re.compile(r"(?:并|商)?(?:会同|协同|联合|会商|[与和](?=.*(?:共同|联合|协同|一起)))")
"""What comes before those with whom the lead does the work: 会同市财政局落实."""

_THIS = "(?:此|该|本|这|上述|以上|有关)(?:一|各|几)?[项件]?(?:工作|任务|项目|事项|内容)"
ORDER = (
    f"(?:(?:会议(?:决定|议定|要求|明确|同意)?|{_THIS})[，,：:]?)?"
    "(?:责成|责令|请(?!示|求|假|进|到|教))"
)
"""What tells a body to do the work, and is no part of its name: 责成县水务局牵头."""

_OBJECTS = (
    (
        "负责",
        re.compile(
            r"(?<=[\u4e00-\u9fff）)])(?:认真|切实|严格|全面)*(?:落实|履行|承担|压实|夯实|扛起|担负|负)(?:起|好)?"
            r"(?:属地|主体|监管|管理|领导|直接|具体|行业|安全)+(?:管理|监管|主体)?责任(?=[，,；;。\s]|$)"
        ),
    ),
    (
        "配合",
        re.compile(
            r"(?<=[\u4e00-\u9fff）)])(?:积极|主动|全力|负责)?(?:提供|做好|搞好|给予|加强)(?:相关|有关|必要|必要的)?"
            r"(?:(?:技术|资金|经费|政策|数据|信息|要素|人才|人员|法律|金融|服务|后勤|土地|用地|安全|秩序|交通)+"
            r"|(?<=做好|搞好|提供|给予)(?:相关|有关|必要的?|各项)?)"
            r"(?:支持|支撑|保障|服务)(?:工作)?(?=[，,；;。\s]|$)"
            r"|(?<=[局委办院厅部司站所社行会])(?:负责|积极|主动)?(?:做好|搞好)(?:沟通|衔接|对接|统筹)?(?:协调|衔接|对接)(?:工作)?(?=[，,；;。\s]|$)"
        ),
    ),
)
"""Words of a role with what they are about: 落实属地责任, 提供技术支持."""

NEGATION = re.compile("[不无毋非]")
_NOT = "(?:不再?|不是|无[需须]|毋[需须]|并非|非)"
DENIES = re.compile(
    f"(?:今后|原则上|一律|均|现|已|将|也|并)*{_NOT}(?=[由需须必要请省市县区州盟旗镇乡各国])"
)
DENIED = re.compile("(?:不再?|无[需须]|毋[需须]|不[用必需须]|不得)(?:再|由)?$")
"""What stands before and behind those who do not do the work: 不由甲局负责, 甲局不再负责."""

UNSETTLED = re.compile("另行(?:确定|明确|研究|安排|指定|商定|落实)|待(?:进一步)?(?:定|明确|确定)")
"""Says that it is still to be settled who does it: 责任单位另行确定."""

_COUNT = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
BY_DATE = re.compile(
    rf"(?:争取|力争|于|在)?(?:(?:20\d{{2}}|二[{ZERO}][{NUMERALS}]{{2}})年)?"
    rf"(?:(?:{_COUNT}月(?:{_COUNT}[日号])?)?[底末]?(?:之|以)?前|年?[底末]前?|年内)(?!的)"
)
"""The date that a piece of a bracket begins with: 2023年底前出台办法, 6月底前由民政局落实."""

DATE_BEHIND = re.compile(
    r"(?<=[）)])[ \u3000]*"
    r"(?=于?(?:20\d{2}年)?(?:\d{1,2}月|年[底内末])[^，,；;。、（()）]{0,8}(?:[，,；;。]|$))"
)
"""Where a date stands right behind a bracket: 甲局（王明）6月底前完成."""

LONG_LABELS = {
    "主": "主办：",
    "牵": "牵头：",
    "辅": "协办：",
    "协": "协办：",
    "配": "配合：",
    "会": "会办：",
}

SHORT_LABEL = re.compile(rf"(?<![^\s；;，,。（(])([{''.join(LONG_LABELS)}])[：:]")
"""A label of one character: 主：A 辅：B."""

BARS = re.compile(r"\s*(?:[｜|]|//|／／|[·•](?=\s*[\d上下]))\s*")
"""What parts the pieces of a clause in the hands of some: 牵头：A｜配合：B｜6月底."""

_LONGEST_BESIDE_DATE = 10


def with_marks_as_verbs(text: str) -> str:
    """Return `text` with roles behind names, if two parts have one: they are of the whole part.

    Where commas part them, too, each must have one.

    >>> with_marks_as_verbs("甲局（主责）；乙局、丙局（配合）")
    '甲局主责；乙局、丙局配合'
    >>> with_marks_as_verbs("甲局（主），乙局、丙局（会）"), with_marks_as_verbs("甲局，乙局（主）")
    ('甲局主办；乙局、丙局会办', '甲局，乙局（主）')
    """
    for stops in ("[；;]", "[；;，,]"):
        parts = re.split(stops, text.strip("。；; "))
        marked = [_MARKED.fullmatch(part.strip()) for part in parts]
        fewest = _FEWEST_MARKED if "，" not in stops else max(_FEWEST_MARKED, len(parts))
        if sum(part is not None for part in marked) >= fewest:
            found = zip(parts, marked, strict=True)
            return "；".join(mark[1] + _verb_of(mark[2]) if mark else part for part, mark in found)
    return text


def _verb_of(mark: str) -> str:
    return LONG_LABELS[mark].rstrip("：") if mark in LONG_LABELS else mark


def with_objects_as_verbs(text: str) -> str:
    """Return `text` with the word of the role for what is said with an object.

    >>> with_objects_as_verbs("甲局牵头，各镇落实属地责任，乙局提供技术支持")
    '甲局牵头，各镇负责，乙局配合'
    """
    for verb, said in _OBJECTS:
        text = said.sub(verb, text)
    return text


_DONE_BY = re.compile(
    r"(?<=[\u4e00-\u9fff])(?=于(?:20\d{2}年)?(?:\d{1,2}月|年)[底末]?(?:\d{1,2}日)?(?:之|以)?前(?:完成|办结|落实|出台|印发)"
    r"\s*(?:$|[，,；;。]))"
)
"""Before when they are done with it whose list ends here: A、B于9月底前完成."""


_WHOM = (
    r"(?P<who>(?:国务院|全国|全[省市县区]|[省市县])?(?:各|地方|有关|相关|基层|属地|[东中西]部|东北|沿[海江边]|试点|[省市县]级|中央企业)"
    r"[^，,；;。：:]{0,40}?)(?:抓好|做好|认真|加快|具体|组织|制定|研究|完善|及时|统筹|并|和)*"
    r"(?:落实|实施|推进|开展|负责|执行|完成|办理|制定|编制)[\u4e00-\u9fff]{0,8}(?=$|[，,；;。])"
)
_HOW = r"(?<=[\u4e00-\u9fff）)])(?:负责|共同|分别|联合|加强)*"
_CHARGING = (
    (
        "指导",
        re.compile(
            rf"{_HOW}(?:指导|督导|督促|监督)(?:、?(?:和|并)?(?:支持|推动|督促|指导|协调))*{_WHOM}"
        ),
    ),
    (
        "负责",
        re.compile(rf"{_HOW}(?:组织|推动|推进|部署|动员)(?:、?(?:和|并)?(?:督促|指导))*{_WHOM}"),
    ),
)
"""What some do for groups that do the work: 甲局、乙局指导各地区落实, 丙局推动各镇实施."""


_WORDS = (
    *("按照职责分工负责", "按职责分工负责", "按职责负责", "分工负责", "分别负责", "组织实施"),
    *(
        "负责",
        "牵头",
        "配合",
        "参加",
        "参与",
        "落实",
        "会同",
        "人民政府",
        "直辖市",
        "自治区",
        "管委会",
    ),
    *("有关部门", "相关部门"),
)
_CUT_WORD = re.compile("|".join(r"\s?".join(word) for word in _WORDS))


def with_words_whole(text: str) -> str:
    """Return `text` without blanks within the words of a clause, where lines of a page ended.

    >>> with_words_whole("甲部、乙部按职责 分工负 责"), with_words_whole("甲部牵头 乙部配合")
    ('甲部、乙部按职责分工负责', '甲部牵头 乙部配合')
    """
    return _CUT_WORD.sub(lambda found: "".join(found[0].split()), text)


def with_groups_apart(text: str) -> str:
    """Return `text` with those who guide or push groups apart from these, each with a verb.

    >>> with_groups_apart("甲局、乙局指导各镇落实"), with_groups_apart("甲局指导，各镇落实")
    ('甲局、乙局指导，各镇负责', '甲局指导，各镇落实')
    >>> with_groups_apart("甲局推动各镇落实")
    '甲局负责，各镇负责'
    """
    for verb, charging in _CHARGING:
        text = charging.sub(rf"{verb}，\g<who>负责", text)
    return text


_DRAFTING = re.compile(
    r"(?<=[部委局办署院会行厅司门位府区方])(?:抓紧|尽快|及时|共同)*"
    r"(?:研究(?![室院所中会])|制定|起草|编制|出台|提出|拟订|修订)(?![^，,；;。]*(?:另行|解释))[^，,；;。、（()）]{2,16}(?=$|[，,；;。])"
)
"""What somebody draws up, as a bracket says at its end: 甲局会同有关部门研究提出具体方案."""

_OF_OWN_AREA = re.compile(
    r"(?<=[\u4e00-\u9fff）)])(?:具体)?负责(?:本(?:地区|地|行政区域|辖区|区域|系统|部门|行业|领域)|各自|属地|辖区|所辖)[^，,；;。、]{0,16}(?=$|[，,；;。])"
)
_ANSWERING = re.compile(
    r"(?<=[\u4e00-\u9fff）)])(?<![人志长])[为是](?:第一)?责任(?:主体|人|单位)(?=$|[，,；;。])"
)
"""Other words for who answers: 各县负责本辖区内实施, 乙县负责属地落实, 各镇为责任主体."""


_HELPED = re.compile(
    r"[（(](?P<helped>[^（()），,；;]{2,40}(?:配合|协助|参与|参加))[）)](?P<verb>[^（()），,；;。、]{2,14})"
    r"(?=$|[，,；;。])"
)
"""Who helps one who answers, in a bracket before the verb of both: 甲局（乙局配合）负责."""


_DATED = tuple(
    re.compile(
        rf"(?:^|(?<=[，,；;。]))\s*(?P<date>(?>{BY_DATE.pattern}))[，,]?由?"
        r"(?P<who>(?![全\d])(?:[^，,；;。：:（()）\d]|[（(][^（()）]*[）)]){2,60}?"
        rf"(?<=[{ends}])(?<!全部)(?<![老新旧主城片园社景库小牧矿山校院灾]区))"
        rf"(?:负责|共同|联合|分别|按[期时]|全部|全面)*(?:{done})(?=$|[，,；;。])"
    )
    for ends, done in (
        ("部委局办署院会行厅司门位府区镇乡社站所心处组队校）)", "完成|办结|落实到位"),
        ("部委局办署院会行厅司门位府", r"完成[\u4e00-\u9fff]{2,8}"),
    )
)
"""By when who is done, as a bracket says: 10月底前甲局、乙局完成, 10月底前甲局完成会签."""


def with_parts_as_verbs(text: str) -> str:
    """Return the text of a bracket with words of roles for what says them otherwise.

    >>> with_parts_as_verbs("甲局、乙局于2010年9月底前完成")
    '甲局、乙局负责，于2010年9月底前完成'
    >>> with_parts_as_verbs("10月底前甲局、乙局完成"), with_parts_as_verbs("年底前全部完成")
    ('10月底前，甲局、乙局负责', '年底前全部完成')
    >>> with_parts_as_verbs("甲局（乙局配合）负责")
    '甲局负责，乙局配合'
    >>> with_parts_as_verbs("甲部商有关部门提出意见")
    '甲部会同有关部门负责'
    >>> with_parts_as_verbs("甲局牵头，各镇负责本辖区内实施"), with_parts_as_verbs("各镇为责任主体")
    ('甲局牵头，各镇负责', '各镇负责')
    >>> with_parts_as_verbs("甲县、乙县负责属地落实")
    '甲县、乙县负责'
    """
    text = _DRAFTING.sub("负责", with_partners_called(text))
    text = _ANSWERING.sub("负责", _OF_OWN_AREA.sub("负责", text))
    text = _HELPED.sub(r"\g<verb>，\g<helped>", text)
    for dated in _DATED:
        text = dated.sub(r"\g<date>，\g<who>负责", text)
    return _DONE_BY.sub("负责，", with_objects_as_verbs(text))


def is_date(piece: str) -> bool:
    """Tell whether `piece` is a date and little else: 于10月底前完成."""
    others = len(piece) - sum(len(found.quote) for found in find_deadlines(piece, 0))
    return others < min(len(piece), _LONGEST_BESIDE_DATE)


_SLASHED_LABEL = re.compile(
    r"(?<![/／\u4e00-\u9fff])(?P<first>[\u4e00-\u9fff]{2,4}?)(?:单位|部门)?\s*[/／]"
    r"\s*(?P<second>[\u4e00-\u9fff]{2,4})(?P<kind>单位|部门)\s*[：:]"
    r"\s*(?P<before>[^/／，,；;。：:\n]{2,40})[/／](?P<behind>[^/／；;。：:\n]{2,})(?![/／])"
)


def with_sides_labelled(text: str, role_of_label: Callable[[str], str | None]) -> str:
    """Return `text` with a label for each side of a slash, where one label names two roles.

    >>> roles = {"牵头单位": "lead", "责任单位": "responsible"}
    >>> with_sides_labelled("牵头/责任单位：甲局/乙局、丙局", roles.get)
    '牵头单位：甲局；责任单位：乙局、丙局'
    """

    def labelled(found: re.Match[str]) -> str:
        labels = [f"{found[name]}{found['kind']}" for name in ("first", "second")]
        roles = {role_of_label(label) for label in labels}
        if None in roles or len(roles) < len(labels):
            return found[0]
        return f"{labels[0]}：{found['before']}；{labels[1]}：{found['behind']}"

    return _SLASHED_LABEL.sub(labelled, text) if "/" in text or "／" in text else text


OF_PROPOSAL = re.compile(
    r"^\s*(?:建议|提案|议案|案[由号]|编号)?\s*[:：]?\s*第?\d{1,10}号(?:建议|提案|议案)?[。，,；;、\s]+"
)
"""The number of a proposal before who handles it: 第1127号。牵头单位：省教育厅."""
