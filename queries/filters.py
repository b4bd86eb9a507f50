"""The one grammar of filters: search, pivot, network, questions and pages narrow by the same names.

A filter is a name with a value. The value is one thing, or more:

    theme=environment              one thing: by slug, name, alias or IRI
    theme=environment,transport    any of them (also with ，)
    theme=environment;transport    all of them (also with ；)
    theme=!environment             not this
    agency=环保局:lineage          with its predecessors and successors
    place=苏州市:parts             with all that lies in it; also of a body: with what is part of it
    year=2016-2018                 from, to; 2016- and -2018 too

A name that has such a sign in it is taken as the name it is. `role` says in which role the agency
or official of the other filters has the work; alone, that somebody has it in this role.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.index.completion import complete
from graph.index.entries.entries import ITEMS, TYPES, Named
from graph.index.entries.fields import ROLE_GROUPS, Condition, agent_field, kinds_of_role
from graph.index.index import TextIndex
from ontology.errors import UnknownValue

_ALL_OF, _ANY_OF = re.compile("[;；]"), re.compile("[,，]")
_YEARS = re.compile(r"(\d{4})?\s*[-–—~至]\s*(\d{4})?")
_MOST_VALUES = 50
"""Values that one filter may list."""
_FEW, _MOST_ALIKE = 200, 3
"""So many values of a filter are all listed; so many that sound like one."""


@dataclass(frozen=True)
class FilterName:
    """A filter: what it is called, what it narrows to, a value as an example.

    `extents` are the words after a colon that widen a value.
    """

    name: str
    label_zh: str
    meaning: str
    example: str
    extents: tuple[str, ...] = ()


FILTERS = {
    one.name: one
    for one in (
        FilterName("type", "类型", "type of result; `item` is every work item", "task"),
        FilterName("theme", "主题", "theme, by slug or name", "environment"),
        FilterName("agency", "机构", "body or group", "环保局", ("parts", "lineage")),
        FilterName("role", "角色", "role of the agency or official", "lead"),
        FilterName("official", "领导", "leader, by name", "赵建初"),
        FilterName("line", "条线", "business line of a body", "environment"),
        FilterName("category", "门类", "category of the document, by name", "综合指标"),
        FilterName("place", "地点", "place that the text names", "双凤镇", ("parts",)),
        FilterName("jurisdiction", "属地", "place whose document it is", "太仓市", ("parts",)),
        FilterName("year", "年份", "year, or years as 2016-2018", "2018"),
        FilterName("document", "文件", "document, by number or title", "太政发〔2018〕3号"),
        FilterName("programme", "专项行动", "programme that the text names", "河长制"),
    )
}
"""All filters, in the order in which they are listed."""


@dataclass(frozen=True)
class Choice:
    """Any of `nodes`, or with `is_negated` none of them."""

    nodes: tuple[Named, ...]
    is_negated: bool = False

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(node.iri for node in self.nodes)


@dataclass(frozen=True)
class Filters:
    """Filters as they were understood: of each name the choices, which all must hold."""

    choices: Mapping[str, tuple[Choice, ...]]
    role: str = ""

    def conditions(self) -> tuple[Condition, ...]:
        """Return what the fields of the index must hold."""
        found = [
            Condition(self.field(name), choice.values, choice.is_negated)
            for name, choices in self.choices.items()
            for choice in choices
        ]
        if self.role and self.choices.keys().isdisjoint(kinds_of_role(self.role)):
            found.append(Condition("role", (self.role,)))
        return tuple(found)

    def field(self, name: str) -> str:
        """Return the field for a filter; agents are those in the role that is asked for."""
        return agent_field(name, self.role_of(name))

    def role_of(self, name: str) -> str:
        """Return the role if it is one of the agents that `name` names."""
        return self.role if self.role and name in kinds_of_role(self.role) else ""

    def nodes(self) -> dict[str, list[Named]]:
        """Return what each filter was understood as, also where it was negated."""
        found = {
            name: list(dict.fromkeys(node for choice in choices for node in choice.nodes))
            for name, choices in self.choices.items()
        }
        return {**found, "role": [Named(self.role, self.role)]} if self.role else found


def read_filters(given: Mapping[str, str], index: TextIndex) -> Filters:
    """Return the filters of a request, each with its value as it was written.

    Raises UnknownValue, with the name of the filter, for one that does not exist, or a value that
    stands for nothing; the error has the values that exist, or those that come near.
    """
    for name in given:
        if name not in FILTERS:
            message = f"no filter '{name}', only {', '.join(FILTERS)}"
            raise UnknownValue(message, name, FILTERS)
    choices = {name: _read(name, given[name], index) for name in given if name != "role"}
    return Filters(choices, read_role(given["role"]) if "role" in given else "")


def read_role(value: str) -> str:
    """Return the role that `value` names.

    Raises UnknownValue if there is none; only one role can be asked for.
    """
    if value not in ROLE_GROUPS:
        message = f"no role '{value}', only {', '.join(ROLE_GROUPS)} (main: lead or responsible)"
        raise UnknownValue(message, "role", ROLE_GROUPS)
    return value


def _read(name: str, value: str, index: TextIndex) -> tuple[Choice, ...]:
    """Read a value: as one name if it is one, else as its parts."""
    if nodes := _find(name, value, index):
        return (Choice(nodes),)
    parts = [part.strip() for part in _ALL_OF.split(value)]
    if len(parts) > _MOST_VALUES or len(_ANY_OF.findall(value)) > _MOST_VALUES:
        raise UnknownValue(f"{name}: more than {_MOST_VALUES} values", name)
    return tuple(choice for part in parts for choice in _choices(name, part, index))


def _choices(name: str, value: str, index: TextIndex) -> list[Choice]:
    """Read alternatives; those that are negated hold each for itself."""
    wanted: list[Named] = []
    refused: list[Choice] = []
    parts = [value] if _find(name, value, index) else _ANY_OF.split(value)
    for part in (part.strip() for part in parts):
        is_negated = part[:1] in ("!", "！")
        nodes = _require(name, part[1:].strip() if is_negated else part, index)
        if is_negated:
            refused.append(Choice(nodes, is_negated=True))
        else:
            wanted += nodes
    return [*([Choice(tuple(dict.fromkeys(wanted)))] if wanted else []), *refused]


def _require(name: str, value: str, index: TextIndex) -> tuple[Named, ...]:
    if found := _find(name, value, index):
        return found
    base, colon, extent = value.rpartition(":")
    if colon and _find(name, base, index):
        raise _unknown_extent(name, extent)
    raise _unknown(name, value, index)


def _find(name: str, value: str, index: TextIndex) -> tuple[Named, ...]:
    """Return what one value stands for, or nothing."""
    if name == "type":
        types = ITEMS if value == "item" else (value,) if value in TYPES else ()
        return tuple(Named(type_, type_) for type_ in types)
    if name == "year":
        return tuple(Named(year, year) for year in _years(value, index.values("year")))
    if found := index.find_nodes(name, value):
        return tuple(found)
    base, _, extent = value.rpartition(":")
    if extent not in FILTERS[name].extents:
        return ()
    iris = [node.iri for node in index.find_nodes(name, base)]
    found = index.nodes.parts_of(iris) if extent == "parts" else index.nodes.lineage_of(iris)
    return tuple(found)


def _years(value: str, known: Iterable[str]) -> list[str]:
    between = _YEARS.fullmatch(value.strip())
    if between is None or not any(between.groups()):
        return [year for year in known if year == value.strip()]
    first, last = between[1] or "0000", between[2] or "9999"
    return [year for year in known if first <= year <= last]


def _existing(name: str, value: str, index: TextIndex) -> list[str]:
    """Return what sounds like a value, or all that items have if that is little: their labels."""
    alike = dict.fromkeys(one.label for one in complete(index, value, (name,)))
    known = [] if alike else index.values(name)
    shown = [*alike][:_MOST_ALIKE]
    return shown or [index.columns.labels[iri] for iri in known if len(known) <= _FEW]


def _unknown_extent(name: str, extent: str) -> UnknownValue:
    extents = FILTERS[name].extents
    allowed = f"only {', '.join(extents)}" if extents else "none is possible"
    return UnknownValue(f"{name}: no extent ':{extent}', {allowed}", name, extents)


def _unknown(name: str, value: str, index: TextIndex) -> UnknownValue:
    if name == "type":
        choices: list[str] = [*TYPES, "item"]
    elif name in ("year", "theme"):
        choices = index.values(name)
    else:
        near = index.near(name, value) or _existing(name, value, index)
        return UnknownValue(f"no {name} '{value}'; {index.ways(name, value)}", name, near)
    shown = [choice.rsplit("/", 1)[-1] for choice in choices]
    return UnknownValue(f"no {name} '{value}'; only {', '.join(shown)}", name, shown)
