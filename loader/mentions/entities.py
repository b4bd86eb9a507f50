"""What names stand for: nodes that all documents of one place share."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pyoxigraph import NamedNode

from loader.entities import Agent
from loader.mentions.quoted import with_paired_quotes
from loader.mentions.vocabulary import Vocabulary
from loader.registers.divisions import Division, unlisted_part
from loader.registers.names import Kind, Name
from loader.registers.policies import folded
from ontology import ids, keys
from ontology.marks import titled, unmarked

_WHOLE_QUOTE = re.compile(r"“([^“”]+)”|《(.+)》")
_OWN = re.compile(r"^(?:全|本)?(?P<level>[市县区省州旗])(?![府前政委衙])(?=..)")
_LEVELS = {"province": "省", "prefecture": "市州", "county": "市县区旗"}


@dataclass(frozen=True)
class Entity:
    """What a name stands for.

    `place` is the place that it is, or that it is of. `known` tells that a register has its node;
    a policy has the number `number`, if it is known; of a body the resolver knows the `agent`.
    """

    iri: NamedNode
    kind: Kind
    label: str
    place: Division | None = None
    known: bool = False
    surface: str = ""
    number: str = ""
    agent: Agent | None = None


def entity_of(name: Name, text: str, vocabulary: Vocabulary) -> Entity:
    """Return what `name`, found in `text`, stands for."""
    words = "".join(with_paired_quotes(text)[name.start : name.end].split())
    if name.kind == "place":
        return _place(name, words, vocabulary)
    if name.kind == "policy":
        return policy_of(words, vocabulary)
    if name.agent:
        label = name.agent.name
        return Entity(name.agent.iri, name.kind, label, known=True, surface=words, agent=name.agent)
    if name.row:
        row = vocabulary.registers.known.by_slug[name.kind, name.row]
        iri = ids.named(name.kind, row.slug)
        return Entity(iri, name.kind, row.name_zh, known=True, surface=bare(words))
    return _unknown(name, bare(words), vocabulary)


def _place(name: Name, words: str, vocabulary: Vocabulary) -> Entity:
    """Return a place: one of the registers, or a part of the town or place that it is said of."""
    place = name.place if name.rule == "place" else _named(name, words, vocabulary)
    if place is None:
        within = name.place or vocabulary.home
        place = unlisted_part(within.code, words)
    iri = ids.place(vocabulary.registers.divisions.key_of(place))
    return Entity(iri, "place", place.name, place, surface=words)


def _named(name: Name, words: str, vocabulary: Vocabulary) -> Division | None:
    """Return the place that the registers call `words`; in a town also with 村 or without it."""
    place = vocabulary.place_named(words)
    if place or not name.place:
        return place
    village = words.removesuffix("村") if words.endswith("村") else f"{words}村"
    same = vocabulary.place_named(village)
    return same if same and same.parent == name.place.code else None


def _unknown(name: Name, words: str, vocabulary: Vocabulary) -> Entity:
    """Return what no register has: known by its name and the place whose document names it.

    第二水厂, 市第二水厂 and 太仓市第二水厂 are one in documents of 太仓市.
    """
    national = vocabulary.is_national(name, words)
    place = None if national else vocabulary.home
    label = words if national else _without_own_place(words, vocabulary)
    key = label if national else f"{label} {vocabulary.home.code}"
    iri = ids.named(name.kind, keys.hash10(key))
    return Entity(iri, name.kind, unmarked(label), place, surface=words)


def _without_own_place(words: str, vocabulary: Vocabulary) -> str:
    own = vocabulary.jurisdiction.chain[:1]
    for place in own:
        if words.startswith(place.name) and len(words) > len(place.name) + 2:
            return words.removeprefix(place.name)
        level = _OWN.match(words)
        if level and level["level"] in _LEVELS.get(place.level, ""):
            return words[level.end() :]
    return words


def policy_of(words: str, vocabulary: Vocabulary) -> Entity:
    """Return a document that is named by its title or number: in the registers, or a stub."""
    row = vocabulary.registers.policies.named(words)
    if row:
        return Entity(row.iri, "policy", row.title_zh, known=True, surface=words)
    reference = vocabulary.reference(words)
    if reference:
        return Entity(reference.iri, "policy", reference.title_zh, known=True, surface=words)
    title = bare(words)
    is_number = title == words
    number = ids.canonical_number(folded(words)) if is_number else ""
    code = vocabulary.place_of_document(title)
    iri = ids.document(code, number or None, title, "")
    return Entity(iri, "policy", "" if is_number else titled(title), surface=words, number=number)


def bare(words: str) -> str:
    """Return a name without the quotes or brackets around the whole of it.

    >>> bare("“河长制”"), bare("“263”专项行动"), bare("《政府工作报告》")
    ('河长制', '“263”专项行动', '政府工作报告')
    """
    whole = _WHOLE_QUOTE.fullmatch(words)
    return (whole[1] or whole[2]) if whole else words
