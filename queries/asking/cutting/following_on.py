"""A question after one that is answered: X的工程看过了，那Y的呢.

The clause that says so asks for nothing. What it names is another thing than the one that is asked
about behind it, and says for that what is not said again: the kind of items, the annex.
"""

from __future__ import annotations

import re
from dataclasses import replace

from queries.asking.readings.draft import AGENT_TYPES, is_agent
from queries.asking.readings.nouns import is_item_noun
from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import Token

_KNOWN = re.compile(
    "(?:[我们咱都也已经]*(?:看|查|说|列|问|数|讲|报|记|聊)[过完好到]?(?:一遍|下来|出来)?"
    "|[我们咱都也已经]*(?:知道|清楚|明白|有数|了解|掌握|弄清楚?|搞清楚?))了$"
)
_SAID = re.compile(
    "^(?:刚才|刚刚|前面|之前|上面|方才|先前)我?们?(?:问|看|说|查|列|讲)[过了完]?的?(?:是|了)?"
    "|^(?:已经)?(?:知道|清楚|了解|弄清|查到|看过|数过|问过)了"
)
_GOES_ON = re.compile(
    "^(?:(?:那么?|再|接下来|接着|然后|下面|现在|换成|换到|改看|轮到|至于)"
    "(?:看看?|数数?|说说?|问问?|查查?|列|算|讲|换成)?)+"
)
_BOTH = re.compile("[和与跟同比][它他她]|[两二][家位人者]")
"""What means the one that is known as well: 那Y和它谁的任务多."""
_ASKS = ("wh", "which", "who", "yesno", "neg", "only", "except", "most", "least", "or")


def with_follow_on(tokens: list[Token]) -> list[Token]:
    """Return the tokens without a first clause on what is known of another body or leader.

    >>> with_follow_on([])
    []
    """
    comma = next((i for i, t in enumerate(tokens) if t.text in ",。;" and t.has("mark")), None)
    if comma is None:
        return tokens
    known, rest = _plain(tokens[:comma]), _continued(tokens[comma + 1 :])
    named = [t for t in known if is_agent(t)]
    if rest is None or _BOTH.search("".join(t.text for t in rest)):
        return tokens
    known = [t for t in known if not t.has("count")]  # X几条我清楚了
    if len(named) != 1 or any(t.has(*_ASKS) for t in known):
        return tokens
    other = next(t for t in rest if is_agent(t))
    if not _are_alike(named[0], other) or named[0].text == other.text:
        return tokens
    return _with_what_is_meant(known, named[0], rest, other)


def _plain(clause: list[Token]) -> list[Token]:
    """Return a clause without the words that say that it is known, empty if it does not."""
    text = "".join(t.text for t in clause)
    end, begin = _KNOWN.search(text), _SAID.match(text)
    if end is None and begin is None:
        return []
    first, last = begin.end() if begin else 0, end.start() if end else len(text)
    found, at = [], 0
    for token in clause:
        if first <= at and at + len(token.text) <= last:
            found.append(token)
        at += len(token.text)
    return found


def _continued(tokens: list[Token]) -> list[Token] | None:
    """Return what begins with somebody else behind 那 and the like, None if nothing does."""
    text = "".join(t.text for t in tokens)
    begin = _GOES_ON.match(text)
    at = 0
    for place, token in enumerate(tokens):
        if begin and at == begin.end():
            return tokens[place:] if is_agent(token) else None
        at += len(token.text)
    return None


def _are_alike(one: Token, other: Token) -> bool:
    kinds = [{n.type for n in t.named(*AGENT_TYPES)} for t in (one, other)]
    return bool(kinds[0] & kinds[1])


def _with_what_is_meant(
    known: list[Token], named: Token, rest: list[Token], other: Token
) -> list[Token]:
    """Return what is asked of the other, with what the first clause says of the one named."""
    at, place = known.index(named), rest.index(other)
    before, behind = known[:at], known[at + 1 :]
    own = _without_pronoun(rest[place + 1 :])
    if _is_left_to_that(own):
        asked = [t for t in own if not t.has("mark") and t.text not in ("的", "呢", "又")]
        which = [replace(other, text="有哪些", senses=(Sense("which", ""),), nodes=())]
        return [*before, other, *behind, *(asked or which)]
    if any(is_item_noun(t) for t in own):
        return [*(t for t in before if t.has("annex")), other, *own]
    noun = [t for t in behind if is_item_noun(t)][-1:]
    ends = next((i for i, t in enumerate(own) if t.text == "的"), None)
    if noun and ends is not None:
        own = [*own[: ends + 1], *noun, *own[ends + 1 :]]
    return [*(t for t in before if t.has("annex")), other, *own]


def _without_pronoun(own: list[Token]) -> list[Token]:
    """`换成Y，它主责的任务`: the other is meant."""
    said = [t.text for t in own[:2]]
    return own[2:] if said in [[",", "它"], [",", "他"], [",", "她"]] else own


def _is_left_to_that(own: list[Token]) -> bool:
    """`那Y的呢`, `再看Y的，是哪一项`: nothing is said of the other but that it is asked about."""
    asks = ("wh", "which", "count", "mark", "be", "have", "noise", "annexes", "total")
    return all(t.has(*asks) or t.text == "又" for t in own)
