"""What a letter says of whole parts of its annex, put below the points of that.

附件第一部分所列事项由市发改委牵头，市经信委配合；第二部分由市民政局牵头。第一部分须于6月底前完成，
其余部分须于11月底前完成。

is 第一部分由市发改委牵头，市经信委配合，6月底前完成。 and 第二部分由市民政局牵头，11月底前完成。
below the points of the annex.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loader.assignments.clauses import ClauseReader
from loader.assignments.closing_brackets import assigns_to_body
from loader.assignments.closings import ClosingReader
from loader.assignments.fields import ROLES
from loader.assignments.group_owners import OF_ITEM
from loader.assignments.labels import read_label
from loader.assignments.references import (
    NEXT,
    NUMBER,
    REFERENCES,
    Point,
    Reference,
    find_points,
    read_numbers,
    read_references,
    resolve,
)
from loader.documents.lines import TAIL
from loader.report import Report
from loader.source import Paragraph, Table, parts_of
from loader.texts.brackets import find_brackets
from loader.texts.limits import find_limits
from loader.texts.marks import numeral
from loader.texts.outline import is_title, without_mark

Block = Paragraph | Table

_OTHER = (
    rf"其余|其他|其它|附件|第\s*[（(]?{NUMBER}[）)]?(?:大?(?:部分|板块|方面)|[章节项条]|{NEXT})"
    "|[各每]一?[项条个](?:工作|任务|事项|措施)*(?:的?末尾|之?后|文末|[前尾][的所])"
    "|[^，,。；;]{2,60}?(?:均|都)?(?:为|作为)(?:以上|上述)?(?:各项|所有|全部)"
)
_PIECES = re.compile(rf"[^。；;]+?(?:[。；;]|$|(?<!其中)[，,：:](?={_OTHER}))")
"""What is said of one part or several; another begins behind a comma, or a rule for all work."""

_HEAD = (
    r"(?:(?:其中|具体分工|责任分工|分工|具体)(?:如下|为|是)?[，,：:]?)?"
    rf"(?:(?:上述|所附|本)?附件\s*(?P<annex>{NUMBER}(?![、.．]))?(?:《[^》]*》)?(?:[中里内])?的?"
    r"|《[^》]{2,40}》[中里内]?的?(?=第))?"
)
_LISTED = (
    "(?:[中里内]?所?列(?:出|明)?|[中里内]|包含|涉及)?的?(?:各项|全部|所有)?(?:重点|主要|改革|民生)*"
    "(?:事项|任务|工作|项目|内容|目标|措施|问题)*"
)
_TITLE = "[“「『《](?P<title>[^”」』》]{2,30})[”」』》](?:部分|方面|板块|一?章|类)?"
_REST = "(?P<rest>(?:其余|其他|其它)(?:各|几)?(?:部分|项|条|方面|章)?)"
_PIECE = re.compile(
    rf"{_HEAD}(?:(?P<numbers>{REFERENCES})|{_TITLE}|{_REST})?{_LISTED}[，,]?(?:原则上|均|都|统一)*"
    r"(?P<said>(?:由|[必务]?[须应要必]|[于在至]|责任单位|牵头单位|为|\d{4}年|\d{1,2}月|(?=[\u4e00-\u9fff]{2,12}牵头)).{3,})"
)
_PARTS = re.compile(
    rf"(?P<listed>第?{NUMBER}(?:{NEXT}第?{NUMBER})+)(?P<what>大?部分|板块|方面|章|节)"
)
"""Several parts named with one word: 第一、二部分, 第一至三章."""

_ENDS = "。；;，, "
_MAY_SAY = re.compile(rf"附件|第{NUMBER}(?:大?(?:部分|板块|方面)|[章节项条至到、－—-])|[”」』]")
"""What a line has somewhere that speaks of the parts of another."""


_NONE = "says who has a part of which no points are found, or that name others"


@dataclass(frozen=True)
class _Said:
    """What a `piece` of a `line` says of points: who has them (`owners`), or until when (`limit`).

    `rest`: it says so of all points of which no other piece does.
    """

    line: Paragraph
    piece: str
    positions: frozenset[int]
    owners: str = ""
    limit: str = ""
    rest: bool = False


def with_letter_charges(
    runs: Sequence[Sequence[Block]], reader: ClauseReader, year: int | None, report: Report
) -> list[list[Block]]:
    """Return `runs`, what lines say of points below them, or of a later run, put below these.

    What such a line says besides of parts that have no such points goes to the report.
    """
    told = [list(run) for run in runs]
    for n, run in enumerate(told):
        if not any(_MAY_SAY.search(block.text) for block in run if isinstance(block, Paragraph)):
            continue
        head, points = _cut(run)
        head, points = _with_charges(head, points, reader, year)
        for other, later in enumerate(told[n + 1 :], n + 1):
            head, told[other] = _with_charges(head, later, reader, year)
        told[n] = [*_with_rest_reported(head, run, report), *points]
    return [run for run in told if run]


def _with_rest_reported(
    head: Sequence[Block], run: Sequence[Block], report: Report
) -> Iterator[Block]:
    """Yield the blocks of `head`, those of which something was put below points without the rest.

    That speaks of parts, too, of which no points were found; it goes to the report.
    """
    printed = {id(block) for block in run}
    for block in head:
        if id(block) in printed or not isinstance(block, Paragraph):
            yield block
            continue
        pieces = _PIECES.findall(block.text)
        rest = [piece for piece in pieces if _names_parts(piece)]
        for piece in rest:
            report.add("unused", parts_of(block)[0], piece, _NONE)
        text = "".join(piece for piece in pieces if piece not in rest)
        if text.strip(_ENDS):
            yield replace(block, clean=text)


def _names_parts(piece: str) -> bool:
    match = _PIECE.fullmatch(piece.strip(_ENDS))
    return match is not None and any(match.group("annex", "numbers"))


def _cut(run: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Return the blocks above the first point of a run, and those from there on."""
    lines = [block for block in run if isinstance(block, Paragraph)]
    points = find_points(lines) if len(lines) == len(run) else []
    first = points[0].position if points else len(run)
    return list(run[:first]), list(run[first:])


