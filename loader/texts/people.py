"""Names of officials as cells print them: padded, listed, with and without their posts."""

from __future__ import annotations

import re
from collections.abc import Callable

from loader.texts.brackets import split_outside
from loader.texts.padded_names import names_beside_padded, regrouped
from loader.texts.posts import (
    BESIDE_POST,
    BODY_POST,
    OFFICE_POST,
    PARTY_POST,
    POST_IN_BRACKET,
    POSTS,
    SURNAMES,
    without_second_posts,
)

_SEPARATORS = "、，,；;/\n\r"
NO_NAMES = frozenset(
    {*"是否有无√×✓", "说明", "详见说明", *(f"{one}建" for one in "新续改扩迁在拟")}
)
"""What a cell prints that answers a question, or of which kind a project is: nobody's name."""

_INSIDE = re.compile(
    r"[^（()）]{5,30}[（(](?P<names>[\u4e00-\u9fff·]{2,4}(?:[、，,][\u4e00-\u9fff·]{2,4})*)[）)]"
)
"""Names in a bracket behind the rule that gives them: 按分工（甲、乙）."""

OF_PERSON = re.compile(
    r"[（(](?:女|男|常务|挂职|兼|[正副][厅局县处科]级(?:干部)?|[\u4e00-\u9fff]{1,6}族)"
    r"(?:[、，,](?:女|[\u4e00-\u9fff]{1,6}族))*[）)]"
)
"""What lists of officials say of a person behind the name: （女）, （女，回族）, （常务）."""

_CONTACT = re.compile(r"(?<=\S)[\s、，,；;（(]*(?:联系人|联络[人员]|联系电话|经办人)\s*[：:][^\n]*")
"""Who is to be called, behind the officials of a list."""

REMARK = re.compile(r"[（(][^（()）]*[）)]$")
_BROKEN_REMARK = re.compile(r"\s*\n\s*(?=[（(][^（()）]*[）)])")
"""The break before a remark on a line of its own: 孟晓 / （县长助理）."""
_PADDING = re.compile(r"\s+")
_WIDE = re.compile(r"[ \u3000]{2,}|\u3000")
"""What parts names that blanks pad: 黄 毅  龙 飞."""


def split_people(text: str) -> list[str]:
    """Return the officials that a cell lists, white space inside a name folded away.

    >>> split_people("顾晓东\\n\\n高  彬"), split_people("钱 宇、方 勇"), split_people("刘东 王芳")
    (['顾晓东', '高彬'], ['钱宇', '方勇'], ['刘东', '王芳'])
    >>> split_people("史玉梅\\n(县长助理)")
    ['史玉梅']
    >>> split_people("按市委分工（韦炜、夏革）"), split_people("曹敏（镇党委委员、副镇长）")
    (['韦炜', '夏革'], ['曹敏'])
    >>> split_people("常务副市长、分管副市长"), split_people("分管农业副县长 县长助理")
    (['常务副市长', '分管副市长'], ['分管农业副县长', '县长助理'])
    >>> split_people("徐强 局党组书记、局长"), split_people("储 明\\n县人大副主任（正县级）")
    (['徐强'], ['储明'])
    >>> split_people("县委常委、常务副县长"), split_people("县委副书记、县长、副县长")
    (['常务副县长'], ['县长', '副县长'])
    >>> split_people("副市长兼公安局长孟晓"), split_people("孟晓副市长兼公安局长")
    (['公安局长孟晓'], ['孟晓副市长兼公安局长'])
    >>> split_people("副市长 陈燕  联系人：李伟 13900000000")
    ['副市长陈燕']
    """
    text = _CONTACT.sub("", OF_PERSON.sub("", _BROKEN_REMARK.sub("", text)))
    text = _BESIDE_POST.sub("、", text)
    inside = _INSIDE.fullmatch(text.strip())
    listed = inside["names"] if inside else text
    names = [name for line in split_outside(listed, _SEPARATORS) for name in _names(line)]
    names = [REMARK.sub("", name) or name for name in names]
    names = [name for name in names if name not in NO_NAMES]
    named = [name for name in names if not _is_post(name)]
    return without_second_posts(names) if all(map(_BY_DUTY.fullmatch, named)) else named


