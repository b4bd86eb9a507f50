"""RDF that comes from outside: read, and bounded by what is written out of it.

Little text may stand for much. An entity of RDF/XML is made of others, so that 500 bytes come to a
literal of 100 MB, within the parser; in all formats a long namespace is written out for each name
that uses it, be it that of a datatype, and a language for each literal that it is said of once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from graph.writing.nesting import COMMENT, DOCUMENT_TYPE, QUOTED, TYPE, check_nesting
from ontology.errors import QueryError, QueryTooLong

BODY_BYTES = 10_000_000
"""Bytes that come at once, unless another number is set."""
_WRITTEN_OUT = 20
"""How many times as long as what may come the statements may be that are read from it."""
_DECLARED = b"<!ENTITY"
_NAME = rb"[A-Za-z_:][\w.:-]*"
_ENTITY = re.compile(rb"<!ENTITY[ \t\r\n]+(%s)[ \t\r\n]+\"([^\"<]*)\"[ \t\r\n]*>" % _NAME)
_TYPE = re.compile(TYPE, re.IGNORECASE)
_WHOLE_TYPE = re.compile(DOCUMENT_TYPE, re.IGNORECASE | re.DOTALL)
_REMARK = re.compile(rb"%b|%b" % (QUOTED, COMMENT), re.DOTALL)
"""A comment, or what is none since it stands in quotation marks."""
_REFERENCE = re.compile(rb"&(%s);" % _NAME)


def read_rdf(
    content: bytes, format_: RdfFormat, base: str | None, most: int = BODY_BYTES
) -> Iterator[Quad]:
    """Yield what `content` states; its blank nodes get names of their own.

    Raises SyntaxError or ValueError where it is no RDF in that format, QueryError for a declaration
    of an entity that is not plain, QueryTooLong where all of it, written out, is too much for a
    server that takes `most` bytes at once.
    """
    if format_ == RdfFormat.RDF_XML and _DECLARED in content:
        content = _without_remarks(content)
        if _expanded(content) > most:
            raise QueryTooLong(
                f"with its entities written out the body is over {most} bytes; write less with them"
            )
    check_nesting(content, format_)
    found = parse(content, format=format_, base_iri=base, rename_blank_nodes=True)
    return bounded(found, most)


def bounded(quads: Iterable[Quad], most: int = BODY_BYTES) -> Iterator[Quad]:
    """Yield `quads`; raises QueryTooLong where they are too much for a server that takes `most`
    bytes at once."""
    left = room = most * _WRITTEN_OUT
    for quad in quads:
        subject, term, value = quad.triple
        left -= _length(subject) + _length(term) + _length(value)
        if left < 0:
            raise QueryTooLong(
                f"written out the statements are over {room} characters; send less at a time"
            )
        yield quad


def _expanded(content: bytes) -> int:
    """Return at least the bytes of an RDF/XML text whose entities are written out.

    As for the parser, an entity is made of those that are declared before it.

    >>> _expanded(b'<!DOCTYPE r [<!ENTITY a "12345"><!ENTITY b "&a;&a;">]><r>&b;</r>')
    90
    """
    declared, declaring = _ENTITY.findall(content), _declaring(content)
    if len(_ENTITY.findall(declaring)) != declaring.count(_DECLARED):
        raise QueryError('declare entities of RDF/XML as <!ENTITY name "text">')
    lengths = dict[bytes, int]()

    def length(text: bytes) -> int:
        return len(text) + sum(lengths.get(name, 0) for name in _REFERENCE.findall(text))

    for name, value in declared:
        lengths[name] = max(lengths.get(name, 0), length(value))
    return length(content)


def _without_remarks(content: bytes) -> bytes:
    """Return RDF/XML without the comments of its document type, in which the parser would look for
    declarations."""
    found = _TYPE.search(content)
    whole = found and _WHOLE_TYPE.match(content, found.start())
    if not whole:
        return content
    plain = _REMARK.sub(lambda part: b"" if part[0].startswith(b"<!--") else part[0], whole[0])
    return content[: whole.start()] + plain + content[whole.end() :]


def _declaring(content: bytes) -> bytes:
    """Return the part of RDF/XML in which entities are declared: its document type, which to the
    parser ends with as many `>` as `<`. It is all of the text where that is not sure."""
    places = [*islice(_TYPE.finditer(content), 2)]
    if not places:
        return b""
    whole = _WHOLE_TYPE.match(content, places[0].start())
    is_sure = whole and len(places) == 1 and whole[0].count(b"<") <= whole[0].count(b">")
    return whole[0] if whole and is_sure else content


def _length(node: NamedNode | BlankNode | Literal | Triple) -> int:
    """Return the characters of `node` as N-Triples write it, with its datatype or language."""
    return len(node.value) if isinstance(node, NamedNode | BlankNode) else len(str(node))
