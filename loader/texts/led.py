"""Leaders and the bodies they lead, where both stand in one cell or were run together."""

from __future__ import annotations

import re
from collections.abc import Callable

from loader.texts.people import OFFICIAL, REMARK, WHOLE_NAME, are_posts
from loader.texts.posts import POSTS, SURNAMES

_WORDS = re.compile(r"[、，,；;/\s]+")
_FIRST = re.compile(r"(?P<word>[^、，,；;/\s]+)[、，,；;/\s：:]+(?=\S)")
_LABEL = re.compile(r"(?P<word>[^、，,；;/\s：:]+)[：:]\s*(?=\S)")
_LONE_PAIR = re.compile(rf"([{SURNAMES}])[ \u3000]+([\u4e00-\u9fff])(?![\u4e00-\u9fff])")

_NAMED = WHOLE_NAME.pattern.partition("|")[0]
_POSTS_BEFORE = re.compile(
    rf"(?<![^、，,；;/\s])(?:{POSTS}[、，,]\s*)+(?={POSTS}[：: \u3000]?(?:{_NAMED}))"
)
"""Posts before that which stands with the name: 市委常委、副市长王岩."""

_LED = re.compile(
    rf"(?<![^、，,；;/\s])(?P<name>(?:{POSTS}[：: \u3000]?)?"
    rf"(?:{_NAMED}))\s*[（(](?P<bodies>[^（()）]{{3,}})[）)](?=$|[、，,；;/\s])"
)
"""A leader by name with the bodies behind: 王建明（市教育局）."""

_LEVEL = "[省市县区州盟旗镇乡]"
_GLUED = re.compile(
    rf"(?:{_NAMED}|(?!{_LEVEL}|各)[\u4e00-\u9fff])[（(]{_LEVEL}(?P<bodies>[^（()）]{{2,}})[）)]"
    rf"(?:{_LEVEL}|各)(?P<behind>.{{2,}})"
)
_OFFICIAL_GLUED = re.compile(
    rf"(?:{_NAMED}{POSTS}|{POSTS}{_NAMED})(?P<bodies>{_LEVEL}(?P<behind>.{{2,}}))"
)


def is_glued(surface: str, ends_body: Callable[[str], bool]) -> bool:
    """Tell whether a person, or the end of a name, and bodies were run together to one name.

    >>> ends = lambda name: name.endswith(("局", "委", "办"))
    >>> is_glued("果（区环保局）区水务局", ends), is_glued("王岩副县长县教育局", ends)
    (True, True)
    >>> is_glued("县委办（县委督查办）", ends), is_glued("市（县、区）教育局", ends)
    (False, False)
    """
    found = _GLUED.fullmatch(surface) or _OFFICIAL_GLUED.fullmatch(surface)
    return found is not None and all(map(ends_body, found.groups()))


def split_off_leaders(text: str, ends_body: Callable[[str], bool]) -> tuple[str, list[str]]:
    """Return a list of bodies without the officials who lead them, and these.

    They stand before the bodies, or each before its own in a bracket.

    >>> ends = lambda name: name.endswith(("局", "委"))
    >>> split_off_leaders("王建明\\n市教育局", ends)
    ('市教育局', ['王建明'])
    >>> split_off_leaders("副市长王 岩  市教育局、财政局", ends)
    ('市教育局、财政局', ['副市长王岩'])
    >>> split_off_leaders("安监局\\n市教育局", ends)
    ('安监局\\n市教育局', [])
    >>> split_off_leaders("王 岩（市教育局、市卫健委）\\n李建明（市水利局）", ends)
    ('市教育局、市卫健委\\n市水利局', ['王岩', '李建明'])
    >>> split_off_leaders("高新园（水利局）、经开区", lambda name: name.endswith(("局", "高新园")))
    ('高新园（水利局）、经开区', [])
    >>> split_off_leaders("王岩（市委常委）", ends)
    ('王岩（市委常委）', [])
    >>> split_off_leaders("市委常委、副市长 王 岩（市教育局）", ends)
    ('市教育局', ['副市长王岩'])
    >>> split_off_leaders("王 岩：市教育局、市财政局", ends)
    ('市教育局、市财政局', ['王岩'])
    """
    plain = _POSTS_BEFORE.sub("", _LONE_PAIR.sub(r"\1\2", text.strip()))
    led = [found for found in _LED.finditer(plain) if _leads(found, ends_body)]
    for found in reversed(led):
        plain = plain[: found.start()] + found["bodies"] + plain[found.end() :]
    rest, first = _split_off_first(plain, ends_body)
    people = [*first, *("".join(found["name"].split()) for found in led)]
    return (rest, people) if people else (text, [])


def _leads(found: re.Match[str], ends_body: Callable[[str], bool]) -> bool:
    """Tell whether a name leads what the bracket behind it names: bodies, and no posts."""
    words = _WORDS.split(found["bodies"])
    are_bodies = all(map(ends_body, words)) and not are_posts(found["bodies"])
    return are_bodies and not ends_body(found["name"])


def _split_off_first(text: str, ends_body: Callable[[str], bool]) -> tuple[str, list[str]]:
    """Return a list of bodies without the officials who stand before them, and these."""
    people: list[str] = []
    rest = text
    while match := _official_before(rest, ends_body):
        people.append(REMARK.sub("", match["word"].rstrip("：:")))
        rest = rest[match.end() :]
    found = people and any(ends_body(word) for word in _WORDS.split(rest))
    return (rest, people) if found else (text, [])


def _official_before(text: str, ends_body: Callable[[str], bool]) -> re.Match[str] | None:
    """Return the match of the official with whom `text` begins, up to the word behind.

    A colon may stand within a word, 副市长：王岩, or end it, 王岩：市教育局.
    """
    for match in filter(None, (one.match(text) for one in (_FIRST, _LABEL))):
        word = match["word"].rstrip("：:")
        if not ends_body(word) and (OFFICIAL.fullmatch(word) or WHOLE_NAME.fullmatch(word)):
            return match
    return None
