"""The place of a question that words of a text fill: 全面推行什么预警系统, 对接哪两项战略.

A question of this kind is a clause of the text with a question word in it: what stands before that
word and behind it, and how many names are asked for, say where the answer stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from queries.asking.answering.heard import is_idle
from queries.asking.readings.draft import JOINS
from queries.asking.readings.nouns import is_item_noun
from queries.asking.words.numerals import NUMBER, UNITS, number_of
from queries.asking.words.tokens import UNKNOWN, Token

_UNIT = f"[{UNITS}大门套支届]"
_BLANK = re.compile(
    rf"(?:(?:分别|各自|各|又|都)?(?:是|叫做|叫|有|为|包括))?(?:什么样的|什么|何种|哪一?[种条座所处个]"
    rf"|哪(?P<n>{NUMBER}){_UNIT}?|(?P<many>哪[几些]{_UNIT}?)|(?P<digit>第?几)(?=[\u4e00-\u9fff]))"
)
_OTHERS = (
    *("neg", "except", "only", "most", "least", "more", "difference", "count", "who", "yesno"),
    *("rolenoun", "or", "gt", "lt", "annexes", "share", "wh", "which", "involve"),
)
"""Classes of words that ask for something else, or say of what not."""
_QUESTION_WORDS = ("wh", "which", "num", "count", "every", "have", "be", "noise", UNKNOWN)
_CONTENT = ("phrase", "alias", "theme", "name", "type", "asks", UNKNOWN)
_NAMES = ("agency", "official")
_SHORTEST = 2
"""Characters of the words that a numeral is told by, at the least: 几证合一, and not 几项."""
_HEAD = re.compile(rf"(?P<n>{NUMBER}){_UNIT}(?=\S{{2}})")
"""What of the words that are listed says how many there are: 五大行动."""
_ROW = re.compile("第几[项条行号页件]")


@dataclass(frozen=True)
class Blank:
    """What is asked for: `before` and `behind` are the words around it, `number` how many.

    `others` are the other parts of the question, of which each must be heard. A blank that is a
    `numeral` stands within a word: 几证合一. What stands before another may be a name.
    """

    before: str
    behind: str
    number: int
    numeral: bool
    others: tuple[Token, ...]
    is_name: bool = False


def find_blank(tokens: Sequence[Token]) -> Blank | None:
    """Return the only place of a question that words of a text may fill."""
    said = "".join(token.text for token in tokens)
    blanks = list(_BLANK.finditer(said))
    if len(blanks) != 1:
        return None
    [found] = blanks
    ends = _ends(tokens)
    first = next(i for i, end in enumerate(ends) if end > found.start())
    last = next(i for i, end in enumerate(ends) if end >= found.end())
    own = tokens[first : last + 1]
    if not all(t.has(*_QUESTION_WORDS) for t in own):
        return None
    end = _end_of_words(tokens, last + 1)
    before = next((i for i in range(first - 1, -1, -1) if _is_content(tokens[i])), None)
    others = (*tokens[:first], *tokens[end:])
    rest = tokens if before is None else (*tokens[before + 1 : first], *tokens[last + 1 : end])
    asks_for_others = any(_is_of_others(t) for i, t in enumerate(others) if i != before)
    of_items = not found["digit"] and any(map(is_item_noun, rest))
    if asks_for_others or of_items or _mentions(tokens):
        return None
    behind = said[found.end() : ends[last]] + "".join(t.text for t in tokens[last + 1 : end])
    numeral = bool(found["digit"])
    if numeral and (len(behind) < _SHORTEST or _ROW.match(found[0] + behind)):
        return None
    number = number_of(found["n"]) if found["n"] else 0 if found["many"] else 1
    if numeral or before is None:
        return Blank("", behind, number, numeral, others) if numeral else None
    named = tokens[before].text
    if not behind and (end == len(tokens) or tokens[end].has("mark")):
        named, behind = _turned(tokens, before)
    is_name = bool(tokens[before].nodes)
    if number <= 1 and (counted := _HEAD.match(behind)):
        number, behind = number_of(counted["n"]), behind[counted.end() :]
    return None if behind[:1] == "的" else Blank(named, behind, number, numeral, others, is_name)


def _is_of_others(token: Token) -> bool:
    """Tell whether a word asks who has the work, or for something else, or denies something."""
    said = token.has(*_OTHERS) and not token.nodes
    named = bool(token.named(*_NAMES)) and not token.named("place")
    return said or named or token.value("noun") in _NAMES


def _ends(tokens: Sequence[Token]) -> list[int]:
    ends, length = [], 0
    for token in tokens:
        length += len(token.text)
        ends.append(length)
    return ends


def _is_content(token: Token) -> bool:
    says = token.has(*_CONTENT) or bool(token.nodes)
    return says and not token.has("mark", "thisdoc") and not is_idle(token)


def _mentions(tokens: Sequence[Token]) -> bool:
    """`提到养老的是哪两项`: items are asked for by words they print; 点名的政策 is of a text."""
    return any(a.has("mention") and _is_content(b) for a, b in pairwise(tokens))


def _end_of_words(tokens: Sequence[Token], place: int) -> int:
    """Return where the words end that touch the question word: 哪两项|中外制造业战略."""
    end = place
    while end < len(tokens) and not tokens[end].has("mark", *JOINS) and not _leads_on(tokens[end]):
        end += 1
    return end


def _leads_on(token: Token) -> bool:
    """Tell whether a word ends what is asked for: 哪两条路|列入了背街小巷改造."""
    return token.has("noise") and (len(token.text) > 1 or token.value("noise") == "auxiliary")


def _turned(tokens: Sequence[Token], last: int) -> tuple[str, str]:
    """`全面推行的预警系统是什么`: 全面推行 stands before what is asked for, 预警系统 behind.

    Behind 要办好的是哪两项 nothing is said of it.
    """
    earlier = next((i for i in range(last - 1, -1, -1) if _is_content(tokens[i])), None)
    if tokens[last].nodes or [t.text for t in tokens[last + 1 : last + 2]] == ["的"]:
        return tokens[last].text, ""
    if earlier is None or [t.text for t in tokens[earlier + 1 : last]] != ["的"]:
        return "", tokens[last].text
    return tokens[earlier].text, tokens[last].text
