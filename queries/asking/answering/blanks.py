"""The place of a question that words of a text fill: 全面推行什么预警系统, 对接哪两项战略.

A question of this kind is a clause of the text with a question word in it: what stands before that
word and behind it, and how many names are asked for, say where the answer stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

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

    Where nothing stands behind, what is `before` may be a deed or the kind of what is asked for.

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
    ends = list(accumulate(len(token.text) for token in tokens))
    first = next(i for i, end in enumerate(ends) if end > found.start())
    last = next(i for i, end in enumerate(ends) if end >= found.end())
    if not all(t.has(*_QUESTION_WORDS) for t in tokens[first : last + 1]):
        return None
    around = _Around(tokens, first, _end_of_words(tokens, last + 1))
    if around.asks_otherwise(found):
        return None
    behind = said[found.end() : ends[around.end - 1]]
    return _numeral(around, found, behind) if found["digit"] else _names(around, found, behind)


@dataclass(frozen=True)
class _Around:
    """A question with the place of its question word, and where the words behind that end."""

    tokens: Sequence[Token]
    first: int
    end: int

    @property
    def before(self) -> int | None:
        """Return the place of the word before the question word that names or does something."""
        places = range(self.first - 1, -1, -1)
        return next((i for i in places if _is_content(self.tokens[i])), None)

    @property
    def others(self) -> tuple[Token, ...]:
        return (*self.tokens[: self.first], *self.tokens[self.end :])

    def asks_otherwise(self, found: re.Match[str]) -> bool:
        """Tell whether a question asks who has the work, for work items, or for a row."""
        near = self.tokens[(self.before or 0) + 1 : self.end]
        of_items = not found["digit"] and any(map(is_item_noun, near))
        others = (t for i, t in enumerate(self.others) if i != self.before)
        return of_items or any(map(_is_of_others, others)) or _mentions(self.tokens)


def _numeral(around: _Around, found: re.Match[str], behind: str) -> Blank | None:
    """`几证合一`, `太仓日是第几届`: a number within a word, told by what stands behind it."""
    near = "" if around.before is None else around.tokens[around.before].text
    is_short = len(behind) < _SHORTEST
    if _ROW.search(found[0] + behind) or (is_short and not (near and found["digit"] == "第几")):
        return None
    return Blank(near if is_short else "", behind, 1, numeral=True, others=around.others)


def _names(around: _Around, found: re.Match[str], behind: str) -> Blank | None:
    """`推行什么预警系统`, `要办好的是哪两项`: names that stand by the words around the blank."""
    before, tokens = around.before, around.tokens
    if before is None or behind[:1] == "的":
        return None
    number = number_of(found["n"]) if found["n"] else 0 if found["many"] else 1
    named = tokens[before].text
    if not behind and (around.end == len(tokens) or tokens[around.end].has("mark")):
        named, behind = _turned(tokens, before)
    if number <= 1 and (counted := _HEAD.match(behind)):
        number, behind = number_of(counted["n"]), behind[counted.end() :]
    is_name = bool(tokens[before].nodes)
    return Blank(named, behind, number, numeral=False, others=around.others, is_name=is_name)


def _is_of_others(token: Token) -> bool:
    """Tell whether a word asks who has the work, or for something else, or denies something."""
    said = token.has(*_OTHERS) and not token.nodes
    named = bool(token.named(*_NAMES)) and not token.named("place")
    return said or named or token.value("noun") in _NAMES


def _is_content(token: Token) -> bool:
    """Tell whether a word may stand beside the blank: what names something, or a deed (安装)."""
    says = token.has(*_CONTENT) or bool(token.nodes)
    is_deed = token.value("noise") == "deed" and len(token.text) > 1
    return is_deed or (says and not token.has("mark", "thisdoc") and not is_idle(token))


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
    is_noise = token.has("noise") and (len(token.text) > 1 or token.value("noise") == "auxiliary")
    return is_noise or token.has("now", "year")


def _turned(tokens: Sequence[Token], last: int) -> tuple[str, str]:
    """`全面推行的预警系统是什么`: 全面推行 stands before what is asked for, 预警系统 behind."""
    earlier = next((i for i in range(last - 1, -1, -1) if _is_content(tokens[i])), None)
    if earlier is None or [t.text for t in tokens[earlier + 1 : last]] != ["的"]:
        return tokens[last].text, ""
    return tokens[earlier].text, tokens[last].text
