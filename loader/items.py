"""From the blocks of a document to its work items: read by layout, then identified."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, groupby, zip_longest

from pyoxigraph import NamedNode

from loader import budget
from loader.assignments.barred_labels import with_bars_read
from loader.assignments.clauses import ClauseReader
from loader.assignments.group_leaders import with_group_leaders
from loader.assignments.legends import Legend
from loader.assignments.nobody import without_nobody
from loader.assignments.order_rules import speaks_of_all
from loader.assignments.overseers import with_overseers
from loader.assignments.plain_labels import with_lost_colons
from loader.assignments.posts_apart import with_posts_apart
from loader.assignments.run_together import with_names_apart
from loader.assignments.standing import HeldRules, Standing, find_standing
from loader.assignments.watchers import without_closing_watchers
from loader.bodies.agents import Directory
from loader.documents.annex_lists import annexes_listed
from loader.documents.label_cells import with_labels_apart
from loader.documents.labelled_limits import with_labelled_limits
from loader.documents.lines import NOTE
from loader.documents.page_heads import page_foot, read_page_head
from loader.documents.replies import replies_among
from loader.documents.same_above import with_same_as_above
from loader.documents.shared_pages import with_pieces_joined
from loader.documents.standing_limits import limits_the_rest, with_standing_limits
from loader.documents.whole_pages import with_pages_whole
from loader.drafts import Draft, Mentioned, without_mere_figures, without_overlong
from loader.elided import ends_of, prefixes_of
from loader.entities import Agent, Assignment, Kind, Letter, Printed, WorkItem
from loader.plain_tables.headless_lines import HeadlessLines
from loader.plain_tables.layouts import split_layouts
from loader.plain_tables.one_line import with_tables_apart
from loader.registers.registers import Registers
from loader.report import Report
from loader.rows import TableReader
from loader.running.charges import with_bodies_joined
from loader.running.demanded import without_demands
from loader.running.letter_charges import with_letter_charges
from loader.running.reader import ParagraphReader
from loader.source import Cell, Paragraph, Source, Table
from loader.tables.broken import with_parts_joined, without_page_numbers
from loader.tables.card_headings import CardHeadings
from loader.tables.charged import find_charged
from loader.tables.headless import Document, HeadlessTables
from loader.tables.indexes import with_indexes_beside
from loader.tables.matrices import matrix_in_lines
from loader.tables.owned import signer_of
from loader.tables.repeats import BlankCells
from loader.tables.row_dates import RowDates, are_in_remarks
from loader.texts.brackets import MARK, find_brackets
from ontology import ids
from ontology.roles import ROLES
from ontology.values import fold_space


@dataclass
class _Context:
    """What the items of one document share; `seen` counts equal names, `rows` items per annex."""

    letter: Letter
    directory: Directory
    registers: Registers
    report: Report
    seen: Counter[NamedNode] = field(default_factory=Counter)
    rows: Counter[int] = field(default_factory=Counter)


def read_items(
    source: Source, letter: Letter, registers: Registers, report: Report
) -> Iterator[WorkItem]:
    """Yield the work items of `source`, in printed order.

    Raises LayoutError, naming file, annex and row, for a table that is not understood.
    """
    directory = Directory(registers, letter.code, letter.year, ministry=_ministry(letter))
    context = _Context(letter, directory, registers, report)
    source = with_pages_whole(source, registers)
    drafts = list(budget.earn_understanding(without_overlong(_drafts(source, context), report)))
    drafts = without_closing_watchers([*without_mere_figures(drafts, report)], report)
    drafts = with_group_leaders(drafts, source, ClauseReader(registers))
    drafts = with_overseers(drafts, source)
    year = letter.year if letter.states_year else None
    drafts = with_labelled_limits(drafts, source, registers, year)
    drafts = with_standing_limits(drafts, source, year)
    drafts = list(with_posts_apart(drafts, registers, report))
    drafts = list(without_nobody(with_names_apart(drafts, registers), registers, report))
    context.directory = directory.informed_by(_surfaces(drafts), letter.title)
    for draft in drafts:
        yield _item(draft, context)


def _ministry(letter: Letter) -> str:
    """Return the name of the ministry that issued a document alone, as its title says."""
    issuer = letter.issuer
    body = issuer.agent.body if issuer else None
    if issuer is None or body is None or body.type != "state-council-ministry":
        return ""
    alone = letter.title.partition("关于")[0].removesuffix("办公厅") == issuer.surface
    return issuer.agent.name if alone else ""


def _surfaces(drafts: Iterable[Draft]) -> Iterator[str]:
    """Yield the names of single bodies that the drafts print."""
    for draft in drafts:
        for one in draft.mentioned:
            if not one.collective and not ROLES[one.role].is_personal:
                yield one.surface


def _drafts(source: Source, context: _Context) -> Iterator[Draft]:
    """Yield the drafts of all tables and of all runs of paragraphs between them."""
    reader = ClauseReader(context.registers)
    year, report = context.letter.year, context.report
    limit_year = year if context.letter.states_year else None
    rules = HeldRules()
    sentences = list(_sentences(source))
    for line in sentences:
        standing = find_standing(line.text, reader)
        if NOTE.match(line.text) or _holds_throughout(line, standing, reader):
            rules.hold(replace(standing, goes_on=True), line)
    title = context.letter.title
    headless = HeadlessTables(Document.of(title, source), reader, report)
    dates = RowDates(year, limit_year, report, in_remarks=are_in_remarks(sentences))
    tables = TableReader(reader, context.directory, report, dates, rules, headless, title=title)
    issuer = context.letter.issuer
    tables.owners.signer = signer_of(source, issuer.surface) if issuer else ""
    tables.blank = BlankCells.of((line.text for line in sentences), context.registers)
    if any(limits_the_rest(line.text, limit_year) for line in sentences):
        tables.blank = tables.blank.with_nobody("deadline")
    legend = Legend.of(source, context.registers)
    tables.legend = legend
    running = ParagraphReader(reader, report, year, limit_year, rules, title)
    trial = replace(running, report=Report(""), rules=HeldRules())
    headless_lines = HeadlessLines(headless, lambda lines: any(trial.read(lines)))
    headings = CardHeadings.of(list(source.paragraphs()))
    runs = [list(one) for _, one in groupby(without_page_numbers(_without_page(source)), key=_run)]
    runs = [with_parts_joined(run, reader) for run in runs]
    runs = list(filter(None, (_with_bodies_joined(run, reader, legend) for run in runs)))
    runs = with_letter_charges(runs, reader, limit_year, report)
    runs, tables.charges = find_charged(runs, reader)
    runs = with_indexes_beside(runs, reader)
    for run, following in zip_longest(runs, runs[1:]):
        if isinstance(run[0], Table):
            found = (tables.read(block) for block in run if isinstance(block, Table))
            yield from headings.entitle(list(chain.from_iterable(found)))
            continue
        lines = [block for block in run if isinstance(block, Paragraph)]
        headings.pass_over(lines)
        found_matrix = matrix_in_lines(lines, tables.legend, context.registers)
        if found_matrix:
            span, matrix = found_matrix
            yield from running.read(tables.stand_below(lines[: span.start]))
            yield from tables.read_matrix(matrix, lines[span.start])
            lines = lines[span.stop :]
        parts = [*chain.from_iterable(map(headless_lines.split, split_layouts(lines, reader)))]
        below = [*parts[1:], following[0] if following else None]
        for part, next_part in zip(parts, below, strict=True):
            if not isinstance(part, list):
                yield from tables.read_part(part)
            else:
                is_above = not isinstance(next_part, list | Paragraph | None)
                yield from running.read(tables.stand_below(part) if is_above else part)


def _with_bodies_joined(
    run: list[Paragraph | Table], reader: ClauseReader, legend: Legend
) -> list[Paragraph | Table]:
    lines = [block for block in run if isinstance(block, Paragraph)]
    lines = [*with_pieces_joined(without_demands(lines, reader))]
    lines = [_with_strong_told(line, legend, reader.registers) for line in lines]
    lines = [*with_tables_apart(lines, reader.registers)]
    lines = with_bars_read(with_labels_apart(lines, reader.registers), reader.registers)
    lines = with_lost_colons(lines, reader.registers)
    lines = [*with_same_as_above(lines, reader.registers)]
    return [*with_bodies_joined(lines, reader)] if lines else run


def _with_strong_told(line: Paragraph, legend: Legend, registers: Registers) -> Paragraph:
    text = legend.in_line(line.text, line.strong, registers) if line.strong else line.text
    return line if text == line.text else line.with_words(text)


def _without_page(source: Source) -> Iterator[Paragraph | Table]:
    """Yield the blocks of `source` but what a portal prints above and below, and replies."""
    lines = list(source.paragraphs())
    below = read_page_head(lines).below
    around = [*lines[: len(lines) - len(below)], *page_foot(lines), *replies_among(lines)]
    around += annexes_listed(lines)
    left = set(map(id, around))
    yield from (block for block in source.blocks if id(block) not in left)


def _sentences(source: Source) -> Iterator[Paragraph | Cell]:
    """Yield the paragraphs, and the cells that print notes."""
    yield from source.paragraphs()
    for table in source.tables():
        yield from (cell for cell in table.cells() if NOTE.match(cell.text))


def _holds_throughout(line: Paragraph | Cell, standing: Standing, reader: ClauseReader) -> bool:
    """Tell whether a sentence between items or below them states a rule for all of them.

    It says no 下同, which would begin there, and stands in no bracket, nor in an item unless it
    speaks of all of them.
    """
    begins_here = standing.goes_on or standing.shares or "以下" in line.text
    is_marked = isinstance(line, Cell) or line.mark or MARK.match(line.text)
    is_of_item = bool(is_marked) and not speaks_of_all(line.text)
    says_where = standing.placed.before_colon or standing.placed.bracketed
    if says_where or (standing.sides and not is_of_item):
        return True
    if not standing.first_is_lead or begins_here or is_of_item:
        return False
    outside = line.text
    for bracket in find_brackets(line.text):
        outside = outside.replace(line.text[bracket.start : bracket.end], "")
    return find_standing(outside, reader).first_is_lead


def _run(block: Paragraph | Table) -> tuple[bool, int]:
    return isinstance(block, Table), block.annex


def _item(draft: Draft, context: _Context) -> WorkItem:
    category = _label("category", draft.category, context)
    heading = _label("heading", draft.heading, context)
    kind = _kind(draft, category, context.registers)
    title = draft.title or (draft.heading if kind == "indicator" else None)
    context.rows[draft.annex] += 1
    order = context.rows[draft.annex]
    return WorkItem(
        iri=_iri(kind, draft, title, order, context),
        kind=kind,
        annex=draft.annex,
        row=order,
        text=draft.text.text,
        cells=draft.places,
        assignments=tuple(_assignments(draft.mentioned, context)),
        text_cell=draft.text.cell,
        title=title,
        annual_task=draft.annual_task,
        number=draft.number,
        category=category,
        heading=heading if kind == "task" else None,
        deadlines=draft.deadlines,
        layout=draft.layout,
    )


def _kind(draft: Draft, category: str | None, registers: Registers) -> Kind:
    named = draft.title or draft.heading
    counted = category is not None and registers.kind_of(category) == "indicator"
    if named and (counted or draft.is_indicator):
        return "indicator"
    return "project" if draft.title else "task"


def _iri(
    kind: Kind, draft: Draft, title: Printed | None, order: int, context: _Context
) -> NamedNode:
    document = context.letter.iri
    if kind == "project":
        number = draft.number or ""
        iri = ids.project(document, draft.annex, int(number) if number.isdecimal() else order)
    else:
        words = title.text if title else ""
        iri = ids.task(document, draft.annex, words + draft.text.text)
    context.seen[iri] += 1
    return ids.repeated(iri, context.seen[iri])


def _label(name: str, value: Printed | None, context: _Context) -> str | None:
    """Return a category or heading without white space, damage repaired by the register."""
    if value is None:
        return None
    printed = fold_space(value.text)
    correction = context.registers.corrections.get((context.letter.number or "", name, printed))
    if correction is None:
        return printed
    if value.status == "explicit":
        message = f"read as {correction.meaning}: {correction.reason} (corrections.csv)"
        context.report.add("corrected", value.cell, printed, message)
    return correction.meaning


def _assignments(mentioned: Iterable[Mentioned], context: _Context) -> Iterator[Assignment]:
    """Yield the assignments, positions counted in each role; an agent named twice counts once."""
    positions: Counter[str] = Counter()
    given: set[tuple[str, NamedNode]] = set()
    listed = list(mentioned)
    bodies = [one.surface for one in listed if not ROLES[one.role].is_personal]
    prefixes = iter(prefixes_of(bodies, context.directory))
    ends = ends_of(listed)
    for one in listed:
        prefix = "" if ROLES[one.role].is_personal else next(prefixes)
        agent = _agent(one, prefix, ends.get(one, ""), context)
        if (one.role, agent.iri) in given:
            continue
        given.add((one.role, agent.iri))
        positions[one.role] += 1
        yield Assignment(
            role=one.role,
            position=positions[one.role],
            surface=one.surface,
            agent=agent,
            status=one.status,
            cell=one.where,
            is_open=one.is_open,
            rule=one.rule,
        )


def _agent(one: Mentioned, prefix: str, end: str, context: _Context) -> Agent:
    if ROLES[one.role].is_personal:
        agent = context.directory.official(one.surface)
    elif one.collective:
        agent = context.directory.group(one.surface)
    else:
        agent = context.directory.body(one.surface, prefix, end)
    if agent.resolution == "unresolved" and agent.kind != "group":
        message = f"no register knows this {agent.kind}; add it to data/registers/"
        message += context.directory.hint(agent)
        context.report.add_once("unresolved", one.where, one.surface, message)
    return agent
