"""Officials of whom a sentence or a title says that the work is theirs, or under them."""

from __future__ import annotations

import re

from loader.texts.brackets import split_outside
from loader.texts.people import OF_PERSON, OFFICIAL, REMARK, WHOLE_NAME
from loader.texts.posts import BESIDE_POST, OFFICE_POST, POSTS

_HEADS = r"(?:常务|第一|代)*副?(?:[省市县区州盟旗镇乡]长|书记|主席|主任|秘书长)"
_NAME = r"(?:[\u4e00-\u9fff]{1,7}(?:·[\u4e00-\u9fff]{1,7})+|[\u4e00-\u9fff]{2,4}?)"
_LONG_NAME = rf"(?:{_NAME}|(?!.{{0,6}}(?:分管|协管|有关|相关|政府|主要|各))[\u4e00-\u9fff]{{5,7}}?)"
"""A name that may be of more than four characters where it stands before a post: 额尔敦巴图."""

_LEADS = r"(?:主抓|牵头|领办|领衔|分管|主管|负责|包抓|包保)(?:抓|负责|落实|推进)?"
_OF_WORK = r"的?[\u4e00-\u9fff]{0,6}(?:工作|任务|事项|项目)"
_TITLED = re.compile(
    rf"^由?(?P<leader>{_HEADS}{_NAME}|{_LONG_NAME}(?:{_HEADS}|同志))"
    rf"\s*(?:同志)?{_LEADS}"
    rf"(?:[、，,](?P<helper>{POSTS}{_NAME}|{_NAME}(?:{POSTS}|同志))(?:协助|协管|协抓|配合)(?:抓|负责)?)?"
    rf"{_OF_WORK}"
)
_WITH_POSTS = re.compile(rf"由?(?P<who>[^：:。；;]{{2,40}}?)(?:同志)?{_LEADS}{_OF_WORK}")
"""A title in which posts stand before the name: 县委常委、副县长王明牵头的工作."""


_ORGAN = re.compile("(?:政府|党委|[省市县区州盟旗]委|建议|提案|议案)$")
"""How what is nobody ends that may begin as a person does: 安乡县人民政府, 人大代表建议."""


def read_leaders(words: str) -> list[str]:
    """Return the officials that `words` name and nothing else, one at least with a post or as 同志.

    >>> read_leaders("市委常委、常务副市长马林同志"), read_leaders("古丽·艾山副州长、孟晓县长")
    (['常务副市长马林同志'], ['古丽·艾山副州长', '孟晓县长'])
    >>> read_leaders("孟晓同志（县长）"), read_leaders("县长：孟 晓"), read_leaders("市长热线")
    (['孟晓同志'], ['县长孟晓'], [])
    >>> read_leaders("副市长吕静（女，回族）同志"), read_leaders("党组成员、公安局局长 孟晓")
    (['副市长吕静同志'], ['公安局局长孟晓'])
    >>> read_leaders("副市长兼公安局长孟晓"), read_leaders("孟晓副市长兼公安局长")
    (['公安局长孟晓'], ['孟晓副市长'])
    >>> read_leaders("孟晓、其木格（副旗长、公安局局长）"), read_leaders("孟晓、其木格")
    (['孟晓', '其木格'], [])
    >>> read_leaders("分管副县长孟晓同志"), read_leaders("分管副县长")
    (['副县长孟晓同志'], [])
    >>> read_leaders("安乡县人民政府"), read_leaders("常宁市委"), read_leaders("人大代表建议")
    ([], [], [])
    """
    plain = BESIDE_POST.sub("、", "".join(OF_PERSON.sub("", words).split()))
    plain = _DUTY_BEFORE.sub("", plain)
    parts = list(split_outside(plain, "、，,"))
    named = [part for part in parts if not re.fullmatch(f"{POSTS}|{OFFICE_POST}", part)]
    posted = [part for part in named if OFFICIAL.fullmatch(part) and not _ORGAN.search(part)]
    if not posted or not all(part in posted or WHOLE_NAME.fullmatch(part) for part in named):
        return []
    return [REMARK.sub("", part).replace("：", "").replace(":", "") for part in named]


_DUTY_BEFORE = re.compile(rf"(?:(?<=^)|(?<=[、，,]))(?:分管|主管|协管)的?(?={POSTS})")
"""What is said of an official before the post: 分管副县长王明."""

_OVERSEEN = re.compile(
    r"(?P<who>.{2,40}?)(?:具体|直接|共同|联合|分别)*"
    r"(?:分管|协管|主管|主抓|包抓|包保|包联|包案|包干|包挂|帮包|挂[帅点钩联包]|联系|督[办导查]|总牵头|总负责|负总责)"
    r"(?:负责|协调|落实|推进|督促|指导)*"
)


def read_overseers(clause: str) -> list[str]:
    """Return the officials of whom `clause` says no more than that the work is under them.

    >>> read_overseers("孟晓、韦炜同志分管"), read_overseers("副县长孟晓包抓")
    (['孟晓', '韦炜同志'], ['副县长孟晓'])
    >>> read_overseers("县水务局主管"), read_overseers("孟晓同志分管的工作")
    ([], [])
    """
    match = _OVERSEEN.fullmatch("".join(clause.split()))
    return read_leaders(match["who"]) if match else []


def leaders_in_title(title: str) -> list[str]:
    """Return the officials whose work stands below the section `title`, one who helps last.

    >>> leaders_in_title("王纲市长主抓重点工作"), leaders_in_title("副市长吕静牵头的任务")
    (['王纲市长'], ['副市长吕静'])
    >>> leaders_in_title("副市长吕静负责、市长助理孟晓协助的工作（6项）")
    ['副市长吕静', '市长助理孟晓']
    >>> leaders_in_title("由县委常委、副县长吕静负责的工作")
    ['副县长吕静']
    >>> leaders_in_title("加强领导，分工负责各项工作"), leaders_in_title("市长主抓重点工作")
    ([], [])
    """
    words = "".join(OF_PERSON.sub("", title).split())
    if match := _TITLED.match(words):
        return [one for one in match.group("leader", "helper") if one]
    posted = _WITH_POSTS.match(words)
    return read_leaders(posted["who"]) if posted else []
