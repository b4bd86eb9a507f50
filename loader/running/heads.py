"""Running heads that number the items of a document: 【督查事项1】, [任务一], 第3项：.

They come again with the next number, framed or set off; read as the list marks that they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from loader.source import Paragraph
from loader.texts.brackets import MARK, NUMERAL
from loader.texts.marks import numeral
from loader.texts.outline import EMOJI, SECTION

_THINGS = (
    "事项|任务|项目|工作|实事|措施|举措|目标|问题|要点|清单|指标|内容|工程|行动|建议|提案|议题|案件|隐患|风险|线索"
    "|重点|序号|编号|条|件|项"
)
_OF_KIND = "(?:重点|民生|惠民|为民|重大)*(?:实事|好事|大事|工程|项目|任务|工作|事项|行动)"
_NUMBER = rf"(?P<number>{NUMERAL}{{1,3}}|\d{{1,3}})"
_HEAD = re.compile(
    rf"^(?P<open>[【〔\[（(［〖「]?)\s*"
    rf"(?P<word>[\u4e00-\u9fff]{{0,8}}?(?:{_THINGS})|(?<=[【〔\[［〖「]))\s*(?:之|第)?{_NUMBER}"
    r"(?:\s*(?P<close>[】〕\]）)］〗」]))?(?P<gap>[：:、.．\s]*)(?P<rest>.*)$",
    re.DOTALL,
)
_ORDINAL = re.compile(
    rf"^(?P<open>[【〔\[（(［〖「]?)\s*(?P<word>第)\s*{_NUMBER}\s*"
    rf"(?:[项件号个](?P<thing>{_OF_KIND})?|{_THINGS})"
    r"(?P<close>[】〕\]）)］〗」]?)(?P<gap>[：:、.．\s]*)(?P<rest>.*)$",
    re.DOTALL,
)
_COUNTED = re.compile(r"第\s*\d{1,3}\s*[项件个条](?![\u4e00-\u9fff])")
"""An ordinal in figures that is a number and no name of what it counts: 第1项."""

_CALLED = re.compile(
    rf"^(?P<open>)(?P<close>){_NUMBER}(?P<word>号)(?P<thing>{_OF_KIND})(?P<gap>[：:、.．\s]+)"
    "(?P<rest>.*)$",
    re.DOTALL,
)
_BARE = re.compile(
    r"^(?P<number>\d{1,2})(?:[ \u3000\t]+|\s*[|｜│]\s*(?![^|｜│]*[|｜│]))"
    r"(?P<rest>[\u4e00-\u9fff“《].*)$",
    re.DOTALL,
)
"""A number that nothing but white space or a single bar sets off: 1　稳住工业基本盘, 01｜交通."""

_STAR = re.compile(rf"[★☆▲△●◆■※*＊{EMOJI}]+\s*")
_FEWEST = 2


@dataclass(frozen=True)
class Head:
    """A head at a position among lines: its number, and the words behind it.

    `printed` are its own words where they are a plain ordinal, 第一件实事, 第二件, but for 第3项.
    `is_enclosed`: it is read as （一）, since 一、 would be the title of a section.
    """

    position: int
    kind: tuple[str, str]
    number: str
    rest: str
    printed: str = ""
    is_enclosed: bool = False

    @property
    def mark(self) -> str:
        if self.number.isdecimal():
            return f"{self.number}."
        return f"（{self.number}）" if self.is_enclosed else f"{self.number}、"


def heads_among(lines: Sequence[Paragraph]) -> dict[int, Head]:
    """Return the heads among `lines` that count up, by position."""
    return {head.position: head for head in _counting(list(_heads(lines)))}


def with_heads_as_marks(
    lines: Sequence[Paragraph], says_who: Callable[[Paragraph], object]
) -> list[Paragraph]:
    """Return `lines`, heads that count up as the list marks of what follows them.

    A star before a mark is no part of the words: ★1．修路. A line that `says_who` has what stands
    above by its number has no head: 第1项：市教育局牵头.
    """
    lines = [_without_star(line) for line in lines]
    found = [head for head in _heads(lines) if not says_who(lines[head.position])]
    heads = {head.position: head for head in _counting(found)}
    if any(SECTION.match(one.text) for n, one in enumerate(lines) if n not in heads):
        heads = {n: replace(head, is_enclosed=True) for n, head in heads.items()}
    marked: list[Paragraph] = []
    alone: tuple[Head, Paragraph] | None = None
    for position, line in enumerate(lines):
        head = heads.get(position)
        if head is None:
            marked.append(_marked(alone[0], line, (alone[1],)) if alone else line)
            alone = None
            continue
        marked += [alone[1]] if alone else []
        alone = None if head.rest else (head, line)
        marked += [_marked(head, line)] if head.rest else []
    return [*marked, *([alone[1]] if alone else [])]


def _without_star(line: Paragraph) -> Paragraph:
    star = _STAR.match(line.text)
    if star is None or not MARK.match(line.text, star.end()):
        return line
    return line.with_words(line.text[star.end() :])


def _marked(head: Head, line: Paragraph, above: tuple[Paragraph, ...] = ()) -> Paragraph:
    """Return `line`, which begins with `head` or stands below it, with the number as its mark."""
    parts = (*above, *line.lines)
    text = head.rest or line.clean
    return replace(line, clean=text, mark=head.mark, parts=parts, printed_mark=head.printed)


def _heads(lines: Sequence[Paragraph]) -> Iterator[Head]:
    for position, line in enumerate(lines):
        if bare := _BARE.match(line.text):
            yield Head(position, ("", ""), bare["number"], bare["rest"].strip())
            continue
        match = _ORDINAL.match(line.text) or _CALLED.match(line.text) or _HEAD.match(line.text)
        if match is None or MARK.match(line.text) or bool(match["open"]) != bool(match["close"]):
            continue
        if match["open"] or match["gap"] or not match["rest"]:
            kind = match["word"], match["open"]
            is_called = match.re is not _HEAD and not (match["open"] or _COUNTED.match(line.text))
            printed = line.text[: match.start("gap")].strip() if is_called else ""
            yield Head(position, kind, match["number"], match["rest"].strip(), printed)


def _counting(heads: list[Head]) -> Iterator[Head]:
    """Yield the heads of a kind that comes twice at least, each time with the next number.

    They may begin anew in another section.
    """
    by_kind: dict[tuple[str, str], list[Head]] = defaultdict(list)
    for head in heads:
        by_kind[head.kind].append(head)
    for found in by_kind.values():
        values = [numeral(head.number) for head in found]
        before = [0, *values]
        goes_on = all(v in (1, b + 1) for b, v in zip(before, values, strict=False))
        if len(found) >= _FEWEST and goes_on:
            yield from found
