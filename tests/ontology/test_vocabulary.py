"""Every term of the vocabulary is declared, named, explained and aligned; the constants agree."""

import inspect
import re
from collections.abc import Iterator

import pyoxigraph
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef

from ontology import standards, terms
from ontology.files import TURTLE_FILES, read_turtle
from ontology.generate import constants
from ontology.standards import PREFIXES

ZT = Namespace(PREFIXES["zt"])
KINDS = [OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual]

CLASSES = """
    PolicyDocument DocumentVersion Annex Cell WorkItem Task Project IndicatorItem Assignment Agency
    CollectiveAgent Official Place Facility Programme Indicator Target Outcome Event Mention
    ThemeTag Link DocumentCategory DocumentHeading AgencyType PlaceType Meeting ThemeConcept
    BusinessLine AdministrativeLevel ChangeKind
    GovernmentTopic CellStatus Comparator MeasureKind TargetKind Extent Resolution EvidenceKind Role
    Provision ProvisionKind Direction
"""
OBJECT_PROPERTIES = """
    issuedBy addressedTo involves inDocument category heading hasAssignment supervisedBy
    officialInCharge
    leadAgency responsibleAgency supportingAgency guidingAgency responsibleAgent hasTarget mentions
    aboutPlace mentionsFacility mentionsOrganization mentionsProgramme mentionsEvent refersToPolicy
    theme elaborates agent role cellStatus comparator measureKind targetKind indicator
    referenceIndicator mentionOf evidence linkProperty jurisdiction administers successor resolution
    extent member possibleMember inVersion placeType businessLine administrativeLevel changeKind
    provisionKind inProvision desiredDirection outcomeOf continues quotedProperty
    establishedBy
"""
DATATYPE_PROPERTIES = """
    period annexNumber rowNumber text annualTask officialNumber deadline listPosition surface
    search
    openList rawText column quote measureText value unitText normalizedValue baseline confidence
    score objectQuote sha256 fileName mediaType encoding characterCount printedRow columnNumber
    paragraphNumber post resolutionRule inferredChange firstYear lastYear provisionOrder
"""
VALUES = {
    "Role": """
        role-supervising role-lead role-responsible role-supporting role-guiding role-inCharge
    """,
    "CellStatus": "explicit inherited byRule",
    "Comparator": "eq ge gt le lt about maintain above qualitative",
    "MeasureKind": "count level share growthRate change",
    "TargetKind": "commitment scope specification baselineState rating",
    "EvidenceKind": "byHeading byTerm byAgency",
    "Resolution": "byRegister byRule unresolved",
    "Direction": "increase decrease",
    "Extent": "all relevant open",
    "AdministrativeLevel": """
        nationalLevel provincialLevel prefecturalLevel countyLevel zoneLevel townshipLevel
        villageLevel
    """,
    "ChangeKind": "renamed merged split transferred abolished",
    "ProvisionKind": """
        provision-annex provision-book provision-chapter provision-section provision-article
        provision-part provision-item provision-subitem provision-detail provision-paragraph
        provision-box provision-table
    """,
}
PARENTS = {
    "PolicyDocument": "eli:Work prov:Entity",
    "DocumentVersion": "prov:Entity",
    "Annex": "eli:Work",
    "Provision": "eli:LegalResourceSubdivision prov:Entity",
    "Cell": "csvw:Cell",
    "WorkItem": "prov:Entity",
    "Task": "zt:WorkItem",
    "Project": "zt:WorkItem",
    "IndicatorItem": "zt:WorkItem",
    "Agency": "org:FormalOrganization",
    "CollectiveAgent": "foaf:Agent",
    "Official": "foaf:Person",
    "Place": "geo:Feature",
    "Facility": "geo:Feature",
    "Programme": "skos:Concept",
    "Indicator": "skos:Concept",
    "Target": "prov:Entity",
    "Outcome": "qb:Observation",
    "Event": "schema:Event",
    "Meeting": "zt:Event",
    "Mention": "oa:SpecificResource",
    "ThemeTag": "oa:Annotation",
    "Link": "oa:Annotation",
    "Role": "skos:Concept",
    "DocumentCategory": "skos:Concept",
    "DocumentHeading": "skos:Concept",
    "AgencyType": "skos:Concept",
    "BusinessLine": "skos:Concept",
    "AdministrativeLevel": "skos:Concept",
    "ChangeKind": "skos:Concept",
    "PlaceType": "skos:Concept",
    "ThemeConcept": "skos:Concept",
    "GovernmentTopic": "skos:Concept",
    "supervisedBy": "zt:responsibleAgent",
    "officialInCharge": "zt:responsibleAgent",
    "leadAgency": "zt:responsibleAgent",
    "responsibleAgency": "zt:responsibleAgent",
    "supportingAgency": "zt:responsibleAgent",
    "guidingAgency": "zt:responsibleAgent",
    "aboutPlace": "zt:mentions",
    "mentionsFacility": "zt:mentions",
    "mentionsOrganization": "zt:mentions",
    "mentionsProgramme": "zt:mentions",
    "mentionsEvent": "zt:mentions",
    "refersToPolicy": "zt:mentions",
}
OTHER_ALIGNMENTS = [
    ("PolicyDocument", SKOS.closeMatch, "eli:LegalResource"),
    ("Agency", SKOS.closeMatch, "m8g:PublicOrganisation"),
    ("Agency", OWL.disjointWith, "zt:CollectiveAgent"),
    ("Assignment", RDFS.seeAlso, "schema:Role"),
]
DECLARED = [
    *((name, OWL.Class) for name in CLASSES.split()),
    *((name, OWL.ObjectProperty) for name in OBJECT_PROPERTIES.split()),
    *((name, OWL.DatatypeProperty) for name in DATATYPE_PROPERTIES.split()),
    *((name, ZT[kind]) for kind, names in VALUES.items() for name in names.split()),
]


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    return Graph().parse(data=read_turtle("zhengtu.ttl"), format="turtle")


