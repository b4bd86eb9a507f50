"""Several things named in one question, each asked for by itself: A、B、C这几项归到哪个分类.

Words of a text are read as conditions on one item; a list of things that no item has all of is
asked part by part.
"""

from __future__ import annotations

from queries.asking.readings.draft import Draft, is_agent, is_unknown
from queries.asking.words.tokens import Token

_JOINTS = ("、", "和", "与", "及", "以及")
_NAMING = ("phrase", "alias", "name")
_BESIDE = ("这几项", "那几项", "分别", "各", "各自", "都")


def each_named(draft: Draft) -> list[list[Token]]:
    """Return the tokens of one question for each of the things named, none for another question."""
    tokens = draft.tokens
    asked = [n for n, t in enumerate(tokens) if t.value("asks") == "category"]
    if draft.language != "zh" or len(asked) != 1:
        return []
    end = next((n for n, t in enumerate(tokens) if _ends_list(t)), asked[0])
    named: list[list[Token]] = [[]]
    for token in tokens[:end]:
        if token.text in _JOINTS and token.has("and"):
            named.append([])
        else:
            named[-1].append(token)
    plain = all(_is_named(part) for part in named)
    if len(named) == 1 or not plain or all(t.has("name") for part in named for t in part):
        return []
    tail = [t for t in tokens[end:] if t.text not in _BESIDE]
    return [[*part, *tail] for part in named]


def _ends_list(token: Token) -> bool:
    """Tell whether a word stands behind the things that are named, and is of none of them."""
    of_places = token.has("annex") or token.value("noise") in ("preposition", "listed")
    return token.text in _BESIDE or of_places or token.value("asks") == "category"


def _is_named(part: list[Token]) -> bool:
    """Tell whether a part of a list is words of a text, in quotes or with a deed beside them."""
    naming = any(t.has(*_NAMING) for t in part)
    beside = (t.has(*_NAMING, "mark", "noise", "noun") or is_unknown(t) for t in part)
    return naming and all(beside) and not any(is_agent(t) or t.has("role") for t in part)
