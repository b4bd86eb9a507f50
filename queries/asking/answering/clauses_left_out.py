"""The clauses of a question that may be left out: they name nobody and ask nothing.

A premise before what is asked, a remark behind it, or what somebody asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from queries.asking.readings.draft import AGENT_TYPES
from queries.asking.words.courtesy import any_of, is_asking
from queries.asking.words.tokens import Token

Span = tuple[int, int]
_MARKS = re.compile("[,，。;；:：!！?？—…~]+")
_ASKS = ("wh", "which", "who", "count", "yesno", "asks", "saved", "most", "least")
_ROLES = ("role", "rolenoun")
_SAYS = (
    *_ASKS,
    *_ROLES,
    "annex",
    "row",
    "rows",
    "spot",
    "number",
    "theme",
    "neg",
    "except",
    "only",
)


def idle_clauses(text: str, tokens: list[Token]) -> list[Span]:
    """Return the first or last clauses in which nobody is named and nothing asked."""
    ends = [0, *(m.end() for m in _MARKS.finditer(text)), len(text)]
    clauses = [(a, b) for a, b in pairwise(ends) if a < b]
    held = [[t for t in tokens if a <= t.start < b] for a, b in clauses]
    saying = (*_SAYS, "phrase")
    heard = [_says_something(part, saying) for part in held]
    if any(t.has(*_ROLES) for tokens in held[1:] for t in tokens) and held[0]:
        heard[0] = _says_something(held[0], tuple(set(saying) - set(_ROLES)))
    it: list[Token] = []
    if len(held) > 1 and held[1] and _tells_what_for(text[slice(*clauses[0])], held):
        it = _meant_by_it(held[0], [t for part in held[1:] for t in part])
        heard[0] = bool(not it and any(t.nodes for t in held[0]))
    if True not in heard:
        return []
    first, last = heard.index(True), len(heard) - heard[::-1].index(True)
    left = [*range(first), *range(last, len(clauses))]
    gone = [clauses[n] for n in left if any(not t.has("mark") for t in held[n])]
    if it and gone:
        (begin, end), *others = gone
        gone = [(begin, it[0].start), (it[0].end, end), *others, (it[1].start, it[1].end)]
    return [(a, b) for a, b in gone if a < b]


def asides(text: str, tokens: list[Token]) -> Iterator[list[Span]]:
    """Yield what may be a premise before what is asked, then what may be said behind it, the least
    that is left out first.

    `想检验“一事一主”：…`, `廉政是永恒的课题。…`, `…，哪怕它只是一条路名`: these name nobody who is
    not named in the rest, and the rest asks by itself.
    """
    marks = [mark.end() for mark in _MARKS.finditer(text)]
    for end in marks[:_MOST_CLAUSES]:
        if _is_aside(text, tokens, 0, end):
            yield [(0, end)]
    for start in marks[::-1][:_MOST_CLAUSES]:
        if start < len(text) and _is_aside(text, tokens, start, len(text)):
            yield [(start, len(text))]


_MOST_CLAUSES = 4


def _is_aside(text: str, tokens: list[Token], start: int, end: int) -> bool:
    gone = [t for t in tokens if start <= t.start < end]
    rest = [t for t in tokens if not start <= t.start < end]
    asks = any(t.has(*_ASKS) for t in rest) and any(t.has(*_ROLES, "annex", "noun") for t in rest)
    said = text[start:end].rstrip(_STOPS)
    if not asks or _OF_WORK.search(said) or said.count("“") != said.count("”"):
        return False
    named = {node for t in gone for node in t.named("place", *AGENT_TYPES)}
    again = {node for t in rest for node in t.named("place", *AGENT_TYPES)}
    narrowing = () if said.startswith(_EVEN_IF) else _NARROWING
    matters = (*narrowing, "wh", "which", "who", "yesno")
    return named <= again and not any(t.has(*matters) and not t.has("noise") for t in gone)


_STOPS = ",，。;；:：!！?？—…~"
_EVEN_IF = ("哪怕", "即使", "即便", "纵使", "就算")
"""How a clause begins that widens what is asked for."""
_OF_WORK = re.compile("[条项件事个]$|任务$|工程$|项目$|工作$|方面$|[里中上内]$")
"""How a clause ends that says of which work something is asked: 打击固废那一条."""
_NARROWING = ("annex", "row", "rows", "spot", "number", "neg", "except", "only")


def _tells_what_for(text: str, held: list[list[Token]]) -> bool:
    """`研究领导分工，请列出…`: a clause that begins with work of the asker, who then asks."""
    before = f"(?:{any_of('self')}|正|为了?|因为|由于|想|要)*+(?:[给替帮在].{{0,8}}?)?"
    begins = re.match(before + any_of("begin"), text)
    asks = any(t.value("noise") in _REQUESTS for t in held[1][:2]) or is_asking(held[1][0])
    return begins is not None and (asks or held[1][0].text in _ANY)


_REQUESTS = ("courtesy", "request", "asker", "auxiliary")
_ANY = ("凡", "凡是", "请", "请问")


def _meant_by_it(opening: list[Token], rest: list[Token]) -> list[Token]:
    """`给环保局做表，它牵头几项`: return who is named in an opening and meant by 它 behind it.

    The first of what is returned stays, the second goes.
    """
    named = [t for t in opening if t.named(*AGENT_TYPES)]
    pronoun = next((t for t in rest if t.text in _PRONOUNS), None)
    return [named[0], pronoun] if len(named) == 1 and pronoun is not None else []


_PRONOUNS = ("它", "他", "她", "其", "本局", "该局", "该单位", "本单位")


def _says_something(tokens: list[Token], saying: tuple[str, ...]) -> bool:
    """Tell whether a clause names somebody, or has words of the classes `saying`."""
    named = any(t.named("place", *AGENT_TYPES) or t.text in '“”"' for t in tokens)
    return named or any(t.has(*saying) and not t.has("noise") for t in tokens)


def are_sentences(text: str, spans: list[Span]) -> bool:
    """Tell whether each span is one or several sentences."""
    ends = (text[a - 1 : a] + text[b - 1 : b] for a, b in spans)
    return all(not set(end) - set(_SENTENCE_ENDS) for end in ends)


_SENTENCE_ENDS = "。？?！!；;"
