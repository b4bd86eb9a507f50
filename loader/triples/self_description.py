"""What a snapshot says of itself beside its counts: title, prefixes, and the saved questions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from ontology import ids
from ontology.standards import DCAT, DCTERMS, PREFIXES, RDF, RDFS, SH, VOID
from ontology.values import plain
from queries.catalogue import Question, catalogue

_ANY_URI = NamedNode(PREFIXES["xsd"] + "anyURI")
_TITLES = {
    "zh": "政图：政府任务文件知识图谱",
    "en": "zhengtu: government task documents as a knowledge graph",
}
_KEYWORDS = ("政府工作任务", "责任分工", "government task documents", "policy implementation")


def questions_fingerprint() -> str:
    """Return a hash of the saved questions, which every snapshot describes."""
    texts = "\n".join(question.sparql for question in catalogue().values())
    return hashlib.sha256(texts.encode()).hexdigest()


def self_description() -> Iterator[Triple]:
    """Yield what is to be said of the data set, its prefixes and the saved questions."""
    dataset = ids.DATASET
    for class_ in (VOID.Dataset, DCAT.Dataset):
        yield Triple(dataset, RDF.type, class_)
    for language, title in _TITLES.items():
        yield Triple(dataset, DCTERMS.title, Literal(title, language=language))
    for keyword in _KEYWORDS:
        yield Triple(dataset, DCAT.keyword, plain(keyword))
    yield Triple(dataset, VOID.uriSpace, plain(ids.ID))
    yield Triple(dataset, VOID.vocabulary, NamedNode(PREFIXES["zt"]))
    yield from _prefixes(dataset)
    for question in catalogue().values():
        yield from _question(question, dataset)


def _prefixes(dataset: NamedNode) -> Iterator[Triple]:
    for name, iri in PREFIXES.items():
        node = ids.prefix_declaration(name)
        yield Triple(dataset, SH.declare, node)
        yield Triple(node, RDF.type, SH.PrefixDeclaration)
        yield Triple(node, SH.prefix, plain(name))
        yield Triple(node, NamedNode(PREFIXES["sh"] + "namespace"), Literal(iri, datatype=_ANY_URI))


def _question(question: Question, dataset: NamedNode) -> Iterator[Triple]:
    node = ids.question(question.name)
    for class_ in (SH.SPARQLExecutable, SH.SPARQLSelectExecutable):
        yield Triple(node, RDF.type, class_)
    yield Triple(node, RDFS.label, Literal(question.title_zh, language="zh"))
    yield Triple(node, RDFS.label, Literal(question.title_en, language="en"))
    yield Triple(node, RDFS.comment, Literal(f"a row: {question.row}", language="en"))
    yield Triple(node, SH.select, plain(question.sparql))
    yield Triple(node, SH.prefixes, dataset)
