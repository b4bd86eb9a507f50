"""The characters of the source that a row came from, with its words marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from ontology.errors import UnknownName, UnknownValue
from zhengtu.client.terms import expand

if TYPE_CHECKING:
    from zhengtu.client.connection import Connection

_QUERY = """
SELECT DISTINCT ?node ?part ?document ?cell ?raw ?words ?from ?to
  ?column ?annex ?row ?paragraph ?file ?start
WHERE {
  { ?node (prov:wasDerivedFrom|oa:hasSource) ?cell BIND(?node AS ?part) }
  UNION { ?node zt:hasAssignment ?part . ?part prov:wasDerivedFrom ?cell }
  UNION { ?node oa:hasTarget ?part . ?part prov:wasDerivedFrom ?cell }
  ?cell zt:rawText ?raw ; zt:inVersion/zt:fileName ?file .
  OPTIONAL { ?part (zt:quote|zt:surface|zt:text|zt:annualTask|dcterms:title) ?words }
  OPTIONAL { ?part oa:hasSelector ?selector . ?selector oa:start ?from ; oa:end ?to }
  OPTIONAL { ?node a ?document FILTER(?document = zt:PolicyDocument) }
  OPTIONAL { ?cell zt:column ?column }
  OPTIONAL { ?cell zt:annexNumber ?annex }
  OPTIONAL { ?cell zt:printedRow ?row }
  OPTIONAL { ?cell zt:paragraphNumber ?paragraph }
  OPTIONAL { ?cell oa:hasSelector ?place . ?place oa:start ?start }
} ORDER BY ?file ?annex ?row ?paragraph ?cell ?part ?words
"""

Span = tuple[int, int]
Found = dict[str, Any]


@dataclass(frozen=True)
class SourceCell:
    """A cell or paragraph as printed: `spans` of `text` are the words that the row took from it.

    `start` is where the cell begins in the decoded file, in code points, where the format has it.
    """

    iri: str
    text: str
    spans: tuple[Span, ...]
    where: str
    start: int | None

    @property
    def words(self) -> list[str]:
        return [self.text[start:end] for start, end in self.spans]


@dataclass(frozen=True, repr=False)
class SourceText:
    """The cells that a row came from. In a notebook the words are marked; as text by 【】."""

    cells: tuple[SourceCell, ...]

    def __str__(self) -> str:
        return "\n".join(f"{cell.where}: {_marked(cell, '【', '】', str)}" for cell in self.cells)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><td>{escape(cell.where)}</td><td style='text-align:left;white-space:pre-wrap'>"
            f"{_marked(cell, '<mark>', '</mark>', escape)}</td></tr>"
            for cell in self.cells
        )
        return f"<table>{rows}</table>"


def _marked(cell: SourceCell, opening: str, closing: str, written: Any) -> str:  # noqa: ANN401
    parts, last = [], 0
    for start, end in cell.spans:
        parts.append(
            f"{written(cell.text[last:start])}{opening}{written(cell.text[start:end])}{closing}"
        )
        last = end
    return "".join([*parts, written(cell.text[last:])])


def source_of(graph: Connection, row: object) -> SourceText:
    """Return the cells that `row` came from: a row of a frame, a mapping, or an IRI.

    Of several nodes in a row the narrowest is meant: a target or mention, which is certain words;
    then the assignments of an item to a body or leader; then items; documents last. Raises
    UnknownName if nothing in the row was read from a cell.
    """
    nodes = _nodes(graph, row)
    found = graph.sparql(_QUERY, iris="full", node=nodes).to_arrow().to_pylist()
    if not found:
        raise UnknownName(f"no cell of a source is known for {', '.join(nodes[:5])}")
    by_cell: dict[str, list[Found]] = {}
    for one in _narrowest(graph, nodes, found):
        by_cell.setdefault(one["cell"], []).append(one)
    return SourceText(tuple(_cell(iri, rows) for iri, rows in by_cell.items()))


def _narrowest(graph: Connection, nodes: list[str], found: list[Found]) -> list[Found]:
    """Return those of `found` that are meant."""
    if words := [o for o in found if o["node"] == o["part"] and o["from"] is not None]:
        return words
    parts = _assigned(graph, nodes) if len(nodes) > 1 else set()
    if assigned := [one for one in found if one["part"] in parts]:
        return assigned
    return [one for one in found if one["document"] is None] or found


def _nodes(graph: Connection, row: object) -> list[str]:
    """Return the IRIs in `row`."""
    if isinstance(row, str):
        values: Iterable[object] = [row]
    elif isinstance(row, Mapping) or hasattr(row, "to_dict"):
        values = (row if isinstance(row, Mapping) else row.to_dict()).values()
    else:
        raise UnknownValue("give a row of a frame, a mapping or an IRI", "row")
    iris = (expand(value, graph.prefixes) for value in values if isinstance(value, str))
    found = list(dict.fromkeys(iri for iri in iris if iri))
    if not found:
        raise UnknownValue("no IRI in the row; select the item, assignment or target too", "row")
    return found


_ASSIGNED = """
SELECT ?part WHERE { ?node zt:hasAssignment ?part . ?part zt:agent ?agent }
"""


def _assigned(graph: Connection, nodes: list[str]) -> set[str]:
    """Return the assignments of an item of `nodes` to an agent of them."""
    found = graph.sparql(_ASSIGNED, iris="full", node=nodes, agent=nodes)
    return set(found["part"])


def _cell(iri: str, rows: list[Found]) -> SourceCell:
    first = rows[0]
    raw = first["raw"]
    spans = [span for row in rows for span in _spans(raw, row)]
    return SourceCell(iri, raw, tuple(_apart(spans)), _where(first), first["start"])


def _spans(raw: str, row: Mapping[str, Any]) -> list[Span]:
    if row["from"] is not None and row["to"] is not None:
        return [(row["from"], row["to"])]
    # The padding that a source has inside of names is folded away in the graph.
    words = "".join((row["words"] or "").split())
    pattern = r"\s*".join(map(re.escape, words))
    return [found.span() for found in re.finditer(pattern, raw)] if words else []


def _apart(spans: Iterable[Span]) -> list[Span]:
    """Return `spans` in order, those that overlap joined.

    >>> _apart([(5, 9), (0, 2), (7, 12)])
    [(0, 2), (5, 12)]
    """
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _where(row: Mapping[str, Any]) -> str:
    parts = [row["file"]]
    if row["annex"]:
        parts.append(f"附件{row['annex']}")
    if row["row"] is not None:
        parts.append(f"第{row['row']}行")
    if row["paragraph"] is not None:
        parts.append(f"第{row['paragraph']}段")
    if row["column"]:
        parts.append("".join(row["column"].split()))
    return " ".join(parts)
