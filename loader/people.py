"""Names of officials as cells print them: padded, listed, with and without their posts."""

from __future__ import annotations

import re

_SEPARATORS = re.compile(r"[、，,；;/\n\r]+")
_POSTS = (
    r"(?:市委|县委|区委|省委|州委|党委|党组|政府|人大|政协|常委|成员|同志|(?:常务|第一)?(?:副|代)?"
    r"(?:书记|主任|主席|秘书长|部长|[省市县区州盟旗镇乡局厅处科院校会]长|总经理|董事长|理事长|调研员|巡视员))+"
)
_INSIDE = re.compile(
    r"[^（()）]{5,30}[（(](?P<names>[\u4e00-\u9fff·]{2,4}(?:[、，,][\u4e00-\u9fff·]{2,4})*)[）)]"
)
"""Names in a bracket behind the rule that gives them: 按分工（甲、乙）."""

_REMARK = re.compile(r"[（(][^（()）]*[）)]$")
_PADDING = re.compile(r"\s+")
_HEADS = r"(?:常务|第一|代)*副?(?:[省市县区州盟旗镇乡]长|书记|主席|主任|秘书长)"
_TITLED = re.compile(
    rf"^(?P<leader>{_HEADS}[\u4e00-\u9fff·]{{2,4}}?|[\u4e00-\u9fff·]{{2,4}}?(?:{_HEADS}|同志))"
    r"\s*(?:同志)?(?:主抓|牵头|领办|领衔|分管|主管|负责|包抓|包保)(?:抓|负责|落实|推进)?的?"
    r"[\u4e00-\u9fff]{0,6}(?:工作|任务|事项|项目)"
)


def split_people(text: str) -> list[str]:
    """Return the officials that a cell lists, white space inside a name folded away.

    >>> split_people("顾晓东\\n\\n高  彬"), split_people("钱 宇、方 勇"), split_people("刘东 王芳")
    (['顾晓东', '高彬'], ['钱宇', '方勇'], ['刘东', '王芳'])
    >>> split_people("按市委分工（韦炜、夏革）"), split_people("曹敏（副镇长）")
    (['韦炜', '夏革'], ['曹敏'])
    """
    inside = _INSIDE.fullmatch(text.strip())
    listed = inside["names"] if inside else text
    names = [name for line in _SEPARATORS.split(listed) for name in _names(line)]
    names = [_REMARK.sub("", name) or name for name in names]
    named = [name for name in names if not re.fullmatch(_POSTS, name)]
    return named or names


def leader_in_title(title: str) -> str | None:
    """Return the official whose work stands below the section `title`, or None.

    >>> leader_in_title("王纲市长主抓重点工作"), leader_in_title("副市长吕静牵头的任务")
    ('王纲市长', '副市长吕静')
    >>> leader_in_title("加强领导，分工负责各项工作"), leader_in_title("市长主抓重点工作")
    (None, None)
    """
    match = _TITLED.match("".join(title.split()))
    return match["leader"] if match else None


_OF_LEVEL = r"(?:[省市县区州]委?(?:人民)?(?:政府)?)?"
_DUTY = r"(?:分管|协管|主管|联系|挂钩|常务)"
_LEVEL_HEAD = r"(?:常务|第一)?副?(?:[省市县区州盟旗]长|秘书长)"
_LEADER = re.compile(
    rf"{_OF_LEVEL}{_DUTY}*(?:{_LEVEL_HEAD}|{_DUTY}{_OF_LEVEL}领导(?:同志)?)"
    rf"|{_LEVEL_HEAD}[\u4e00-\u9fff·]{{2,4}}(?:同志)?|[\u4e00-\u9fff·]{{2,4}}(?:{_LEVEL_HEAD}|同志)"
)


def is_leader(words: str) -> bool:
    """Tell whether `words` are an official of a government by post, with or without a name.

    >>> [is_leader(name) for name in ("分管副省长", "分管市领导", "张明副市长", "市长室")]
    [True, True, True, False]
    """
    return _LEADER.fullmatch("".join(words.split())) is not None


def _names(line: str) -> list[str]:
    """Return the names of one line: words of two characters and more are names of their own.

    A post goes with the name after it: 副市长 王强 is one.
    """
    words: list[str] = []
    post = ""
    for word in _PADDING.split(line.strip()):
        if re.fullmatch(_POSTS, word):
            post += word
        elif word:
            words.append(post + word)
            post = ""
    if post and not words:
        return [post]
    if len(words) > 2 and {len(word) for word in words[1:-1]} == {2} and len(words[0]) == 1:
        return _regrouped("".join(words))
    return words if len(words) > 1 and min(map(len, words)) > 1 else ["".join(words)] * bool(words)


def _regrouped(letters: str) -> list[str]:
    """Return the names of two characters each that padding cut apart: 陆 明俞 悦 is two."""
    return [letters[start : start + 2] for start in range(0, len(letters), 2)]


def bare_name(surface: str) -> str:
    """Return the name in `surface` without its post, or the post where there is no name.

    >>> bare_name("副市长赵建初"), bare_name("赵建初同志"), bare_name("分管副市长")
    ('赵建初', '赵建初', '分管副市长')
    """
    name = re.sub(rf"^{_POSTS}|{_POSTS}$", "", surface)
    return (
        name
        if 2 <= len(name) <= 4 and not re.search(r"分管|主管|联系|协管|挂钩|常务", name)
        else surface
    )
