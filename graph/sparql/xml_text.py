"""What XML cannot say: some characters, and properties whose IRIs do not end in a name.

The engine writes them all the same, and a reader of XML stops there. It writes a carriage return as
it is, too, which every reader of XML takes for a line feed; a reference to it stays one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from xml.etree import ElementTree

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse, serialize

from ontology.errors import NotAcceptable
from ontology.standards import RDF

_UNSAYABLE = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_LONGEST = 3
_OTHER_SOLUTIONS = "application/sparql-results+json, text/csv or text/tab-separated-values"
_OTHER_TRIPLES = "text/turtle, application/n-triples or application/ld+json"
_NODE = NamedNode("urn:zhengtu:any")


class XmlText:
    """Puts right the bytes of an XML document, which come one after the other.

    >>> XmlText("text/csv").right(b"a\\rb")
    b'a&#13;b'
    """

    def __init__(self, others: str = _OTHER_SOLUTIONS) -> None:
        self._others = others
        self._last = b""

    def right(self, data: bytes) -> bytes:
        """Return `data` as it is to be sent; raises NotAcceptable for what XML cannot say."""
        if found := _UNSAYABLE.search(self._last + data):
            character = ord(found[0].decode())
            raise NotAcceptable(
                f"XML cannot say U+{character:04X}, which is in a value; ask for {self._others}"
            )
        self._last = (self._last + data[-_LONGEST:])[1 - _LONGEST :]
        return data.replace(b"\r", b"&#13;") if b"\r" in data else data


def for_triples() -> XmlText:
    """Return what puts RDF/XML right."""
    return XmlText(_OTHER_TRIPLES)


def sayable(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Yield `triples`; raises NotAcceptable for one that RDF/XML cannot say."""
    for triple in triples:
        subject, verb, value = triple
        if not _is_name(verb.value):
            raise _unsayable(f"the property {verb} as an element")
        if verb == RDF.type and isinstance(value, NamedNode) and not _is_name(value.value):
            raise _unsayable(f"the class {value} as an element")
        for node in (subject, value):
            if isinstance(node, BlankNode) and not node.value[0].isalpha():
                raise _unsayable(f"the blank node {node}, whose name begins with a digit")
        yield triple


def _unsayable(what: str) -> NotAcceptable:
    return NotAcceptable(f"RDF/XML cannot write {what}; ask for {_OTHER_TRIPLES}")


@lru_cache(maxsize=1_000)
def _is_name(iri: str) -> bool:
    """Tell whether the engine writes the property or class `iri` as XML that says the same."""
    triple = Triple(_NODE, NamedNode(iri), Literal("x"))
    try:
        body = serialize([triple], format=RdfFormat.RDF_XML) or b""
        ElementTree.fromstring(body)  # noqa: S314 - it is our own
        return [quad.triple for quad in parse(body, RdfFormat.RDF_XML)] == [triple]
    except (OSError, SyntaxError, ValueError):  # ParseError is a SyntaxError
        return False
