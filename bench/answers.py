"""What a server answers to a query, in a form in which servers can be compared."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from pyoxigraph import RdfFormat, parse

from bench.askers import LONGEST
from bench.engines import NotHere

_JSON = "application/sparql-results+json"
_TURTLE = "text/turtle"
_VIRTUOSO_ASKED = "__ask_retval"
"""The column in which Virtuoso 7.2.5 says 1 or 0 to ASK, in place of a boolean."""


@dataclass(frozen=True)
class Answer:
    """How many rows or triples came, and what stands in the rows, sorted.

    Of a number that the query counts, the rows are one; of ASK, they are its yes or no.
    """

    rows: int
    values: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        if self.rows == 1 and len(self.values[0]) == 1:
            return self.values[0][0]
        return f"{self.rows} rows"


def ask(address: str, query: str) -> Answer:
    """Return what the server at `address` says to `query`, whatever time it takes.

    Raises NotHere if it refuses the query, or says nothing for ten minutes.
    """
    wanted = _TURTLE if "CONSTRUCT" in query else _JSON
    request = Request(f"{address}?query={quote(query)}", headers={"Accept": wanted})  # noqa: S310
    try:
        with urlopen(request, timeout=LONGEST) as answer:  # noqa: S310 - this machine
            body = answer.read()
    except HTTPError as error:
        raise NotHere(f"{urlsplit(address).netloc} says {error.code} {error.reason}") from error
    except (ConnectionError, TimeoutError) as error:
        raise NotHere(f"{urlsplit(address).netloc} does not answer: {error}") from error
    return _triples(body) if wanted == _TURTLE else _rows(body)


def _triples(body: bytes) -> Answer:
    triples = {
        (str(q.subject), str(q.predicate), str(q.object)) for q in parse(body, RdfFormat.TURTLE)
    }
    return Answer(len(triples), tuple(sorted(triples)))


def _rows(body: bytes) -> Answer:
    """Read a table: the text of each value says enough, and servers name their types differently.

    >>> print(_rows(b'{"head": {}, "boolean": true}'))
    true
    """
    found = json.loads(body)
    if "boolean" in found:
        return Answer(1, ((str(found["boolean"]).lower(),),))
    names = found["head"]["vars"]
    rows = found["results"]["bindings"]
    if [name.lower() for name in names] == [_VIRTUOSO_ASKED]:
        return Answer(1, (("true" if rows and rows[0][names[0]]["value"] == "1" else "false",),))
    values = (tuple(row.get(n, {}).get("value", "") for n in names) for row in rows)
    return Answer(len(rows), tuple(sorted(values)))


def difference(ours: Answer, theirs: Answer, query: str) -> str:
    """Return in what an answer differs from ours, empty if in nothing.

    Of a query with a LIMIT only the number of rows is compared, since it may give any rows.

    >>> three, two = Answer(3, (("a",), ("b",), ("c",))), Answer(2, (("a",), ("d",)))
    >>> difference(three, two, "SELECT ?a { ?a ?p ?o }")
    '2 rows, ours 3 rows'
    >>> difference(two, Answer(2, (("a",), ("b",))), "SELECT ?a { ?a ?p ?o }")
    '1 of 2 rows are not ours'
    """
    if ours.rows != theirs.rows or (ours.rows == 1 and ours.values != theirs.values):
        return f"{theirs}, ours {ours}"
    if "LIMIT" in query or ours.values == theirs.values:
        return ""
    return f"{len(set(theirs.values) - set(ours.values))} of {theirs.rows} rows are not ours"
