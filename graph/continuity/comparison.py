"""Two documents side by side: what goes on, what changed and how, what was dropped, what is new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from pyoxigraph import Store

from graph.continuity.duties import DutyChange, Parties, compare_parties, read_parties, read_reforms
from graph.continuity.figures import FigureChange, Figures, compare_figures, read_figures
from graph.continuity.items import ComparedItem, read_items
from graph.continuity.likeness import Likeness, likeness_of
from graph.continuity.pairing import Pair, pair_items
from graph.continuity.wording import Edit, compare_wording, says_the_same
from ontology.errors import UnknownName

Status = Literal["continued", "changed", "dropped", "new"]


@dataclass(frozen=True)
class Row:
    """One work of two documents. `nearest` is what it comes near to, if it has no other side."""

    status: Status
    older: ComparedItem | None = None
    newer: ComparedItem | None = None
    likeness: Likeness | None = None
    edits: tuple[Edit, ...] = ()
    figures: FigureChange = field(default_factory=FigureChange)
    agencies: DutyChange = field(default_factory=DutyChange)
    leaders: DutyChange = field(default_factory=DutyChange)
    nearest: Pair | None = None

    @property
    def changed(self) -> list[str]:
        """Return what changed, a reform of bodies left aside."""
        if not (self.older and self.newer):
            return []
        kinds = {
            "text": not says_the_same(self.older, self.newer),
            "figures": self.figures.is_change,
            "agencies": self.agencies.is_change,
            "leaders": self.leaders.is_change,
        }
        return [kind for kind, is_changed in kinds.items() if is_changed]

    @property
    def reason(self) -> str:
        """Say in words why the row has its status."""
        if self.likeness:
            found = self.likeness
            if found.evidence == "byHeading":
                return f"both are about one indicator: {found.older_quote}, {found.quote}"
            return f"both say “{found.quote}”; similarity {found.score:.2f}"
        if self.nearest:
            return f"the nearest comes to a similarity of {self.nearest.score:.2f}, too little"
        return "nothing on the other side comes near"

    def as_json(self) -> dict[str, Any]:
        return {
            "status": self.status,
            "similarity": self.likeness.score if self.likeness else None,
            "older": _item_json(self.older),
            "newer": _item_json(self.newer),
            "changed": self.changed,
            "reason": self.reason,
            "quotes": [self.likeness.older_quote, self.likeness.quote] if self.likeness else [],
            "text": [asdict(edit) for edit in self.edits],
            "figures": self.figures.as_json(),
            "agencies": self.agencies.as_json(),
            "leaders": self.leaders.as_json(),
            "nearest": self._nearest_json(),
        }

    def _nearest_json(self) -> dict[str, Any] | None:
        if self.nearest is None:
            return None
        other = self.nearest.newer if self.older else self.nearest.older
        return {"item": _item_json(other), "similarity": self.nearest.score}


def _item_json(item: ComparedItem | None) -> dict[str, Any] | None:
    if item is None:
        return None
    names = ("iri", "kind", "annex", "row", "number", "title", "text", "annual")
    return {name: getattr(item, name) for name in names}


@dataclass(frozen=True)
class _Side:
    """All that is compared of a document."""

    items: tuple[ComparedItem, ...]
    parties: Parties
    figures: Figures


def compare_documents(older: str, newer: str, store: Store, base_iri: str) -> list[Row]:
    """Return the rows of a comparison: those of the newer document in its order, then the dropped.

    Raises UnknownName for a document without work items.
    """
    before, after = (_read_side(document, store, base_iri) for document in (older, newer))
    pairing = pair_items(before.items, after.items)
    reforms = read_reforms(older, store, base_iri)
    of_newer = {pair.newer.iri: pair for pair in pairing.linked}
    near = {item.iri: pair for pair in pairing.suggested for item in (pair.older, pair.newer)}
    kept = {pair.older.iri for pair in pairing.linked}
    rows: list[Row] = []
    for item in after.items:
        pair = of_newer.get(item.iri)
        if pair:
            rows.append(_compared(pair, before, after, reforms))
        else:
            rows.append(Row("new", newer=item, nearest=near.get(item.iri)))
    dropped = (item for item in before.items if item.iri not in kept)
    rows += [Row("dropped", older=item, nearest=near.get(item.iri)) for item in dropped]
    return rows


def _read_side(document: str, store: Store, base_iri: str) -> _Side:
    items = read_items(document, store, base_iri)
    if not items:
        raise UnknownName(
            f"<{document}> has no work items to compare; load the document, or name another one"
        )
    parties = read_parties(document, store, base_iri)
    return _Side(items, parties, read_figures(document, store, base_iri))


def _compared(pair: Pair, before: _Side, after: _Side, reforms: dict[tuple[str, str], str]) -> Row:
    older, newer = pair.older.iri, pair.newer.iri
    parties = before.parties.get(older, ()), after.parties.get(newer, ())
    people = [[one for one in side if one.is_person] for side in parties]
    bodies = [[one for one in side if not one.is_person] for side in parties]
    row = Row(
        "continued",
        pair.older,
        pair.newer,
        likeness_of(pair.older, pair.newer, pair.score),
        compare_wording(pair.older, pair.newer),
        compare_figures(before.figures.get(older, ()), after.figures.get(newer, ())),
        compare_parties(bodies[0], bodies[1], reforms),
        compare_parties(people[0], people[1], reforms),
    )
    return _with_status(row)


def _with_status(row: Row) -> Row:
    return replace(row, status="changed") if row.changed else row


def counts_of(rows: Iterable[Row]) -> dict[str, int]:
    """Return how many rows have each status."""
    found: dict[str, int] = dict.fromkeys(("continued", "changed", "dropped", "new"), 0)
    for row in rows:
        found[row.status] += 1
    return found
