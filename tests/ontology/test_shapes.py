"""The shapes let a complete graph pass and say what is wrong with any other."""

from collections.abc import Iterable
from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, SH, Graph, Namespace, URIRef
from rdflib.term import Node

from ontology.files import read_turtle

X = Namespace("https://w3id.org/zhengtu/id/x/")
ZT = Namespace("https://w3id.org/zhengtu/def#")
ZTS = Namespace("https://w3id.org/zhengtu/shapes#")
CONFORMING = Path(__file__).with_name("conforming.ttl").read_text(encoding="utf-8")

# shape | node that is changed [> node that is reported] | -dropped property +added one | message
# Names without prefix in the first two columns are those of zts: and of the invented graph (x:).
BROKEN = """
PolicyDocument | report | -dcterms:title | needs a title
PolicyDocument | report | +dcterms:title "另一标题"@zh | at most one dcterms:title in a language
LoadedDocument | doc | -dcterms:title | exactly one dcterms:title tagged zh
PolicyDocument | doc | +eli:id_local "二号" | at most one number
PolicyDocument | doc | -eli:id_local +eli:id_local "一号"@zh | at most one number
PolicyDocument | report | +zt:period "2020" | at most one zt:period
PolicyDocument | doc | +zt:issuedBy x:bureau | at most one zt:issuedBy
PolicyDocument | doc | +zt:jurisdiction x:city , x:town | at most one place
LoadedDocument | doc | -prov:wasDerivedFrom | where it came from
LoadedDocument | doc | +dcterms:hasVersion x:annex | must lead to a zt:DocumentVersion
LoadedDocument | doc | +eli:has_annex x:version | must lead to a zt:Annex
Annex | annex | -zt:inDocument | exactly one document
Annex | annex | -zt:annexNumber +zt:annexNumber "1" | exactly one zt:annexNumber
Annex | annex | -zt:annexNumber +zt:annexNumber -1 | exactly one zt:annexNumber
Annex | annex | -dcterms:title +dcterms:title "table"@en | exactly one dcterms:title
DocumentVersion | version | +zt:inDocument x:report | exactly one document
DocumentVersion | version | -zt:sha256 +zt:sha256 "E3B0" | 64 lower-case hexadecimal digits
DocumentVersion | version | -zt:fileName | exactly one zt:fileName
DocumentVersion | version | -zt:mediaType | exactly one zt:mediaType
DocumentVersion | version | -zt:encoding | exactly one zt:encoding
DocumentVersion | version | -zt:characterCount +zt:characterCount -1 | exactly one zt:characterCount
DocumentCategory | heading | -zt:inDocument | exactly one document
DocumentCategory | category | -skos:prefLabel +skos:prefLabel "生态 环境"@zh | without white space
Provision | article | -zt:inDocument | exactly one document
Provision | article | -zt:annexNumber | exactly one zt:annexNumber
Provision | article | -prov:wasDerivedFrom | where it came from
Provision | article | -zt:provisionKind +zt:provisionKind zt:all | exactly one zt:provisionKind
Provision | article | -zt:provisionOrder +zt:provisionOrder 0 | exactly one zt:provisionOrder
Provision | article | -zt:text +zt:text " 河道" | exactly one zt:text
Provision | chapter | -dcterms:title +dcterms:title "rules"@en | at most one dcterms:title
Provision | chapter | +zt:officialNumber "一" | at most one zt:officialNumber
Provision | article | +eli:is_part_of x:doc | exactly one eli:is_part_of
ProvisionsAreParts | article | -eli:is_part_of +eli:is_part_of x:report | neither its document nor
ProvisionsAreParts | article | -zt:provisionOrder +zt:provisionOrder 1 | without repeat
Cell | cell | -zt:rawText | exactly one zt:rawText
Cell | head | +zt:rawText "another" | exactly one zt:rawText
Cell | head | -zt:inVersion | exactly one document version
Cell | cell | +oa:hasSelector x:tag-sel | at most one oa:hasSelector
CellPlaces | head | -zt:paragraphNumber | does not say where it stands
CellPlaces | cell | -zt:column | does not say where it stands
CellPlaces | cell | +zt:paragraphNumber 4 | does not say where it stands
TextPositionSelector | cell-sel | -oa:start +oa:start 44 | exactly one oa:start
TextPositionSelector | cell-sel | -oa:start +oa:start -1 | exactly one oa:start
TextPositionSelector | cell-sel | -oa:end | exactly one oa:end
WorkItem | task | +zt:inDocument x:report | exactly one document
WorkItem | task | -zt:annexNumber | exactly one zt:annexNumber
WorkItem | task | -zt:period +zt:period 2020 | at most one zt:period
WorkItem | project | -prov:wasDerivedFrom | where it came from
WorkItem | task | -zt:rowNumber +zt:rowNumber 0 | exactly one zt:rowNumber
WorkItem | task | -zt:text | exactly one zt:text
WorkItem | task | -zt:text +zt:text "" | exactly one zt:text
WorkItem | task | -zt:text +zt:text "新建。 " | exactly one zt:text
WorkItem | task | -zt:text +zt:text "新建。"@zh | exactly one zt:text
WorkItem | task | -zt:category +zt:category x:heading | at most one zt:category
WorkItem | task | +zt:officialNumber "2" | at most one zt:officialNumber
WorkItem | task | +zt:inProvision x:chapter | at most one zt:Provision
WorkItem | project | +zt:hasAssignment x:cell | must lead to a zt:Assignment
WorkItemClasses | project | +a zt:Task | needs two types
WorkItemClasses | project | -a +a zt:WorkItem | needs two types
WorkItemClasses | project | -a +a zt:Project | needs two types
Task | task | -zt:hasAssignment | given to somebody
Task | task | -zt:heading +zt:heading x:category | at most one zt:heading
Project | project | -dcterms:title | exactly one dcterms:title
Project | project | +zt:heading x:heading | Only a task has zt:heading
WorkItem | project | +zt:annualTask "完成" | at most one zt:annualTask
IndicatorItem | indicator | -dcterms:title | exactly one dcterms:title
IndicatorItem | indicator | +zt:heading x:heading | Only a task has zt:heading
Assignment | lead-1 | -prov:wasDerivedFrom | where it came from
Assignment | project > lead-1 | +zt:hasAssignment x:lead-1 | exactly one work item
Assignment | task > lead-1 | -zt:hasAssignment | exactly one work item
Assignment | lead-1 | +zt:agent x:towns | exactly one zt:agent
Assignment | lead-1 | -zt:role +zt:role zt:lead | one of the six roles
Assignment | lead-1 | -zt:listPosition +zt:listPosition 0 | exactly one zt:listPosition
Assignment | lead-1 | -zt:surface +zt:surface "水 务局" | exactly one zt:surface
Assignment | lead-1 | -zt:surface +zt:surface "水务局"@zh | exactly one zt:surface
Assignment | lead-1 | -zt:cellStatus +zt:cellStatus zt:byRegister | exactly one zt:cellStatus
Assignment | lead-1 | -zt:openList +zt:openList "等" | at most one zt:openList
AssignmentsAgree | task | -zt:leadAgency +zt:leadAgency x:towns | write the shortcut
AssignmentsAgree | task | +zt:leadAgency x:unknown | no assignment with that role does
AssignmentsAgree | project | +zt:responsibleAgent x:bureau | no assignment does
AssignmentsAgree | lead-2 > task | -zt:listPosition +zt:listPosition 3 | not 1, 2, 3
AssignmentsAgree | lead-2 > task | -zt:listPosition +zt:listPosition 1 | not 1, 2, 3
AssignmentsAgree | lead-1 > task | -zt:listPosition +zt:listPosition 3 | not 1, 2, 3
AssignmentsAgree | bureau | -a +a org:Organization | give it one of these types
Agency | bureau | +skos:prefLabel "水务局"@zh | one skos:prefLabel per language
Agency | bureau | +skos:prefLabel "Wasseramt"@de | one skos:prefLabel per language
Agency | bureau | -zt:resolution | exactly one zt:resolution
Agency | bureau | -zt:confidence +zt:confidence 1.1 | between 0 and 1
Agency | government | +zt:jurisdiction x:town | at most one place
Agency | bureau | +skos:altLabel "water"@en | tag skos:altLabel with zh
Agency | bureau | +zt:administers x:government | must lead to a zt:Place
CollectiveAgent | towns | +a zt:Agency | not also a zt:Agency
CollectiveAgent | towns | -skos:prefLabel | one skos:prefLabel per language
CollectiveAgent | towns | -zt:resolution +zt:resolution zt:byTerm | exactly one zt:resolution
CollectiveAgent | towns | +zt:confidence "high" | between 0 and 1
CollectiveAgent | towns | +zt:jurisdiction x:city , x:town | at most one place
CollectiveAgent | towns | -zt:extent | exactly one zt:extent
CollectiveAgent | towns | +zt:possibleMember "城厢镇" | given by its IRI
Official | li | -skos:prefLabel | one skos:prefLabel per language
Official | li | -zt:resolution | exactly one zt:resolution
Official | li | +zt:confidence 1.01 | between 0 and 1
Official | li | +zt:jurisdiction x:town | at most one place
AgentLabels | unknown | -skos:prefLabel +skos:prefLabel "Office"@en | has no Chinese name
AgentLabels | bureau | -skos:prefLabel +skos:prefLabel "水务局"@zh | has no English name
AgentLabels | li | -skos:prefLabel +skos:prefLabel "李明"@zh | has no English name
AgentLabels | town | -skos:prefLabel +skos:prefLabel "Some Town"@en | has no Chinese name
Place | town | +skos:prefLabel "某乡"@zh | one skos:prefLabel per language
Place | town | +zt:confidence 2.0 | between 0 and 1
Place | city | -skos:notation +skos:notation 999999 | at most one skos:notation
Place | town | -zt:placeType | exactly one zt:placeType
Place | town | -geo:sfWithin +geo:sfWithin x:bureau | must lead to one zt:Place
Place | town | +geo:sfWithin x:town | must lead to one zt:Place
Place | city | +zt:firstYear 2012 | at most one zt:firstYear
Place | city | +zt:lastYear "2012" | at most one zt:lastYear
Membership | post | -zt:confidence +zt:confidence 7.0 | between 0 and 1
Membership | post | +zt:period "2021"^^xsd:gYear | at most one zt:period
Membership | post | -zt:post +zt:post "副市长" | A post needs its name
Membership | post | -org:member +org:member x:bureau | exactly one org:member
Membership | post | -org:organization | exactly one org:organization
Membership | post | -skos:note | what it rests on
ThemeTag | tag | -zt:evidence | must name its evidence
ThemeTag | tag | -zt:quote | must quote its source
ThemeTag | tag | -zt:score | exactly one zt:score
ThemeTag | tag | -oa:hasTarget | exactly one oa:hasTarget, the work item
ThemeTag | tag | -oa:hasBody | exactly one oa:hasBody, a theme
ThemesHaveEvidence | project | +zt:theme x:environment | rests on no heading and no term
ThemesHaveEvidence | tag > task | -zt:evidence +zt:evidence zt:byAgency | rests on no heading
ThemesHaveEvidence | tag | +zt:quote "大气" | which its work item does not say
ThemesHaveEvidence | tag | -zt:evidence +zt:evidence zt:byTerm | which its work item does not say
ThemesHaveEvidence | tag | -zt:quote +zt:quote "水环境" | quotes none from the item
ThemesHaveEvidence | tag-sel > tag | -oa:start +oa:start 3 | its position does not hold a quoted one
ThemesHaveEvidence | tag | -oa:hasSource | its position does not hold a quoted one
Link | link | -zt:evidence | must name its evidence
Link | link | -zt:quote +zt:quote "管网"@zh | must quote its source
Link | link | -zt:score +zt:score 1 | exactly one zt:score
Link | link | -zt:confidence +zt:confidence 1.5 | between 0 and 1
Link | link | -oa:hasTarget | exactly one oa:hasTarget, its subject
Link | link | +oa:hasBody x:indicator | exactly one oa:hasBody, its object
Link | link | -zt:linkProperty | exactly one zt:linkProperty
Link | link | -zt:objectQuote | must quote its object too
Indicator | gdp | -skos:prefLabel | one skos:prefLabel per language
Indicator | gdp | -skos:definition | needs a skos:definition
Outcome | outcome | -zt:period | exactly one zt:period
Outcome | outcome | +zt:jurisdiction x:town | at most one place
Outcome | outcome | -zt:confidence +zt:confidence 2.0 | at most one xsd:decimal between 0 and 1
Outcome | outcome | -zt:value +zt:value "7%" | exactly one zt:value
Outcome | outcome | -zt:measureKind +zt:measureKind zt:rating | exactly one zt:measureKind
Outcome | outcome | -zt:indicator | zt:indicator or zt:outcomeOf
Outcome | outcome | -prov:wasDerivedFrom | name the document that reports it
Target | target | -zt:quote | exactly one zt:quote
Target | target | -prov:wasDerivedFrom | where it came from
Target | task > target | -zt:hasTarget | exactly one work item, by zt:hasTarget
Target | target | -zt:value +zt:value "20公里" | at most one zt:value
Target | target | -zt:quotedProperty | exactly one zt:quotedProperty
Target | target | -zt:quotedProperty +zt:quotedProperty zt:rawText | exactly one zt:quotedProperty
Target | target | +zt:normalizedValue 30.0 | at most one zt:normalizedValue
Target | target | +qudt:unit unit:M | at most one qudt:unit
Target | target | +zt:unitText "米" | at most one zt:unitText
Target | target | +zt:measureText "管网" | at most one zt:measureText
Target | target | +zt:period "2021"^^xsd:gYear | at most one zt:period
Target | target | +zt:baseline 2019 | at most one zt:baseline
Target | target | -zt:comparator +zt:comparator zt:equal | exactly one zt:comparator
Target | target | -zt:comparator | exactly one zt:comparator
Target | target | -zt:measureKind +zt:measureKind zt:rating | at most one zt:measureKind
Target | target | +zt:targetKind zt:scope | exactly one zt:targetKind
TargetsAreWhole | target | -zt:value | has no zt:value
TargetsAreWhole | target | -qudt:unit | write both or neither
TargetsAreWhole | target-sel > target | -oa:end +oa:end 11 | does not hold its quote
TargetsAreWhole | target | -zt:quotedProperty +zt:quotedProperty zt:annualTask | does not say
Mention | mention | +zt:quote "管网" | exactly one zt:quote
Mention | mention | -zt:confidence +zt:confidence 9.0 | between 0 and 1
Mention | mention | -oa:hasSource +oa:hasSource x:task | exactly one oa:hasSource
Mention | mention | -zt:mentionOf | must name an entity
NamedThing | bridge | -skos:prefLabel | one skos:prefLabel per language
NamedThing | scheme | +zt:establishedBy x:town | must lead to a zt:PolicyDocument
MentionsAreSaidTwice | task | +zt:mentions x:bridge | by one property alone
MentionsAreSaidTwice | task | +zt:aboutPlace x:city | by one property alone
MentionsAreSaidTwice | project | +zt:mentions x:city ; zt:aboutPlace x:city | says where
QuotesAreExact | target | -zt:quote +zt:quote "30公里" | copy the words from zt:text
QuotesAreExact | mention-sel > mention | -oa:end +oa:end 7 | does not hold its quote
"""
CASES = [tuple(line.split(" | ")) for line in BROKEN.strip().splitlines()]

