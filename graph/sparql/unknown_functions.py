"""Functions in a query that nobody here knows: refused only where the answer depends on them.

A function is not called for a row in which one of its arguments is an error or unbound. Where
it is called for none, its meaning makes no difference, and the answer is the one of every engine.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from graph.sparql.rewriting.functions import BY_NAME, FUNCTIONS
from ontology.errors import QueryRefused

Found = NamedNode | BlankNode | Literal | Triple | None
_COMPLAINT = re.compile(r"The custom function <(?P<name>[^<>]*)> is not supported")


class UnknownFunctions:
    """The functions of one query that the engine does not know; `check` when it is done.

    Those that rewriting has put into the query are known here.

    >>> unknown = UnknownFunctions()
    >>> unknown.learn("The custom function <http://e/f> is not supported")
    True
    >>> unknown.check()
    """

    def __init__(self) -> None:
        self.by_name: dict[NamedNode, Callable[..., Found]] = {}
        self._called: set[str] = set()
        self._refused: QueryRefused | None = None

    def know(self, text: str) -> None:
        """Take in the functions of our own that `text` has, before the engine complains of them."""
        if FUNCTIONS in text:
            for name in BY_NAME:
                if f"<{name}>" in text:
                    self._add(name)

    def learn(self, complaint: str) -> bool:
        """Take in the function that the engine complains of; tell whether it is a new one."""
        found = _COMPLAINT.search(complaint)
        if found is None or NamedNode(found["name"]) in self.by_name:
            return False
        self._add(found["name"])
        return True

    def _add(self, name: str) -> None:
        own = BY_NAME.get(name)
        self.by_name[NamedNode(name)] = (
            self._checked(own) if own else lambda *_: self._called.add(name)
        )

    def _checked(self, function: Callable[..., Found]) -> Callable[..., Found]:
        """Return `function` so that what it refuses is an error to the engine, and is kept."""

        def called(*arguments: Found) -> Found:
            try:
                return function(*arguments)
            except QueryRefused as error:
                self._refused = error
                return None

        return called

    def check(self) -> None:
        """Raise QueryRefused if the answer depends on one of them."""
        if self._refused:
            raise self._refused
        if self._called:
            names = ", ".join(f"<{name}>" for name in sorted(self._called))
            raise QueryRefused(
                f"no function {names} is known here; use the functions of SPARQL 1.1"
            )
