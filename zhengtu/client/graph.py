"""What a researcher asks of a knowledge graph, as frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ontology.errors import UnknownValue
from ontology.packages import require
from zhengtu.client.citation import cite
from zhengtu.client.columns import read_tsv
from zhengtu.client.connection import Connection
from zhengtu.client.frames import ResultFrame, frame_of, rows_frame
from zhengtu.client.terms import expand, shorten

if TYPE_CHECKING:
    import networkx as nx

    from zhengtu.client.sources import SourceText

_TSV = "text/tab-separated-values"
_MOST_HITS = 200
"""Results of a search that one request may ask for."""
_HIT = ("iri", "type", "label", "text", "score", "year", "document", "category")


class KnowledgeGraph(Connection):
    """A connection to a knowledge graph; made by `zhengtu.connect`."""

    def questions(self) -> ResultFrame:
        """Return the saved questions: name, what each asks, its parameters with examples."""
        rows = [
            {
                "name": one["name"],
                "question": one["title"].get(self.language, one["title"]["zh"]),
                "parameters": ", ".join(f"{p['name']}={p['example']}" for p in one["parameters"]),
                "row": one["row"],
            }
            for one in self._json("/api/questions")
        ]
        columns = ["name", "question", "parameters", "row"]
        return rows_frame(rows, columns, self._origin("questions", {}))

    def question(self, name: str, *, iris: str = "short", **values: object) -> ResultFrame:
        """Answer the saved question `name`; values are names, aliases or IRIs, as on its page.

        Raises UnknownName or UnknownValue with what there is instead.
        """
        given = {key: self._written(value) for key, value in values.items()}
        if "format" in given:
            raise UnknownValue(f"{name} has no parameter 'format'", "format")
        reply = self._get(f"/api/questions/{name}", {**given, "format": "tsv"}, _TSV)
        columns = read_tsv(reply.body, self.prefixes if iris == "short" else {})
        return frame_of(columns.table, self._origin(name, values, columns.languages))

    def _written(self, value: object) -> str:
        """Return a value as a request has it; a shortened IRI is written whole."""
        if isinstance(value, list | tuple):
            return ",".join(self._written(one) for one in value)
        text = str(value)
        return expand(text, self.prefixes) or text

    def search(self, words: str = "", *, limit: int | None = 100, **filters: object) -> ResultFrame:
        """Find items, bodies, leaders and documents by words and filters; None for all results.

        `frame.origin.more` has the `total`, the `facets` and how the filters were understood.
        """
        given = {key: self._written(value) for key, value in filters.items()}
        hits: list[dict[str, Any]] = []
        while True:
            size = _MOST_HITS if limit is None else min(_MOST_HITS, limit - len(hits))
            page = self._json("/api/search", q=words, limit=max(size, 1), offset=len(hits), **given)
            hits += page["results"][:size]
            if len(hits) >= min(page["total"], limit or page["total"]) or not page["results"]:
                break
        more = {key: page[key] for key in ("total", "facets", "filters") if key in page}
        origin = self._origin(f"search: {words}", filters, more=more)
        return rows_frame([self._hit(hit) for hit in hits], self._hit_columns(), origin)

    def _hit_columns(self) -> list[str]:
        return [*_HIT, "agencies", "officials", "themes"]

    def _hit(self, hit: dict[str, Any]) -> dict[str, Any]:
        row = {name: hit.get(name) for name in _HIT}
        row |= {"iri": shorten(hit["iri"], self.prefixes), "text": hit["snippet"]["text"]}
        row |= {key: (hit[key] or {}).get("label") for key in ("document", "category")}
        row |= {key: _names(hit[key]) for key in ("agencies", "officials", "themes")}
        row["year"] = int(hit["year"]) if str(hit["year"] or "").isdigit() else None
        return row

    def ask(self, question: str, **filters: object) -> ResultFrame:
        """Answer a question in Chinese or English words, about what the filters leave.

        `frame.origin.more` has the `sentence`, how sure it is (`status`), what was `understood`,
        the `sources` of each row and the `sparql`. Raises UnknownValue for one without an answer.
        """
        from zhengtu.client.counting import asked_frame

        given = {key: self._written(value) for key, value in filters.items()}
        answer = self._json("/api/ask", q=question, **given)
        if answer["apart"]:
            answer = self._json("/api/ask", q=question, rows="all", **given)
        return asked_frame(answer, self._origin(question, filters, more={}), self.prefixes)

    def pivot(
        self, rows: str, columns: str, measure: str = "count", **filters: object
    ) -> ResultFrame:
        """Count work items by two dimensions: theme, agency, official, year, document …"""
        from zhengtu.client.counting import pivot_frame

        given = {key: self._written(value) for key, value in filters.items()}
        answer = self._json("/api/pivot", rows=rows, columns=columns, measure=measure, **given)
        return pivot_frame(answer, self._origin(f"pivot: {rows} by {columns}", filters, more={}))

    def network(self, kind: str = "co-lead", **filters: object) -> nx.Graph:
        """Return who shares work items, as a graph of networkx: co-lead, official-agency …"""
        require("networkx")
        from zhengtu.client.counting import network_graph

        given = {key: self._written(value) for key, value in filters.items()}
        answer = self._json("/api/network", kind=kind, **given)
        return network_graph(answer, self._origin(f"network: {kind}", filters), self.prefixes)

    def compare(self, older: str, newer: str) -> ResultFrame:
        """Return what of a document goes on in a later one, what changed, was dropped, is new."""
        from zhengtu.client.counting import compared_frame

        given = {"from": self._written(older), "to": self._written(newer)}
        reply = self._get("/api/compare", {**given, "format": "csv"}, "text/csv")
        return compared_frame(reply.body, self._origin("compare", given), self.prefixes)

    def describe(self, iri: str) -> ResultFrame:
        """Return all that the graph says of a node: what it has, and what points to it."""
        path = self._path(iri)
        told = self._json(path)
        names = told["labels"]
        rows = [
            self._statement(direction, term, value, names)
            for direction, key in (("has", "properties"), ("is of", "incoming"))
            for term, values in told[key].items()
            for value in values
        ]
        origin = self._origin(f"describe: {iri}", {}, more={"truncated": told["truncated"]})
        columns = ["direction", "property", "value", "label", "language"]
        return rows_frame(rows, columns, origin)

    def _path(self, iri: str) -> str:
        whole = expand(iri, self.prefixes)
        base = self.prefixes["id"]
        if whole is None or not whole.startswith(base):
            raise UnknownValue(f"iri: '{iri}' is no node of this graph; they begin with id:", "iri")
        return "/id/" + whole.removeprefix(base)

    def _statement(
        self, direction: str, term: str, value: dict[str, str], names: dict[str, str]
    ) -> dict[str, Any]:
        shown = value.get("value") or shorten(value.get("iri", ""), self.prefixes)
        return {
            "direction": direction,
            "property": shorten(term, self.prefixes),
            "value": shown,
            "label": names.get(value.get("iri", "")),
            "language": value.get("language"),
        }

    def source(self, row: object) -> SourceText:
        """Return the cells of the source that a row (or an IRI) came from, its words marked."""
        from zhengtu.client.sources import source_of

        return source_of(self, row)

    def cite(self, style: str = "text") -> str:
        """Return a citation of the snapshot that is read; `frame.cite()` has the question too."""
        return cite(self._origin("", {}), style)

    def documents(self) -> ResultFrame:
        """Return the documents of the snapshot: number or title, file, hash of its bytes."""
        columns = ["iri", "label", "file", "sha256"]
        rows = [
            {**{name: one[name] for name in columns}, "iri": shorten(one["iri"], self.prefixes)}
            for one in self.info["documents"]
        ]
        return rows_frame(rows, columns, self._origin("documents", {}))


def _names(nodes: list[dict[str, str]]) -> str:
    return "、".join(dict.fromkeys(node["label"] for node in nodes))
