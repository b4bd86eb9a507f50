"""The SPARQL of conditions: one graph pattern per slot."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ontology.roles import ROLES
from queries.asking.readings.reading import IMPERSONAL, PERSONAL, Condition
from queries.asking.words.tokens import Node

COMPARATORS = {"gt": ">", "ge": ">=", "lt": "<", "le": "<=", "eq": "=", "ne": "!="}
MOST_NAMED = 100
"""Nodes that a query names by their identifiers; more have their name in common."""
_KINDS = {"task": "zt:Task", "project": "zt:Project", "indicator": "zt:IndicatorItem"}


def condition_pattern(condition: Condition, item: str, number: int) -> str:
    """Return the graph pattern that `item` (a variable) fulfils the condition.

    `number` keeps the variables of several conditions apart.
    """
    pattern = _PATTERNS[condition.slot](condition, item, f"{item}{number}")
    if not condition.negated:
        return pattern
    return f"FILTER NOT EXISTS {{ {pattern} }}"


def path_of(roles: Iterable[str]) -> str:
    """Return the property path from an item to the agents that have one of `roles`."""
    names = tuple(dict.fromkeys(roles))
    if set(names) >= {*PERSONAL, *IMPERSONAL}:
        return "zt:responsibleAgent"
    return "|".join("zt:" + ROLES[name].shortcut.value.rpartition("#")[2] for name in names)


def literal(text: str) -> str:
    """Return `text` as a SPARQL string.

    >>> print(literal('“263”\\n"x"'))
    "“263”\\n\\"x\\""
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"'


def iris(nodes: Iterable[Node]) -> str:
    return " ".join(f"<{node.iri}>" for node in nodes)


def one_of(variable: str, nodes: Iterable[Node]) -> str:
    return f"VALUES {variable} {{ {iris(nodes)} }}"


def _agent(condition: Condition, item: str, own: str) -> str:
    if condition.first:
        return _first_agent(condition, item, own)
    path = path_of(condition.roles or IMPERSONAL)
    path = f"({path})" if "|" in path else path
    if condition.every:
        pattern = f"{item} {path} " + " , ".join(f"<{n.iri}>" for n in condition.nodes) + " ."
    elif len(condition.nodes) == 1:
        pattern = f"{item} {path} <{condition.nodes[0].iri}> ."
    else:
        pattern = f"{one_of(own + 'agent', condition.nodes)} {item} {path} {own}agent ."
    if condition.only:
        known = ", ".join(f"<{n.iri}>" for n in condition.nodes)
        other = f"{own}other"
        pattern += (
            f" FILTER NOT EXISTS {{ {item} {path} {other} FILTER({other} NOT IN ({known})) }}"
        )
    return pattern


def _first_agent(condition: Condition, item: str, own: str) -> str:
    """The body is the first that its column names."""
    roles = " ".join(str(ROLES[name].iri) for name in condition.roles)
    return (
        f"VALUES {own}role {{ {roles} }} {item} zt:hasAssignment {own}assignment . "
        f"{own}assignment zt:agent <{condition.nodes[0].iri}> ; zt:role {own}role ; "
        f"zt:listPosition 1 ."
    )


def _printed(condition: Condition, item: str, own: str) -> str:
    """A column prints the body by one of these names: 港区, and not 国开区."""
    names = ", ".join(map(literal, condition.texts))
    body = f"zt:agent <{condition.nodes[0].iri}> ; zt:surface {own}name"
    return f"{item} zt:hasAssignment [ {body} ] . FILTER(STR({own}name) IN ({names}))"


_COUNTED = {"official": " . {}agent a zt:Official", "agency": " . {}agent a zt:Agency"}
"""What is counted of those who have a role; anything else counts all, with collectives."""


def _agents(condition: Condition, item: str, own: str) -> str:
    path = path_of(condition.roles or IMPERSONAL)
    kind = _COUNTED.get(condition.texts[0], "").format(own)
    if types := " ".join(f"idtype:{slug}" for slug in condition.texts[1:]):
        kind += f" . {own}agent org:classification {own}type . VALUES {own}type {{ {types} }}"
    if condition.comparator == "eq" and condition.number == 0:
        return f"FILTER NOT EXISTS {{ {item} {path} {own}any }}"
    comparison = f"{COMPARATORS[condition.comparator]} {condition.number}"
    return (
        f"{{ SELECT {item} WHERE {{ {item} {path} {own}agent{kind} }} "
        f"GROUP BY {item} HAVING(COUNT(DISTINCT {own}agent) {comparison}) }}"
    )


def _agent_type(condition: Condition, item: str, own: str) -> str:
    path = path_of(condition.roles or IMPERSONAL)
    types = " ".join(f"idtype:{slug}" for slug in condition.texts)
    return (
        f"{item} ({path}) {own}agent . {own}agent org:classification {own}type . "
        f"VALUES {own}type {{ {types} }}"
    )