def is_prose(text: str) -> bool:
    """Tell whether what stands behind a label of people is a sentence: 负责人：截至6月底，….

    >>> is_prose("以前要跑五个窗口。现在扫码就能办好。"), is_prose("王明（县委常委，副县长）。")
    (True, False)
    """
    plain = text.strip()
    whole = [sentence for sentence in split_outside(plain, "。？！") if sentence.strip()]
    if not plain.endswith(tuple("。？！")):
        return False
    names = split_outside(plain, _SEPARATORS + "。？！")
    return len(whole) > 1 or any(len(REMARK.sub("", one)) > _LONGEST_NAME for one in names)


_LONGEST_NAME = 16
"""Characters of an official with the post and body, at the most."""

_NAMED = (
    r"(?:[\u4e00-\u9fff]{1,7}(?:·[\u4e00-\u9fff]{1,7}){1,3}"
    rf"|[{SURNAMES}][\u4e00-\u9fff]{{1,3}}?)"
)
OFFICIAL = re.compile(
    rf"(?:{POSTS}[：:]?(?!宣传部){_NAMED}(?:同志)?|{_NAMED}{POSTS})(?:[（(]{POSTS}[）)])?|{OFFICE_POST}{_NAMED}(?:同志)?"
    r"|[\u4e00-\u9fff·]{2,8}(?<![局委办院会部厅心所站社行队府司团镇乡道区组级])"
    rf"[（(]{POST_IN_BRACKET}(?:[、，,]{POST_IN_BRACKET})*[）)]"
)

_BESIDE_POST = re.compile(
    rf"(?:{BESIDE_POST.pattern}|(?:以及|[和及与]))(?=(?:{POSTS}|{OFFICE_POST}){_NAMED}(?:同志)?(?:$|[、，,；;\s（(]))"
)
"""What stands between two posts before a name: 副市长兼公安局长王明, 局长王明和副市长杨彬."""

_OF_BODY = re.compile(
    rf"[\u4e00-\u9fff]{{2,14}}(?:[局厅处科院校会市县区州盟旗镇乡]长|主任|书记|主席|总经理|董事长)(?P<name>{_NAMED})"
)
"""An official by the post in a body and the name."""

_BODY_END = "(?<=[局委办院会部厅中心所站社行队府司团镇乡道区])"
_BESIDE_BODY = re.compile(
    rf"{_BODY_END}[ \u3000\n]+"
    rf"(?P<name>(?:{POSTS}[：: \u3000]?)?{_NAMED})(?=$|[、，,；;\n])"
)
_IN_BRACKET = re.compile(
    rf"{_BODY_END}\s*[（(](?:{POSTS}[：:、，, \u3000]*)*"
    rf"(?P<name>{_NAMED}(?:[、，,]{_NAMED})*)[，, \u3000]*(?:{POSTS})?[）)]"
)
_TELEPHONE = re.compile(
    r"[ \u3000\n，,：:]*(?P<open>[（(])?(?:(?:联系)?(?:电话|手机|Tel)[：:]?)?[ \u3000]*"
    r"(?<![\d.])(?:0\d{2,3}[-—－ ]?)?[\d*＊×]{7,11}(?![\d.%万亿元])(?(open)[）)]?)"
)
"""The number of a telephone behind a name."""

_LABELLED_NAME = re.compile(
    rf"[（(](?:责任|负责)(?:人|同志|领导)\s*[：:]\s*(?P<who>(?:{POSTS}[ \u3000]*)?{_NAMED})"
    r"(?:[、，, \u3000\d][^（()）]{0,30})?[）)]"
)
_LABELLED = re.compile(
    r"[（(](?:责任|负责|联系|联络)[人员同领志导]{1,2}\s*[：:][^（()）]{2,40}[）)]"
)


def with_heads_bare(text: str) -> str:
    """Return bodies without labels before those in charge, and without posts and contacts.

    >>> with_heads_bare("县民政局（负责人：曾小平）、各乡镇（责任人：镇长）、林场（联系人：李明）")
    '县民政局（曾小平）、各乡镇、林场'
    """
    return _LABELLED.sub("", _LABELLED_NAME.sub(r"（\g<who>）", text))


def without_telephones(text: str) -> str:
    """Return a cell of names without the numbers of telephones.

    >>> without_telephones("县交通局\\n张三 13891100***、县医院0912-322****")
    '县交通局\\n张三、县医院'
    """
    return _TELEPHONE.sub("", text)


