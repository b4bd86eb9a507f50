"""What a document says, before it becomes triples. Every part knows the cells it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from pyoxigraph import NamedNode

from loader.places.jurisdictions import Jurisdiction
from loader.source import Cell, Paragraph, Stretch

if TYPE_CHECKING:
    from loader.mentions.items import Mention

Status = Literal["explicit", "inherited", "byRule"]
Place = Cell | Paragraph
"""Where words stand: a cell of a table, or a paragraph."""

Kind = Literal["task", "project", "indicator"]
Part = Literal["text", "annual_task"]
"""The literal of the item that is quoted: `zt:text` or `zt:annualTask`."""


@dataclass(frozen=True)
class Printed:
    """Words of a document with the cell or paragraph that prints them."""

    text: str
    cell: Place
    status: Status = "explicit"


@dataclass(frozen=True)
class Body:
    """What is known of an agency beyond its name.

    `type`, `line` and `stem` (the row of local_bodies.csv) are slugs, `level` is as in
    `loader.bodies.seats.LEVELS`, `place` the key of its place, `parent` what it is a part of,
    `until` its last year, `forms` how else it is called, without its place. `confidence` is that of
    the body as such, whatever surface led to it.
    """

    name_en: str = ""
    type: str = ""
    line: str = ""
    level: str = ""
    place: str = ""
    stem: str = ""
    parent: Agent | None = None
    until: int = 9999
    confidence: str = "1"
    forms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Agent:
    """A body, group or official as a surface was understood.

    `name` is its preferred label; `resolution` is how it was found; `confidence` is a decimal
    between 0 and 1; `rule` is the step of `loader.bodies.resolving` that found it.
    """

    iri: NamedNode
    name: str
    kind: Literal["agency", "group", "official"]
    resolution: Literal["register", "rule", "unresolved"]
    confidence: str
    body: Body | None = None
    rule: str = ""


@dataclass(frozen=True)
class Assignment:
    """One agent in one role; `rule` is where a standing rule is stated that gives the role."""

    role: str
    position: int
    surface: str
    agent: Agent
    status: Status
    cell: Place
    is_open: bool = False
    rule: Place | None = None


@dataclass(frozen=True)
class ThemeTag:
    """A theme of an item with its evidence; `start` is in the raw text of `cell`, for terms."""

    theme: str
    score: str
    evidence: tuple[str, ...]
    quotes: tuple[str, ...]
    cell: Place | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class WorkItem:
    """A row or paragraph that is assigned: a task, a project or an indicator item.

    `deadlines` are 2018, 2018-12 or 2018-12-31; `layout` is how it was recognised.
    """

    iri: NamedNode
    kind: Kind
    annex: int
    row: int
    text: str
    cells: tuple[Place, ...]
    assignments: tuple[Assignment, ...]
    text_cell: Place
    title: Printed | None = None
    annual_task: Printed | None = None
    number: str | None = None
    category: str | None = None
    heading: str | None = None
    deadlines: tuple[str, ...] = ()
    layout: str = ""


@dataclass(frozen=True)
class Target:
    """One target; `start` and `end` are the offsets of `quote` in the literal `part`.

    `reference` are the words for what it is compared with; `baseline` is the year that a change
    is counted from, or of which a state is told; `period` the year by which it is to be reached,
    where the text says another than the document's. `normalized` is the number in the unit `qudt`.
    `deed` is the verb of delivery that goes with the measure: 申请 in 申请发明专利4200件.
    """

    quote: str
    start: int
    end: int
    comparator: str
    target_kind: str
    measure: str = ""
    value: Decimal | None = None
    unit_text: str = ""
    qudt: str = ""
    normalized: Decimal | None = None
    measure_kind: str = ""
    deed: str = ""
    reference: str = ""
    baseline: int | None = None
    period: int | None = None
    part: Part = "text"


@dataclass(frozen=True)
class LocatedTarget:
    """A target of an item; `at` is where its quote begins in the raw text of `cell`.

    It is -1 where the raw text is damaged.
    """

    target: Target
    cell: Place
    at: int


@dataclass(frozen=True)
class Reference:
    """A meeting or document that the letter names as its base."""

    iri: NamedNode
    kind: Literal["meeting", "document"]
    title_zh: str
    title_en: str
    issuer: NamedNode | None


@dataclass(frozen=True)
class Addressee:
    surface: str
    agent: Agent


@dataclass(frozen=True)
class Letter:
    """The head of a document; `date` is that of signature.

    `year` is None if neither the document nor the name of its file tells one; `states_year`: it
    stands in the document.
    """

    iri: NamedNode
    title: str
    number: str | None
    issuer: Addressee | None
    jurisdiction: Jurisdiction
    year: int | None
    states_year: bool
    date: str | None
    addressees: tuple[Addressee, ...]
    based_on: tuple[Reference, ...]
    annexes: tuple[tuple[int, str], ...]
    paragraphs: tuple[Paragraph, ...]

    @property
    def code(self) -> str:
        """Return the key of the issuer's place: 320585."""
        return self.jurisdiction.code


@dataclass(frozen=True)
class Elaboration:
    """A project and the task of the same document that is the same work."""

    project: WorkItem
    task: WorkItem
    quote: str
    object_quote: str
    score: str
    position: int = 1


@dataclass(frozen=True)
class Provision:
    """A part of a policy document that can be cited by itself.

    `stretches` are all characters that it takes of the source, its list mark included; `start` is
    where its text begins in the first of them. `cells` are those of a table.
    """

    iri: NamedNode
    above: NamedNode
    kind: str
    annex: int
    order: int
    text: str
    title: str | None
    number: str | None
    stretches: tuple[Stretch, ...]
    start: int = 0
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Extraction:
    """All that was understood of one document.

    `provision_of` tells in which provision an item stands, where the document was read as a policy.
    `columns` are the header words of each recognised table, by its annex and first row.
    `mentions` are by item, `citations` the policies that are cited anywhere in the document,
    `programmes` those that a policy speaks of anywhere.
    """

    letter: Letter
    items: tuple[WorkItem, ...]
    themes: dict[NamedNode, tuple[ThemeTag, ...]] = field(default_factory=dict)
    elaborations: tuple[Elaboration, ...] = ()
    provisions: tuple[Provision, ...] = ()
    provision_of: dict[NamedNode, NamedNode] = field(default_factory=dict)
    targets: dict[NamedNode, tuple[LocatedTarget, ...]] = field(default_factory=dict)
    columns: dict[tuple[int | None, int | None], tuple[str, ...]] = field(default_factory=dict)
    mentions: dict[NamedNode, tuple[Mention, ...]] = field(default_factory=dict)
    citations: tuple[Mention, ...] = ()
    programmes: tuple[Mention, ...] = ()
