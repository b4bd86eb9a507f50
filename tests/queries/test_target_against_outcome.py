"""A target is met by what its comparator asks; what cannot be compared says why."""

from __future__ import annotations

from typing import Any

import pytest
from pyoxigraph import RdfFormat, Store

from loader.registers.registers import Registers
from loader.triples.registers import register_quads
from ontology.standards import PREFIXES
from queries.catalogue import find_question

# indicator, quote, comparator, value, unit, measure kind, reference; met, difference, rule
CASES = [
    ("gdp 增长7% eq 7 % growthRate -", "yes", "0", "the number or better"),
    ("gdp 增长7.5% eq 7.5 % growthRate -", "no", "-0.5", "the number or better"),
    ("gdp 超7% gt 7 % growthRate -", "no", "0", "as the comparator says"),
    ("gdp 7%以上 ge 7 % growthRate -", "yes", "0", "as the comparator says"),
    ("gdp 7.5%左右 about 7.5 % growthRate -", "yes", "-0.5", "the number or better, or within"),
    ("gdp 8%左右 about 8 % growthRate -", "no", "-1", "the number or better, or within"),
    ("gdp 达1300亿元 eq 1300 亿元 level -", "yes", "30", "the number or better"),
    ("gdp 达200亿美元 eq 200 亿美元 level -", "not comparable", None, "the units differ"),
    ("gdp 占10% eq 10 % share -", "not comparable", None, "the outcome that is known is of"),
    ("pm2-5 降至35 eq 35 微克 level -", "yes", "-1", "the number or better"),
    ("pm2-5 控制在33以内 le 33 微克 level -", "no", "1", "as the comparator says"),
    ("pm2-5 下降3% eq 3 % growthRate -", "yes", "-1", "the number or better"),
    ("pm2-5 下降5%以上 ge 5 % growthRate -", "no", "1", "as the comparator says"),
    ("pm2-5 下降3%以上 ge 3 % growthRate -", "yes", "-1", "as the comparator says"),
    ("fixed-asset-investment 与上年持平 maintain - - level -", "yes", "4.3", "growth not worse"),
    ("fixed-asset-investment 高于GDP above - - growthRate gdp", "no", "-2.7", "growth above that"),
    (
        "fixed-asset-investment 高于出口 above - - growthRate exports",
        "not comparable",
        None,
        "no gro",
    ),
    ("exports 增长3% eq 3 % growthRate -", "not comparable", None, "no outcome is known"),
    ("exports 完成任务 qualitative - - - -", "not comparable", None, "the target has no number"),
    ("- 修复水闸8座 ge 8 座 count -", "no", "-2", "as the comparator says"),
    ("new-municipal-smart-workshops 10个 ge 10 个 count -", "yes", "9", "as the comparator says"),
]

OUTCOMES = """
    <urn:o1> a zt:Outcome ; zt:indicator <{i}pm2-5> ; zt:value 34.0 ; zt:unitText "微克" ;
        zt:measureKind zt:level ; prov:wasDerivedFrom <urn:report> .
    <urn:o2> a zt:Outcome ; zt:indicator <{i}pm2-5> ; zt:value -4.0 ; zt:unitText "%" ;
        zt:measureKind zt:growthRate ; prov:wasDerivedFrom <urn:report> .
    <urn:o3> a zt:Outcome ; zt:outcomeOf <urn:item{gates}> ; zt:value 6.0 ; zt:unitText "座" ;
        zt:measureKind zt:count ; prov:wasDerivedFrom <urn:report> .
    <urn:report> dcterms:title "报告"@zh .
    <urn:document> zt:jurisdiction <https://w3id.org/zhengtu/id/place/320585> ;
        zt:period "2018"^^xsd:gYear ; dcterms:hasVersion <urn:version> .
"""


def target_turtle(number: int, words: str) -> str:
    indicator, quote, comparator, value, unit, kind, reference = words.split()
    lines = [
        f'<urn:item{number}> zt:hasTarget <urn:t{number}> ; zt:period "2018"^^xsd:gYear ;',
        f"zt:inDocument <urn:document> . <urn:t{number}>",
        f"zt:indicator <{{i}}{indicator}> ;" if indicator != "-" else "",
        f'zt:quote "{quote}" ; zt:comparator zt:{comparator} ; zt:targetKind zt:commitment',
        f"; zt:value {float(value)} ; zt:unitText '{unit}'" if value != "-" else "",
        f"; zt:measureKind zt:{kind}" if kind != "-" else "",
        f"; zt:referenceIndicator <{{i}}{reference}>" if reference != "-" else "",
    ]
    return " ".join(lines) + ".\n"


@pytest.fixture(scope="module")
def answered(registers: Registers) -> dict[str, dict[str, Any]]:
    """Return the rows of the question by target: outcomes of the register and two more."""
    place_and_year = (
        "zt:jurisdiction <https://w3id.org/zhengtu/id/place/320585> ; zt:confidence 1.0"
    )
    outcomes = OUTCOMES.replace(
        "a zt:Outcome ;", f'a zt:Outcome ; {place_and_year} ; zt:period "2018"^^xsd:gYear ;'
    )
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    body = "".join(target_turtle(number, words) for number, (words, *_) in enumerate(CASES))
    turtle = prefixes + (outcomes + body).replace("{i}", "https://w3id.org/zhengtu/id/indicator/")
    gates = next(number for number, (words, *_) in enumerate(CASES) if words.startswith("- "))
    turtle = turtle.replace("{gates}", str(gates))
    store = Store()
    store.bulk_extend(register_quads(registers))
    store.load(turtle.encode(), format=RdfFormat.TURTLE)
    sparql = find_question("target-against-outcome").sparql
    solutions = store.query(sparql, use_default_graph_as_union=True)
    names = [variable.value for variable in solutions.variables]
    rows = [{name: row[name].value if row[name] else None for name in names} for row in solutions]
    return {row["target"] or row["outcome"]: row for row in rows}


@pytest.mark.parametrize(("number", "case"), list(enumerate(CASES)), ids=[c[0] for c in CASES])
def test_target_is_met_by_what_its_comparator_asks(
    number: int, case: tuple[str, ...], answered: dict[str, dict[str, Any]]
) -> None:
    row = answered[f"urn:t{number}"]
    _, met, difference, rule = case
    assert (row["met"], row["difference"]) == (met, difference)
    assert row["rule"].startswith(rule)
    assert (row["differenceUnit"] is None) == (met == "not comparable")


def test_outcome_without_a_target_is_shown_as_such(answered: dict[str, dict[str, Any]]) -> None:
    alone = [row for row in answered.values() if row["target"] is None]
    assert {row["rule"] for row in alone} == {"no target is known"}
    assert "规模以上工业总产值" in {row["indicator_name"] for row in alone}
