"""An answer in XML says what the answer says, or is refused by naming a format that can."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from pyoxigraph import Literal, RdfFormat, Store, parse

from graph.sparql.evaluate import RDF_XML, RESULTS_XML, Query, evaluate
from graph.sparql.output import ZSTD
from graph.sparql.xml_text import XmlText
from ontology.errors import NotAcceptable

RDF = "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX : <http://e/> "


def body(query: str, media_type: str) -> bytes:
    asked = Query(RDF + query, solutions_as=media_type, graph_as=media_type)
    return evaluate(Store(), asked, {}, 1_000_000).body


def read(xml: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(xml)  # noqa: S314 - it is our own


@pytest.mark.parametrize(
    "text", ["a\rb", "\r", "\r\n\t ", "<&>\"'", "é😀\u0085\u2028", "\ufffd", ""]
)
def test_a_value_is_read_as_it_is(text: str) -> None:
    found = read(body(f"SELECT ({Literal(text)} AS ?x) {{}}", RESULTS_XML))
    (literal,) = found.iter("{http://www.w3.org/2005/sparql-results#}literal")
    assert (literal.text or "") == text
    made = read(body(f"CONSTRUCT {{ :s :p {Literal(text)} }} {{}}", RDF_XML))
    assert (made[0][0].text or "") == text


@pytest.mark.parametrize("code", ["0000", "0001", "0008", "000B", "000C", "001F", "FFFE", "FFFF"])
@pytest.mark.parametrize("query", ["SELECT ({} AS ?x) {{}}", "CONSTRUCT {{ :s :p {} }} {{}}"])
def test_a_character_that_xml_cannot_say_is_named(query: str, code: str) -> None:
    text = query.format(f'"a\\u{code}"')
    media_types = (RESULTS_XML, "application/sparql-results+json")
    if query.startswith("CONSTRUCT"):
        media_types = (RDF_XML, "text/turtle")
    with pytest.raises(NotAcceptable, match=f"U\\+{code}.*ask for .*{media_types[1][:9]}"):
        body(text, media_types[0])
    assert body(text, media_types[1])


@pytest.mark.parametrize(
    "triple",
    [
        ":s <http://e/1> 2",
        ":s <http://e/p/> 2",
        ":s <http://e/p#> 2",
        ":s rdf:li 1",
        ":s rdf:about 1",
        ":s rdf:Description 1",
        ":s a <http://e/1>",
        ":s a <urn:c:1>",
        ":s <http://www.w3.org/2000/xmlns/p> 2",
    ],
)
def test_what_rdf_xml_cannot_write_is_named(triple: str) -> None:
    with pytest.raises(NotAcceptable, match=r"RDF/XML cannot write the .*ask for text/turtle"):
        body(f"CONSTRUCT {{ {triple} }} {{}}", RDF_XML)
    assert body(f"CONSTRUCT {{ {triple} }} {{}}", "text/turtle")


def test_other_triples_are_written() -> None:
    triples = ":s a :T ; :p1 <http://e/1>, [ :q 'é' ] ; rdf:_1 2 ; <http://e/1a> 3 ; <urn:x:y> 5"
    made = body(f"CONSTRUCT {{ {triples} }} {{}}", RDF_XML)
    assert len(list(parse(made, RdfFormat.RDF_XML))) == 7
    assert body(f"CONSTRUCT {{ {triples} }} {{}}", RDF_XML).startswith(b"<?xml")


def test_a_character_is_seen_where_pieces_part() -> None:
    xml = XmlText()
    assert xml.right(b"a\xef") + xml.right(b"\xbf") == b"a\xef\xbf"
    with pytest.raises(NotAcceptable):
        xml.right(b"\xbe")


def test_a_packed_answer_is_put_right_before_it_is_packed() -> None:
    asked = Query('SELECT ("\\u0001" AS ?x) {}', solutions_as=RESULTS_XML, encoding=ZSTD)
    with pytest.raises(NotAcceptable):
        evaluate(Store(), asked, {}, 1_000_000)