def _iri(name: str) -> URIRef:
    prefix, _, local = name.partition(":")
    return URIRef(PREFIXES[prefix] + local)


def _terms(vocabulary: Graph) -> set[URIRef]:
    subjects = {node for node in vocabulary.subjects() if isinstance(node, URIRef)}
    return {node for node in subjects if node.startswith(ZT)}


def _languages(vocabulary: Graph, term: URIRef, property_: URIRef) -> list[str]:
    texts = [text for text in vocabulary.objects(term, property_) if isinstance(text, Literal)]
    assert all(str(text).strip() for text in texts)
    return sorted(text.language or "" for text in texts)


@pytest.mark.parametrize(("name", "kind"), DECLARED)
def test_term_is_declared(vocabulary: Graph, name: str, kind: URIRef) -> None:
    assert (ZT[name], RDF.type, kind) in vocabulary


def test_only_terms_of_the_list_and_units_are_declared(vocabulary: Graph) -> None:
    units = set(vocabulary.subjects(RDF.type, _iri("qudt:Unit")))
    assert units == {ZT["unit-mu"], ZT["unit-percentagePoint"]}
    assert _terms(vocabulary) - units == {ZT[name] for name, _ in DECLARED}


def test_every_term_is_of_one_kind(vocabulary: Graph) -> None:
    declared = _terms(vocabulary)
    kinds = {term: [k for k in KINDS if (term, RDF.type, k) in vocabulary] for term in declared}
    assert len(declared) > 100
    assert {term for term, found in kinds.items() if len(found) != 1} == set()


@pytest.mark.parametrize("property_", [RDFS.label, RDFS.comment])
def test_every_term_is_told_in_both_languages(vocabulary: Graph, property_: URIRef) -> None:
    declared = _terms(vocabulary)
    assert len(declared) > 100
    assert [t for t in declared if _languages(vocabulary, t, property_) != ["en", "zh"]] == []


@pytest.mark.parametrize("name", VALUES["Role"].split())
def test_role_is_a_concept(vocabulary: Graph, name: str) -> None:
    assert (ZT[name], RDF.type, SKOS.Concept) in vocabulary
    assert _languages(vocabulary, ZT[name], SKOS.prefLabel) == ["en", "zh"]


@pytest.mark.parametrize("property_", [RDFS.domain, RDFS.range])
def test_property_has_at_most_one(vocabulary: Graph, property_: URIRef) -> None:
    subjects = list(vocabulary.subjects(property_, None))
    assert len(subjects) > 50
    assert len(subjects) == len(set(subjects))


@pytest.mark.parametrize("name", ["annexNumber", "inDocument", "period", "quote", "confidence"])
def test_shared_property_has_no_domain(vocabulary: Graph, name: str) -> None:
    assert (ZT[name], RDFS.domain, None) not in vocabulary


