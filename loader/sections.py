"""Sections of running text: their titles, the leader of a section, and the lines not yet taken."""

from __future__ import annotations

from dataclasses import dataclass, field

from loader.clauses import Clause
from loader.drafts import Mentioned
from loader.entities import Printed
from loader.people import leader_in_title
from loader.source import Paragraph
from loader.tables import PEOPLE, ROLES


@dataclass
class State:
    """Where in the outline the reader stands.

    `bare`: brackets that hold nothing but units assign work in this document. `title` is the line
    of the section, `leader` who leads all of it.
    """

    category: Printed | None = None
    heading: Printed | None = None
    leader: Mentioned | None = None
    pending: list[Paragraph] = field(default_factory=list)
    bare: bool = False
    title: str = ""

    def begin_section(self, title: str, paragraph: Paragraph) -> None:
        """Let `title` stand above what follows, and with it the leader whose work that is."""
        self.category, self.heading = Printed(title.strip(), paragraph), None
        self.title = paragraph.text
        surface = leader_in_title(title)
        self.leader = Mentioned("supervising", surface, paragraph, "inherited") if surface else None

    def takes_leader(self, clause: Clause, paragraph: Paragraph) -> bool:
        """Take the leader that a line below the title of a section names; tell whether it does."""
        named = [share for share in clause.shares if share.role == ROLES["supervising"]]
        below = bool(self.category) and [line.text for line in self.pending] == [self.title]
        if not below or len(named) != 1 or len(clause.shares) > 1 or clause.deadlines:
            return False
        surface = named[0].unit.surface
        self.leader = Mentioned("supervising", surface, paragraph, "inherited")
        return True

    def led(self, mentioned: tuple[Mentioned, ...]) -> tuple[Mentioned, ...]:
        """Return `mentioned` and the leader of the section, where they name no leader."""
        named = any(ROLES[name] == one.role for one in mentioned for name in PEOPLE)
        return mentioned if named or self.leader is None else (self.leader, *mentioned)
