"""The tables that stand in a query for what other endpoints answered; they are filled last.

What was answered may be long, and holds whatever its words are. So a table has two rows that name
it, until the query has been looked at: one that is whole, and one that lacks what others lack.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MARK = "http://zhengtu.invalid/answered/"
_UNFILLED = re.compile(
    rf"\((?:\s*<{MARK}(?P<number>\d+)>)+\s*\)\s*\((?:\s*(?:<{MARK}\d+>|UNDEF))+\s*\)"
)
Rows = tuple[tuple[str | None, ...], ...]
"""Terms as N-Triples has them, None where a variable is unbound."""


def table(number: int, variables: tuple[str, ...], rows: Rows) -> str:
    """Return the table `number` of a query, not yet filled; without variables it is whole.

    >>> table(0, ("?a", "?b"), (("<http://e/1>", None),))
    'VALUES (?a ?b) { (<http://zhengtu.invalid/answered/0> <http://zhengtu.invalid/answered/0>) \
(<http://zhengtu.invalid/answered/0> UNDEF) }'
    >>> table(0, (), ((), ()))
    'VALUES () { () () }'
    """
    if not variables:
        return f"VALUES () {{ {written(rows)} }}"
    mark = f"<{MARK}{number}>"
    lacking = [any(row[at] is None for row in rows) for at in range(len(variables))]
    first = (mark,) * len(variables)
    second = tuple(None if lacks else mark for lacks in lacking)
    return f"VALUES ({' '.join(variables)}) {{ {written((first, second))} }}"


def written(rows: Iterable[tuple[str | None, ...]]) -> str:
    """Return rows as VALUES has them.

    >>> written([('"a"', None), ('"b"@zh', "<http://e/1>")])
    '("a" UNDEF) ("b"@zh <http://e/1>)'
    """
    return " ".join(f"({' '.join(term or 'UNDEF' for term in row)})" for row in rows)


def with_rows(text: str, tables: tuple[str, ...]) -> str:
    """Return `text` with the rows of its tables, each as `written`.

    >>> with_rows(table(0, ("?a",), ()), ('("x")',))
    'VALUES (?a) { ("x") }'
    """
    return _UNFILLED.sub(lambda found: tables[int(found["number"])], text) if tables else text