@pytest.mark.parametrize(("name", "parents"), PARENTS.items())
def test_term_has_its_parents(vocabulary: Graph, name: str, parents: str) -> None:
    found = set(vocabulary.objects(ZT[name], RDFS.subClassOf | RDFS.subPropertyOf))
    assert found == {_iri(parent) for parent in parents.split()}


@pytest.mark.parametrize(("name", "relation", "other"), OTHER_ALIGNMENTS)
def test_term_is_aligned(vocabulary: Graph, name: str, relation: URIRef, other: str) -> None:
    assert (ZT[name], relation, _iri(other)) in vocabulary


def test_own_terms_that_are_referred_to_exist(vocabulary: Graph) -> None:
    used = {node for node in vocabulary.objects() if isinstance(node, URIRef)}
    ours = {node for node in used if node.startswith(ZT)}
    assert len(ours) > 20
    assert ours - _terms(vocabulary) == set()


def test_header_says_title_licence_and_version(vocabulary: Graph) -> None:
    ontology = URIRef("https://w3id.org/zhengtu/def")
    assert (ontology, RDF.type, OWL.Ontology) in vocabulary
    assert _languages(vocabulary, ontology, DCTERMS.title) == ["en", "zh"]
    assert list(vocabulary.objects(ontology, OWL.versionInfo)) == [Literal("0.1.0")]
    assert len(list(vocabulary.objects(ontology, DCTERMS.license))) == 1


def test_there_is_no_blank_node(vocabulary: Graph) -> None:
    assert len(vocabulary) > 500
    assert [node for triple in vocabulary for node in triple if isinstance(node, BNode)] == []


def test_constants_are_those_the_generator_makes() -> None:
    assert inspect.getsource(terms) == constants(read_turtle("zhengtu.ttl"))


def test_every_term_is_a_constant(vocabulary: Graph) -> None:
    held = {n.value for n in vars(terms.ZT).values() if isinstance(n, pyoxigraph.NamedNode)}
    assert held == {str(term) for term in _terms(vocabulary)}


LABELLED = "@prefix zt: <{zt}> . @prefix l: <{rdfs}> . {text}"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('zt:Task a l:Class ; l:label "task"@en .', 'Task = _zt("Task")  # task'),
        ('zt:role-lead a l:X ; l:label "lead"@en .', 'role_lead = _zt("role-lead")  # lead'),
        ('zt:in a l:X ; l:label "within"@en , "在"@zh .', 'in_ = _zt("in")  # within'),
    ],
)
def test_generator_names_terms_for_python(text: str, line: str) -> None:
    made = constants(LABELLED.format(text=text, **PREFIXES))
    assert made.splitlines()[-1] == f"    {line}"


@pytest.mark.parametrize(
    "text",
    [
        'zt:Task a l:Class ; l:label "任务"@zh .',
        'zt:a-b a l:X ; l:label "one"@en . zt:a_b a l:X ; l:label "two"@en .',
    ],
)
def test_generator_refuses_what_it_cannot_name(text: str) -> None:
    with pytest.raises(ValueError, match="no English label, or its Python name is taken"):
        constants(LABELLED.format(text=text, **PREFIXES))


def _borrowed() -> Iterator[tuple[str, pyoxigraph.NamedNode]]:
    for class_ in vars(standards).values():
        if isinstance(class_, type) and class_.__module__ == standards.__name__:
            for name, node in vars(class_).items():
                if isinstance(node, pyoxigraph.NamedNode):
                    yield f"{class_.__name__.lower()}:{name}", node


def test_borrowed_constants_stand_for_what_they_are_called() -> None:
    found = dict(_borrowed())
    assert len(found) > 80
    assert {name: str(_iri(name)) for name in found} == {n: v.value for n, v in found.items()}


@pytest.mark.parametrize("name", TURTLE_FILES)
def test_file_uses_prefixes_as_everywhere(name: str) -> None:
    declared = re.findall(r"@prefix (\w+): <([^>]+)>", read_turtle(name))
    known = [(prefix, iri) for prefix, iri in declared if prefix in PREFIXES]
    assert len(known) >= 3
    assert known == [(prefix, PREFIXES[prefix]) for prefix, _ in known]


@pytest.mark.parametrize("name", ["zhengtu", "../pyproject.toml", "", "other.ttl"])
def test_other_files_cannot_be_read(name: str) -> None:
    with pytest.raises(FileNotFoundError, match="no ontology file"):
        read_turtle(name)
