"""Parts of documents and kinds of items that are compared by their numbers: 附件1比附件2多几项."""

from __future__ import annotations

from collections.abc import Iterator

from ontology.ids import rebase
from ontology.standards import PREFIXES
from queries.asking.readings.draft import Draft
from queries.asking.readings.nouns import Focus
from queries.asking.readings.reading import Clause, Reading
from queries.asking.understanding.adjoining import Found
from queries.asking.understanding.comparing import FEWER
from queries.asking.words.tokens import Node, Token

_PARTS = ("category", "heading")
_CLASSES = {"project": "Project", "indicator": "IndicatorItem"}
_TWO = 2


def compares_parts(draft: Draft, focus: Focus) -> bool:
    """Tell whether two parts of a document, or two kinds of items, are compared."""
    words = [i for i, t in enumerate(draft.tokens) if t.has("difference") or _asks_more(draft, t)]
    if not words or focus.kind != "item" or focus.measure not in ("list", "count"):
        return False
    compared = _compared(draft)
    if compared is None or any(t.has("theme") for t in draft.tokens):
        return False
    agents = [t for t in draft.tokens if t.named("agency", "group", "official")]
    if len(agents) > (compared[0] == "annex"):
        return False
    for place in [*words, *draft.find("count", "more")]:
        draft.use(place, "comparison")
    for place in draft.find("num"):
        if int(draft.tokens[place].value("num") or 0) == _TWO:
            draft.use(place, "number", "of those named")
    return True


def _asks_more(draft: Draft, token: Token) -> bool:
    """`A和B两个门类，哪个任务多`: which has more items; 哪个高 compares numbers of the texts."""
    which = any(t.has("wh", "which") or t.text == "还是" for t in draft.tokens)
    return which and token.has("more") and token.text in _MORE


_MORE = ("多", "少", "更多", "更少", "较多", "较少", "多些", "多一些", "少一些")


def compare_parts(draft: Draft, conditions: list[Found]) -> Reading:
    """Count the items of each of the two."""
    found = _compared(draft)
    assert found is not None  # noqa: S101 - asked before
    kind, nodes = found
    left_out = {"kind": ("kind", "category"), "annex": ()}.get(kind, (kind,))
    rest = tuple(c for _, c in conditions if c.slot not in left_out)
    draft.notes.choices.clear()
    fewer = any(t.has("more") and FEWER.search(t.text) for t in draft.tokens)
    order = "least" if fewer else "most"
    return Reading(kind, "compare", (Clause((), rest),), among=tuple(nodes), order=order)


def _compared(draft: Draft) -> tuple[str, list[Node]] | None:
    """Return of which sort the two are that are compared, and both; None if it is not so plain.

    Annexes have no nodes: a condition says which they are.
    """
    tokens = draft.tokens
    if len({t.value("annex") for t in tokens if t.has("annex")}) == _TWO:
        return "annex", []
    kinds = {noun: t.text for t in tokens if (noun := t.value("noun")) in _CLASSES}
    if len(kinds) == _TWO:
        classes = {noun: rebase(PREFIXES["zt"] + _CLASSES[noun], draft.base_iri) for noun in kinds}
        return "kind", [Node(classes[noun], "kind", text) for noun, text in kinds.items()]
    for sort in _PARTS:
        nodes = list(dict.fromkeys(_single(tokens, sort)))
        if len(nodes) == _TWO:
            return sort, nodes
    return None


def _single(tokens: list[Token], sort: str) -> Iterator[Node]:
    for token in tokens:
        if len(named := token.named(sort)) == 1:
            yield named[0]
