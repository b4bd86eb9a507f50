"""Numbers of the texts against each other: A比B多几个, 四座厂里规模最小的是哪一座."""

from __future__ import annotations

import re
from collections.abc import Sequence

from queries.asking.figures.by_place import places_apart
from queries.asking.figures.figure_claims import asks_outcome, yes_or_no_words
from queries.asking.figures.targets import Nearest
from queries.asking.readings.draft import WEAK_ROLES, Draft
from queries.asking.readings.nouns import Focus
from queries.asking.rows.tables import Row
from queries.asking.words.pieces import is_against

_COMPARING = ("more", "difference", "equal")
_PIECES = ("phrase", "alias")
_NAMED = ("indicator", "project", "facility", "programme", "organization")
_ADDED = ("多出来", "多出", "多出几个", "多了")
"""Words that compare nothing where only one thing is named: 扩建以后多出来几个学位."""
_COMPARISON = "comparison of numbers"


def ask_for_figures(draft: Draft, focus: Focus) -> None:
    """Make numbers what is asked for where words of the texts are compared by those beside them."""
    if focus.kind not in ("item", "target") or focus.asks or _speaks_of_work(draft):
        return
    if focus.kind == "target" and places_apart(draft):
        return
    pieces = sum(t.has(*_PIECES) or bool(t.named(*_NAMED)) for t in draft.tokens)
    comparing = [i for i, t in enumerate(draft.tokens) if t.has(*_COMPARING) and not t.nodes]
    comparing += [i for i in draft.find("gt", "lt") if is_against(draft.tokens, i)]
    against = [i for i in comparing if draft.tokens[i].text not in _ADDED]
    if comparing and not against and not any(t.has("and", "or") for t in draft.tokens):
        for place in comparing:
            draft.use(place, "deed")
    elif comparing and pieces > 1:
        for place in comparing:
            draft.used[place] = (_COMPARISON, draft.tokens[place].text)
    elif focus.measure != "rank" or focus.roles or not pieces:
        return
    focus.kind, focus.measure = "target", "list"


def _speaks_of_work(draft: Draft) -> bool:
    """Tell whether bodies, officials or their roles are spoken of: their items are compared."""
    return any(
        t.has("rolenoun")
        or (t.has("role") and t.text not in WEAK_ROLES)
        or (t.named("agency", "official") and not t.named("place"))
        or (t.has("theme") and not t.has("phrase"))
        for t in draft.tokens
    )


def compares_places(draft: Draft, focus: Focus) -> bool:
    """`双凤镇和璜泾镇，哪边新建的站点多`: ask for the number of each place instead of items."""
    places = places_apart(draft)
    rest = [t for t in draft.tokens if t not in places and t.has(*_PIECES)]
    words = [i for i, t in enumerate(draft.tokens) if t.has(*_COMPARING, "every")]
    if not places or not rest or not words or _speaks_of_work(draft):
        return False
    two = len(places) == _TWO
    for place, token in enumerate(draft.tokens):
        if token in places:
            draft.use(place, "topic", token.text)
    for place in [*words, *draft.find("wh", "which", "count")]:
        compared = two and draft.tokens[place].has(*_COMPARING)
        draft.used[place] = (_COMPARISON if compared else "each", draft.tokens[place].text)
    focus.kind, focus.measure = "target", "list"
    return True


_TWO = 2


def order_words(
    draft: Draft, order: str, chosen: Sequence[Nearest], candidates: Sequence[Row]
) -> tuple[str, tuple[str, ...]]:
    """Return what is to be said of the order of numbers, and what of it is doubtful."""
    zh = draft.language == "zh"
    if order:
        return _first_words(order, [r for near in chosen for r in near.rows], candidates, zh=zh)
    if not any(slot == _COMPARISON for slot, _ in draft.used.values()):
        return "", ()
    said, doubts = _difference_words(chosen, zh=zh)
    if zh and not doubts and (ratio := _ratio_words(draft, chosen)):
        return ratio, ()
    return (said if doubts else _claimed_more(draft, chosen) + said), doubts


