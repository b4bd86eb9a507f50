"""Clauses before a question that say how the asker lives, what was noticed, or the same in short.

`平时常去河边散步` says nothing of what is asked; `我注意到A总和B一起出现。` names those whom the
question names again; `想知道谁担子最重：…最多的领导是谁` is said again behind the colon, closer.
"""

from __future__ import annotations

from queries.asking.cutting.clause_parts import CONTENT, QUOTES, text_of
from queries.asking.cutting.frame_patterns import patterns
from queries.asking.readings.draft import AGENT_TYPES, is_agent
from queries.asking.words.courtesy import is_asking
from queries.asking.words.tokens import Token

_ASKING = ("wh", "which", "who", "count", "most", "least")
_LIMITS = ("neg", "only", "but", "or", "except", "others", "num", "year", "asks", "yesno", "rank")
_PLACED = ("annex", "annexes", "row", "rows", "number", "spot", "share", "role", "rolenoun")
_TOPICS = ("name", "theme", "phrase", "alias", "type", "programme", "saved", "mention")


def is_premise(clause: list[Token], clauses: list[list[Token]]) -> bool:
    """Tell whether a clause with others behind it restricts nothing that they ask for."""
    at = next((n for n, c in enumerate(clauses) if c is clause), len(clauses))
    later = [t for c in clauses[at + 1 :] for t in c]
    if not any(t.has(*_ASKING, "yesno", "asks", "saved") for t in later):
        return False
    return (
        _tells_life(clause)
        or _tells_noticed(clause, later)
        or _tells_lack(clause, clauses[at + 1 :])
    )


def _tells_life(clause: list[Token]) -> bool:
    """`平时常去河边散步`, `作为一名餐饮店老板`, `想上门对接`: of the asker, and of no work."""
    meant = [t for t in clause if not t.has("noise", "num")]
    if any(t.has(*_ASKING, *_PLACED, "noun", "yesno", "only", "neg") for t in meant):
        return False
    if any(t.nodes or is_agent(t) for t in meant):
        return False
    return patterns().lives.fullmatch(text_of(clause)) is not None


def _tells_lack(clause: list[Token], later: list[list[Token]]) -> bool:
    """`孩子放暑假没人带，“爱心暑托班”…`: what is missed, where a quoted name says what is asked."""
    if any(t.has(*_ASKING, *_PLACED, "yesno", "only") or t.nodes for t in clause):
        return False
    quoted = later and later[0][0].text in QUOTES and len(later[0]) > 1
    names = quoted and len(later[0][1].text) >= _LONG and later[0][1].has("name", "phrase")
    return bool(names) and patterns().lacks.fullmatch(text_of(clause)) is not None


_LONG = 4


def _tells_noticed(clause: list[Token], later: list[Token]) -> bool:
    """`我注意到高彬的名字总和许超震一起出现`: who is named is named again where it is asked."""
    if patterns().notices.match(text_of(clause)) is None:
        return False
    if any(t.has(*_ASKING, *_LIMITS, *_PLACED) and not t.has("noise") for t in clause):
        return False
    named = {n.iri for t in clause for n in t.named("place", *AGENT_TYPES)}
    again = {n.iri for t in later for n in t.nodes}
    others = [t for t in clause if t.has(*_TOPICS) and not is_agent(t) and not t.has("mention")]
    return bool(named) and named <= again and not others


def says_again(clause: list[Token], behind: list[Token]) -> bool:
    """Tell whether a clause before a colon asks in short what is asked behind it.

    `想知道哪位领导担子最重：附件1里分管任务条数最多的领导是谁` asks for the same kind and order,
    `我想了解领导之间分工交叉的程度：…` says what the asker takes an interest in.
    """
    first = next((n for n, t in enumerate(clause) if not _wishes(t)), len(clause))
    said = [t for t in clause[first:] if not t.has("noise", "have", "be")]
    general = patterns().interest.search(text_of(clause)) is not None
    said = said[:-1] if general and said and said[-1].has("phrase") else said
    if not first or not (general or any(t.has(*_ASKING) for t in said)):
        return False
    roles = {(sense.kind, sense.value) for t in behind for sense in t.senses if t.has("role")}
    placed = [t for t in said if t.has(*_PLACED) and ("role", t.value("role")) not in roles]
    if placed or any(t.nodes or t.has(*_LIMITS, *_TOPICS) for t in said):
        return False
    kinds = {sense.kind for t in behind for sense in t.senses}
    nouns = {t.value("noun") for t in behind} | {t.value("rolenoun") for t in behind}
    asks = all(_asks_too(t, kinds) for t in said if t.has(*_ASKING))
    return asks and all(t.value("noun") in nouns for t in said if t.has("noun"))


def _wishes(token: Token) -> bool:
    return is_asking(token) or token.value("noise") == "asker"


def _asks_too(token: Token, kinds: set[str]) -> bool:
    """Tell whether a word that asks has one like it among `kinds`."""
    orders = [kind for kind in ("most", "least", "count") if token.has(kind)]
    return all(kind in kinds for kind in orders) and (bool(orders) or bool(_WHO & kinds))


_WHO = {"wh", "which", "who"}


def points_at_frame(kept: list[list[Token]], home: frozenset[str]) -> bool:
    """Tell whether `这项工程` in one of the clauses that stay means what none of them names.

    To name `home`, the places whose documents these are, says of no work: 太仓2018年这项工作.
    """
    for at, clause in enumerate(kept):
        topics = [t for t in clause if not home.intersection(n.iri for n in t.nodes)]
        meant = any(t.nodes or t.has(*_TOPICS) for t in topics)
        if patterns().this.search(text_of(clause)) and not meant:
            return not any(t.has(*CONTENT) for c in kept[:at] for t in c)
    return False
