"""Look for words in a text before the type of its subject is looked up.

    SELECT ?item ?text { ?item a zt:Task ; zt:text ?text FILTER(CONTAINS(?text, "河道")) } LIMIT 50

The engine goes through all items of the class and looks up the text of each. Where the property has
hardly more statements than the class has nodes, it is quicker to read these one after the other,
and to look up the type of those alone that have the words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from graph.sparql.rewriting.rewrite import is_plain
from graph.sparql.rewriting.sizes import Sizes
from graph.sparql.syntax.guard import may_have
from graph.sparql.syntax.words import (
    BLANK,
    DECLARATION,
    KEYWORDS,
    LONGEST,
    SPACE,
    TERM,
    VARIABLE,
    iri_of,
    with_declared,
)

_MOST = 1.5
"""Statements of the property to each node of the class at the most."""

FUNCTIONS = ("CONTAINS", "STRSTARTS", "STRENDS")
_S, _B, _VAR = SPACE, BLANK, VARIABLE
_STRING = r"\"[^\"\\\n\r]{2,}+\""
_TEST = (
    rf"(?:{'|'.join(FUNCTIONS)}){_S}\({_S}(?:{_VAR}|STR{_S}\({_S}{_VAR}{_S}\))"
    rf"{_S},{_S}{_STRING}{_S}\){_S}"
)
_FILTER = rf"FILTER{_S}(?:{_TEST}|\({_S}{_TEST}(?:&&{_S}{_TEST})*+\)){_S}"
FILTERS = rf"(?:{_FILTER}(?:\.{_S})?)+"
"""Tests that the value of a pattern must pass, each a function with a string."""
_AND = rf"{_S}(?:;{_S}|\.{_S}(?P=node){_B})"
_TYPE = r"(?-i:a)"
PATTERN = (
    rf"(?P<node>{_VAR}){_B}(?:{_TYPE}{_B}(?P<kind>{TERM}){_AND})?"
    rf"(?P<verb>{TERM}){_B}(?P<value>{_VAR})(?:{_AND}{_TYPE}{_B}(?P<last>{TERM}))?"
)
"""A node, the property of it that is tested, and its class where it is named before or behind."""
_REST = r"[^{}<>\"'#]*+"
_QUERY = re.compile(
    rf"(?P<head>{_S}(?P<prologue>(?:{DECLARATION}{_S})*+)SELECT{_REST})"
    rf"\{{{_S}{PATTERN}{_S}(?:\.{_S})?(?P<filters>{FILTERS})\}}(?P<tail>{_REST})",
    KEYWORDS,
)
_QUOTED = re.compile(_STRING)
_VARIABLE = re.compile(_VAR, KEYWORDS)


class Sifter:
    """Writes such queries anew on a store whose `sizes` are known.

    `prefixes` may be used undeclared.
    """

    def __init__(self, sizes: Sizes, prefixes: Mapping[str, str]) -> None:
        self._sizes, self._prefixes = sizes, prefixes

    def sifted(self, text: str) -> str:
        """Return `text`, written anew where that is quicker; its answer is the same."""
        if len(text) > LONGEST or not may_have(text, FUNCTIONS):
            return text
        found = _QUERY.fullmatch(text)
        if found is None or not is_plain(text) or not self._is_quicker(found):
            return text
        node, value, verb, filters = found.group("node", "value", "verb", "filters")
        tested = {name[1:] for name in _VARIABLE.findall(_QUOTED.sub("", filters))}
        if tested != {value[1:]} or node[1:] == value[1:]:
            return text
        kind = f"FILTER EXISTS {{ {node} a {found['kind'] or found['last']} }}"
        return f"{found['head']}{{ {node} {verb} {value} {filters} {kind} }}{found['tail']}"

    def _is_quicker(self, found: re.Match[str]) -> bool:
        if (found["kind"] is None) is (found["last"] is None):
            return False
        known = with_declared(self._prefixes, found["prologue"])
        verb, kind = (
            iri_of(name, known) for name in (found["verb"], found["kind"] or found["last"])
        )
        if verb is None or kind is None:
            return False
        try:
            statements, entities = self._sizes.statements(verb), self._sizes.entities(kind)
        except ValueError:
            return False  # it is no IRI, and the engine says what is wrong with it
        return bool(statements and entities and statements <= _MOST * entities)