def _with_charges(
    head: Sequence[Block], below: Sequence[Block], reader: ClauseReader, year: int | None
) -> tuple[list[Block], list[Block]]:
    """Return both, what lines of `head` say of the points `below` put there."""
    lines = [block for block in head if isinstance(block, Paragraph)]
    points = [block for block in below if isinstance(block, Paragraph)]
    whole = len(lines) == len(head) and len(points) == len(below)
    said = _said_of(lines, points, reader, year) if whole and points else []
    if not said:
        return list(head), list(below)
    helps = _help_in_brackets(lines)
    return [*_without(lines, said)], [*_with_told(points, said, helps=helps)]


def _said_of(
    lines: Sequence[Paragraph], below: Sequence[Paragraph], reader: ClauseReader, year: int | None
) -> list[_Said]:
    """Return what `lines` say of points `below`, nothing unless they say who has some of them.

    Nor do they where one of the points says so itself.
    """
    pieces = ((line, piece) for line in lines for piece in _PIECES.findall(line.text))
    found = [one for line, piece in pieces if (one := _read(piece, line, below, reader, year))]
    owned = any(one.owners for one in found)
    helps = owned and _help_in_brackets(lines)
    charges = owned and not any(_says_who(one, reader, helps=helps) for one in below)
    return found if charges else []


def _help_in_brackets(lines: Sequence[Paragraph]) -> bool:
    return any(_HELP_IN_BRACKETS.search(line.text) for line in lines)


_HELP_IN_BRACKETS = re.compile(
    "括[号弧](?:[内中里]|所列|注明|标明|列出|的)*(?:单位|部门)?(?:均|都)?(?:为|是|系)(?:配合|协办|协助|参与)(?:单位|部门)"
)
"""Says that those in the brackets of points help, and do not answer for these."""


def _says_who(line: Paragraph, reader: ClauseReader, *, helps: bool) -> bool:
    """Tell whether a line names those who answer: by a label, in a bracket, or in a sentence.

    Where those in brackets are said to help (`helps`), these do not tell.
    """
    label = read_label(line.text, reader.registers)
    if label and label.field in ROLES and label.rest:
        return True
    inner = () if helps else (bracket.inner for bracket in find_brackets(line.text))
    in_bracket = any(assigns_to_body(reader.for_brackets.read(one, "responsible")) for one in inner)
    return in_bracket or ClosingReader(reader).sentence(line.text) is not None


