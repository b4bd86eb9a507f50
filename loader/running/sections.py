"""Sections of running text: their titles, the leader of a section, and the lines not yet taken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from loader.assignments.fields import OWNING, PERSONAL, ROLES
from loader.assignments.owner_headings import OwnerHeading
from loader.assignments.shares import Clause, Share
from loader.assignments.standing import HeldRules
from loader.drafts import Mentioned
from loader.entities import Place, Printed
from loader.source import Paragraph
from loader.texts.brackets import Bracket
from loader.texts.group_limits import find_group_limits
from loader.texts.leaders import leaders_in_title
from loader.texts.outline import (
    SECTION,
    is_title,
    leading_mark,
    mark_style,
    style_of,
    without_mark,
    without_sign,
)
from loader.texts.posts import BODY_POST

_GROUP = re.compile("[^，,；;。：:、]{2,20}")
"""The title of a group beside one that says when: 持续推进（3项）."""


@dataclass(frozen=True)
class OwnedSection:
    """A section whose title names who answers for its points; `styles` are the forms of both."""

    owner: OwnerHeading
    styles: tuple[str, str]
    leaders: tuple[Mentioned, ...]
    leads: tuple[Mentioned, ...]


@dataclass
class State:
    """Where in the outline the reader stands.

    `bare`: brackets that hold nothing but units assign work in this document. `title` is the line
    of the section, `leaders` and `leads` who leads all of it; `dashed`: units behind a dash do;
    `is_plan`: prose does, `charged` are lines in which it does by itself; `names_people`: it lists
    members and the like. `passed` are lines that wait under earlier headings of the section.
    `owned` are the sections, each in the one before, whose titles name who answers, `led_above`
    those who lead the section around them; `order` are the forms of the marks of its items, as they
    began, `closed` those of items that labels closed, `around` of titles above all `owned`.
    """

    category: Printed | None = None
    headings: list[Printed] = field(default_factory=list)
    leaders: tuple[Mentioned, ...] = ()
    leads: tuple[Mentioned, ...] = ()
    pending: list[Paragraph] = field(default_factory=list)
    passed: list[Paragraph] = field(default_factory=list)
    bare: bool = False
    dashed: bool = False
    is_plan: bool = False
    charged: list[Paragraph] = field(default_factory=list)
    names_people: bool = False
    title: str = ""
    led_above: tuple[Mentioned, ...] = ()
    owned: list[OwnedSection] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    around: list[str] = field(default_factory=list)
    closed: set[str] = field(default_factory=set)

    @property
    def owner(self) -> OwnerHeading | None:
        """Who answers for the points below as the last title says, None if none does."""
        return self.owned[-1].owner if self.owned else None

    @property
    def styles(self) -> tuple[str, str]:
        """The forms of the marks of that title and of its points."""
        return self.owned[-1].styles if self.owned else ("", "")

    @property
    def lists_titles(self) -> bool:
        """Whether each line below that title is an item."""
        return self.owner is not None and self.owner.lists_titles

    def opens_section(self, line: Paragraph, year: int | None) -> bool:
        """Tell whether `line` is the title of a section.

        It has the mark of one, or none and says when all below is due (6月底前完成), or stands
        beside such a one: 持续推进.
        """
        if line.level:
            return line.level == 1
        if not is_title(line.text) or SECTION.match(line.text) or style_of(line):
            return is_title(line.text) and SECTION.match(line.text) is not None
        above = self.category.cell if self.category else None
        is_beside = isinstance(above, Paragraph) and self._is_group(above, year)
        is_beside = is_beside and _GROUP.fullmatch(line.text) is not None
        return is_beside or self._is_group(line, year)

    def _is_group(self, line: Paragraph, year: int | None) -> bool:
        return not style_of(line) and bool(find_group_limits(line.text, year))

    def begin_section(self, title: str, paragraph: Paragraph) -> None:
        """Let `title` stand above what follows, and with it the leader whose work that is."""
        self.category, self.headings = Printed(without_sign(title.strip()), paragraph), []
        self.order, self.passed, self.closed = [], [], set()
        self.title = paragraph.text
        self.leaders = tuple(_leader(one, paragraph) for one in leaders_in_title(title))
        self.leads, self.led_above = (), ()
        self.owned, self.around = [], []

    def begin_owned(
        self, owner: OwnerHeading, lines: list[Paragraph], style: str, rules: HeldRules
    ) -> None:
        """Begin a section whose title, the first of `lines`, names who answers for its points.

        `style` is the form of the marks of these; `rules` may say who such a title names.
        """
        title = owner.title or without_mark(lines[0].text)
        titles = [_heading_style(heading.cell) for heading in self.headings]
        own = ("", style, style_of(lines[0]))
        around = self.around or [one for one in titles if one not in own]
        if not self.owned and (self.leaders or self.leads) and not SECTION.match(lines[0].text):
            self.led_above = (*self.leaders, *self.leads)
        is_of_section = owner.in_prose or SECTION.match(self.title)
        is_below = is_of_section and not SECTION.match(lines[0].text)
        is_opened = not owner.in_prose or bool(style_of(lines[0]))
        if is_opened and (self.owned or self.led_above or (is_below and style_of(lines[0]))):
            self.begin_heading(title, lines[0])
        elif is_opened:
            self.begin_section(title, lines[0])
        named = [name_owner(one, lines) for one in owner.shares]
        named = [rules.entitle(one) for one in named] if owner.is_bare else named
        above = (*self.leaders, *(replace(one, role=owner.role or one.role) for one in self.leads))
        said = led_by(named, above)
        self._be_led(said)
        styles = (style_of(lines[0]), style)
        if self.owner and not owner.deadlines:
            owner = replace(owner, deadlines=self.owner.deadlines)
        self.owned.append(OwnedSection(owner, styles, self.leaders, self.leads))
        self.pending, self.around = [], around

    def _be_led(self, by: Sequence[Mentioned]) -> None:
        self.leaders = tuple(one for one in by if one.role in PERSONAL)
        self.leads = tuple(one for one in by if one.role not in PERSONAL)

    def ends_point(self, line: Paragraph) -> bool:
        """Tell whether `line` stands in no point that began before it in a section with an owner.

        It opens a point or section, or is a line without a mark after the end of a sentence, or one
        of a list of titles.
        """
        if self.owner is None:
            return False
        style = style_of(line)
        if style:
            ends = (*self.styles, self.owner.outer, *self.around)
            return style in ends or bool(SECTION.match(line.text))
        above = self.pending[-1].text if self.pending else ""
        is_listed = self.lists_titles and is_title(above) and is_title(line.text)
        return is_listed or above.endswith(("。", "！", "；"))

    def is_point(self, line: Paragraph, *, holds_lines: bool) -> bool:
        """Tell whether `line` opens a point and no section, though its mark is that of one.

        It does where points have an owner, and as a sentence below which no lines stand, or which
        follows such a one.
        """
        if self.owner is not None and style_of(line) == self.styles[1]:
            return True
        follows = bool(self.pending) and self.pending[-1].text.endswith("。")
        follows = follows and style_of(self.pending[-1]) == style_of(line)
        return line.text.endswith("。") and (not holds_lines or follows)

    def end_owned(self, line: Paragraph) -> None:
        """Let who answers for the points of a section end with it: `line` opens another.

        One of the form of the title around them all ends them all: 二、王明副市长负责的工作.
        """
        style = style_of(line)
        opened = [
            n
            for n, section in enumerate(self.owned)
            if style in (section.styles[0], section.owner.outer or section.styles[0])
        ]
        if self.owned and style in self.around:
            opened, self.headings, self.order, self.around = [0], [], [], []
            if self.category and _heading_style(self.category.cell) == self.owned[0].styles[0]:
                self.category = None
        is_next = self.category is not None and _heading_style(self.category.cell) == style
        if is_next and (opened or (style and self.owned)):
            opened = [0]
            self.category, self.headings, self.order, self.led_above = None, [], [], ()
        if opened:
            self.passed = []
            del self.owned[opened[0] :]
            last = self.owned[-1:]
            led = (*last[0].leaders, *last[0].leads) if last else self.led_above
            self._be_led(led)

    def begin_led(
        self, bracket: Bracket, clause: Clause, paragraph: Paragraph, *, holds_items: bool
    ) -> bool:
        """Begin a section whose title ends in a bracket that names who leads; tell whether so.

        一、工业（王明副市长负责） is no item. With units in it the title is one, unless they lead,
        or help an official, and items stand below that name others: `holds_items`.
        """
        title, rest = paragraph.text[: bracket.start], paragraph.text[bracket.end :]
        leading = {*PERSONAL, *([ROLES["lead"]] if holds_items else [])}
        if holds_items and any(share.role in PERSONAL for share in clause.shares):
            leading.add(ROLES["supporting"])
        alone = all(share.role in leading for share in clause.shares) and not clause.deadlines
        if not alone or rest.strip("。：: ") or not SECTION.match(title) or not is_title(title):
            return False
        self.begin_section(SECTION.sub("", title), paragraph)
        self.pending = [paragraph]
        people = [share for share in clause.shares if share.role in PERSONAL]
        self.leaders = tuple(_leader(share.unit.surface, paragraph) for share in people)
        self.leads = tuple(
            _lead(share, paragraph) for share in clause.shares if share not in people
        )
        return True

    def takes_leader(self, clause: Clause, paragraph: Paragraph) -> bool:
        """Take the leader that a line below the title of a section names; tell whether it does."""
        named = [share for share in clause.shares if share.role == ROLES["supervising"]]
        below = bool(self.category) and [line.text for line in self.pending] == [self.title]
        if not below or len(named) != 1 or len(clause.shares) > 1 or clause.deadlines:
            return False
        self.leaders = (_leader(named[0].unit.surface, paragraph),)
        return True

    def begin_heading(self, title: str, paragraph: Paragraph) -> None:
        """Let `title` stand above what follows, below headings whose marks are of other kinds."""
        style = _heading_style(paragraph)
        self._end_headings(style)
        self.order += [style] * (style != "" and style not in self.order)
        self.headings.append(Printed(without_sign(title.strip()), paragraph))

    def turn_to(self, heading: Paragraph) -> None:
        """Let `heading` be the first of the lines that wait; those before it are passed."""
        self.passed += self.pending
        self.pending = [heading]

    def heading_of(self, item: list[Paragraph], mark: str) -> Printed | None:
        """Return the heading above `item`; one ends where it is the item, or its mark counts on.

        （一）源头 is above 1.治土, not above （二）走私, and what stood below it is not either.
        """
        if style := mark_style(mark):
            self._end_headings(style)
            if style in self.order:
                below = self.order[self.order.index(style) :]
                self.headings = [h for h in self.headings if _heading_style(h.cell) not in below]
            self.order += [style] * (style not in self.order)
        self.headings = [heading for heading in self.headings if heading.cell not in item]
        return self.headings[-1] if self.headings else None

    def _end_headings(self, style: str) -> None:
        styles = [_heading_style(heading.cell) for heading in self.headings]
        del self.headings[styles.index(style) if style in styles else len(styles) :]

    def led(self, mentioned: tuple[Mentioned, ...]) -> tuple[Mentioned, ...]:
        """Return `mentioned` and who leads the section, in the roles that they lack."""
        return led_by(mentioned, (*self.leaders, *self.leads))


_OVER = {ROLES["responsible"]: ROLES["lead"], ROLES["in_charge"]: ROLES["supervising"]}
"""Roles that say no more of who answers where another is named."""


def led_by(mentioned: Sequence[Mentioned], owners: Sequence[Mentioned]) -> tuple[Mentioned, ...]:
    """Return `mentioned` and those of `owners`, who stand above, in the roles that they lack.

    Owners who lead and others with them are those of work that names none of its own. One who helps
    with all work helps with none that is its own.
    """
    roles = {one.role for one in mentioned}
    above = {one.role for one in owners} - PERSONAL
    if roles & OWNING and len(above) > 1 and ROLES["lead"] in above:
        owners = [one for one in owners if one.role in PERSONAL]
    named = {one.surface for one in mentioned}
    helping = [one for one in owners if one.role == ROLES["supporting"] and one.surface in named]
    added = [one for one in owners if one not in helping and not _is_given(one.role, roles)]
    return (*added, *mentioned)


def _is_given(role: str, roles: set[str]) -> bool:
    """Tell whether somebody has a role already: a leader is in charge, too, not the other way."""
    return role in roles or _OVER.get(role) in roles


def name_owner(share: Share, lines: Sequence[Place]) -> Mentioned:
    """Return one whom the title of a section names, or a label right below it.

    A line that names a body by the post of its head alone is not where the body is named.
    """
    key = "".join(share.unit.surface.split())
    printed = [(line, "".join(line.text.split())) for line in lines]
    named = [line for line, words in printed if key in BODY_POST.sub(" ", words)]
    named += [line for line, words in printed if key in words]
    place = next(iter(named), lines[0])
    return replace(_lead(share, place), of_body=share.of_body)


def _heading_style(line: Place) -> str:
    return mark_style(line.mark or leading_mark(line.text)) if isinstance(line, Paragraph) else ""


def _lead(share: Share, title: Place) -> Mentioned:
    unit = share.unit
    return Mentioned(
        share.role, unit.surface, title, "inherited", unit.is_open, collective=unit.collective
    )


def _leader(surface: str, title: Paragraph) -> Mentioned:
    return Mentioned("supervising", surface, title, "inherited")


def section_below(lines: Sequence[Paragraph], position: int) -> list[Paragraph]:
    """Return the lines of the section whose title stands at `position`, none if no title does."""
    if not SECTION.match(lines[position].text):
        return []
    return list(takewhile(lambda line: not SECTION.match(line.text), lines[position + 1 :]))
