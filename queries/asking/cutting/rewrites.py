"""Wordings that say what another wording says plainly: `没有谁比他更多` is 最多.

A line of `rewrites.csv` has a pattern of words, what stands in their place, a question, and a
question that means the same. In a pattern stand words, parted by blanks: `比` is that word, `没|无`
either of two, `{neg}` a word of that class, `{noun=official}` one with that value too, `{agent}`
somebody named, `{node=heading}` what the graph knows as one, `...` any words up to a mark, `…` any
words and marks. A word with `?` may be missing, `_` is a blank, `^` and `$` are the begin and the
end of the question. In its place stand words of the grammar, and the numbers of words of the
pattern that stay.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from queries.asking.readings.draft import agents_of
from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import Token, grammar_tokens
from queries.asking.words.wording import fold_question

_REST = "[^<>]*"
_GAPS = {"...": f"(?:<(?!{_REST}\\|mark=){_REST}>)*?", "…": ".*"}
_END = f"(?:<[?。!,]\\|{_REST}>|<(?P<remark>[^<>|]*)\\|noise=(?P=remark)?\\|{_REST}>)*$"
"""Marks, and remarks on the question."""


@dataclass(frozen=True)
class Rewrite:
    """A wording and what it means: patterns of words, and a question of each."""

    pattern: str
    becomes: str
    question: str
    means: str


@cache
def rewrites() -> tuple[Rewrite, ...]:
    """Return the lines of `rewrites.csv`."""
    text = files("queries.asking").joinpath("rewrites.csv").read_text("utf-8")
    return tuple(Rewrite(**row) for row in csv.DictReader(text.splitlines()))


def with_rewrites(tokens: list[Token]) -> list[Token]:
    """Return the tokens of a question with each wording that is known as what it means.

    >>> with_rewrites([])
    []
    """
    written = [_written(token) for token in tokens]
    text = "".join(written)
    for rewrite, pattern in _compiled():
        if (found := pattern.search(text)) is not None:
            tokens = _replaced(tokens, written, found, rewrite.becomes)
            written = [_written(token) for token in tokens]
            text = "".join(written)
    return tokens


@cache
def _compiled() -> tuple[tuple[Rewrite, re.Pattern[str]], ...]:
    return tuple((one, re.compile(_pattern(one.pattern))) for one in rewrites())


def _pattern(words_of: str) -> str:
    return "".join(map(_element, words_of.split()))


def _element(element: str) -> str:
    """Return a word of a pattern as a regular expression, in a group of its own."""
    if element in ("^", "$"):
        return "^" if element == "^" else _END
    if element in _GAPS:
        return f"({_GAPS[element]})"
    optional = "?" if element.endswith("?") and len(element) > 1 else ""
    ways = element.removesuffix(optional).split("|")
    return f"((?:{'|'.join(map(_way, ways))}){optional})"


def _way(way: str) -> str:
    if not way.startswith("{"):
        return f"<{re.escape(fold_question(way.replace('_', ' ')).text)}\\|{_REST}>"
    kind, _, value = way.strip("{}").partition("=")
    sense = f"{re.escape(kind)}={re.escape(value)}" + ("\\|" if value else "")
    return f"<{_REST}\\|{sense}{_REST}>"


def _written(token: Token) -> str:
    """Return a token as patterns see it: `<text|class=value|class=value|>`."""
    senses = [f"{sense.kind}={sense.value}" for sense in token.senses]
    senses += [f"agent={node.type}" for node in agents_of(token)[:1]]
    senses += [f"node={kind}" for kind in dict.fromkeys(node.type for node in token.nodes)]
    said = "|".join((token.text, *senses))
    return f"<{said.translate(_PLAIN)}|>"


_PLAIN = str.maketrans({"<": " ", ">": " "})


def _replaced(
    tokens: list[Token], written: list[str], found: re.Match[str], becomes: str
) -> list[Token]:
    """Return the tokens with what was found as it is meant."""
    ends = [0]
    for one in written:
        ends.append(ends[-1] + len(one))
    place = {end: n for n, end in enumerate(ends)}
    begin, end = place[found.start()], place[_end(found)]
    said = [int(word) if word.isdigit() else word for word in becomes.split()]
    kept = {
        n: tokens[place[found.start(n)] : place[found.end(n)]] for n in said if isinstance(n, int)
    }
    held = [token for part in kept.values() for token in part]
    gone = [token for token in tokens[begin:end] if token not in held]
    meant: list[Token] = []
    for word in said:
        meant += (
            kept[word] if isinstance(word, int) else [_inserted(word, meant, gone, tokens[end - 1])]
        )
    return [*tokens[:begin], *meant, *tokens[end:]]


def _inserted(word: str, before: list[Token], gone: list[Token], last: Token) -> Token:
    """Return a word of the grammar in the place of one that goes."""
    begin = before[-1].end if before else 0
    near = next((token for token in gone if token.start >= begin), last)
    return Token(near.start, near.end, word, _senses(word))


@cache
def _senses(word: str) -> tuple[Sense, ...]:
    """Return what the grammar says of a word or a number; any other is one of the texts."""
    known = (t.senses for t in grammar_tokens(word) if t.end == len(word))
    return next(known, (Sense("phrase", word),))


def _end(found: re.Match[str]) -> int:
    """Return where the words of a pattern end: marks behind them stay."""
    own = found.re.groups - len(found.re.groupindex)
    return max((found.end(n) for n in range(1, own + 1)), default=found.end())