def _read(
    piece: str, line: Paragraph, below: Sequence[Paragraph], reader: ClauseReader, year: int | None
) -> _Said | None:
    """Return what `piece` says of points `below`, None if it says anything else, or not of which.

    It names no part that has none of them.
    """
    match = _PIECE.fullmatch(_with_parts_apart(piece.strip(_ENDS)))
    points = find_points(below)
    if match is None or not any(match.group("annex", "numbers", "title", "rest")):
        return None
    references = read_references(match["numbers"] or "") or _titled(match["title"], points, below)
    if match["annex"]:
        annex = numeral(match["annex"])
        references = [replace(one, annex=annex) for one in references or [Reference(())]]
    found = [resolve(one, points) for one in references]
    if any(missing or not named for named, missing in found) or not (found or match["rest"]):
        return None
    said = match["said"]
    clause = reader.read(said)
    limits = find_limits(said, year)
    is_owned = clause.is_assignment and not clause.rest
    if not is_owned and (clause.shares or len(limits) != 1):
        return None
    named = frozenset(one.position for ones, _ in found for one in ones)
    named = named or frozenset(one.position for one in points if one.is_leaf)
    limit = "" if is_owned else limits[0].quote
    return _Said(line, piece, named, said if is_owned else "", limit, bool(match["rest"]))


def _with_parts_apart(text: str) -> str:
    """Return `text` with a word of its own for each part: 第一、二部分 is 第一部分、第二部分."""
    return _PARTS.sub(
        lambda match: "、".join(f"第{n}{match['what']}" for n in read_numbers(match["listed"])),
        text,
    )


def _titled(
    title: str | None, points: Sequence[Point], below: Sequence[Paragraph]
) -> list[Reference]:
    """Return the part of which a line prints the `title`."""
    parts = (p for p in points if not p.is_leaf)
    named = [p for p in parts if title and without_mark(below[p.position].text) == title]
    return [Reference((), (named[0].number,))] if len(named) == 1 else []


def _without(lines: Sequence[Paragraph], said: Sequence[_Said]) -> Iterator[Paragraph]:
    """Yield `lines` without the pieces that are said of points elsewhere."""
    for line in lines:
        text = line.text
        for one in said:
            text = text.replace(one.piece, "", 1) if one.line is line else text
        if text == line.text:
            yield line
        elif text.strip(_ENDS):
            yield line.with_words(text)


def _with_told(
    below: Sequence[Paragraph], said: Sequence[_Said], *, helps: bool
) -> Iterator[Paragraph]:
    """Yield the lines `below`, what is said of each point below it and what goes on with it.

    Where those in a bracket at the end of a point are said to help, the others stand there too.
    """
    points = [*find_points(below)]
    told = {one.position: [*_told(one.position, said)] for one in points}
    waiting: list[Paragraph] = []
    for n, line in enumerate(below):
        if waiting and (n in told or TAIL.match(line.text) or is_title(line.text)):
            yield from waiting
            waiting = []
        beside = _beside(line, told.get(n, ())) if helps else None
        yield beside or line
        waiting = [] if beside else told.get(n, waiting)
    yield from waiting


def _beside(line: Paragraph, told: Sequence[Paragraph]) -> Paragraph | None:
    """Return a point with those who have it in the bracket of those who help, which ends it."""
    end = len(line.text.rstrip("。 "))
    bracket = next((one for one in find_brackets(line.text) if one.end == end), None)
    if bracket is None or not told:
        return None
    owners = "，".join(one.text.removeprefix(OF_ITEM) for one in told)
    words = f"{line.text[: bracket.start]}（{owners}，{bracket.inner}配合）"
    return replace(line, clean=words, parts=(*line.lines, told[0]))


def _told(position: int, said: Sequence[_Said]) -> Iterator[Paragraph]:
    """Yield the lines that say of the point at `position` who has it and until when."""
    for name, label in (("owners", ""), ("limit", "完成时限：")):
        of_kind = [one for one in said if getattr(one, name)]
        named = {n for one in of_kind if not one.rest for n in one.positions}
        for one in of_kind:
            if position in one.positions and not (one.rest and position in named):
                words = f"{OF_ITEM}{label}{getattr(one, name)}"
                yield one.line.with_words(words, mark="")
