"""What the title of a document says of it: tasks, a plan, rules, honours, or what was done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from loader.source import Paragraph
from loader.texts.brackets import MARK, NUMERAL

_ARTICLE, _FEWEST_ARTICLES = re.compile(rf"第{NUMERAL}+条"), 3
_OF_WORK = re.compile("任务|目标|实事|要点|重点工作|责任分解|分工|分解表|清单|台账|责任[书状]")
_OF_NAMES = re.compile(
    "名单|表彰|表扬|获奖|授予|(?:考核|考评|评选|评比|竞赛)结果"
    "|(?:先进|优秀|十佳|最佳|示范|典型)[^，。、]{0,6}"
    "(?:单位|集体|个人|工作者|企业|家庭|项目|案例|成果|论文|报告|做法|经验|作品|选手|奖)"
    "|(?:调整|成立|增补|设立|组建)[^，。]{0,30}(?:组成人员|成员|领导小组|指挥部|委员会)(?:的?通知)?$"
)
_OF_AIM = re.compile(
    "(?:创建|争创|申[创报]|建设|培育|打造|创先|发展|推进)[^，。]{0,12}(?:先进|优秀|示范|典型)"
)
"""Honours that a document aims at, and does not give."""

_OF_PAST = re.compile(
    "(?:进展|完成|推进|落实|办理|执行|实施|开展|整改|工作)(?:情况|进度|结果)的?"
    "(?:通报|报告|汇报|公示|通告|公告|总结|说明|一览表)?(?:（[^）]*）)?$"
    "|(?:情况的?(?:通报|报告|汇报)|整改(?:落实)?报告|调研报告|经验(?:交流)?材料|经验做法|工作纪实)(?:（[^）]*）)?$"
    "|(?:提案|建议|议案)[^，。]{0,6}答复(?:函|意见|摘要)?$"
    "|工作(?:总结|回顾)(?:报告)?$|述职报告$|年度报告$|年报$"
    "|解读(?:（[^）]*）)?$|问答$|答记者问$|起草说明$|编制说明$"
    r"|^[【〔]?(?:(?:一图读懂|图解)(?!.*(?:实事|任务|责任|项目|工作)清单\W*(?:来[了啦]|出炉|发布|公布)?\W*$)|(?:政策|文件)解读)"
)
"""Titles of what was done, or what explains; a list in pictures is the list: 图解｜实事清单来了."""
_QUOTED = re.compile("《[^》]*》")
_WAS_PUT_RIGHT = (
    "整改(?:工作|任务|落实|完成|进展|推进|部署)*(?:情况|进度|进展|结果|报告|成效|经验|做法)的?[^\\W及和与]{0,4}(?:（|$)"
    "|整改(?:到位|完成)|(?<=已|在)整改|(?<=完成)整改"
)
_OF_NEXT = re.compile(
    rf"下一?步|下一?阶段|今后|分解|分工|(?!{_WAS_PUT_RIGHT})整改|安排|打算|任务清单|交办"
)
_OF_REVIEW = re.compile(
    "(?:回顾|工作总结|(?:取得|主要|工作|显著)的?(?:主要|工作)?(?:成效|成绩|成就)"
    "|(?:完成|进展|落实|推进|执行|基本|开展|工作|发展)情况|(?<!解决|针对|聚焦|紧盯)(?:存在|面临)的?(?:主要|突出|一些|其他)*的?(?:问题|困难|不足|短板|挑战)"
    "|(?:问题|困难)(?:和|与|及)(?:问题|不足|困难|挑战)"
    "|(?<!夯实|筑牢|打牢|夯牢|巩固|强化|厚植|增强|改善|提升|完善|摸清|改变)(?:发展|工作|现实)(?:现状|基础))(?:（[^）]*）)?$"
)
"""Headings of what was done and of what is amiss."""

_OF_DEMANDS = re.compile("(?:工作|有关|相关|整改|几点)要求$")
_REPORTING = re.compile(
    "受[^，。]{2,24}委托[，,][^。]{0,80}(?:报告|汇报)|情况(?:报告|汇报|通报|公示|答复)如下"
)
"""What opens a text that reports to those who asked: 受市人民政府委托，现将情况报告如下."""

_FIRST_TITLES = 3

_OF_DUTIES = re.compile(
    "职责|职能|预案|机构编制|编制|名单|通讯录|领导小组|指挥部|联席会议|组成人员|成员单位"
    "|(?:完成|进展|落实|推进|办理|执行)情况|总结|结果|解读|问答|发布会|征集|申报指南"
)
_OF_RULES = re.compile("(?:条例|规定|办法|细则|章程|规则|规程)(?:（[^）]*）)?(?:》.{0,6}通知)?$")
_OF_EVENTS = re.compile(
    "召开.{0,30}会议?的(?:预备|补充)?通知$"
    "|(?:招标|采购|中标|成交|竞价|磋商|遴选|拍卖|出让)[^，。]{0,8}(?:公告|公示|通告)(?:（[^）]*）)?$"
    "|(?:预算|决算)(?:公开|编制)?(?:情况)?的?(?:说明|公告|公示)$"
    "|(?:预算|决算).{0,20}(?:草案|执行情况).{0,10}报告$"
)
_OF_PORTFOLIOS = re.compile(
    "(?:(?:政府|[委党局厅院办])(?:党组|班子)?(?:成员|领导(?:班子)?(?:成员)?)|班子成员"
    "|[省市县区州盟旗镇乡]长)(?:同志)?的?(?:工作)?分工"
    "的?(?:调整|安排|情况)*的?(?:通知|公告|公示|公开|意见|$)"
)
_OF_LED_WORK = re.compile(
    "重[点大]|任务|项目|实事|责任|目标|建议|提案|专项|攻坚|行动|报告|工程|整[改治]|防[汛火]|包|挂"
)
"""Titles of who has which field, 领导工作分工, and what makes them of work: 领导重点工作分工."""

_OF_PLANS = re.compile(
    "方案|计划|要点|分工|任务|措施|意见|安排|清单|行动|目标|部署|实事|攻坚|重[点大](?:改革)?(?:工作|事项|项目)|分解|整治|工作报告|责任[书状]"
)
_OF_OTHERS = re.compile(
    "条例|办法|规定|规则|细则|章程|准则|制度|预案|职责|职能|会议|召开|纪要|预算|决算|解读|问答|公示|公告|通报|通讯录"
    "|总结|汇报|申报|征集|招标|采购|遴选|评选|任免|任职|表彰|名单|批复|复函|说明|(?:完成|进展|落实|推进|办理|执行)情况"
)

_OF_MINUTES = re.compile(
    "(?:会议|议定事项|办公会|协调会|调度会|专题会)纪要(?:[（〔(].*)?$"
    "|(?:议定|决定|交办|批示)事项[^，。情结]{0,12}(?:通知|函|清单|分解|交办单|督办单|任务单)?(?:[（〔(].*)?$"
)
"""Titles of what a meeting decided to have done: its minutes, or a notice of these."""

_OF_SPEECH = re.compile(
    "(?:讲话|致辞|发言|主持词|演讲)(?:稿|摘要|要点|提纲|全文|实录)?(?:[（(][^）)]*[）)])?$"
)
_TO_LISTENERS = re.compile(
    "(?:尊敬的|各位)?(?:同志们|朋友们|(?:各位)?(?:领导|来宾|嘉宾|同志))"
    "(?:[，,、]?(?:各位)?(?:同志们|朋友们|领导|来宾|嘉宾|同志))*[：:！!]"
)
"""Whom a speaker addresses before the first sentence."""


def is_speech(titles: Iterable[str], lines: Iterable[Paragraph]) -> bool:
    """Tell whether a document with these titles and first lines is what somebody said.

    >>> is_speech(["在全市重点工作推进会上的讲话（摘要）"], ())
    True
    >>> is_speech(["贯彻落实全市大会讲话精神任务分工"], [Paragraph(3, "同志们：", None, 0)])
    True
    >>> is_speech(["贯彻落实全市大会讲话精神任务分工"], [Paragraph(3, "各单位：", None, 0)])
    False
    """
    is_titled = any(map(_is_of_speech, _plain(titles)))
    return is_titled or any(_TO_LISTENERS.fullmatch(line.text) for line in lines)


def _is_of_speech(title: str) -> bool:
    """Tell whether a title is that of a speech; a point that tells to read one is none."""
    return not MARK.match(title) and _OF_SPEECH.search(title) is not None


def states_rules(title: str) -> bool:
    """Tell whether a title is of rules that hold from then on, and of no work that ends.

    >>> states_rules("城市公园管理办法"), states_rules("关于印发《任务考核办法》的通知")
    (True, False)
    """
    return bool(_OF_RULES.search(title)) and not _OF_WORK.search(title)


def are_rules(titles: Iterable[str], lines: Iterable[Paragraph]) -> bool:
    """Tell whether lines are articles of rules, which say who is competent."""
    articles = sum(bool(_ARTICLE.match(line.text)) for line in lines)
    return articles >= _FEWEST_ARTICLES and any(map(states_rules, titles))


def speaks_of_work(title: str) -> bool:
    """Tell whether a title is of tasks and not of duties.

    >>> speaks_of_work("2020年目标任务分解表"), speaks_of_work("成员单位职责任务")
    (True, False)
    """
    return bool(_OF_WORK.search(title)) and not _OF_DUTIES.search(title)


def is_of_event(title: str) -> bool:
    """Tell whether a title is of a meeting, a budget or a tender: who sees to it is no task.

    >>> is_of_event("关于召开防汛会议的通知"), is_of_event("防汛会议任务分工的通知")
    (True, False)
    >>> is_of_event("重点项目招标公告")
    True
    """
    return bool(_OF_EVENTS.search(title))


def is_of_portfolios(title: str) -> bool:
    """Tell whether a title is of the fields that leaders are in charge of: no work that ends.

    >>> is_of_portfolios("关于调整县政府领导工作分工的通知"), is_of_portfolios("县领导重点工作分工")
    (True, False)
    """
    return bool(_OF_PORTFOLIOS.search(title)) and not _OF_LED_WORK.search(title)


def tells_plan(titles: Iterable[str]) -> bool:
    """Tell whether a document with these titles is a plan, whose prose assigns work.

    A short sentence is no title, nor is what announces more.

    >>> tells_plan(["冬季清洁取暖实施方案", "各县每月报送进展情况。"]), tells_plan(["供热管理办法"])
    (True, False)
    >>> tells_plan(["2021年政府重点工作"]), tells_plan(["关于组织申报重点项目的通知"])
    (True, False)
    """
    plain = _plain(titles)
    if any(_OF_MINUTES.search(title) for title in plain):
        return True
    return bool(_OF_PLANS.search("\n".join(plain))) and not tells_other(plain)


def tells_other(titles: Iterable[str]) -> bool:
    """Tell whether a document with these titles says that it is something else than a plan.

    >>> tells_other(["市水务局主要职责"]), tells_other(["一、市水务局负责管理职责内的河道。"])
    (True, False)
    """
    plain = _plain(titles)
    return any(_OF_OTHERS.search(title) or _is_of_speech(title) for title in plain)


def _plain(titles: Iterable[str]) -> list[str]:
    return [title for title in titles if not title.endswith(("。", "：", ":"))]


def tells_past(title: str) -> bool:
    """Tell whether a title is of a report on what was done, or of an explanation of a policy.

    Such a text assigns nothing by itself, whatever the title is of that it quotes.

    >>> tells_past("民生实事项目进展情况通报"), tells_past("落实情况及下一步任务分解")
    (True, False)
    >>> tells_past("2022年工作总结"), tells_past("2022年工作总结和2023年安排")
    (True, False)
    >>> tells_past("《稳定就业任务分工方案》解读")
    True
    >>> tells_past("审计查出问题整改情况的报告"), tells_past("审计查出问题整改任务清单")
    (True, False)
    """
    return bool(_OF_PAST.search(title)) and not _OF_NEXT.search(_QUOTED.sub("", title))


def reports_past(titles: Sequence[str], lines: Iterable[Paragraph]) -> bool:
    """Tell whether a document that is no plan opens as a report does to those who asked for it.

    So it does if one of the first of its `titles` is of what was done.

    >>> said = [Paragraph(3, "受县人民政府委托，我就养老服务工作向会议报告，请审议。", None, 0)]
    >>> reports_past(["关于养老服务工作的报告"], said), reports_past(["养老服务任务分工"], said)
    (True, False)
    """
    if tells_plan(titles):
        return False
    is_titled = any(map(tells_past, titles[:_FIRST_TITLES]))
    return is_titled or any(_REPORTING.search(line.text) for line in lines)


def speaks_of_next(title: str) -> bool:
    """Tell whether a heading in such a report is of what comes next, or what it demands.

    >>> speaks_of_next("下一步工作安排"), speaks_of_next("三、审计查出问题整改情况")
    (True, False)
    """
    return bool(_OF_NEXT.search(title) or _OF_DEMANDS.search(title))


def looks_back(title: str) -> bool:
    """Tell whether a heading in a plan is of what was done or is amiss, before it says what to do.

    >>> looks_back("一、2022年工作回顾"), looks_back("存在的主要问题"), looks_back("问题整改情况")
    (True, True, False)
    >>> looks_back("解决突出问题"), looks_back("二、主要任务"), looks_back("一、夯实发展基础")
    (False, False, False)
    """
    return bool(_OF_REVIEW.search(title)) and not speaks_of_next(title)


def lists_names(title: str) -> bool:
    """Tell whether a title is of a list of bodies and people that are charged with nothing.

    >>> lists_names("2019年度考评优秀单位名单"), lists_names("2019年重点工作责任清单")
    (True, False)
    >>> lists_names("关于调整防汛指挥部成员的通知"), lists_names("成立指挥部及任务分工的通知")
    (True, False)
    >>> lists_names("优秀案例评选结果"), lists_names("创建优秀旅游城市任务分解")
    (True, False)
    """
    return bool(_OF_NAMES.search(_OF_AIM.sub("", title)))