def _ratio_words(draft: Draft, chosen: Sequence[Nearest]) -> str:
    """`A是B的几倍`, `A是B的百分之几`: say the first in terms of the second."""
    first, second = (float(near.rows[0]["value"]) for near in chosen)
    asked = next((t.text for t in draft.tokens if _RATIO.search(t.text)), "")
    if not asked or not second:
        return ""
    ratio = f"{first / second:.4g} 倍" if "倍" in asked else f"{100 * first / second:.4g}%"
    return f"前者是后者的 {ratio}。"


_RATIO = re.compile("倍$|百分之几$")


def _claimed_more(draft: Draft, chosen: Sequence[Nearest]) -> str:
    """`A的目标是否高于B`, `A与B的增幅一样吗`: say whether it is as the question claims."""
    words = [t for i, t in enumerate(draft.tokens) if draft.used.get(i, ("",))[0] == _COMPARISON]
    asks = any(t.has("yesno") for t in draft.tokens)
    others = any(t.has(*_ASKING) and not t.has("yesno") for t in draft.tokens)
    less = any(t.has("lt") or _LESS.search(t.text) for t in words)
    more = any(t.has("gt") or _MORE.search(t.text) for t in words)
    same = any(t.has("equal") for t in words)
    denied = any(t.has("neg") for t in draft.tokens)
    if not asks or others or denied or less + more + same != 1 or asks_outcome(draft):
        return ""
    first, second = (float(near.rows[0]["value"]) for near in chosen)
    if same and chosen[0].rows[0]["comparator"] != chosen[1].rows[0]["comparator"]:
        return ""  # 超62% and 62%
    if same:
        return yes_or_no_words(draft, holds=first == second)
    return yes_or_no_words(draft, holds=first < second if less else first > second)


_ASKING = ("wh", "which", "who", "count", "or")
_LESS = re.compile("[低少小短慢]|fewer|less|lower")
_MORE = re.compile("[高多大长快]|more|higher|greater")


def _first_words(
    order: str, rows: Sequence[Row], candidates: Sequence[Row], *, zh: bool
) -> tuple[str, tuple[str, ...]]:
    alike = len({(row["item"], row["measure"], row["unit"]) for row in candidates}) == 1
    doubt = "没有把握：按原文里同类的数比出来的。" if zh else "Unsure: like numbers were compared."
    doubts = () if len(candidates) > 1 and alike else (doubt,)
    said = "；".join(f"“{row.get('before') or row['measure']}…”（{row['quote']}）" for row in rows)
    if not rows:
        return "", doubts
    if zh:
        return f"{'最小' if order == 'least' else '最大'}的是{said}。", doubts
    return f" The {'least' if order == 'least' else 'greatest'}: {said}.", doubts


def _difference_words(chosen: Sequence[Nearest], *, zh: bool) -> tuple[str, tuple[str, ...]]:
    doubt = "没有把握：要比较的两个数没有都找到。" if zh else "Unsure: no two numbers to compare."
    rows = [row for near in chosen for row in near.rows]
    if len(chosen) != 2 or len(rows) != 2 or any(len(near.rows) != 1 for near in chosen):
        return "", (doubt,)
    units = {str(row["unit"]) for row in rows}
    if len(units) != 1 or not all(row["value"] for row in rows):
        return "", (doubt,)
    more, less = sorted(rows, key=lambda row: -float(row["value"]))
    difference, unit = float(more["value"]) - float(less["value"]), units.pop()
    unit = "个百分点" if unit == "%" else unit
    if not difference:
        return ("两者相同。" if zh else "Both are the same. "), ()
    if zh:
        return f"相差 {difference:g}{unit}，{more['measure']}（{more['quote']}）较高。", ()
    return f"The difference is {difference:g}{unit}; {more['measure']} has more. ", ()
