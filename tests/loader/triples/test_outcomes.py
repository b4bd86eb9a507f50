"""What was reached stands in the graph with its source; a row that says nothing is refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from loader.registers.registers import Registers
from loader.triples.outcomes import outcome_triples
from ontology import ids
from ontology.errors import RegisterError
from ontology.standards import PREFIXES, QUDT
from ontology.terms import ZT
from ontology.values import decimal


def test_outcome_leads_to_its_indicator_and_to_the_report(exported: Store) -> None:
    rows = exported.query(
        """SELECT ?label ?value ?unit ?title ?day WHERE {
        ?outcome a zt:Outcome, qb:Observation ; zt:indicator/skos:prefLabel ?label ;
            zt:value ?value ; zt:unitText ?unit ; zt:period "2018"^^xsd:gYear ;
            zt:jurisdiction id:place\\/320585 ; prov:wasDerivedFrom ?report .
        ?report a zt:PolicyDocument ; dcterms:title ?title ; eli:date_document ?day
        FILTER(LANG(?label) = "zh") }""",
        prefixes=PREFIXES,
        use_default_graph_as_union=True,
    )
    found = {tuple(term.value for term in row) for row in rows}
    report = ("太仓市2019年政府工作报告", "2019-01-08")
    assert ("地区生产总值", "7", "%", *report) in found
    assert ("一般公共预算收入", "155", "亿元", *report) in found
    assert len(found) >= 10


def test_number_is_given_in_the_unit_of_qudt_too(registers: Registers) -> None:
    """So that a target of 13300000万元 can be compared with an outcome of 1330亿元."""
    gdp = ids.outcome("320585", "gdp", "2018", "level")
    said = {(term, value) for node, term, value in outcome_triples(registers) if node == gdp}
    assert (QUDT.unit, NamedNode("http://qudt.org/vocab/unit/CCY_CNY")) in said
    assert (ZT.normalizedValue, decimal("133000000000")) in said


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("320585,2018,gdp,,level,1,亿元,甲,320585/renminzhengfu,,1,x", "another row says the same"),
        ("320585,2018,,,level,1,亿元,甲,320585/renminzhengfu,,1,x", "about nothing"),
        (
            "320585,2018,nothing,,level,1,亿元,甲,320585/renminzhengfu,,1,x",
            "no register has 'nothing'",
        ),
        (
            "320585,2018,exports,,level,1,亿元,甲,320585/nobody,,1,x",
            "no register has '320585/nobody'",
        ),
        ("320585,2018,exports,,level,很多,亿元,甲,320585/renminzhengfu,,1,x", "column value"),
        ("320585,2018,exports,,much,1,亿元,甲,320585/renminzhengfu,,1,x", "column measure"),
    ],
)
def test_row_that_cannot_be_right_is_refused(
    row: str, message: str, root: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "registers"
    shutil.copytree(root / "data" / "registers", folder)
    with (folder / "outcomes.csv").open("a", encoding="utf-8") as file:
        file.write(row + "\n")
    registers = Registers(folder)
    with pytest.raises(RegisterError, match=message):
        registers.check()
        list(outcome_triples(registers))


def test_register_is_in_canonical_order(root: Path) -> None:
    header, *lines = (root / "data" / "registers" / "outcomes.csv").read_text("utf-8").splitlines()
    assert header.startswith("code,year,indicator,item,measure,value")
    assert lines == sorted(lines, key=lambda line: line.split(",")[:5])
