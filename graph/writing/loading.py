"""LOAD: what it names is fetched before the update is carried out, by who may reach others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from pyoxigraph import NamedNode, Quad, RdfFormat

from graph.outward.fetch import fetch
from graph.outward.hosts import Outward
from graph.sparql.evaluate import GRAPH_FORMATS
from graph.sparql.rewriting.prefixes import resolved
from graph.sparql.syntax.tokens import NotUnderstood
from graph.writing.editor import Name
from graph.writing.reading import BODY_BYTES, read_rdf
from graph.writing.requests import Load, read_update
from ontology.errors import QueryError, QueryTooLong, RemoteError, RemoteTooLarge, ZhengtuError

MOST_LOADS = 5
"""Documents of other servers that one update may load."""
_ACCEPT = ", ".join(GRAPH_FORMATS)
_UNTOLD = frozenset({"text/plain", "application/octet-stream", "application/xml", "text/xml"})
"""Media types that say nothing of the format: then the end of the address does."""
_ENDINGS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}


@dataclass(frozen=True)
class Loaded:
    """What came for a LOAD of `source`, or the error in its place."""

    source: str
    body: bytes = b""
    media_type: str = ""
    iri: str = ""
    error: ZhengtuError | None = None


def load_all(
    text: str, prefixes: Mapping[str, str], base: str | None, outward: Outward
) -> tuple[Loaded, ...]:
    """Return what the LOADs of an update name; what cannot be loaded is an error in its place.

    A text that is no update names nothing. Raises QueryTooLong for too many.
    """
    if "LOAD" not in text.upper():
        return ()
    try:
        operations = read_update(text)
        loads = [operation for operation in operations if isinstance(operation, Load)]
        sources = dict.fromkeys(source_of(load, prefixes, base) for load in loads)
    except (NotUnderstood, RecursionError, QueryError):
        return ()  # whoever carries it out says what is wrong
    if len(sources) > MOST_LOADS:
        raise QueryTooLong(f"an update loads {MOST_LOADS} documents at the most")
    return tuple(_loaded(source, outward) for source in sources)


def source_of(load: Load, prefixes: Mapping[str, str], base: str | None) -> str:
    """Return the IRI that `load` names; raises QueryError for none."""
    return _iri(load.source, load, prefixes, base).value


def loaded_for(
    load: Load, loaded: Iterable[Loaded], prefixes: Mapping[str, str], base: str | None
) -> Loaded:
    """Return what was loaded for `load`; raises QueryError if nobody saw that it is one."""
    source = source_of(load, prefixes, base)
    found = next((each for each in loaded if each.source == source), None)
    if found is None:
        raise QueryError(f"LOAD <{source}>: not understood before the rest; write the whole IRI")
    return found


def target_of(load: Load, prefixes: Mapping[str, str], base: str | None) -> Name | None:
    """Return the graph that `load` adds to, None for the default graph."""
    return _iri(load.into, load, prefixes, base) if load.into else None


def _iri(text: str, load: Load, prefixes: Mapping[str, str], base: str | None) -> NamedNode:
    try:
        return resolved(text, load.prologue, prefixes, base)
    except ValueError as error:
        raise QueryError(f"LOAD: {error}") from None


def _loaded(source: str, outward: Outward) -> Loaded:
    try:
        found = fetch(outward, source, _ACCEPT)
    except ZhengtuError as error:
        return Loaded(source, error=error.with_traceback(None))
    return Loaded(source, found.body, found.media_type, found.iri)


def quads_of(found: Loaded, graph: Name, most: int = BODY_BYTES) -> Iterator[Quad]:
    """Yield what was loaded as quads of `graph`, nothing where an error took its place.

    Raises RemoteError if it is no RDF, or too much for a server that takes `most` bytes at once.
    """
    if found.error:
        return
    ending = PurePosixPath(urlsplit(found.iri).path).suffix.lower()
    format_ = GRAPH_FORMATS.get(found.media_type)
    if found.media_type in _UNTOLD:
        format_ = _ENDINGS.get(ending)
    if format_ is None:
        raise RemoteError(f"<{found.source}> is {found.media_type}; only {_ACCEPT} are loaded")
    try:
        read = list(read_rdf(found.body, format_, found.iri, most))
    except (SyntaxError, ValueError, QueryError) as error:
        raise RemoteError(f"<{found.source}> is not {found.media_type}: {error}") from None
    except QueryTooLong as error:
        raise RemoteTooLarge(f"<{found.source}>: {error}") from None
    for quad in read:
        yield Quad(quad.subject, quad.predicate, quad.object, graph)
