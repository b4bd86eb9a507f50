"""Posts that a document prints beside the names of officials: 副市长赵建初.

The same name elsewhere is another person, so a post belongs to the official of that place; which
body the post is of is inferred, so it stands in the enrichment graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loader.bodies.agents import Directory
from loader.entities import Agent, Letter, WorkItem
from loader.registers.registers import Registers
from loader.texts.people import bare_name
from loader.triples.agencies import Triple, rule_triples
from ontology import ids
from ontology.marks import unmarked
from ontology.standards import ORG, PROV, RDF, SKOS
from ontology.terms import ZT
from ontology.values import decimal, label, year

_PARTY = ("市委", "县委", "区委", "省委", "州委", "党委", "党组")
_SURE = "0.9"


def post_triples(
    letter: Letter, items: Iterable[WorkItem], registers: Registers
) -> Iterator[Triple]:
    """Yield the posts that the document prints, each once, for its year if that is known."""
    directory = Directory(registers, letter.code, letter.year)
    for agent, post in sorted(set(_posts(items)), key=lambda found: (found[0].iri.value, found[1])):
        name = unmarked(post)
        body = directory.government(party=name.startswith(_PARTY))
        if body is None:
            continue
        iri = ids.printed_post(agent.iri, letter.year, post)
        yield iri, RDF.type, ORG.Membership
        yield iri, ORG.member, agent.iri
        yield iri, ORG.organization, body.iri
        yield iri, ZT.post, label(name)
        if letter.year is not None:
            yield iri, ZT.period, year(letter.year)
        yield iri, ZT.confidence, decimal(_SURE)
        yield iri, SKOS.note, label(f"printed in {letter.number or letter.title}", "en")
        yield iri, PROV.wasDerivedFrom, letter.iri
        if body.resolution == "rule" and body.body:
            yield from rule_triples(body, body.body)


def _posts(items: Iterable[WorkItem]) -> Iterator[tuple[Agent, str]]:
    """Yield the officials whose surface holds a post, with the post.

    A surface without a name, such as 分管副市长, has none.
    """
    for item in items:
        for one in item.assignments:
            name = bare_name(one.surface)
            if one.agent.kind == "official" and one.surface not in (name, one.agent.name):
                post = one.surface.replace(name, "", 1).removesuffix("同志")
                if post:
                    yield one.agent, post
