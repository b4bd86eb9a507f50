"""English words that say something only beside others: himself alone, projects 16, 17 and 18."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.cutting.frames import with_wanted
from queries.asking.readings.draft import is_agent
from queries.asking.words.grammar import Sense
from queries.asking.words.tokens import Token

_STRESS = ("himself", "herself", "itself", "themselves")
_LISTED = ("number", "row")


def with_idioms(tokens: list[Token]) -> list[Token]:
    """Give English words the meaning that they have beside others.

    `himself` says nothing more where `alone` or the like is said; by itself it may mean either.
    """
    tokens = _with_share_measured(tokens)
    tokens = _with_every_item(_with_which_behind(_with_sole(_with_items_among(tokens))))
    tokens = _with_claim_before(_without_alone_behind(_without_courtesy(_with_lists(tokens))))
    tokens = _with_wanted_behind(_with_first(tokens))
    return _with_numbers_listed(_without_stress(_without_only_behind(tokens)))


def _with_items_among(tokens: list[Token]) -> list[Token]:
    """`Among items 97 to 115, which do not list X`: which items."""
    rows = any(t.has("rows", "row") for t in tokens[:_ROWS_SAID])
    if not rows or tokens[0].text != "among":
        return tokens
    for place, (comma, asked) in enumerate(pairwise(tokens)):
        behind = tokens[place + 2 : place + 3]
        bare = bool(behind) and behind[0].has("yesno", "have", "neg", "be", "noise")
        if comma.text == "," and asked.text == "which" and bare:
            noun = replace(asked, text="items", senses=(Sense("noun", "item"),))
            return [*tokens[: place + 2], noun, *tokens[place + 2 :]]
    return tokens


_ROWS_SAID = 4


def _with_share_measured(tokens: list[Token]) -> list[Token]:
    """`What share of GDP should R&D spending reach`: the indicator itself is that share."""
    share = next((i for i, t in enumerate(tokens) if t.has("share")), None)
    measured = [t for t in tokens if "占" in (t.value("alias") or t.text) and not t.has("share")]
    if share is None or len(measured) != 1:
        return tokens
    title = measured[0].value("alias") or measured[0].text
    whole = next((i for i in range(share + 1, len(tokens)) if not tokens[i].has("noise")), share)
    base = tokens[whole].value("alias") or tokens[whole].text
    if tokens[whole] is measured[0] or base not in title:
        return tokens
    target = replace(tokens[share], text="target", senses=(Sense("asks", "target"),))
    rest = [t for t in tokens[whole + 1 :] if t.text not in _AMOUNTING]
    return [*tokens[:share], target, *rest]


_AMOUNTING = ("reach", "account", "represent", "constitute", "make up", "hit", "attain")


def _with_sole(tokens: list[Token]) -> list[Token]:
    """`supervised by X alone and include Y`: X alone, as `supervised only by X`."""
    for place in range(1, len(tokens) - 3):
        by, named, alone, joint = tokens[place : place + 4]
        said = by.has("by") and is_agent(named) and alone.text == "alone" and joint.has("and")
        if said and tokens[place - 1].has("role"):
            only = replace(alone, text="only")
            return [*tokens[:place], only, by, named, *tokens[place + 3 :]]
    return tokens


def _with_which_behind(tokens: list[Token]) -> list[Token]:
    """`The item with the most X is which one?`: which item it is."""
    kept = [t for t in tokens if not t.has("mark")]
    if kept and kept[-1].text == "one":
        kept.pop()
    if len(kept) < _FEWEST or kept[-1].text != "which" or kept[-2].text not in ("is", "are"):
        return tokens
    return [kept[-1], *kept[:-2]]


def _with_every_item(tokens: list[Token]) -> list[Token]:
    """`Is X listed on every item supervised by Y?`: whether X has that role in each, too."""
    every = next((i for i, t in enumerate(tokens) if t.text == "every"), None)
    agents = [i for i, t in enumerate(tokens) if is_agent(t)]
    if every is None or len(agents) != _BEFORE or not agents[0] < every < agents[1]:
        return tokens
    role = next((t for t in tokens[every : agents[1]] if t.has("role")), None)
    said = any(t.has("role") for t in tokens[:every])
    asks = any(t.has("yesno") for t in tokens[: agents[0]])
    if role is None or said or not asks or tokens[every - 1].text not in ("on", "in", "of", "for"):
        return tokens
    on = tokens[every - 1]
    deed = replace(role, start=on.start, end=on.end, text=role.text.removesuffix("d"))
    does = replace(tokens[0], text="does", senses=(Sense("yesno", ""),))
    return [does, tokens[agents[0]], deed, *tokens[every:]]


def _with_lists(tokens: list[Token]) -> list[Token]:
    """`A, B and C`: between names of a list a comma joins as `and` does."""
    found = list(tokens)
    for place in range(len(tokens) - 4):
        first, comma, second, joint, third = tokens[place : place + 5]
        named = is_agent(first) and is_agent(second) and is_agent(third)
        if named and comma.text == "," and (joint.has("and") or joint.text == ","):
            found[place + 1] = replace(comma, text="and", senses=(Sense("and", ""),))
    return found


def _without_courtesy(tokens: list[Token]) -> list[Token]:
    """`Excuse me, does X …`: behind courtesies a question begins with its verb as well."""
    idle = [t.value("noise") == "courtesy" or t.has("mark") for t in tokens]
    first = idle.index(False) if False in idle else 0
    return tokens[first:] if first and tokens[first].has("yesno") else tokens


def _with_claim_before(tokens: list[Token]) -> list[Token]:
    """`In annex 2, does X have more than Y?`: where it is asked of may stand behind as well."""
    comma = next((i for i, t in enumerate(tokens) if t.text == ","), None)
    if comma is None or comma > _MOST_BEFORE or not tokens[0].has("noise"):
        return tokens
    rest, before = tokens[comma + 1 :], tokens[:comma]
    if not rest or not rest[0].has("yesno") or not any(t.has("annex") for t in before):
        return tokens
    ends = [t for t in rest[-1:] if t.has("mark")]
    return [*rest[: len(rest) - len(ends)], *before, *ends]


_MOST_BEFORE = 4


def _without_alone_behind(tokens: list[Token]) -> list[Token]:
    """`in Annex 1 alone`: nowhere else, which the annex says by itself."""
    behind = [False, *(t.has("annex") for t in tokens)]
    return [
        t for t, is_behind in zip(tokens, behind, strict=False) if not (is_behind and t.has("only"))
    ]


def _with_wanted_behind(tokens: list[Token]) -> list[Token]:
    """`Who is in charge of X, and which unit?`, `… — which unit?`: the bodies are asked for."""
    asked = [t for t in tokens if t.has("who")]
    said = [t for t in tokens if not t.has("mark")]
    if len(asked) != 1 or len(said) < _FEWEST:
        return tokens
    which, noun = said[-2:]
    apart = tokens[tokens.index(which) - 1].has("mark")
    if not (apart and which.has("wh") and noun.value("noun") in ("agency", "official")):
        return tokens
    kept = [t for t in tokens if t not in (which, noun)]
    return with_wanted(kept, asked[0], noun)


_FEWEST = 4


def _with_first(tokens: list[Token]) -> list[Token]:
    """`Name the three agencies that lead the most items`: the first three are asked for."""
    ranked = any(t.has("most", "least") for t in tokens)
    if not ranked or any(t.has("wh", "which", "first", "gt", "ge", "lt", "le") for t in tokens):
        return tokens
    for place in range(1, len(tokens) - 1):
        number, noun = tokens[place], tokens[place + 1]
        asked = all(t.has("noise") for t in tokens[:place])
        if number.has("num") and asked and noun.value("noun") in ("agency", "official"):
            first = replace(tokens[place - 1], text="top", senses=(Sense("first", ""),))
            return [*tokens[:place], first, *tokens[place:]]
    return tokens


def _without_stress(tokens: list[Token]) -> list[Token]:
    if not any(t.has("only") for t in tokens):
        return tokens
    return [t for t in tokens if t.text not in _STRESS]


def _without_only_behind(tokens: list[Token]) -> list[Token]:
    """`by one leader only`: of a number just that many are meant, as they are without the word."""
    return [t for i, t in enumerate(tokens) if not (t.text == "only" and _ends_number(tokens, i))]


def _ends_number(tokens: list[Token], place: int) -> bool:
    number, noun = tokens[max(place - 2, 0) : place] if place > 1 else (None, None)
    if number is None or noun is None or not number.has("num"):
        return False
    before = tokens[place - 3] if place > _BEFORE else None
    compares = before is not None and before.has("gt", "ge", "lt", "le", "first")
    return noun.has("noun", "rolenoun") and not compares


_BEFORE = 2


def _with_numbers_listed(tokens: list[Token]) -> list[Token]:
    """`projects 16, 17 and 18`: each number that is joined to the first is one of a project."""
    found: list[Token] = []
    for token in tokens:
        kind = _joined_to(found) if token.has("num") and token.text.isdecimal() else ""
        said = (Sense(kind, token.value("num") or ""),)
        found.append(replace(token, senses=said) if kind else token)
    return found


def _joined_to(before: list[Token]) -> str:
    """Return what numbers a list counts that goes on behind a joint, "" if there is none."""
    joints = len(before)
    while joints and (before[joints - 1].text == "," or before[joints - 1].has("and", "or")):
        joints -= 1
    first = before[joints - 1] if 0 < joints < len(before) else None
    return next((kind for kind in _LISTED if first is not None and first.has(kind)), "")
