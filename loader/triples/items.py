"""The statements of one work item: its texts, assignments, themes, and what it elaborates."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from loader.entities import Assignment, Elaboration, Letter, ThemeTag, WorkItem
from loader.source import Span
from loader.triples.agencies import Triple
from loader.triples.origins import place_iri, selector_triples
from ontology import ids
from ontology.roles import ROLES
from ontology.standards import DCTERMS, OA, PROV, RDF
from ontology.terms import ZT
from ontology.values import boolean, date, decimal, integer, label, plain, year

_ITEM_CLASSES = {"task": ZT.Task, "project": ZT.Project, "indicator": ZT.IndicatorItem}
_STATUS = {"explicit": ZT.explicit, "inherited": ZT.inherited, "byRule": ZT.byRule}
EVIDENCE = {"byTerm": ZT.byTerm, "byHeading": ZT.byHeading}


def item_triples(item: WorkItem, letter: Letter, version: NamedNode) -> Iterator[Triple]:
    iri = item.iri
    yield iri, RDF.type, _ITEM_CLASSES[item.kind]
    yield iri, RDF.type, ZT.WorkItem
    yield iri, ZT.inDocument, letter.iri
    yield iri, ZT.annexNumber, integer(item.annex)
    yield iri, ZT.rowNumber, integer(item.row)
    yield iri, ZT.text, plain(item.text)
    if letter.year is not None:
        yield iri, ZT.period, year(letter.year)
    if item.title:
        yield iri, DCTERMS.title, label(item.title.text)
    if item.annual_task:
        yield iri, ZT.annualTask, plain(item.annual_task.text)
    if item.number:
        yield iri, ZT.officialNumber, plain(item.number)
    if item.category:
        yield iri, ZT.category, ids.category(letter.iri, item.category)
    if item.heading:
        yield iri, ZT.heading, ids.heading(letter.iri, item.heading)
    for deadline in item.deadlines:
        yield iri, ZT.deadline, date(deadline)
    for place in item.cells:
        yield iri, PROV.wasDerivedFrom, place_iri(place, version)
    for assignment in item.assignments:
        yield from _assignment_triples(iri, assignment, version)


def _assignment_triples(
    item: NamedNode, assignment: Assignment, version: NamedNode
) -> Iterator[Triple]:
    iri = ids.assignment(item, assignment.role, assignment.position)
    agent, role = assignment.agent.iri, ROLES[assignment.role]
    yield item, ZT.hasAssignment, iri
    yield item, role.shortcut, agent
    yield item, ZT.responsibleAgent, agent
    yield iri, RDF.type, ZT.Assignment
    yield iri, ZT.agent, agent
    yield iri, ZT.role, role.iri
    yield iri, ZT.listPosition, integer(assignment.position)
    yield iri, ZT.surface, plain(assignment.surface)
    yield iri, ZT.cellStatus, _STATUS[assignment.status]
    yield iri, ZT.confidence, decimal(assignment.agent.confidence)
    if assignment.agent.rule:
        yield iri, ZT.resolutionRule, plain(assignment.agent.rule)
    if assignment.is_open:
        yield iri, ZT.openList, boolean(value=True)
    yield iri, PROV.wasDerivedFrom, place_iri(assignment.cell, version)
    if assignment.rule:
        yield iri, PROV.wasDerivedFrom, place_iri(assignment.rule, version)


def theme_triples(item: WorkItem, tag: ThemeTag, version: NamedNode) -> Iterator[Triple]:
    iri, theme = ids.theme_tag(item.iri, tag.theme), ids.theme(tag.theme)
    yield item.iri, ZT.theme, theme
    yield iri, RDF.type, ZT.ThemeTag
    yield iri, OA.hasTarget, item.iri
    yield iri, OA.hasBody, theme
    yield iri, ZT.score, decimal(tag.score)
    for evidence in tag.evidence:
        yield iri, ZT.evidence, EVIDENCE[evidence]
    for quote in tag.quotes:
        yield iri, ZT.quote, plain(quote)
    if tag.cell:
        yield iri, OA.hasSource, place_iri(tag.cell, version)
        yield from selector_triples(iri, Span(tag.start, tag.end))


def elaboration_triples(elaboration: Elaboration) -> Iterator[Triple]:
    project, task = elaboration.project.iri, elaboration.task.iri
    iri = ids.link(project, "elaborates", elaboration.position)
    yield project, ZT.elaborates, task
    yield iri, RDF.type, ZT.Link
    yield iri, OA.hasTarget, project
    yield iri, OA.hasBody, task
    yield iri, ZT.linkProperty, ZT.elaborates
    yield iri, ZT.evidence, ZT.byTerm
    yield iri, ZT.quote, plain(elaboration.quote)
    yield iri, ZT.objectQuote, plain(elaboration.object_quote)
    yield iri, ZT.score, decimal(elaboration.score)
    yield iri, ZT.confidence, decimal(elaboration.score)
