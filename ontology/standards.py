"""Terms that we borrow from published vocabularies, and the prefix of every namespace in use."""

from pyoxigraph import NamedNode

PREFIXES: dict[str, str] = {
    "zt": "https://w3id.org/zhengtu/def#",
    "id": "https://w3id.org/zhengtu/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "csvw": "http://www.w3.org/ns/csvw#",
    "qudt": "http://qudt.org/schema/qudt/",
    "unit": "http://qudt.org/vocab/unit/",
    "qb": "http://purl.org/linked-data/cube#",
    "geo": "http://www.opengis.net/ont/geosparql#",
    "schema": "https://schema.org/",
    "m8g": "http://data.europa.eu/m8g/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "void": "http://rdfs.org/ns/void#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "dcat": "http://www.w3.org/ns/dcat#",
}


def _term(prefix: str, name: str) -> NamedNode:
    return NamedNode(PREFIXES[prefix] + name)


def expand(name: str) -> NamedNode:
    """Return the node that a prefixed name stands for.

    >>> expand("unit:HA").value
    'http://qudt.org/vocab/unit/HA'
    """
    prefix, _, local = name.partition(":")
    return _term(prefix, local)


class RDF:
    """RDF itself."""

    type = _term("rdf", "type")
    langString = _term("rdf", "langString")
    Property = _term("rdf", "Property")
    value = _term("rdf", "value")


class RDFS:
    """RDF Schema."""

    label = _term("rdfs", "label")
    comment = _term("rdfs", "comment")
    subClassOf = _term("rdfs", "subClassOf")
    subPropertyOf = _term("rdfs", "subPropertyOf")
    domain = _term("rdfs", "domain")
    range = _term("rdfs", "range")
    seeAlso = _term("rdfs", "seeAlso")
    Literal = _term("rdfs", "Literal")


class OWL:
    """Web Ontology Language."""

    Ontology = _term("owl", "Ontology")
    Class = _term("owl", "Class")
    ObjectProperty = _term("owl", "ObjectProperty")
    DatatypeProperty = _term("owl", "DatatypeProperty")
    NamedIndividual = _term("owl", "NamedIndividual")
    disjointWith = _term("owl", "disjointWith")
    versionInfo = _term("owl", "versionInfo")


class XSD:
    """XML Schema datatypes."""

    string = _term("xsd", "string")
    boolean = _term("xsd", "boolean")
    integer = _term("xsd", "integer")
    decimal = _term("xsd", "decimal")
    gYear = _term("xsd", "gYear")
    gYearMonth = _term("xsd", "gYearMonth")
    date = _term("xsd", "date")
    dateTime = _term("xsd", "dateTime")


class SKOS:
    """Concepts, labels and their mappings."""

    Concept = _term("skos", "Concept")
    ConceptScheme = _term("skos", "ConceptScheme")
    prefLabel = _term("skos", "prefLabel")
    altLabel = _term("skos", "altLabel")
    hiddenLabel = _term("skos", "hiddenLabel")
    definition = _term("skos", "definition")
    notation = _term("skos", "notation")
    note = _term("skos", "note")
    inScheme = _term("skos", "inScheme")
    topConceptOf = _term("skos", "topConceptOf")
    hasTopConcept = _term("skos", "hasTopConcept")
    broader = _term("skos", "broader")
    closeMatch = _term("skos", "closeMatch")
    broadMatch = _term("skos", "broadMatch")
    narrowMatch = _term("skos", "narrowMatch")
    relatedMatch = _term("skos", "relatedMatch")


class DCTERMS:
    """Dublin Core terms."""

    title = _term("dcterms", "title")
    description = _term("dcterms", "description")
    license = _term("dcterms", "license")
    hasVersion = _term("dcterms", "hasVersion")
    date = _term("dcterms", "date")
    source = _term("dcterms", "source")
    identifier = _term("dcterms", "identifier")
    relation = _term("dcterms", "relation")


class ELI:
    """European Legislation Identifier."""

    Work = _term("eli", "Work")
    LegalResource = _term("eli", "LegalResource")
    LegalResourceSubdivision = _term("eli", "LegalResourceSubdivision")
    id_local = _term("eli", "id_local")
    date_document = _term("eli", "date_document")
    has_annex = _term("eli", "has_annex")
    based_on = _term("eli", "based_on")
    cites = _term("eli", "cites")
    is_part_of = _term("eli", "is_part_of")


class ORG:
    """Organisations, posts and their changes."""

    Organization = _term("org", "Organization")
    FormalOrganization = _term("org", "FormalOrganization")
    ChangeEvent = _term("org", "ChangeEvent")
    Membership = _term("org", "Membership")
    classification = _term("org", "classification")
    subOrganizationOf = _term("org", "subOrganizationOf")
    resultedFrom = _term("org", "resultedFrom")
    changedBy = _term("org", "changedBy")
    originalOrganization = _term("org", "originalOrganization")
    resultingOrganization = _term("org", "resultingOrganization")
    member = _term("org", "member")
    organization = _term("org", "organization")