def _nodes(property_: str) -> Callable[[Condition, str, str], str]:
    def pattern(condition: Condition, item: str, own: str) -> str:
        if condition.every or len(condition.nodes) == 1:
            return f"{item} {property_} " + " , ".join(f"<{n.iri}>" for n in condition.nodes) + " ."
        return f"{one_of(own + 'node', condition.nodes)} {item} {property_} {own}node ."

    return pattern


def _called(property_: str) -> Callable[[Condition, str, str], str]:
    """By node; of many documents by what the nodes are called: a query has a longest."""
    by_node = _nodes(property_)

    def pattern(condition: Condition, item: str, own: str) -> str:
        if condition.every or len(condition.nodes) <= MOST_NAMED:
            return by_node(condition, item, own)
        return f"{_labels(condition, own)} {item} {property_}/skos:prefLabel {own}label ."

    return pattern


def _labels(condition: Condition, own: str) -> str:
    labels = dict.fromkeys(literal(node.label) for node in condition.nodes)
    forms = " ".join(f"{label} {label}@zh" for label in labels)
    return f"VALUES {own}label {{ {forms} }}"


def _themes(condition: Condition, item: str, own: str) -> str:
    comparison = f"{COMPARATORS[condition.comparator]} {condition.number}"
    return (
        f"{{ SELECT {item} WHERE {{ {item} a zt:WorkItem "
        f"OPTIONAL {{ {item} zt:theme {own}theme }} }} "
        f"GROUP BY {item} HAVING(COUNT(DISTINCT {own}theme) {comparison}) }}"
    )


def _kind(condition: Condition, item: str, own: str) -> str:
    if len(condition.texts) == 1:
        return f"{item} a {_KINDS[condition.texts[0]]} ."
    kinds = " ".join(_KINDS[text] for text in condition.texts)
    return f"VALUES {own}class {{ {kinds} }} {item} a {own}class ."


def _number(property_: str) -> Callable[[Condition, str, str], str]:
    def pattern(condition: Condition, item: str, own: str) -> str:
        values = " ".join(condition.texts)
        if len(condition.texts) == 1:
            return f"{item} {property_} {values} ."
        return f"VALUES {own}number {{ {values} }} {item} {property_} {own}number ."

    return pattern


def _official_number(condition: Condition, item: str, own: str) -> str:
    values = ", ".join(literal(text) for text in condition.texts)
    return f"{item} zt:officialNumber {own}number . FILTER(STR({own}number) IN ({values}))"


def _year(condition: Condition, item: str, own: str) -> str:
    values = " ".join(f'"{text}"^^xsd:gYear' for text in condition.texts)
    return f"VALUES {own}year {{ {values} }} {item} zt:period {own}year ."


def _spot(condition: Condition, item: str, own: str) -> str:
    """Rows that are named with their annex: `1-11`."""
    pairs = " ".join(f"({text.replace('-', ' ')})" for text in condition.texts)
    return (
        f"VALUES ({own}annex {own}row) {{ {pairs} }} "
        f"{item} zt:annexNumber {own}annex ; zt:rowNumber {own}row ."
    )


def _rows(condition: Condition, item: str, own: str) -> str:
    """Rows in a range, or in any of several: `20-30`, `>50` or `<10`."""
    row = f"{own}row"
    tests = " || ".join(f"({_range_test(row, text)})" for text in condition.texts)
    return f"{item} zt:rowNumber {row} . FILTER({tests})"


def _range_test(row: str, text: str) -> str:
    first, _, last = text.partition("-")
    return f"{row} >= {first} && {row} <= {last}" if last else f"{row} {text[0]} {text[1:]}"


def _last(condition: Condition, item: str, own: str) -> str:
    """The last rows of its annex, or the one in that place from its end."""
    sign = "= 1 +" if condition.comparator == "eq" else ">"
    place = f"zt:inDocument {own}document ; zt:annexNumber {own}annex ; zt:rowNumber"
    return (
        f"{{ SELECT {own}document {own}annex (MAX({own}number) AS {own}row) "
        f"WHERE {{ {own}any {place} {own}number }} GROUP BY {own}document {own}annex }} "
        f"{item} {place} {own}place . FILTER({own}place {sign} {own}row - {condition.number})"
    )


def _item(condition: Condition, item: str, own: str) -> str:
    if len(condition.nodes) <= MOST_NAMED:
        return one_of(item, condition.nodes)
    return f"{_labels(condition, own)} {item} a zt:WorkItem ; dcterms:title {own}label ."


def _named(condition: Condition, item: str, own: str) -> str:
    """The items of a title, and all that print it."""
    if not condition.texts:
        return _item(condition, item, own)
    return f"{{ {_item(condition, item, own)} }} UNION {{ {_text(condition, item, own)} }}"


