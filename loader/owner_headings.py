"""What a heading says of who answers for all below it: a label, a sentence, a bracket."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loader.brackets import MARK, find_brackets
from loader.clauses import ClauseReader, Share
from loader.closing_brackets import assigns_to_body
from loader.fields import ROLES
from loader.labels import read_label
from loader.outline import is_title, without_mark
from loader.people import read_leaders
from loader.units import Unit, are_plausible, split_list

_BY = re.compile(
    r"^由?(?P<who>.{2,60}?)(?P<verb>总?牵头|主抓|分管|主管|主办|承办|领衔|领办|包抓|包保|包案|联系|负责|落实)"
    r"(?:和?(?:牵头|抓|负责|落实|推进|实施|办理|完成|组织实施|组织))*"
    r"(?:的?[\u4e00-\u9fff]{0,8}(?:工作|任务|事项|项目|目标|指标|实事)+(?:分解|清单)?)?$"
)
_COUNT = re.compile(
    r"\s*[（(](?:共|计)?\s*(?:\d+|[一二三四五六七八九十]+)\s*[项个件条]?[^（()）]{0,6}[）)]\s*$"
)
_FRAME = re.compile(r"^[【〔\[](?P<inner>[^【】〔〕\[\]]+)[】〕\]]$")
_OWNING = frozenset({ROLES["lead"], ROLES["responsible"]})
_LEAD = frozenset({"总牵头", "牵头", "主抓", "主办", "领衔", "领办"})


@dataclass(frozen=True)
class OwnerHeading:
    """Who answers for what stands below a heading, until when, and how many lines say so.

    `is_bare`: it says no more than their names, `is_named`: and these are of bodies, not of groups.
    `title` is the heading without what it says of them; `is_item`: it tells work itself. One
    without shares passes on what the heading above it says.
    """

    shares: tuple[Share, ...]
    is_bare: bool = False
    length: int = 1
    title: str = ""
    deadlines: tuple[str, ...] = ()
    is_item: bool = False

    @property
    def is_named(self) -> bool:
        return not any(share.unit.collective for share in self.shares)


def read_owner_heading(text: str, reader: ClauseReader) -> OwnerHeading | None:
    """Return who answers for what stands below the heading `text`, or None if it does not say."""
    framed = _FRAME.match(text)
    marked = bool(MARK.match(text)) or framed is not None or text.endswith(("：", ":"))
    words = _COUNT.sub("", without_mark(framed["inner"] if framed else text)).rstrip("：: ")
    if not words or re.search("[。；;！？]", words):
        return None
    shares = read_labelled(words, reader) or _by_sentence(words, reader)
    if shares:
        return OwnerHeading(shares)
    leaders = read_leaders(words) if marked else []
    if leaders:
        return OwnerHeading(tuple(_supervising(leaders)))
    units = split_list(words)
    if marked and are_plausible(units, reader.registers):
        return OwnerHeading(tuple(Share(u.role or "responsible", u) for u in units), is_bare=True)
    return None


def _are_named(units: list[Unit]) -> bool:
    return not any(unit.collective for unit in units)


def read_labelled(words: str, reader: ClauseReader) -> tuple[Share, ...]:
    """Return who answers as a line that begins with a label says, nobody if none does."""
    label = read_label(words, reader.registers)
    if label is None or label.field not in ROLES or not label.rest:
        return ()
    brackets = [b for b in find_brackets(words) if b.end == len(words) and b.start > 0]
    said = words
    inner = read_label(brackets[0].inner, reader.registers) if brackets else None
    if inner and inner.rest:
        said = f"{words[: brackets[0].start]}；{brackets[0].inner}"
    clause = reader.read(said)
    return tuple(clause.shares) if clause.is_assignment and not clause.deadlines else ()


def _by_sentence(words: str, reader: ClauseReader) -> tuple[Share, ...]:
    match = _BY.match("".join(words.split()))
    if match is None:
        return ()
    leaders = read_leaders(match["who"])
    if leaders:
        return tuple(_supervising(leaders))
    units = split_list(match["who"])
    if not are_plausible(units, reader.registers) or not _are_named(units):
        return ()
    role = "lead" if match["verb"] in _LEAD else "responsible"
    return tuple(Share(unit.role or role, unit) for unit in units)


def _supervising(leaders: list[str]) -> Iterator[Share]:
    return (Share(ROLES["supervising"], Unit(name)) for name in leaders)


def read_bracket_heading(text: str, reader: ClauseReader) -> OwnerHeading | None:
    """Return who answers as the brackets say that end the title `text`, or None."""
    words, said = text.rstrip("。：: "), list[str]()
    while brackets := [b for b in find_brackets(words) if b.end == len(words) and b.is_closed]:
        if not words[: brackets[0].start].strip():
            break
        said.insert(0, brackets[0].inner)
        words = words[: brackets[0].start].rstrip()
    framed = _FRAME.match(words)
    title = framed["inner"] if framed else without_mark(words)
    if not said or not is_title(title) or title.endswith("。"):
        return None
    clause = reader.for_brackets.read("；".join(said))
    is_bare = not clause.is_assignment
    if is_bare:
        clause = reader.for_brackets.read("；".join(said), "responsible")
        if not assigns_to_body(clause):
            return None
    if not clause.is_assignment or not {share.role for share in clause.shares} & _OWNING:
        return None
    return OwnerHeading(
        tuple(clause.shares), is_bare, title=title, deadlines=tuple(clause.deadlines)
    )
