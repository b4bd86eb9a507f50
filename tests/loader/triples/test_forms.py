"""How else a body is called, by the rules of local_bodies.csv: hidden labels."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import Literal

from loader.entities import Extraction
from loader.registers.registers import Registers
from loader.report import Report
from loader.triples.agencies import rule_triples
from loader.triples.registers import register_quads
from ontology import ids
from ontology.standards import SKOS

Extract = Callable[..., tuple[Extraction, Report]]


def test_registered_bodies_have_their_short_names(registers: Registers) -> None:
    found = {
        (quad.subject, quad.object.value)
        for quad in register_quads(registers)
        if quad.predicate == SKOS.hiddenLabel and isinstance(quad.object, Literal)
    }
    health, reform = ids.agency("320585", "weijiwei"), ids.agency("320585", "fagaiwei")
    assert {(health, "卫生计生委"), (reform, "发展改革委")} <= found
    surfaces = {s.as_written for s in registers.surfaces if s.code == "320585"}
    registered: set[object] = {
        ids.agency(row.code, row.slug) for row in registers.agencies if row.code == "320585"
    }
    local = {form for iri, form in found if iri in registered}
    assert not local & surfaces
    assert all(len(form) > 2 for form in local)


@pytest.mark.parametrize(
    ("issuer", "printed", "form"),
    [
        ("佛山市人民政府", "住建局", "住房城乡建设局"),
        ("佛山市人民政府", "人社局", "人力资源社会保障局"),
        ("虚河市人民政府", "市教育局", "教育局"),
        ("虚河市人民政府", "市住建局", "住房和城乡建设局"),
    ],
)
def test_bodies_made_by_rules_have_them_too(
    issuer: str, printed: str, form: str, extracted: Extract
) -> None:
    rows = (("", "", "修路。", "钱甲", printed, ""),)
    extraction, _ = extracted(issuer=issuer, addressees="", rows=rows)
    (agent,) = [one.agent for one in extraction.items[0].assignments if one.surface == printed]
    assert agent.body is not None
    triples = rule_triples(agent, agent.body)
    assert form in {o.value for _, p, o in triples if p == SKOS.hiddenLabel}