def split_off_people(
    text: str, ends_body: Callable[[str], bool], *, names_people: bool = False
) -> tuple[str, list[str]]:
    """Return a list of bodies without the names of people that stand behind them, and these.

    Where a column `names_people` other signs than blanks may stand before them.

    >>> split_off_people("城关镇/李建", lambda name: name.endswith("镇"), names_people=True)
    ('城关镇', ['李建'])
    >>> split_off_people("县教育局 周斌、县医院 安监局", lambda name: name.endswith("局"))
    ('县教育局、县医院 安监局', ['周斌'])
    >>> split_off_people("教育局（周斌、孟晓）、医院（安监局）", lambda name: name.endswith("局"))
    ('教育局、医院（安监局）', ['周斌', '孟晓'])
    """
    if names_people:
        text = _SIGN_BEFORE.sub(" ", text)
    beside = [*_BESIDE_BODY.finditer(text), *_IN_BRACKET.finditer(text)]
    found = [match for match in beside if not ends_body(match["name"])]
    found.sort(key=lambda match: match.start())
    for match in reversed(found):
        text = text[: match.start()] + text[match.end() :]
    return text, [name for match in found for name in re.split("[、，,]", match["name"])]


_SIGN_BEFORE = re.compile(
    r"(?<=[局委办院会部厅中心所站社行队府司团镇乡道区])\s*[/／：:\-—－，,]+\s*"
    rf"(?=(?:{POSTS}[：: ]?)?{_NAMED}(?:$|[、，,；;\n]))"
)
WHOLE_NAME = re.compile(
    rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}|[\u4e00-\u9fff]{{1,7}}(?:·[\u4e00-\u9fff]{{1,7}}){{1,3}}"
)


def names_officials(cell: str) -> bool:
    """Tell whether a cell lists people by name, or officials by post, and nothing else.

    >>> [names_officials(cell) for cell in ("王 敏", "张建国副市长、李秀英", "高标准建设")]
    [True, True, False]
    >>> names_officials("临江区区长 廖梅")
    True
    """
    names = split_people(without_telephones(cell))
    return bool(names) and all(
        WHOLE_NAME.fullmatch(bare_name(name)) or OFFICIAL.fullmatch(name) or is_leader(name)
        for name in names
    )


_OF_LEVEL = r"(?:[省市县区州]委?(?:人民)?(?:政府)?)?"
_DUTY = r"(?:分管|协管|主管|联系|挂钩|常务)"
_LEVEL_HEAD = r"(?:常务|第一)?副?(?:[省市县区州盟旗]长|秘书长)"
_LEADER = re.compile(
    rf"{_OF_LEVEL}{_DUTY}*(?:{_LEVEL_HEAD}|{_DUTY}{_OF_LEVEL}领导(?:同志)?)"
    rf"|{_LEVEL_HEAD}[\u4e00-\u9fff·]{{2,4}}(?<![局委办厅院部])(?:同志)?|[\u4e00-\u9fff·]{{2,4}}(?:{_LEVEL_HEAD}|同志)"
)


def is_leader(words: str) -> bool:
    """Tell whether `words` are an official of a government by post, with or without a name.

    >>> [is_leader(name) for name in ("分管副省长", "分管市领导", "张明副市长", "市长室")]
    [True, True, True, False]
    """
    return _LEADER.fullmatch("".join(words.split())) is not None


_BY_DUTY = re.compile(
    rf"(?:[省市县区州盟旗]政府)?(?:分管|协管|主管|联系|挂钩)[\u4e00-\u9fff]{{0,8}}?{POSTS}"
)
"""An official by what is under him, without a name: 分管农业副县长."""


def are_posts(words: str) -> bool:
    """Tell whether `words` are posts of one official and no name.

    >>> are_posts("县委常委、副县长"), are_posts("副县长王明"), are_posts("县政府")
    (True, False, False)
    """
    listed = split_outside("".join(words.split()), "、，,")
    return all(_is_post(word) and _HEAD.search(word) for word in listed)


_HEAD = re.compile("(?:[长任记席理员师学]|[常政]委)$")
"""How a post ends, and not the name of the organ before it: 县委."""


def _is_post(word: str) -> bool:
    forms = (re.compile(POSTS), BODY_POST, PARTY_POST)
    return any(form.fullmatch(word) for form in forms)