SHORTCUTS = [
    "supervisedBy",
    "officialInCharge",
    "leadAgency",
    "responsibleAgency",
    "supportingAgency",
    "guidingAgency",
    "responsibleAgent",
]


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(data=read_turtle("shapes.ttl"), format="turtle")


def _conforming() -> Graph:
    return Graph().parse(data=CONFORMING, format="turtle")


def _broken(node: str, change: str) -> Graph:
    """Return the conforming graph without `-property` of `node` and with its `+property value`."""
    graph = _conforming()
    dropped, _, added = change.partition("+")
    if dropped.strip():
        graph.update(f"DELETE WHERE {{ x:{node} {dropped.strip().removeprefix('-')} ?any }}")
    if added:
        graph.update(f"INSERT DATA {{ x:{node} {added} }}")
    return graph


def _complaints(graph: Graph, shapes: Graph, shape: str) -> set[tuple[URIRef, str]]:
    """Return the node and message of each result that `shape` gives.

    One shape alone is ten times as fast as all; pyshacl wants the shapes it shares named too.
    """
    used: list[str | URIRef] = [ZTS[shape], *_named(shapes.objects(ZTS[shape], SH.property))]
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, use_shapes=used)
    return _results(report)


def _named(nodes: Iterable[Node]) -> list[URIRef]:
    return [node for node in nodes if isinstance(node, URIRef)]


