"""What a heading says of who answers for all below it: a label, a sentence, a bracket."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import compress, islice

from loader.assignments.asides import COUNT, without_asides, without_counts
from loader.assignments.clauses import ClauseReader
from loader.assignments.closing_brackets import assigns_to_body
from loader.assignments.fields import OWNING, PERSONAL, ROLES
from loader.assignments.labels import find_labels, read_label
from loader.assignments.plausibility import are_plausible, is_surely_body, is_theme
from loader.assignments.shares import Share, role_beside
from loader.registers.registers import Registers
from loader.texts.brackets import MARK, find_brackets
from loader.texts.leaders import read_leaders
from loader.texts.outline import is_title, without_mark, without_sign
from loader.texts.people import with_heads_bare
from loader.texts.units import Unit, split_list

_BY = re.compile(
    r"^由?(?P<who>.{2,60}?)(?:共同|联合)?(?P<verb>总?牵头|主抓|分管|主管|主办|承办|承担|领衔|领办|包抓|包保|包案|联系|负责|落实)"
    r"(?:和?(?:牵头|抓|负责|落实|推进|实施|办理|完成|组织实施|组织))*"
    r"(?:的?[\u4e00-\u9fff]{0,8}(?:工作|任务|事项|项目|目标|指标|实事|建议|提案|议案)+(?:分解|清单)?|(?:部门|单位|战线|领域))?$"
)
_FRAME = re.compile(r"^[【〔\[](?P<inner>[^【】〔〕\[\]]+)[】〕\]]$")
_LEADS = re.compile("(?:牵头|负责)[，,]")
_LEAD = frozenset({"总牵头", "牵头", "主抓", "主办", "领衔", "领办"})


@dataclass(frozen=True)
class OwnerHeading:
    """Who answers for what stands below a heading, until when, and how many lines say so.

    `is_bare`: it says no more than their names, `is_named`: and these are of bodies, not of groups.
    `role` is that of those named above in all that stands below: （二）配合任务.
    `title` is the heading without what it says of them; `is_item`: it tells work itself;
    `in_prose`: a sentence says it that stands in the point whose mark has the form `outer`. One
    without shares passes on what the heading above it says. It `lists_titles` where each line below
    that is one, and has no mark, is an item.
    """

    shares: tuple[Share, ...]
    is_bare: bool = False
    length: int = 1
    title: str = ""
    role: str = ""
    deadlines: tuple[str, ...] = ()
    is_item: bool = False
    in_prose: bool = False
    outer: str = ""
    lists_titles: bool = False

    @property
    def is_named(self) -> bool:
        return not any(share.unit.collective for share in self.shares)

    @property
    def bodies(self) -> list[str]:
        """The names of those who are no people."""
        return [share.unit.surface for share in self.shares if share.role not in PERSONAL]

    @property
    def names_both(self) -> bool:
        """Tell whether it names bodies and the leaders above them: 市教育局（分管领导：王明）."""
        roles = {share.role for share in self.shares}
        return self.is_named and bool(roles & PERSONAL) and not roles <= PERSONAL

    @property
    def names_leaders(self) -> bool:
        """Tell whether it names leaders and nobody else."""
        return bool(self.shares) and {share.role for share in self.shares} <= PERSONAL


def role_of_title(title: str, registers: Registers) -> str:
    """Return the role that those named above have in all below `title`, "" if it says none.

    牵头任务, 配合事项（3项） and 协助做好 do.
    """
    words = _WORK.sub("", COUNT.sub("", title).rstrip("：:"))
    said = registers.role_of_label(words) if words != title else None
    return ROLES.get(said or "", "")


_WORK = re.compile("的?(?:(?:任务|事项|工作|项目|目标)+(?:清单)?|(?:做好|抓好|落实|完成|实施))$")


def read_owner_heading(text: str, reader: ClauseReader) -> OwnerHeading | None:
    """Return who answers for what stands below the heading `text`, or None if it does not say."""
    plain = without_sign(text)
    framed = _FRAME.match(plain)
    marked = bool(MARK.match(text)) or framed is not None or text.endswith(("：", ":"))
    marked = marked or plain != text
    printed = without_mark(framed["inner"] if framed else plain).rstrip("：: ")
    if read_label(printed, reader.registers):
        printed = printed.rstrip("；; ")
    words, beside = without_asides(printed, reader)
    if not words or re.search("[。；;！？]", words):
        return None
    shares = read_labelled(words, reader) or _by_sentence(words, reader)
    shares = shares or (_by_clauses(words, reader) if marked else ())
    if shares:
        return OwnerHeading((*shares, *beside))
    leaders = read_leaders(words)
    if leaders:
        return OwnerHeading((*_supervising(leaders), *beside), is_bare=not marked)
    units = split_list(words)
    named = marked or _are_named(units)
    if any(_is_no_owner(unit, reader) for unit in units):
        return None
    if named and are_plausible(units, reader.registers):
        shares = tuple(Share(unit.role or "responsible", unit) for unit in units)
        return OwnerHeading((*shares, *beside), is_bare=True)
    return None


_OTHERS = re.compile("其[他它](?:事项|工作|任务|方面|问题|类|项目|目标|内容)?")
"""Headings above what fits below no other."""


def _is_no_owner(unit: Unit, reader: ClauseReader) -> bool:
    """Tell whether a heading that holds `unit` is a title: 其他事项, 数字政府, 农业（甲局牵头）."""
    if _OTHERS.fullmatch(unit.surface) or is_theme(unit.surface, reader.registers):
        return True
    is_body = partial(is_surely_body, registers=reader.registers)
    for one in find_brackets(unit.surface):
        is_name = is_body(one.inner) and not is_body(unit.surface[: one.start])
        if is_name or reader.for_brackets.read(one.inner).is_assignment:
            return True
    return False


_SENTENCES = re.compile(
    r"(?:(?P<title>[^。；：:]{2,45})。)?(?:[^。；：:]*。)??(?P<said>[^。；：:]{3,150})(?P<end>[。：:]?)"
)
_CHARGED = re.compile(
    r"(?P<title>[^，,。；：:由]{2,30})(?:[，,]由?|由)(?P<said>[^。；：:]{4,})[：:]?"
)
"""A title that goes on as the sentence: 造林工作由县林业局牵头."""

_ANNOUNCED = re.compile(
    r"(?:[，,]?(?:具体|主要|重点|共同|切实|认真)*(?:做好|抓好|完成|落实|推进|开展|实施|承担|履行|办好)*"
    r"(?:以下|下列|如下|下述)?(?:[一二三四五六七八九十两几]{1,2}|\d{1,2})?[个项]?(?:方面)?的?(?:重点|具体|主要)*的?"
    r"(?:工作|任务|事项|职责|目标|措施)+(?:分工)?(?:如下|包括|[为是])?"
    r"|[，,]?(?:重点|着力)?(?:做好|抓好)(?:以下|如下)(?:几|[一二三四五六七八九十]{1,2})?个?方面|[，,]?(?:包括|如下|具体为))$"
)
"""What announces points and is said of nobody: 做好以下三项工作."""

_MODAL = re.compile(
    r"(?:必须|需要|应当|[要应须需])(?=(?:共同|联合|切实|认真|抓紧)*(?:总?牵头|负责|会同|$))"
)
_SHORTEST_LABEL = 4
_MANNER = re.compile("(?:共同|联合|切实|认真|抓紧|分别)+$")


def read_prose_heading(text: str, reader: ClauseReader) -> OwnerHeading | None:
    """Return who answers for the points below `text`, a sentence behind a title or alone.

    治理污水。由市水务局牵头，市财政局配合： or 市教育局要做好以下工作：
    """
    for title, said in _parted(without_mark(text), reader):
        shares = _charged(said, reader)
        if {share.role for share in shares} & OWNING:
            return OwnerHeading(shares, title=title, in_prose=True)
    return None


def _parted(words: str, reader: ClauseReader) -> Iterator[tuple[str, str]]:
    """Yield the ways to part a heading into its title, if it has one, and who answers."""
    if match := _SENTENCES.fullmatch(words):
        yield match["title"] or "", match["said"] + match["end"].replace(":", "：")
    if match := _CHARGED.fullmatch(words):
        yield match["title"], match["said"]
    for label in islice(find_labels(words, reader.registers), 1):
        ends = range(label.start, label.end - _SHORTEST_LABEL)
        is_label = (
            reader.registers.field_of(words[n : label.end - 1]) == label.field for n in ends
        )
        start = max(compress(ends, is_label), default=label.start)
        title = words[:start].rstrip("。，：: \u3000")
        if len(title) > 1 and is_title(title) and not title.endswith(tuple("（(【〔[")):
            yield title, words[start:]


def _charged(said: str, reader: ClauseReader) -> tuple[Share, ...]:
    """Return who is charged in a sentence; one that ends in a colon need not say as what."""
    plain = _ANNOUNCED.sub("", said.rstrip("。："))
    words = _MANNER.sub("", _MODAL.sub("", plain))
    clause = reader.read(words)
    if clause.is_assignment:
        return () if clause.deadlines else tuple(clause.shares)
    if words == said.rstrip("：") or not said.endswith("："):
        return ()
    named, _, others = words.partition("会同")
    units, helpers = split_list(named), split_list(others) if others else []
    if not are_plausible([*units, *helpers], reader.registers) or not _are_named(units):
        return ()
    role = role_beside(others, ROLES["responsible"], named)
    charged = (Share(unit.role or role, unit) for unit in units)
    return (*charged, *(Share(ROLES["supporting"], unit) for unit in helpers))


def _are_named(units: list[Unit]) -> bool:
    return not any(unit.collective for unit in units)


def read_labelled(words: str, reader: ClauseReader) -> tuple[Share, ...]:
    """Return who answers as a line that begins with a label says, nobody if none does."""
    label = read_label(words, reader.registers)
    if label is None or label.field not in ROLES or not label.rest:
        return ()
    words = said = with_heads_bare(words)
    brackets = [b for b in find_brackets(words) if b.end == len(words) and b.start > 0]
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


def _by_clauses(words: str, reader: ClauseReader) -> tuple[Share, ...]:
    """Return who answers as words say that name several roles: 市教育局牵头，各县政府配合."""
    if "，" not in words or not _LEADS.search(words):
        return ()
    clause = reader.read(words)
    owns = {share.role for share in clause.shares} & OWNING
    return tuple(clause.shares) if owns and clause.is_assignment and not clause.deadlines else ()


def _supervising(leaders: list[str]) -> Iterator[Share]:
    return (Share(ROLES["supervising"], Unit(name)) for name in leaders)


def _with_label(inner: str) -> str:
    """Return what a bracket says of the heads of a group as one label says it.

    >>> _with_label("组长：王明 副组长：李平、赵立"), _with_label("牵头：县林业局")
    ('分管领导：王明、李平、赵立', '牵头：县林业局')
    """
    before, *names = (part.strip("，,；;、 \u3000") for part in _HEADS.split(inner))
    return f"分管领导：{'、'.join(names)}" if names and not before else inner


_HEADS = re.compile(r"(?:第一|常务)?副?(?:组长|召集人)\s*[：:]")


def read_bracket_heading(text: str, reader: ClauseReader) -> OwnerHeading | None:
    """Return who answers as the brackets say that end the title `text`, or None."""
    words, said = text.rstrip("。：: "), list[str]()
    while brackets := [b for b in find_brackets(words) if b.end == len(words) and b.is_closed]:
        if not words[: brackets[0].start].strip():
            break
        said.insert(0, _with_label(without_counts(brackets[0].inner)))
        words = words[: brackets[0].start].rstrip()
    said = [inner for inner in said if inner]
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
    heading = OwnerHeading(
        tuple(clause.shares), is_bare, title=title, deadlines=tuple(clause.deadlines)
    )
    owns = {share.role for share in clause.shares} & OWNING or heading.names_leaders
    return heading if clause.is_assignment and owns else None