def _names(line: str) -> list[str]:
    """Return the names of one line: words of two characters and more are names of their own.

    A post goes with the name after it: 副市长 王强 is one.

    >>> _names("黄 毅  龙 飞"), _names("曹 秀 英")
    (['黄毅', '龙飞'], ['曹秀英'])
    >>> _names("县人大主任 石 磊  副县长 韩冬梅"), _names("王 健（县委书记）李志民（县长）")
    (['县人大主任石磊', '副县长韩冬梅'], ['王健（县委书记）', '李志民（县长）'])
    """
    if beside := names_beside_padded(line.strip()):
        return beside
    apart = ["".join(part.split()) for part in _WIDE.split(line.strip())]
    if len(apart) > 1 and all(map(WHOLE_NAME.fullmatch, apart)):
        return apart
    words: list[str] = []
    post = ""
    for word in _with_names_joined(_PADDING.split(_BEHIND_REMARK.sub(" ", line.strip()))):
        if _is_post(word):
            post += word
        elif word:
            words += [post, word] if post and _BY_DUTY.fullmatch(word) else [post + word]
            post = ""
    if post and all(map(_BY_DUTY.fullmatch, words)):
        return [*words, post]
    if len(words) > 2 and {len(word) for word in words[1:-1]} == {2} and len(words[0]) == 1:
        return regrouped("".join(words))
    return words if len(words) > 1 and min(map(len, words)) > 1 else ["".join(words)] * bool(words)


_BEHIND_REMARK = re.compile(rf"(?<=[）)])(?=[{SURNAMES}][\u4e00-\u9fff]{{1,2}}[（(])")
"""Where a name begins right behind the bracket of another: 王健（县委书记）李志民（县长）."""

_LONGEST_PADDED = 3


def _with_names_joined(words: list[str]) -> list[str]:
    """Return `words`; beside longer ones the characters of a padded name are one: 曹 秀 英."""
    alone = [len(REMARK.sub("", word)) == 1 for word in words]
    joined: list[str] = []
    start = 0
    while start < len(words):
        end = next((n for n in range(start, len(words)) if not alone[n]), len(words))
        ended = (n + 1 for n in range(start, end) if words[n].endswith(("）", ")")))
        end = next(ended, end)
        is_name = 1 < end - start <= _LONGEST_PADDED and words[start] in SURNAMES
        end = end if is_name and not all(alone) else start + 1
        joined.append("".join(words[start:end]))
        start = end
    return joined


_OF_PLACE = re.compile(
    r"[\u4e00-\u9fff]{2,6}(?P<kind>[市县区州盟旗镇乡])(?:常务|第一)?副?(?P=kind)长"
    r"|[\u4e00-\u9fff]{2,12}(?P<body>[局厅院])(?P=body)长"
)
"""The head of a place or a body, without a name: 临江县县长, 市公安局局长."""


_LONG_NAMED = re.compile(
    rf"(?![省市县区州盟旗])[\u4e00-\u9fff]{{5,7}}(?<![局委办院会部厅处室组省市县区州盟旗镇乡]){_LEVEL_HEAD}"
)
"""A name of more than four characters before a post in a government: 额尔敦巴图盟长."""


def bare_name(surface: str) -> str:
    """Return the name in `surface` without its post, or the post where there is no name.

    >>> bare_name("副市长赵建初"), bare_name("赵建初同志"), bare_name("分管副市长")
    ('赵建初', '赵建初', '分管副市长')
    >>> bare_name("公安分局局长郑海"), bare_name("临江县县长"), bare_name("孟晓县长")
    ('郑海', '临江县县长', '孟晓')
    >>> bare_name("市公安局局长"), bare_name("王局长"), bare_name("额尔敦巴图盟长")
    ('市公安局局长', '王局长', '额尔敦巴图')
    """
    if _OF_PLACE.fullmatch(surface):
        return surface
    name = re.sub(rf"^{POSTS}|{POSTS}$", "", surface)
    if name == surface and (called := _OF_BODY.fullmatch(surface)):
        return called["name"]
    is_name = 2 <= len(name) <= 4 or "·" in name or _LONG_NAMED.fullmatch(surface)
    return name if is_name and not re.search(_DUTY, name) else surface
