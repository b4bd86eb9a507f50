"""The figures of the items of two documents, and how those of one work changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pyoxigraph import Store

from graph.continuity.items import folded
from graph.statements.solutions import Solution, solutions_of

_TARGETS = """
PREFIX zt: <https://w3id.org/zhengtu/def#>
SELECT ?document ?item ?target ?quote ?measure ?value ?unit ?comparator ?kind ?indicator WHERE {
  ?item zt:inDocument ?document ; zt:hasTarget ?target .
  ?target zt:quote ?quote .
  OPTIONAL { ?target zt:measureText ?measure }
  OPTIONAL { ?target zt:value ?value }
  OPTIONAL { ?target zt:unitText ?unit }
  OPTIONAL { ?target zt:comparator ?comparator }
  OPTIONAL { ?target zt:measureKind ?kind }
  OPTIONAL { ?target zt:indicator ?indicator }
}
ORDER BY ?item ?target ?indicator
"""


@dataclass(frozen=True)
class Figure:
    """A target of an item: its words, what they measure, the number and how it is compared."""

    iri: str
    quote: str
    measure: str = ""
    value: Decimal | None = None
    unit: str = ""
    comparator: str = ""
    kind: str = ""
    indicator: str = ""

    def says_the_same_as(self, other: Figure) -> bool:
        ours = (self.value, self.unit, self.comparator)
        return ours == (other.value, other.unit, other.comparator)

    def as_json(self) -> dict[str, Any]:
        value = None if self.value is None else float(self.value)
        return {"iri": self.iri, "quote": self.quote, "measure": self.measure, "value": value}


@dataclass(frozen=True)
class FigureChange:
    """How the figures of an item changed; a pair measures the same thing in both years."""

    changed: tuple[tuple[Figure, Figure], ...] = ()
    added: tuple[Figure, ...] = ()
    gone: tuple[Figure, ...] = ()

    @property
    def is_change(self) -> bool:
        return bool(self.changed or self.added or self.gone)

    def as_json(self) -> dict[str, Any]:
        return {
            "changed": [
                {
                    "older": old.as_json(),
                    "newer": new.as_json(),
                    "difference": _difference(old, new),
                }
                for old, new in self.changed
            ],
            "added": [figure.as_json() for figure in self.added],
            "gone": [figure.as_json() for figure in self.gone],
        }


Figures = Mapping[str, tuple[Figure, ...]]
"""The figures of each item, by its IRI, in the order of its text."""


def read_figures(document: str, store: Store, base_iri: str) -> Figures:
    """Return the targets of the items of a document."""
    found: dict[str, dict[str, Figure]] = {}
    for row in solutions_of(store, _TARGETS, {"document": document}, base_iri):
        found.setdefault(row["item"], {}).setdefault(row["target"], _figure(row))
    return {item: tuple(figures.values()) for item, figures in found.items()}


def _figure(row: Solution) -> Figure:
    return Figure(
        iri=row["target"],
        quote=row["quote"],
        measure=row.get("measure", ""),
        value=Decimal(row["value"]) if "value" in row else None,
        unit=row.get("unit", ""),
        comparator=row.get("comparator", ""),
        kind=row.get("kind", ""),
        indicator=row.get("indicator", ""),
    )


def compare_figures(older: Iterable[Figure], newer: Iterable[Figure]) -> FigureChange:
    """Return how the figures of an item changed.

    Two figures measure the same where they have one indicator, else the same words, else where
    each is the only one left of its unit; the kind of measure is the same too.

    >>> old = Figure("urn:a", "12公里", "河道整治", Decimal(12), "公里", "eq", "level")
    >>> new = Figure("urn:b", "9公里", "完成河道整治", Decimal(9), "公里", "eq", "level")
    >>> change = compare_figures([old], [new])
    >>> change.as_json()["changed"][0]["difference"]
    -3.0
    """
    left, come = list(older), list(newer)
    pairs: list[tuple[Figure, Figure]] = []
    for key in (_by_indicator, _by_measure, _by_unit):
        for old, new in list(_only_pairs(left, come, key)):
            pairs.append((old, new))
            left.remove(old)
            come.remove(new)
    changed = [(old, new) for old, new in pairs if not old.says_the_same_as(new)]
    return FigureChange(tuple(changed), added=tuple(come), gone=tuple(left))


Key = Callable[[Figure], tuple[str, ...]]


def _by_indicator(figure: Figure) -> tuple[str, ...]:
    return (figure.indicator, figure.kind) if figure.indicator else ()


def _by_measure(figure: Figure) -> tuple[str, ...]:
    return (folded(figure.measure), figure.kind) if figure.measure else ()


def _by_unit(figure: Figure) -> tuple[str, ...]:
    return (figure.unit, figure.kind) if figure.unit else ()


def _only_pairs(
    older: Iterable[Figure], newer: Iterable[Figure], key: Key
) -> Iterator[tuple[Figure, Figure]]:
    """Yield the figures that are the only ones with their key on both sides."""
    before, after = _grouped(older, key), _grouped(newer, key)
    for found in before:
        if found and len(before[found]) == len(after.get(found, ())) == 1:
            yield before[found][0], after[found][0]


def _grouped(figures: Iterable[Figure], key: Key) -> dict[tuple[str, ...], list[Figure]]:
    groups: dict[tuple[str, ...], list[Figure]] = {}
    for figure in figures:
        groups.setdefault(key(figure), []).append(figure)
    return groups


def _difference(old: Figure, new: Figure) -> float | None:
    """Return newer minus older where both are numbers of one unit."""
    if old.value is None or new.value is None or old.unit != new.unit:
        return None
    return float(new.value - old.value)
