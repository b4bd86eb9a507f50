"""Functions in a query that nobody here knows: refused only where the answer depends on them.

A function is not called for a row in which one of its arguments is an error or unbound. Where
it is called for none, its meaning makes no difference, and the answer is the one of every engine.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ontology.errors import QueryRefused

Found = NamedNode | BlankNode | Literal | Triple | None
_COMPLAINT = re.compile(r"The custom function <(?P<name>[^<>]*)> is not supported")


class UnknownFunctions:
    """The unknown functions of one query, as the engine takes them; `check` when it is done.

    >>> unknown = UnknownFunctions()
    >>> unknown.learn("The custom function <http://e/f> is not supported")
    True
    >>> unknown.check()
    """

    def __init__(self) -> None:
        self.by_name: dict[NamedNode, Callable[..., Found]] = {}
        self._called: set[str] = set()

    def learn(self, complaint: str) -> bool:
        """Take in the function that the engine complains of; tell whether it is a new one."""
        found = _COMPLAINT.search(complaint)
        if found is None or NamedNode(found["name"]) in self.by_name:
            return False
        name = found["name"]
        self.by_name[NamedNode(name)] = lambda *_: self._called.add(name)
        return True

    def check(self) -> None:
        """Raise QueryRefused if the answer depends on one of them."""
        if self._called:
            names = ", ".join(f"<{name}>" for name in sorted(self._called))
            raise QueryRefused(
                f"no function {names} is known here; use the functions of SPARQL 1.1"
            )
