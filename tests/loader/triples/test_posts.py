"""Posts beside the names of officials: of the official of that place and of that year."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from loader.entities import Extraction
from loader.registers.registers import Registers
from loader.report import Report
from loader.triples.posts import post_triples
from ontology.standards import ORG
from ontology.terms import ZT

Extract = Callable[..., tuple[Extraction, Report]]


@pytest.mark.parametrize(
    ("cell", "post", "body"),
    [
        ("副市长钱甲", "副市长", "320585/renminzhengfu"),
        ("市委常委钱甲", "市委常委", "320585/shiwei"),
        ("钱甲", "", ""),
        ("钱甲同志", "", ""),
        ("分管副市长", "", ""),
    ],
)
def test_printed_post_is_of_the_government_or_the_committee(
    cell: str, post: str, body: str, extracted: Extract, registers: Registers
) -> None:
    rows = (("", "", "修路。", cell, "财政局", ""),)
    extraction, _ = extracted(issuer="太仓市人民政府", addressees="", rows=rows)
    triples = list(post_triples(extraction.letter, extraction.items, registers))
    posts = [o.value for _, p, o in triples if p == ZT.post]
    bodies = [o.value for _, p, o in triples if p == ORG.organization]
    assert posts == [post] * bool(post)
    assert [one.rpartition("agency/")[2] for one in bodies] == [body] * bool(body)


def test_same_name_in_two_places_is_two_people(extracted: Extract) -> None:
    rows = (("", "", "修路。", "高彬", "财政局", ""),)
    found = [
        extracted(issuer=issuer, addressees="", rows=rows)[0].items[0].assignments[0].agent.iri
        for issuer in ("太仓市人民政府", "盐城市人民政府", "佛山市人民政府")
    ]
    assert len(set(found)) == 3