def _place(condition: Condition, item: str, own: str) -> str:
    """About a place: the text names it, its government has a role, or the document is its own."""
    places = [node for node in condition.nodes if node.type == "place"]
    agents = [node for node in condition.nodes if node.type != "place"]
    ways = [f"{{ {item} zt:aboutPlace {own}place }}"]
    ways.append(f"{{ {item} zt:inDocument/zt:jurisdiction {own}place }}")
    stems = [t for t in condition.texts if any(n.label == t + "镇" for n in places)]
    if texts := [literal(text) for text in dict.fromkeys([*(n.label for n in places), *stems])]:
        tests = " || ".join(f"CONTAINS({own}words, {text})" for text in texts)
        words = f"{item} zt:text|zt:annualTask|dcterms:title {own}words"
        ways.append(f"{{ {words} FILTER({tests}) }}")
    pattern = f"{one_of(own + 'place', places)} {' UNION '.join(ways)}"
    if agents:
        named = f"{one_of(own + 'agent', agents)} {item} zt:responsibleAgent {own}agent"
        pattern = f"{{ {pattern} }} UNION {{ {named} }}"
    return pattern if not condition.negated else f"{{ {pattern} }}"


def _mention(condition: Condition, item: str, own: str) -> str:
    """What is named: by a mention of it, or by the same words."""
    by_node = _nodes("zt:mentions")(condition, item, own)
    if not condition.texts:
        return by_node
    return f"{{ {by_node} }} UNION {{ {_text(condition, item, own)} }}"


def _text(condition: Condition, item: str, own: str) -> str:
    words = f"{own}words"
    tests = (
        " || ".join(f"CONTAINS({words}, {literal(text)})" for text in condition.texts) or "false"
    )
    return f"{item} zt:text|zt:annualTask|dcterms:title {words} . FILTER({tests})"


def _title(condition: Condition, item: str, own: str) -> str:
    words = f"{own}words"
    tests = " || ".join(f"CONTAINS({words}, {literal(text)})" for text in condition.texts)
    return f"{item} dcterms:title {words} . FILTER({tests or 'false'})"


ANY = "any"
"""The column of words that stand in any of the three."""
_COLUMNS = {"text": "zt:text", "title": "dcterms:title", "annual": "zt:annualTask"}
_COLUMNS |= {ANY: "|".join(_COLUMNS.values())}
_WIDE = str.maketrans("%,:;!?()", "％，：；！？（）")
_EDGES = {
    "begins": "STRSTARTS({words}, {text})",
    "ends": "STRENDS({words}, {text})",
    "holds": "CONTAINS({words}, {text})",
    "whole": "{words} = {text}",
}


def _edge(condition: Condition, item: str, own: str) -> str:
    """Words that a text begins or ends with, or is, whatever mark ends it, or a sign in it."""
    words, column = f"{own}words", condition.slot.partition(" ")[2]
    said = dict.fromkeys(t for text in condition.texts for t in (text, text.translate(_WIDE)))
    bare = f'REPLACE({words}, "[。；，！]+$", "")'
    tests = " || ".join(
        _EDGES[condition.edge].format(
            words=bare if any(map(str.isalnum, text)) else words, text=literal(text)
        )
        for text in said
    )
    return f"{item} {_COLUMNS[column]} {words} . FILTER({tests})"


def _filter(condition: Condition, item: str, own: str) -> str:
    """Filters of the request: the variables of their patterns are made the condition's own."""
    lines = condition.texts[1].replace("\n", " ")
    return re.sub(r"\?(\w+)", lambda m: item if m[1] == "item" else f"{own}{m[1]}", lines)


_PATTERNS: dict[str, Callable[[Condition, str, str], str]] = {
    "agent": _agent,
    "agents": _agents,
    "agentType": _agent_type,
    "printed": _printed,
    "theme": _nodes("zt:theme"),
    "themes": _themes,
    "category": _called("zt:category"),
    "heading": _called("zt:heading"),
    "document": _nodes("zt:inDocument"),
    "mention": _mention,
    "kind": _kind,
    "annex": _number("zt:annexNumber"),
    "row": _number("zt:rowNumber"),
    "last": _last,
    "nofigure": lambda _, item, own: (
        f"{item} a zt:WorkItem . FILTER NOT EXISTS {{ {item} zt:hasTarget/zt:value {own}value }}"
    ),
    "rows": _rows,
    "spot": _spot,
    "number": _official_number,
    "year": _year,
    "item": _item,
    "named": _named,
    "place": _place,
    "text": _text,
    "title": _title,
    **{f"{edge} {column}": _edge for edge in _EDGES for column in _COLUMNS},
    "filter": _filter,
}
"""How each slot becomes a graph pattern; a slot that is added here can be asked."""
