"""Label lines below the text of an item: what they say together, and how far they reach.

责任单位：市教育局、
市财政局                a line without a label goes on with the one before
完成时限：6月底
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import IS_END, PEOPLE, PERSONAL, ROLES, UNITS
from loader.assignments.labels import LABEL, LabelLine, is_label, read_label
from loader.assignments.shares import Clause
from loader.assignments.standing import Standing, find_standing
from loader.documents.dates import DATE
from loader.documents.lines import TAIL
from loader.report import Report
from loader.running.announced import list_below
from loader.running.sections import section_below
from loader.source import Paragraph
from loader.texts.deadlines import find_deadlines
from loader.texts.limits import find_limits
from loader.texts.outline import SECTION, item_lines, style_of
from loader.texts.people import names_officials
from ontology.values import fold_space

_NAME = r"[\u4e00-\u9fff·\s]{2,8}"

_MOST_LABELS = 60
"""Lines that the labels below an item take at the most."""

_LONGEST_REST = 80
"""Characters of a line that goes on with the list of the label before it."""

_WHO = "责任分工"
"""A label of what says the roles of bodies in words."""

_FAR = 3
"""Lines among which a known label is looked for behind one that no register knows."""

_MOST_BELOW = 40
"""Lines that tell the work below a label of content, before the next label."""

_NO_WORK = re.compile(
    r"\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar)$|^[—－-]{1,2}.{4,60}(?:会议|大会|会|仪式)上(?:的(?:讲话|报告))?$",
    re.IGNORECASE,
)
"""The name of a file, and where a report was given, its speaker below it: ——在…会议上."""

_BEGUN = re.compile(r"[、，：:\s][省市县区州盟旗]$")
"""How a list ends that the page cut behind the level of a body: 市 / 财政局."""

_REST_OF_NAME = re.compile(
    r"(?:(?:人民)?政府|[\u4e00-\u9fff]?[局厅]|[委办处会院])(?![^、，,；;。])"
)
"""What is no name at the start of a line, but the rest of one that was cut: 市人力社 / 保局."""

_COUNTED = re.compile(
    r"第?[\d一二三四五六七八九十]|[项任事工目][目务项程标][\d一二三四五六七八九十]"
)
"""What begins a line that is an item and no label: 第二件：修路, 任务三：修桥."""

_OF_WORK = ("text", "annual_task")
"""Labels that say what is to be done, also below those who do it."""

_CONTENT_LABELS = (*_OF_WORK, "heading", "remark", "proposer", "outcome")


@dataclass(frozen=True)
class Labelled:
    """What the labels below an item say, how many lines they take, and what of these is work."""

    clause: Clause
    standing: Standing
    length: int
    work: tuple[Paragraph, ...] = ()


@dataclass(frozen=True)
class LabelLineReader:
    """Reads runs of lines that begin with labels."""

    reader: ClauseReader
    report: Report
    year: int | None
    limit_year: int | None

    def _begins_block(self, label: LabelLine, pending: list[Paragraph]) -> bool:
        """Tell whether a label of content opened the text that waits for its labels, too.

        A number always opens one.
        """
        if label.field == "number":
            return True
        opened = (read_label(line.text, self.reader.registers) for line in pending)
        return label.field in _CONTENT_LABELS and any(o and o.label == label.label for o in opened)

    def read(self, lines: list[Paragraph], pending: list[Paragraph]) -> Labelled | None:
        """Return what the first of `lines` say that begin with labels, None if nobody does it.

        They are labels of the text in `pending`. A line without a label goes on with the list of
        the one before, or stands below one that announces work: 整改措施：.
        """
        position, texts, seen, work = 0, list[str](), set[str](), list[Paragraph]()
        limits, is_dated, before = list[str](), False, ""
        while pending and position < min(len(lines), _MOST_LABELS):
            text = lines[position].text
            label = read_label(text, self.reader.registers)
            if _NO_WORK.search(pending[-1].text):
                break
            comes_again = label and label.label in seen and not _names_person_of(label, before)
            if label and (comes_again or self._begins_block(label, pending)):
                break
            seen, before = (seen | {label.label}, label.field) if label else (seen, before)
            if label and texts and label.field in _CONTENT_LABELS:
                said = "" if label.field == "outcome" else label.rest
                told_limits = find_limits(said, self.limit_year)
                limits += [f"完成时限：{limit.quote}" for limit in told_limits]
                told = self._told_below(label, lines[position:], pending, seen)
                work += [line for line in told if line.text]
                position += max(len(told) - 1, 0)
            elif label and (label.field in ROLES or label.field == "deadline"):
                texts.append(f"{label.label}：{label.rest}")
                is_dated |= label.field == "deadline" and bool(label.rest)
            elif _signs(lines[position:], *texts[-1:]):
                break
            elif label is None and texts and (said := self._said_in_words(text)):
                texts.append(f"{_WHO}：{said}")
            elif (
                texts
                and not style_of(lines[position])
                and (longer := self._gone_on(text, texts[-1]))
            ):
                texts[-1] = longer
            elif (
                not texts
                or _counts_on(lines[position], pending)
                or not self._is_among_labels(lines[position : position + _FAR], seen)
            ):
                break
            else:
                self.report.add("unread", lines[position], text, "no register knows this label")
            position += 1
        texts += [] if is_dated else limits
        texts = self._without_steps(texts, lines[0])
        standing = find_standing("；".join(texts), self.reader)
        clause = self.reader.read(standing.text) if texts else Clause()
        found = Labelled(clause, standing, position, tuple(work))
        return found if clause.shares and not clause.only_guides else None

    def _without_steps(self, texts: list[str], place: Paragraph) -> list[str]:
        """Return labelled `texts` without the steps on the way where one says when all is done.

        时序进度：6月底前封顶；9月底前装修 beside 完成时限：9月底.
        """
        labels = {text: text.partition("：")[0] for text in texts}
        field_of = self.reader.registers.field_of
        dated = [text for text in texts if field_of(labels[text]) == "deadline"]
        ends = [text for text in dated if IS_END.search(labels[text])]
        steps = [text for text in dated if ends and text not in ends]
        for text in steps:
            self.report.add("unread", place, text, "steps on the way, beside a time limit")
        return [text for text in texts if text not in steps]

    def say_who(self, work: Paragraph, below: Sequence[Paragraph]) -> bool:
        """Tell whether the line `below` is a label of who does `work`, which is no label itself."""
        label = read_label(below[0].text, self.reader.registers) if below else None
        names = label is not None and label.field in ("lead", "responsible") and label.rest != ""
        return names and read_label(work.text, self.reader.registers) is None

    def have_heads(self, below: list[Paragraph], lines: list[Paragraph]) -> bool:
        """Tell whether the title above `below` heads items without marks, as others of `lines`."""
        if not below or self.close_unmarked(below):
            return bool(below)
        titles = (n for n, line in enumerate(lines) if SECTION.match(line.text))
        sections = (section_below(lines, n) for n in titles)
        return not style_of(below[0]) and any(map(self.close_unmarked, sections))

    def close_unmarked(self, section: list[Paragraph]) -> bool:
        """Tell whether labels close lines without marks in a section, two at least.

        Its title is then the heading of these, and no part of the first.
        """
        is_label = [read_label(line.text, self.reader.registers) is not None for line in section]
        closed = [
            line
            for line, said, below in zip(section, is_label, is_label[1:], strict=False)
            if below and not said
        ]
        plain = not any(style_of(line) for line in section)
        return plain and len(closed) > 1

    def _told_below(
        self, label: LabelLine, lines: list[Paragraph], pending: list[Paragraph], seen: set[str]
    ) -> list[Paragraph]:
        """Return the lines of work that `label` announces: its own, and those before the next.

        Where no label follows that is not `seen`, these are the points of a list.
        """
        if label.field not in _OF_WORK:
            return []
        own = replace(lines[0], clean=label.rest, parts=(lines[0],))
        for position, line in enumerate(lines[1:_MOST_BELOW], 1):
            following = read_label(line.text, self.reader.registers)
            if following:
                known = following.field in ROLES or following.field == "deadline"
                if known and following.label not in seen:
                    return [own, *lines[1:position]]
                break
            if _counts_on(line, pending) or SECTION.match(line.text):
                break
        item = item_lines(pending, whole_group=True)
        return [own, *list_below(label.rest, lines[1:], item, seen, self.reader)]

    def _said_in_words(self, text: str) -> str:
        """Return what stands behind a label that no register knows if it says who has which role.

        工作安排：省水利厅牵头，省财政厅参加。
        """
        label = LABEL.match(text)
        said = label["rest"] if label else ""
        clause = self.reader.read(said) if said else Clause()
        roles = {share.role for share in clause.shares}
        return said if clause.is_assignment and roles & set(UNITS) else ""

    def _is_among_labels(self, lines: list[Paragraph], seen: set[str]) -> bool:
        """Tell whether a label that no register knows opens `lines`, and a known one follows."""
        registers = self.reader.registers
        if not is_label(lines[0].text) or read_label(lines[0].text, registers):
            return False
        labels = (read_label(line.text, registers) for line in lines[1:])
        label = next((one for one in labels if one), None)
        if label is None or label.label in seen:
            return False
        known = label.field in ROLES or label.field == "deadline"
        return known or (label.field == "remark" and not _COUNTED.match(lines[0].text))

    def _gone_on(self, text: str, before: str) -> str | None:
        """Return what a label says with a line that goes on with it, or None if `text` does not.

        Such a line holds nothing but units, names or dates; the first may be the end of a name that
        the page cut. Behind a label of its own stands something else: 监督电话：….
        """
        if len(text) > _LONGEST_REST or is_label(text):
            return None
        begins = before.endswith("：")
        if begins and (re.fullmatch(_NAME, text) or find_deadlines(text, self.year or 0)):
            return before + text
        label = read_label(before, self.reader.registers)
        if label and label.field in PEOPLE and not begins and names_officials(text):
            return f"{before}、{text}"
        is_cut = _BEGUN.search(before) is not None or _REST_OF_NAME.match(text) is not None
        ended = not is_cut and self.reader.registers.ends_like_unit(before)
        whole = begins or before.endswith("、") or ended
        longer = f"{before}、{text}" if whole and not begins and text[0] != "、" else before + text
        clause = self.reader.read(longer)
        of_bodies = all(share.role not in PERSONAL for share in clause.shares)
        says_more = clause.shares != self.reader.read(before).shares
        return longer if clause.is_assignment and of_bodies and says_more else None


def _names_person_of(label: LabelLine, before: str) -> bool:
    """Tell whether a label is of the person in a body of the line before: 责任单位、责任人."""
    return label.field in PEOPLE and before in UNITS


def _signs(lines: list[Paragraph], said: str = "") -> bool:
    """Tell whether the first of `lines` signs the document: a date follows it, or it is one.

    A date alone stands at the right or below all else, behind a label that says something (`said`).
    """
    dated = [DATE.fullmatch(fold_space(line.text)) is not None for line in lines[:2]]
    indent = len(lines[0].words) - len(lines[0].words.lstrip())
    is_last = all(TAIL.match(line.text) for line in lines[1:])
    is_lone = not said.endswith("：") and (is_last or indent > len(lines[0].text))
    return dated[1:] == [True] or (dated[0] and is_lone)


def _counts_on(line: Paragraph, pending: list[Paragraph]) -> bool:
    """Tell whether the mark of `line` is of the kind that opens the item in `pending`."""
    style = style_of(line)
    return bool(style) and style in map(style_of, item_lines(pending, whole_group=False))
