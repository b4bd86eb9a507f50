"""From a structured query to SPARQL that anyone can run at /sparql."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from queries.asking.readings.reading import AGENT_FOCUSES, Clause, Condition, Reading
from queries.asking.rows.patterns import COMPARATORS, MOST_NAMED, condition_pattern, one_of, path_of

_PROPERTIES = {
    "annex": "zt:annexNumber",
    "theme": "zt:theme",
    "category": "zt:category",
    "heading": "zt:heading",
    "document": "zt:inDocument",
    "place": "zt:aboutPlace",
    "programme": "zt:mentionsProgramme",
}
_CLASSES = {"agency": ("zt:Agency", "zt:CollectiveAgent"), "official": ("zt:Official",)}
_AGENT_CLASSES = ("zt:Agency", "zt:CollectiveAgent", "zt:Official")
_PREFIXES = {
    "zt": "https://w3id.org/zhengtu/def#",
    "idtype": "https://w3id.org/zhengtu/id/agency-type/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "org": "http://www.w3.org/ns/org#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_ITEM_COLUMNS = """\
  ?item a ?class ; zt:inDocument ?document ; zt:text ?text ;
    zt:annexNumber ?annexNumber ; zt:rowNumber ?rowNumber .
  ?class rdfs:subClassOf zt:WorkItem ; rdfs:label ?kind .
  ?document dcterms:title ?documentTitle .
  FILTER(LANG(?kind) = "LANGUAGE" && LANG(?documentTitle) = "zh")
  OPTIONAL { ?item zt:officialNumber ?officialNumber }
  OPTIONAL { ?item zt:annualTask ?annualTask }
  OPTIONAL { ?item zt:deadline ?deadline }
  OPTIONAL { ?item dcterms:title ?title }"""
_ITEM_NAMES = (
    "?item ?class ?kind ?annexNumber ?rowNumber ?officialNumber ?title ?text ?annualTask ?deadline "
    "?document ?documentTitle"
)


_OWN_NAMES = "?item ?officialNumber ?title ?deadline"
_OWN_COLUMNS = """\
  OPTIONAL { ?item zt:officialNumber ?officialNumber }
  OPTIONAL { ?item zt:deadline ?deadline }
  OPTIONAL { ?item dcterms:title ?title }"""


@dataclass(frozen=True)
class Compiled:
    """The query of the answer.

    `items` finds the items of the answer with what the index does not know of them, unordered.
    """

    answer: str
    items: str = ""


def compile_reading(reading: Reading, language: str) -> Compiled:
    """Return the SPARQL of a reading."""
    if reading.focus == "target":
        return Compiled(_targets(reading, language))
    if reading.focus != "item":
        return Compiled(_groups(reading))
    if reading.measure in ("rank", "average") and not _is_elaborated(reading):
        return Compiled(_ranked_items(reading, language))
    lines = _elaborated(reading) if _is_elaborated(reading) else _found(reading)
    items = _query(f"SELECT {_OWN_NAMES}\nWHERE {{\n{lines}\n{_OWN_COLUMNS}\n}}")
    return Compiled(_items(lines, language), items=items)


def _is_elaborated(reading: Reading) -> bool:
    return bool(set(reading.asks) & {"parent", "children"})


def _found(reading: Reading) -> str:
    return _conditions(reading.conditions, "?item")


def _items(lines: str, language: str) -> str:
    columns = _ITEM_COLUMNS.replace("LANGUAGE", language)
    return _query(
        f"SELECT DISTINCT {_ITEM_NAMES}\nWHERE {{\n{lines}\n{columns}\n}}\n"
        "ORDER BY ?document ?annexNumber ?rowNumber"
    )


def kinds_query(language: str) -> str:
    """The classes of work items with what they are called."""
    return _query(
        "SELECT ?class ?kind\nWHERE {\n  ?class rdfs:subClassOf zt:WorkItem ; rdfs:label ?kind .\n"
        f'  FILTER(LANG(?kind) = "{language}")\n}}'
    )


def _targets(reading: Reading, language: str) -> str:
    """The numbers and promises of items, as the text prints them.

    What must be there stands before what may: behind it the engine would read it of all items.
    """
    chosen = f"  {one_of('?target', reading.among)}\n" if reading.among else ""
    lines = _found(reading)
    needed, optional, more = _ITEM_COLUMNS.replace("LANGUAGE", language).partition("  OPTIONAL")
    return _query(
        "SELECT DISTINCT ?target ?measure ?comparator ?value ?unit ?quote ?targetKind ?quoted "
        f"{_ITEM_NAMES}\n"
        f"WHERE {{\n{chosen}{lines}\n  ?item zt:hasTarget ?target . ?target zt:quote ?quote .\n"
        f"{needed}"
        "  OPTIONAL { ?target zt:measureText ?measure }\n"
        "  OPTIONAL { ?target zt:comparator ?comparator }\n"
        "  OPTIONAL { ?target zt:value ?value }\n"
        "  OPTIONAL { ?target zt:unitText ?unit }\n"
        "  OPTIONAL { ?target zt:targetKind ?targetKind }\n"
        "  OPTIONAL { ?target zt:quotedProperty ?quoted }\n"
        f"{optional}{more}\n}}\nORDER BY ?document ?annexNumber ?rowNumber ?target"
    )


def _elaborated(reading: Reading) -> str:
    """The tasks that projects elaborate, or the projects that elaborate tasks."""
    to_task = "parent" in reading.asks
    conditions = tuple(c for c in reading.conditions if c.slot != "kind")
    link = "?asked zt:elaborates ?item ." if to_task else "?item zt:elaborates ?asked ."
    return f"{_conditions(conditions, '?asked')}\n  {link}"


def _ranked_items(reading: Reading, language: str) -> str:
    lines = _found(reading)
    if reading.counted in _PROPERTIES:
        counted = f"?item {_PROPERTIES[reading.counted]} ?counted ."
    else:
        kind = "zt:Official" if reading.counted == "official" else "zt:Agency"
        path = path_of(reading.counted_roles or _roles_of(reading.counted))
        counted = f"?item {path} ?counted ."
        counted += "" if reading.counted == "entry" else f" ?counted a {kind} ."
    columns = _ITEM_COLUMNS.replace("LANGUAGE", language)
    return _query(
        f"SELECT {_ITEM_NAMES} (COUNT(DISTINCT ?counted) AS ?items)\n"
        f"WHERE {{\n{lines}\n  {counted}\n{columns}\n}}\nGROUP BY {_ITEM_NAMES}\n"
        f"ORDER BY {_direction(reading)} ?document ?annexNumber ?rowNumber"
    )


def _roles_of(kind: str) -> tuple[str, ...]:
    if kind == "official":
        return ("supervising", "inCharge")
    return ("lead", "responsible", "supporting", "guiding")


def _direction(reading: Reading) -> str:
    return "?items" if reading.order == "least" else "DESC(?items)"


def _groups(reading: Reading) -> str:
    """A row for each agent, theme, category …, with the number of its items."""
    first = reading.clauses[0]
    lines = [*_link(reading, first, "?item"), _conditions(first.conditions, "?item")]
    lines += [_other_clause(reading, c, i) for i, c in enumerate(reading.clauses[1:], 2)]
    if first.only:
        lines.append(_nothing_else(first))
    if reading.excluded:
        known = ", ".join(f"<{node.iri}>" for node in reading.excluded)
        lines.append(f"  FILTER(?thing NOT IN ({known}))")
    counted = "?item"
    if reading.counted in _PROPERTIES:
        counted = "?counted"
        lines.append(f"  ?item {_PROPERTIES[reading.counted]} ?counted .")
    if reading.counted in _CLASSES:
        counted = "?counted"
        kind = _CLASSES[reading.counted][0]
        lines.append(f"  ?item {path_of(reading.counted_roles)} ?counted . ?counted a {kind} .")
    having = ""
    if first.comparator:
        comparison = f"{COMPARATORS[first.comparator]} {first.number}"
        most = f" && COUNT(DISTINCT ?item) <= {first.most}" if first.most else ""
        having = f"HAVING(COUNT(DISTINCT ?item) {comparison}{most})\n"
    body = "\n".join(line for line in lines if line)
    return _query(
        f"SELECT ?thing ?name ?class (COUNT(DISTINCT {counted}) AS ?items)\nWHERE {{\n{body}\n}}\n"
        f"GROUP BY ?thing ?name ?class\n{having}ORDER BY {_direction(reading)} ?name ?thing"
    )


def _link(reading: Reading, clause: Clause, item: str) -> list[str]:
    lines = []
    if reading.among:
        lines.append(f"  {one_of('?thing', reading.among)}")
    if reading.focus == "kind":
        lines.append(f"  {item} a ?thing . ?thing rdfs:subClassOf zt:WorkItem ; rdfs:label ?name .")
    elif reading.focus == "annex":
        lines.append(f'  {item} zt:annexNumber ?thing . BIND(STRLANG(STR(?thing), "zh") AS ?name)')
    elif reading.focus in AGENT_FOCUSES:
        classes = ", ".join(_CLASSES.get(reading.focus, _AGENT_CLASSES))
        lines.append(f"  {item} {path_of(clause.roles)} ?thing .")
        lines.append(f"  ?thing a ?class ; skos:prefLabel ?name . FILTER(?class IN ({classes}))")
        if reading.types:
            types = " ".join(f"idtype:{slug}" for slug in reading.types)
            lines.append(f"  ?thing org:classification ?type . VALUES ?type {{ {types} }}")
    else:
        label = "dcterms:title" if reading.focus == "document" else "skos:prefLabel"
        lines.append(f"  {item} {_PROPERTIES[reading.focus]} ?thing . ?thing {label} ?name .")
    lines.append(f'  {item} a zt:WorkItem . FILTER(LANG(?name) = "zh")')
    return lines


def _other_clause(reading: Reading, clause: Clause, number: int) -> str:
    item = f"?item{number}"
    path = path_of(clause.roles) if clause.roles else _PROPERTIES[reading.focus]
    inner = f"{item} {path} ?thing . {_inline(clause.conditions, item)}"
    return f"  FILTER {'NOT ' if clause.negated else ''}EXISTS {{ {inner} }}"


def _nothing_else(clause: Clause) -> str:
    """`只配合`: the thing has no other role; `只牵头工程`: it has the role in nothing else."""
    if clause.is_of_objects:
        held = _inline(clause.conditions, "?else")
        else_ = f"?else {path_of(clause.roles)} ?thing . FILTER NOT EXISTS {{ {held} }}"
        return f"  FILTER NOT EXISTS {{ {else_} }}"
    others = [r for r in _roles_of("agency") if r not in clause.roles]
    if clause.conditions:
        inner = f"?else {path_of(others)} ?thing . {_inline(clause.conditions, '?else')}"
    else:
        inner = f"?else {path_of(others)} ?thing"
    return f"  FILTER NOT EXISTS {{ {inner} }}"


def _conditions(conditions: tuple[Condition, ...], item: str) -> str:
    lines = [f"  {condition_pattern(c, item, i)}" for i, c in enumerate(_sorted(conditions), 1)]
    if not any(not c.negated for c in conditions):
        lines.insert(0, f"  {item} a zt:WorkItem .")
    return "\n".join(lines)


def _inline(conditions: tuple[Condition, ...], item: str) -> str:
    found = (condition_pattern(c, item, i) for i, c in enumerate(_sorted(conditions), 1))
    return " ".join(found)


def _sorted(conditions: tuple[Condition, ...]) -> list[Condition]:
    """Put what is negated last: FILTER NOT EXISTS speaks of what is bound."""
    return sorted(conditions, key=lambda c: c.negated)


def sources_query(reading: Reading, things: Sequence[str] = ()) -> str:
    """The items behind each row of things, or of those `things` alone."""
    named = things if len(things) <= MOST_NAMED and reading.focus != "annex" else ()
    chosen = [f"  VALUES ?thing {{ {' '.join(f'<{iri}>' for iri in named)} }}"] if named else []
    lines = [_branch(reading, c, chosen) for c in reading.clauses if not c.negated]
    union = "\n  UNION\n".join(f"  {{\n{line}\n  }}" for line in lines)
    return _query(f"SELECT DISTINCT ?thing ?item\nWHERE {{\n{union}\n}}")


def _branch(reading: Reading, clause: Clause, chosen: list[str]) -> str:
    lines = [*chosen, *_link(reading, clause, "?item"), _conditions(clause.conditions, "?item")]
    return "\n".join(lines)


def collective_query(condition: Condition, conditions: tuple[Condition, ...]) -> str:
    """The items that a group with the agent has, where the agent is not named itself."""
    [agent] = condition.nodes
    path = path_of(condition.roles)
    others = tuple(c for c in conditions if c is not condition)
    return _query(
        f"SELECT ?group ?name (COUNT(DISTINCT ?item) AS ?items)\nWHERE {{\n"
        f"  ?group zt:member|zt:possibleMember <{agent.iri}> ; skos:prefLabel ?name .\n"
        f"  ?item zt:responsibleAgent ?group .\n{_conditions(others, '?item')}\n"
        f"  FILTER NOT EXISTS {{ ?item {path} <{agent.iri}> }}\n"
        '  FILTER(LANG(?name) = "zh")\n}\nGROUP BY ?group ?name\nORDER BY DESC(?items) ?name'
    )


def total_query(conditions: tuple[Condition, ...]) -> str:
    """The number of all items that fulfil the conditions; cells and targets have annexes, too."""
    lines = f"  ?item a zt:WorkItem .\n{_conditions(conditions, '?item')}"
    return _query(f"SELECT (COUNT(DISTINCT ?item) AS ?items)\nWHERE {{\n{lines}\n}}")


def _query(body: str) -> str:
    used = [n for n in _PREFIXES if f"{n}:" in body]
    return "".join(f"PREFIX {name}: <{_PREFIXES[name]}>\n" for name in used) + "\n" + body