def _results(report: Graph) -> set[tuple[URIRef, str]]:
    return {
        (node, str(message))
        for result in report.subjects(RDF.type, SH.ValidationResult)
        for message in report.objects(result, SH.resultMessage)
        for node in _named(report.objects(result, SH.focusNode | SH.value))
    }


def _rules(shapes: Graph) -> set[tuple[str, str]]:
    """Return shape and message of every rule, shared property shapes once per shape."""
    return {
        (str(shape).removeprefix(ZTS), str(message))
        for shape in shapes.subjects(RDF.type, SH.NodeShape)
        for holder in [shape, *shapes.objects(shape, SH.property | SH.sparql)]
        for message in shapes.objects(holder, SH.message)
    }


def test_complete_graph_passes(shapes: Graph) -> None:
    conforms, _, text = pyshacl.validate(_conforming(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_complete_graph_has_one_of_everything(shapes: Graph) -> None:
    classes = set(shapes.objects(None, SH.targetClass))
    assert len(classes) > 15
    assert classes <= set(_conforming().objects(None, RDF.type))


@pytest.mark.parametrize(("shape", "node", "change", "message"), CASES)
def test_broken_graph_is_reported(
    shapes: Graph, shape: str, node: str, change: str, message: str
) -> None:
    changed, _, reported = node.partition(" > ")
    complaints = _complaints(_broken(changed, change), shapes, shape)
    found = [text for about, text in complaints if about == X[reported or changed]]
    assert [text for text in found if message in text], complaints


def test_all_shapes_together_report_what_each_reports(shapes: Graph) -> None:
    graph = _broken("tag", '+zt:quote "大气"')
    graph.remove((X.unknown, ZT.resolution, None))
    conforms, report, _ = pyshacl.validate(graph, shacl_graph=shapes)
    assert not conforms
    assert {node for node, _ in _results(report)} >= {X.unknown, X.tag}


@pytest.mark.parametrize("shortcut", SHORTCUTS)
def test_missing_shortcut_is_reported(shapes: Graph, shortcut: str) -> None:
    complaints = _complaints(_broken("task", f"-zt:{shortcut}"), shapes, "AssignmentsAgree")
    assert {node for node, _ in complaints} >= {X.task}
    assert all(text.endswith("write the shortcut.") for _, text in complaints)
    assert all(f"def#{shortcut} does not" in text for _, text in complaints)


@pytest.mark.parametrize("shortcut", SHORTCUTS)
def test_unfounded_shortcut_is_reported(shapes: Graph, shortcut: str) -> None:
    graph = _broken("project", f"+zt:{shortcut} x:government")
    complaints = _complaints(graph, shapes, "AssignmentsAgree")
    assert {node for node, _ in complaints} >= {X.project}
    assert any(f"{shortcut} of {X.project} names {X.government}" in text for _, text in complaints)


def test_every_rule_has_a_broken_graph(shapes: Graph) -> None:
    rules = _rules(shapes)
    tried = {rule for rule in rules for case in CASES if rule[0] == case[0] and case[3] in rule[1]}
    assert len(rules) > 100
    assert not rules - tried


def test_every_rule_has_a_message(shapes: Graph) -> None:
    held = set(shapes.objects(None, SH.property | SH.sparql))
    assert held
    assert [node for node in held if (node, SH.message, None) not in shapes] == []
