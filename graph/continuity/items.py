"""The work items of a document as they are compared with those of another."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import Store

from graph.statements.solutions import solutions_of

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_MASK = "0"
_GENERIC_ENDING = re.compile(r"(?:建设|改造|提升)?工程(?:\([^)]*\))?$")

_ITEMS = """
PREFIX zt: <https://w3id.org/zhengtu/def#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?document ?item ?kind ?annex ?row ?number ?title ?text ?annual ?indicator WHERE {
  VALUES ?kind { zt:Task zt:Project zt:IndicatorItem }
  ?item zt:inDocument ?document ; a ?kind ; zt:text ?text ;
    zt:annexNumber ?annex ; zt:rowNumber ?row .
  OPTIONAL { ?item dcterms:title ?title }
  OPTIONAL { ?item zt:officialNumber ?number }
  OPTIONAL { ?item zt:annualTask ?annual }
  OPTIONAL { ?item zt:indicator ?indicator }
}
ORDER BY ?annex ?row ?item ?indicator
"""


@dataclass(frozen=True)
class ComparedItem:
    """A work item: `kind` is Task, Project or IndicatorItem, `indicators` are IRIs."""

    iri: str
    kind: str
    annex: int
    row: int
    text: str
    title: str = ""
    annual: str = ""
    number: str = ""
    indicators: frozenset[str] = field(default_factory=frozenset)

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the literals of the item, the title first."""
        return tuple(filter(None, (self.title, self.text, self.annual)))

    @cached_property
    def wording(self) -> str:
        """Return the words of the item as they are compared; figures count as one sign."""
        return folded("|".join(self.texts))

    @cached_property
    def pairs(self) -> frozenset[str]:
        return pairs_of(self.wording)

    @cached_property
    def title_pairs(self) -> frozenset[str]:
        """Return the pairs of the title; what most projects are called by ends it and is left out.

        >>> sorted(ComparedItem("urn:i", "Project", 2, 1, "", title="东湖公园改造工程").title_pairs)
        ['东湖', '公园', '湖公']
        """
        return pairs_of(folded(_GENERIC_ENDING.sub("", unicodedata.normalize("NFKC", self.title))))


def folded(text: str) -> str:
    """Return `text` in one width without marks and spaces, each figure as one sign.

    >>> folded("完成 12.5 公里，绿化１，０００株。")
    '完成0公里绿化0株'
    """
    masked = _FIGURE.sub(_MASK, unicodedata.normalize("NFKC", text)).lower()
    return "".join(character for character in masked if character.isalnum())


def pairs_of(wording: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters that hold no figure."""
    pairs = (wording[start : start + 2] for start in range(len(wording) - 1))
    return frozenset(pair for pair in pairs if _MASK not in pair)


def read_items(document: str, store: Store, base_iri: str) -> tuple[ComparedItem, ...]:
    """Return the work items of a document, in its order."""
    found: dict[str, ComparedItem] = {}
    indicators: dict[str, set[str]] = {}
    for row in solutions_of(store, _ITEMS, {"document": document}, base_iri):
        iri = row["item"]
        indicators.setdefault(iri, set()).update(filter(None, [row.get("indicator", "")]))
        found[iri] = ComparedItem(
            iri=iri,
            kind=row["kind"].rsplit("#", 1)[-1],
            annex=int(row["annex"]),
            row=int(row["row"]),
            text=row["text"],
            title=row.get("title", ""),
            annual=row.get("annual", ""),
            number=row.get("number", ""),
            indicators=frozenset(indicators[iri]),
        )
    return tuple(found.values())