class PROV:
    """Provenance."""

    Entity = _term("prov", "Entity")
    Activity = _term("prov", "Activity")
    Agent = _term("prov", "Agent")
    endedAtTime = _term("prov", "endedAtTime")
    wasAssociatedWith = _term("prov", "wasAssociatedWith")
    generated = _term("prov", "generated")
    wasDerivedFrom = _term("prov", "wasDerivedFrom")


class OA:
    """Web annotations and text positions."""

    Annotation = _term("oa", "Annotation")
    SpecificResource = _term("oa", "SpecificResource")
    TextPositionSelector = _term("oa", "TextPositionSelector")
    hasTarget = _term("oa", "hasTarget")
    hasBody = _term("oa", "hasBody")
    hasSource = _term("oa", "hasSource")
    hasSelector = _term("oa", "hasSelector")
    start = _term("oa", "start")
    end = _term("oa", "end")


class CSVW:
    """Tabular data on the web."""

    Cell = _term("csvw", "Cell")


class QUDT:
    """Quantities and units."""

    Unit = _term("qudt", "Unit")
    unit = _term("qudt", "unit")


class QB:
    """The data cube of statistics."""

    Observation = _term("qb", "Observation")


class GEO:
    """GeoSPARQL."""

    Feature = _term("geo", "Feature")
    sfWithin = _term("geo", "sfWithin")


class SCHEMA:
    """Schema.org."""

    Role = _term("schema", "Role")
    Event = _term("schema", "Event")
    foundingDate = _term("schema", "foundingDate")
    dissolutionDate = _term("schema", "dissolutionDate")


class M8G:
    """Core Public Organisation Vocabulary."""

    PublicOrganisation = _term("m8g", "PublicOrganisation")


class FOAF:
    """People and agents."""

    Agent = _term("foaf", "Agent")
    Person = _term("foaf", "Person")


class SD:
    """Descriptions of SPARQL services."""

    Service = _term("sd", "Service")
    Dataset = _term("sd", "Dataset")
    Graph = _term("sd", "Graph")
    NamedGraph = _term("sd", "NamedGraph")
    SPARQL11Query = _term("sd", "SPARQL11Query")
    SPARQL11Update = _term("sd", "SPARQL11Update")
    BasicFederatedQuery = _term("sd", "BasicFederatedQuery")
    UnionDefaultGraph = _term("sd", "UnionDefaultGraph")
    endpoint = _term("sd", "endpoint")
    supportedLanguage = _term("sd", "supportedLanguage")
    resultFormat = _term("sd", "resultFormat")
    feature = _term("sd", "feature")
    defaultDataset = _term("sd", "defaultDataset")
    defaultGraph = _term("sd", "defaultGraph")
    namedGraph = _term("sd", "namedGraph")
    name = _term("sd", "name")
    graph = _term("sd", "graph")


class VOID:
    """Descriptions of datasets."""

    Dataset = _term("void", "Dataset")
    triples = _term("void", "triples")
    entities = _term("void", "entities")
    subset = _term("void", "subset")
    classPartition = _term("void", "classPartition")
    propertyPartition = _term("void", "propertyPartition")
    property = _term("void", "property")
    classes = _term("void", "classes")
    properties = _term("void", "properties")
    exampleResource = _term("void", "exampleResource")
    vocabulary = _term("void", "vocabulary")
    uriSpace = _term("void", "uriSpace")
    sparqlEndpoint = _term("void", "sparqlEndpoint")


class SH:
    """Shapes, and queries that can be run."""

    SPARQLExecutable = _term("sh", "SPARQLExecutable")
    SPARQLSelectExecutable = _term("sh", "SPARQLSelectExecutable")
    PrefixDeclaration = _term("sh", "PrefixDeclaration")
    select = _term("sh", "select")
    declare = _term("sh", "declare")
    prefix = _term("sh", "prefix")
    prefixes = _term("sh", "prefixes")


class DCAT:
    """Catalogues of data."""

    Dataset = _term("dcat", "Dataset")
    DataService = _term("dcat", "DataService")
    Distribution = _term("dcat", "Distribution")
    keyword = _term("dcat", "keyword")
    distribution = _term("dcat", "distribution")
    accessURL = _term("dcat", "accessURL")
    downloadURL = _term("dcat", "downloadURL")
    mediaType = _term("dcat", "mediaType")
    endpointURL = _term("dcat", "endpointURL")
    servesDataset = _term("dcat", "servesDataset")
