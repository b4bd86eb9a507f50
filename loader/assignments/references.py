"""How a document speaks of its own points by number: 第1、2项, （一）（三）, 第一部分第2项."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loader.source import Paragraph
from loader.texts.brackets import NUMERAL
from loader.texts.marks import FORMS, numeral, read_mark
from loader.texts.outline import is_title

NUMBER = rf"(?:\d{{1,3}}|{NUMERAL}{{1,3}}|两)"
ONE = rf"第?\s*[（(]?{NUMBER}[）)]?\s*[项条]?"
TO = "(?:[-—–－~～至到]{1,2})"
_PART = "(?:大?(?:部分|项|类|方面|板块)|[章节])"
NEXT = rf"(?:{TO}|[、，,和及与]|(?<=[）)])(?=[（(]))"
_SECTION = (
    rf"(?:{NUMERAL}{{1,3}}[、.．](?=\d)|[“‘]?{NUMERAL}{{1,3}}[”’]?[、.．]?(?=[中里的]?第)"
    rf"|{NUMERAL}{{1,3}}(?=[中里的][（(]))"
)
_NUMBERS = rf"{ONE}(?:{NEXT}(?!{_SECTION}){ONE})*(?!{_PART}第|部分|章|节|板块|方面)"
_ABOVE = (
    rf"(?:附件\s*{NUMBER}|第{NUMBER}(?:{_PART}|条(?=第))|[（(]{NUMERAL}{{1,3}}[）)](?=[中里的]?第)"
    rf"|{_SECTION})[中里的]?"
)
_WHOLE = rf"第{NUMBER}(?:大?(?:部分|板块|方面)|[章节])(?!第)"
_OTHER = rf"(?:(?:{_ABOVE}){{1,3}}{_NUMBERS}|{_WHOLE})"
REFERENCES = rf"(?:{_OTHER}|{_NUMBERS})(?:[、，,；;和及与]?{_OTHER})*"
"""Points that are named one after the other; each list of numbers may say of which part it is."""

_REFERENCE = re.compile(
    rf"(?P<above>(?:{_ABOVE}){{0,3}})(?P<numbers>{_NUMBERS})|(?P<whole>{_WHOLE})"
)
_NUMERALS = re.compile(NUMBER)
_RANGE = re.compile(rf"(?P<first>{NUMBER})[）)项条\s]*(?:{TO}[第（(\s]*(?P<last>{NUMBER}))?")
_ENCLOSED = frozenset({"item", "detail"})
"""Forms of marks in brackets: （一）, （1）."""


@dataclass(frozen=True)
class Reference:
    """Points by their numbers, none for all points of a part.

    `above` are the numbers of the parts that they stand in, the outermost first, `annex` is that of
    the annex, if it is said. `enclosed`: their numbers stand in brackets. `near` are the parts that
    were said before in the same line, which are meant where a number alone is that of several.
    """

    numbers: tuple[int, ...]
    above: tuple[int, ...] = ()
    annex: int | None = None
    enclosed: bool = False
    near: tuple[int, ...] = ()


@dataclass(frozen=True)
class Point:
    """A line with a mark at a `position` among lines, and the marks of those it stands below.

    `address` has the form and the number of each mark, its own last. `is_leaf`: no part opens with
    it; `is_title`: it may be a title nevertheless, as no sentence ends there.
    """

    position: int
    annex: int
    address: tuple[tuple[str, int], ...]
    is_leaf: bool
    is_title: bool

    @property
    def form(self) -> str:
        return self.address[-1][0]

    @property
    def number(self) -> int:
        return self.address[-1][1]


def read_references(text: str) -> list[Reference]:
    """Return the points that `text` names, which is nothing but such names.

    >>> [(one.above, one.numbers) for one in read_references("第一部分第1—3项、二、第5项")]
    [((1,), (1, 2, 3)), ((2,), (5,))]
    """
    return [_reference(match) for match in _REFERENCE.finditer(text)]


def _reference(match: re.Match[str]) -> Reference:
    if match["whole"]:
        return Reference((), (numeral(_NUMERALS.findall(match["whole"])[0]),))
    words, annex = match["above"], None
    if words.startswith("附件"):
        first = _NUMERALS.search(words)
        annex = numeral(first[0]) if first else None
        words = words[first.end() :] if first else words
    above = tuple(numeral(number) for number in _NUMERALS.findall(words))
    numbers = tuple(read_numbers(match["numbers"]))
    return Reference(numbers, above, annex, match["numbers"].lstrip("第 ")[0] in "（(")


def read_numbers(text: str) -> Iterator[int]:
    """Yield the numbers of a list with ranges: 1—3、5 is 1, 2, 3, 5."""
    for match in _RANGE.finditer(text):
        first = numeral(match["first"])
        yield from range(first, numeral(match["last"] or match["first"]) + 1)


def find_points(lines: Sequence[Paragraph]) -> list[Point]:
    """Return the lines that have a mark, each with those that it stands below."""
    marks = [
        (n, mark) for n, line in enumerate(lines) if (mark := read_mark(line.mark or line.text))
    ]
    points, open_ = list[Point](), list[tuple[str, int]]()
    for order, (n, mark) in enumerate(marks, 1):
        if points and lines[points[-1].position].annex != lines[n].annex:
            open_ = []
        forms = [form for form, _ in open_]
        open_ = [*open_[: _depth(mark.form, forms)], (mark.form, mark.value)]
        after = marks[order][1] if order < len(marks) else mark
        opens = FORMS.index(after.form) > FORMS.index(mark.form)
        titled = is_title(lines[n].text) and not lines[n].text.endswith(("。", "；"))
        is_leaf = not opens and not (titled and mark.form == "part")
        points.append(Point(n, lines[n].annex, tuple(open_), is_leaf, titled))
    return points


def _depth(form: str, forms: Sequence[str]) -> int:
    """Return below how many of the open `forms` a mark of `form` stands."""
    if form in forms:
        return forms.index(form)
    rank = FORMS.index(form)
    return next((n for n, one in enumerate(forms) if FORMS.index(one) > rank), len(forms))


def resolve(reference: Reference, points: Sequence[Point]) -> tuple[list[Point], list[int]]:
    """Return the points that `reference` names, and the numbers that name none or several."""
    inside = [point for point in points if _stands_in(point, reference)]
    if not reference.numbers:
        return [point for point in inside if point.is_leaf], []
    by_number: dict[int, list[Point]] = defaultdict(list)
    for point in inside:
        by_number[point.number].append(point)
    form = _meant_form(points)
    found, missing = list[Point](), list[int]()
    for number in dict.fromkeys(reference.numbers):
        named = _of_form(by_number.get(number, []), form, enclosed=reference.enclosed)
        if len(named) > 1 and reference.near:
            named = [
                one for one in named if _stands_in(one, replace(reference, above=reference.near))
            ]
        if len(named) == 1:
            found += named
        else:
            missing.append(number)
    return found, missing


def _meant_form(points: Sequence[Point]) -> str:
    """Return the form of the marks that are meant where nothing tells it.

    It is that of the last point that is a sentence, else of the last that no part opens with.
    """
    leaves = [one for one in points if one.is_leaf] or points[-1:]
    last = next((one for one in reversed(leaves) if not one.is_title), None)
    return (last or leaves[-1]).form


def _of_form(named: list[Point], form: str, *, enclosed: bool) -> list[Point]:
    """Return those of `named` whose marks are of the form that is meant."""
    in_brackets = [one for one in named if enclosed and one.form in _ENCLOSED]
    return in_brackets or [one for one in named if one.form == form] or named


def _stands_in(point: Point, reference: Reference) -> bool:
    if reference.annex not in (None, point.annex):
        return False
    numbers = iter(number for _, number in point.address[:-1])
    return all(any(number == wanted for number in numbers) for wanted in reference.above)
