"""Clauses that only frame a question: who asks, what for, thanks, and how to write the answer.

They are told by their structure. A clause that asks or says of whom or what is asked stays; one
about the asker (`我在写一篇稿子`) or about the form of the answer (`报序号就行`) goes, as long as
what is left says by itself what is asked about. The words stand in `frames.csv`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from graph.index.index import TextIndex
from queries.asking.cutting.clause_parts import (
    ASKING,
    ASKS,
    ASSIGNS,
    CONTENT,
    QUOTES,
    clauses_of,
    named_in,
    text_of,
)
from queries.asking.cutting.frame_patterns import patterns
from queries.asking.cutting.introduced import FRAME, with_introduced
from queries.asking.cutting.introductions import says_where_from, tells_occasion
from queries.asking.cutting.premises import is_premise, points_at_frame, says_again
from queries.asking.readings.draft import AGENT_TYPES, is_agent
from queries.asking.words.courtesy import behind_asking
from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import Token

_LONGEST = 60
"""Characters of a clause that says how to write the answer, at the most."""
_DENIES = re.compile("[不别]")
_ENGLISH_ASKER = re.compile(r"\b(?:i|i'm|i am|we|my|our|thanks|thank)\b")


def without_frames(tokens: list[Token], index: TextIndex) -> list[Token]:
    """Return the tokens with each clause that only frames the question as one that says nothing."""
    home = index.columns.held_values("jurisdiction")
    tokens = with_introduced(tokens, home)
    clauses = list(clauses_of(tokens))
    own = home | named_in(c for c in clauses if any(t.has(*ASKS) for t in c))
    opening = _opening(tokens, clauses)
    frames = [
        c
        for c in clauses
        if c is opening or _is_form(c) or _is_scope(c) or _introduces(c, own) or _tells_work(c)
    ]
    asker = next((c for c in clauses[:-1] if says_where_from(c, clauses)), None)
    frames += [asker] if asker is not None and asker not in frames else []
    premises = [c for c in clauses[:-1] if is_premise(c, clauses) and c not in frames]
    frames = [c for c in (*frames, *premises) if not _specifies(c) and not _is_cut(c)]
    asked = next((n for n, c in enumerate(clauses) if any(t.has(*ASKS) for t in c)), len(clauses))
    early = [c for c in clauses[:asked] if _wanted(c) and not _is_scope(c)]
    told = [c for c in frames if c is opening or _introduces(c, own) or _tells_work(c)]
    told += premises
    frames = [c for c in frames if c not in early or c in told]
    if not any(t.has(*ASKS) for c in clauses if c not in frames for t in c):
        frames = [c for c in frames if "比" not in text_of(c)]
    kept = [c for c in clauses if c not in frames]
    if not frames or not _says_what(kept, frames):
        frames = [c for c in frames if _is_form(c)]
        kept = [c for c in clauses if c not in frames]
    if any(_points_back(c) for c in kept) or points_at_frame(kept, home):
        frames = [c for c in frames if not any(t.has(*CONTENT) for t in c)]
    if not frames or len(frames) == len(clauses):
        return tokens
    if any(_is_scope(c) and "单位" in text_of(c) for c in frames):
        tokens = [_unsaid(t) if t.value("mention") == "words" else t for t in tokens]
    plain = [c for c in frames if not _wanted(c) or not _is_form(c) or _DENIES.search(text_of(c))]
    return _with_wanted(_replaced(tokens, plain), [c for c in frames if c not in plain])


def _is_cut(clause: list[Token]) -> bool:
    """Tell whether of a clause only what it names is left (`introduced.py`)."""
    return any(t.has(FRAME) for t in clause)


def _specifies(clause: list[Token]) -> bool:
    """`教育是谁分管？我说的是“完善教育卫生服务”这一块`: what is meant is said again, closer."""
    narrows = any(t.has(*_NARROWS) or t.value("noun") == "project" for t in clause)
    return narrows and _MEANT.match(text_of(clause)) is not None


_NARROWS = ("name", "theme", "phrase", "alias", "annex", "row", "rows", "number", "spot")
_MEANT = re.compile("(?:我|这里|此处)?(?:说|指|讲|问)的是")


def _says_what(kept: list[list[Token]], frames: list[list[Token]]) -> bool:
    """Tell whether clauses say what is asked about, and not only a word behind a whole phrase.

    `要我们填农村集体资产地理信息库，对口的是谁`: what texts print stands before the comma, and a
    column (`主要责任单位是哪家`) says nothing of it.
    `我想就“暑托班”做个采访，应该找哪个责任单位`: what is quoted is hardly told by the way.
    """
    told = any(t.has("phrase", "theme", "name", "alias") for c in frames for t in c)
    excepted = [c for c in kept if told and any(t.has("except") for t in c)]
    content = [t for c in kept if c not in excepted for t in c if t.has(*CONTENT) or is_agent(t)]
    if excepted or any(t.text in QUOTES for c in frames for t in c):
        content = [t for t in content if t.has(*_NARROWS) or is_agent(t)]
    if told and all(t.has("rolenoun") for t in content):
        return False
    if not all(t.has("phrase") for t in content):
        return bool(content)
    longest = max((len(t.text) for c in frames for t in c if t.has("phrase")), default=0)
    return any(3 * len(t.text) > longest for t in content)


def _points_back(clause: list[Token]) -> bool:
    """Tell whether a clause speaks of what another one says: 那边扩建, 该局."""
    text = text_of(clause)
    again = patterns().anaphor.search(text) is not None and not _names(clause)
    return again or patterns().there.search(text) is not None


def _opening(tokens: list[Token], clauses: list[list[Token]]) -> list[Token] | None:
    """Return the clause before the first colon, if it only says that somebody wants to know.

    `科教新城的居民想知道：…`; `我想剔除发改委的影响：…而发改委不在其中的…` says it again behind.
    """
    colon = next((i for i, t in enumerate(tokens) if t.text == ":" and t.has("mark")), None)
    before = [c for c in clauses if colon is not None and c[-1].end <= tokens[colon].start]
    if colon is None or not before or len(before) == len(clauses):
        return None
    clause, behind = before[-1], named_in([tokens[colon:]])
    if patterns().whom.fullmatch(text_of(clause)) and _asks_whom(tokens[colon:]):
        return clause
    if says_again(clause, tokens[colon:]):
        return clause
    if any(t.has(*ASKS) and not t.has("noise") for t in clause):
        return None
    named = [t for t in clause if t.named("place", *AGENT_TYPES)]
    again = bool(named) and named_in([named]) <= behind
    asks = _WANTS.search(text_of(clause)) or patterns().asking.search(text_of(clause))
    return clause if asks or again else None


def _asks_whom(behind: list[Token]) -> bool:
    """`先弄清该找谁：…主要责任单位有哪几家`: what stands behind asks for those by itself."""
    return any(t.has(*ASKING) for t in behind) and any(map(is_wanted, behind))


_WANTS = re.compile(
    r"(?:想|要|来|急着|打算)(?:要|来)?(?:知道|了解|问|打听|核实|确认|弄清楚?|搞清楚?|查|查询|请教)"
    r"(?:一下|一问|下|问|清楚)?$"
)


def _introduces(clause: list[Token], own: frozenset[str]) -> bool:
    return _is_of_asker(clause, own) or tells_occasion(clause)


def _tells_work(clause: list[Token]) -> bool:
    """`想写一篇关于基层治理的稿子`: what the asker works on, whatever that is about."""
    asks = any(t.has(*ASKS) and not t.has("noise") for t in clause)
    return not asks and patterns().working.fullmatch(text_of(clause)) is not None


def _unsaid(token: Token) -> Token:
    """Return 写到 as saying nothing, where the question looks at the bodies in charge, too."""
    return replace(token, senses=(Sense("noise", ""),))


def _replaced(tokens: list[Token], frames: list[list[Token]]) -> list[Token]:
    """Return the tokens with one for each frame, without the mark that parts it from the rest."""
    first = {id(c[0]): c for c in frames}
    inner = {id(t) for c in frames for t in c[1:]}
    found: list[Token] = []
    for token in tokens:
        if id(token) in first:
            found.append(_framed(first[id(token)]))
        elif id(token) in inner or _is_idle_mark(found, token):
            continue
        else:
            found.append(token)
    return found


def _is_idle_mark(found: list[Token], token: Token) -> bool:
    """Tell whether a comma stands behind a frame, where it parts nothing."""
    return token.text in ",;:" and (not found or found[-1].has(FRAME))


def _framed(clause: list[Token]) -> Token:
    senses = (Sense("noise", ""), Sense(FRAME, ""))
    text = text_of(clause)
    return replace(clause[0], end=clause[-1].end, text=text, senses=senses, nodes=())


def _names(clause: list[Token]) -> bool:
    return any(t.nodes or t.has("phrase", "theme", "alias") for t in clause)


def _is_of_asker(clause: list[Token], own: frozenset[str]) -> bool:
    """Tell whether a clause speaks of the asker or of what the answer is for, and assigns nothing.

    `own` are the places whose documents these are: to name them says nothing more.
    """
    clause = behind_asking(clause)
    text = text_of(clause)
    states = patterns().states.match(text) is not None
    quotes = any(t.text in QUOTES for t in clause)
    own_deeds = {
        id(b) for a, b in pairwise(clause) if patterns().own.fullmatch(a.text) and not quotes
    }
    about = [t for t in clause if not (t.has("role") and (states or id(t) in own_deeds))]
    if any(t.has(*ASKS, *ASSIGNS) and not t.has("noise") for t in about):
        return False
    if any(_is_named(t, own) for t in clause) or _ASKS_FOR.search(text):
        return False
    if text.isascii():
        return _ENGLISH_ASKER.search(text) is not None
    said = [t for t in clause if not t.has("phrase")]
    if text.endswith("的") and not patterns().speaks.search(text):
        return False  # 最近完成了验收的: which items are meant
    return bool(said) and patterns().asker.search(text_of(said)) is not None


_ASKS_FOR = re.compile("(?:告诉|告知|发给|报给)我们?(?=.)")
"""`并告诉我电话`: what is asked for stands behind it."""


def _is_named(token: Token, own: frozenset[str]) -> bool:
    """Tell whether a word names somebody, or a place other than that of the documents."""
    named = token.named("place", *AGENT_TYPES)
    places = token.named("place")
    known = {node.iri for node in named} <= own or {node.iri for node in places} & own
    return bool(named) and not known


def _is_scope(clause: list[Token]) -> bool:
    """`责任单位栏和建设内容都算`: where is looked, which is everywhere anyway."""
    return patterns().scope.fullmatch(text_of(clause)) is not None


def _is_form(clause: list[Token]) -> bool:
    """Tell whether all words of a clause are of those that say how an answer is to be written."""
    rest = [t for t in clause if not is_wanted(t)]
    text = text_of(clause) if len(rest) == len(clause) else "".join(t.text for t in rest)
    if len(clause) - len(rest) > 1 or not rest or len(text) > _LONGEST:
        return False
    if any(t.has(*ASKING) and not t.has("noise") for t in clause):
        return False
    pattern = patterns().english if text.isascii() else patterns().form
    return pattern.fullmatch(text) is not None


def is_wanted(token: Token) -> bool:
    """Tell whether a word names what is wanted of several: 给我责任单位就行."""
    return token.has("rolenoun") or token.value("noun") in ("agency", "official")


def _wanted(clause: list[Token]) -> list[Token]:
    return [t for t in clause if is_wanted(t)]


def _with_wanted(tokens: list[Token], frames: list[list[Token]]) -> list[Token]:
    """`归谁负责？给我责任单位就行`: ask for those, and not for whoever is in charge."""
    asked = [t for t in tokens if t.has("who")]
    for clause in frames:
        for wanted in _wanted(clause):
            if len(asked) == 1:
                kept = [t for t in tokens if t not in clause]
                return with_wanted(kept, asked[0], wanted)
    return _replaced(tokens, [c for c in frames if _asks_again(c, tokens)])


def _asks_again(clause: list[Token], tokens: list[Token]) -> bool:
    """`主要责任单位各挂几项？请给出单位名与项数的对照`: asks for what is asked for before it."""
    before = tokens[: tokens.index(clause[0])]
    kinds = {_kind(t) for t in before if is_wanted(t)}
    return any(t.has(*ASKING) for t in before) and {_kind(t) for t in _wanted(clause)} <= kinds


def _kind(token: Token) -> str:
    official = token.value("rolenoun") == "supervising" or token.value("noun") == "official"
    return "official" if official else "agency"


def with_wanted(tokens: list[Token], who: Token, wanted: Token) -> list[Token]:
    """Return the tokens with `who` as the question for those that the noun `wanted` names."""
    which = replace(who, senses=(Sense("wh", ""),), nodes=())
    begin = [replace(which, senses=(Sense("by", ""),))] if who.text[:1] in "由归给找" else []
    noun = replace(wanted, start=which.start, end=which.end)
    at = tokens.index(who)
    return [*tokens[:at], *begin, which, noun, *tokens[at + 1 :]]
