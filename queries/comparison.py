"""Compare two documents of an open snapshot: ask for it, and read it as a table."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from graph.opened import OpenSnapshot
from graph.sparql.evaluate import Answer
from ontology.errors import UnknownValue
from queries.catalogue import Parameter
from queries.values import read_value

COLUMNS = (
    *("status", "similarity", "olderRow", "olderText", "newerRow", "newerText", "changed"),
    *("wording", "figures", "agencies", "leaders", "reason", "older", "newer"),
)
"""The columns of a comparison as a table: one row per work."""


@dataclass(frozen=True)
class Comparison:
    """A whole comparison; each of `rows` is as `graph.continuity.comparison` describes it."""

    older: str
    newer: str
    counts: dict[str, int]
    rows: list[dict[str, Any]]
    snapshot: str

    def as_json(self) -> dict[str, Any]:
        return {
            "from": self.older,
            "to": self.newer,
            "counts": self.counts,
            "rows": self.rows,
            "snapshot": self.snapshot,
        }

    def as_table(self) -> Iterator[dict[str, str]]:
        """Yield each work as one line of words."""
        return map(_line, self.rows)

    def as_csv(self) -> str:
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS)
        writer.writeheader()
        writer.writerows(self.as_table())
        return text.getvalue()


def begin_comparison(
    older: str, newer: str, opened: OpenSnapshot
) -> tuple[str, str, Future[Answer]]:
    """Start to compare two documents, named by number, title or IRI; return their IRIs too.

    Raises UnknownValue for a document that is unknown, or that is to be compared with itself.
    """
    first, second = _document("from", older, opened), _document("to", newer, opened)
    if first == second:
        raise UnknownValue(f"from and to are both <{first}>; name two documents", "to")
    return first, second, opened.workers.submit_comparison(first, second)


def _document(name: str, value: str, opened: OpenSnapshot) -> str:
    parameter = Parameter(name, "document", required=True, example="", description="")
    return read_value(parameter, value, opened.index, opened.snapshot.base_iri).value


def read_comparison(older: str, newer: str, body: bytes, snapshot: str) -> Comparison:
    """Read the answer of a worker."""
    found = json.loads(body)
    return Comparison(older, newer, found["counts"], found["rows"], snapshot)


def compare(older: str, newer: str, opened: OpenSnapshot) -> Comparison:
    """Compare two documents of `opened`.

    Raises what `begin_comparison` raises, UnknownName for a document without work items, and what
    stops the work.
    """
    first, second, answer = begin_comparison(older, newer, opened)
    return read_comparison(first, second, answer.result().body, opened.snapshot.id)


def _line(row: dict[str, Any]) -> dict[str, str]:
    older, newer = row["older"], row["newer"]
    figure = "" if row["similarity"] is None else f"{row['similarity']:.2f}"
    values = (
        *(row["status"], figure, _place(older), _text(older), _place(newer), _text(newer)),
        *(" ".join(row["changed"]), _edits(row["text"]), _figures(row["figures"])),
        *(_duties(row["agencies"]), _duties(row["leaders"]), row["reason"]),
        *(item["iri"] if item else "" for item in (older, newer)),
    )
    return dict(zip(COLUMNS, values, strict=True))


def _place(item: dict[str, Any] | None) -> str:
    return f"{item['annex']}.{item['row']}" if item else ""


def _text(item: dict[str, Any] | None) -> str:
    if item is None:
        return ""
    return "｜".join(filter(None, (item["title"], item["text"], item["annual"])))


def _edits(edits: list[dict[str, str]]) -> str:
    return "；".join(f"{edit['older'] or '∅'} → {edit['newer'] or '∅'}" for edit in edits)


def _figures(figures: dict[str, Any]) -> str:
    changed = (f"{c['older']['quote']} → {c['newer']['quote']}" for c in figures["changed"])
    added = (f"+ {figure['quote']}" for figure in figures["added"])
    gone = (f"- {figure['quote']}" for figure in figures["gone"])
    return "；".join((*changed, *added, *gone))


def _duties(duties: dict[str, Any]) -> str:
    added = (f"+ {_party(party)}" for party in duties["added"])
    gone = (f"- {_party(party)}" for party in duties["gone"])
    roles = (f"{_party(old)} → {'/'.join(new['roles'])}" for old, new in duties["roles"])
    reformed = (_reform(one) for one in duties["reformed"])
    return "；".join((*added, *gone, *roles, *reformed))


def _party(party: dict[str, Any]) -> str:
    return f"{party['name']} {'/'.join(party['roles'])}"


def _reform(one: dict[str, Any]) -> str:
    date = f" {one['date']}" if one["date"] else ""
    return f"{one['older']['name']} = {one['newer']['name']} (reform{date})"
