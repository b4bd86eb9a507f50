"""Conditions on the words of items: the index says which may hold them, the graph looks there.

The graph would read each text for them, a second for those of 100 documents. The query that an
answer shows is not changed: this is how it is evaluated.
"""

from __future__ import annotations

import re

from graph.index.index import TextIndex
from graph.sparql.evaluate import Query
from graph.sparql.search_tables import Hits, table

_STRING = r'"(?:[^"\\]|\\.)*"'
_TEST = rf"CONTAINS\((?P=words), {_STRING}\)"
_WORDED = re.compile(
    r"(?P<item>\?\w+) zt:text\|zt:annualTask\|dcterms:title (?P<words>\?\w+)(?: \.)? "
    rf"FILTER\((?P<tests>{_TEST}(?: \|\| {_TEST})*)\)"
)
_ESCAPED = re.compile(r"\\(.)")
_MOST = 20_000
"""Items that a query names; where more hold the words, the graph reads the texts."""


def narrowed(sparql: str, index: TextIndex) -> Query:
    """Return the query of `sparql`, which finds work items, with those that may hold its words.

    What is denied, or said of other items than those found, stays as it is. The words are a query
    of their own within the other: the engine then begins with them, and not with all agents.
    """
    hits: list[Hits] = []
    lines = [_narrowed_line(line, index, hits) for line in sparql.split("\n")]
    return Query("\n".join(lines), hits=tuple(hits))


def _narrowed_line(line: str, index: TextIndex, hits: list[Hits]) -> str:
    def with_table(found: re.Match[str]) -> str:
        items = index.items.perhaps_printing(_texts(found["tests"]))
        if "EXISTS" in line[: found.start()] or items is None or len(items) > _MOST:
            return found[0]
        hits.append(tuple((iri, 0.0) for iri in index.items.iris(items)))
        item = found["item"]
        held = f"{table(len(hits) - 1, (item,))} {found[0]}"
        return f"{{ SELECT DISTINCT {item} WHERE {{ {held} }} }}"

    return _WORDED.sub(with_table, line)


def _texts(tests: str) -> tuple[str, ...]:
    """Return the strings of tests, as they were before they were written.

    >>> _texts('CONTAINS(?w, "河道") || CONTAINS(?w, "“\\\\"水”")')
    ('河道', '“"水”')
    """
    return tuple(_ESCAPED.sub(r"\1", found[1:-1]) for found in re.findall(_STRING, tests))
