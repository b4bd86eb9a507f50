"""List numbers that Word prints but does not store: counted in document order from its lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loader.readers.list_numbers import write_number
from loader.readers.ooxml import Element, Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class _Level:
    """A level of a list: `text` has %1 … %9 for the numbers of the levels; `style` links to it.

    `restart` is the number of the level (1-based) after which it counts anew, 0 for never.
    """

    start: int
    format: str
    text: str
    legal: bool
    restart: int | None
    style: str


@dataclass(frozen=True)
class _List:
    """A list as paragraphs refer to it. Lists of one `family` count on together.

    `anew` gives levels that begin with a number of their own where this list is first used.
    """

    family: str
    levels: dict[int, _Level]
    anew: dict[int, int]


class Numbering:
    """The running counters of a document: ask for the marks of its paragraphs in order."""

    def __init__(self, package: Package, part: str) -> None:
        self._styles = dict(_styles(_root(package, part, "styles")))
        self._lists = dict(_lists(_root(package, part, "numbering"), self._styles))
        self._counters: dict[str, dict[int, int]] = {}
        self._used: set[tuple[str, int]] = set()

    def mark(self, properties: Element | None) -> str:
        """Return what is printed before the paragraph with the w:pPr `properties`, and count it."""
        number, level = self._place(properties)
        found = self._lists.get(number)
        if found is None or level not in found.levels:
            return ""
        counters = self._counters.setdefault(found.family, {})
        self._count(number, level, found, counters)
        shown = found.levels[level]
        if shown.format == "bullet":
            return ""
        return _PLACE.sub(
            lambda place: _written(int(place[1]) - 1, shown, found, counters), shown.text
        )

    def _count(self, number: str, level: int, found: _List, counters: dict[int, int]) -> None:
        first = (number, level) not in self._used
        self._used.add((number, level))
        if first and level in found.anew:
            counters[level] = found.anew[level]
        elif level in counters:
            counters[level] += 1
        else:
            counters[level] = found.anew.get(level, found.levels[level].start)
        for deeper in range(level + 1, LEVELS):
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or level < restart:
                counters.pop(deeper, None)

    def _place(self, properties: Element | None) -> tuple[str, int]:
        """Return list and level of a paragraph: its own, else those of its style."""
        number, level = _own_place(properties)
        if number is None:
            number, style_level, style = self._style_place(_value(properties, "pStyle") or "")
            linked = self._lists[number].levels if number in self._lists else {}
            by_link = (n for n, one in linked.items() if style and one.style == style)
            level = level if level is not None else next(by_link, style_level)
        return number or "", level or 0

    def _style_place(self, name: str) -> tuple[str | None, int | None, str]:
        """Return list, level and name of the first style, from `name` up, that has a list."""
        for _ in range(len(self._styles)):
            style = self._styles.get(name)
            if style is None:
                break
            if style.number is not None:
                return style.number, style.level, name
            name = style.based_on
        return None, None, ""


@dataclass(frozen=True)
class _Style:
    based_on: str
    number: str | None
    level: int | None


def _root(package: Package, part: str, kind: str) -> Element | None:
    name = package.related(part, kind)
    return None if name is None else package.parse(name)


def _value(element: Element | None, name: str) -> str | None:
    """Return the w:val of the child `name`."""
    child = None if element is None else element.find(W + name)
    found: str | None = None if child is None else child.get(W + "val")
    return found


def _integer(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"-?\d{1,9}", text) else None


def _own_place(properties: Element | None) -> tuple[str | None, int | None]:
    own = None if properties is None else properties.find(W + "numPr")
    return _value(own, "numId"), _integer(_value(own, "ilvl"))


def _styles(root: Element | None) -> Iterator[tuple[str, _Style]]:
    """Yield styles by id; the one called "" is based on the default style of paragraphs."""
    yield "", _Style("", None, None)
    for style in () if root is None else root.iter(W + "style"):
        name = style.get(W + "styleId", "")
        if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true"):
            yield "", _Style(name, None, None)
        number, level = _own_place(style.find(W + "pPr"))
        yield name, _Style(_value(style, "basedOn") or "", number, level)


def _lists(root: Element | None, styles: dict[str, _Style]) -> Iterator[tuple[str, _List]]:
    if root is None:
        return
    families = {one.get(W + "abstractNumId"): one for one in root.iter(W + "abstractNum")}
    members = {one.get(W + "numId"): one for one in root.iter(W + "num")}
    for number, member in members.items():
        family = families.get(_value(member, "abstractNumId"))
        linked = styles.get(_value(family, "numStyleLink") or "")
        if linked is not None and linked.number in members:
            family = families.get(_value(members[linked.number], "abstractNumId"))
        if family is not None:
            yield number, _list(family, member)


def _list(family: Element, member: Element) -> _List:
    levels = dict(_levels(family))
    anew: dict[int, int] = {}
    for override in member.iterfind(W + "lvlOverride"):
        levels |= dict(_levels(override))
        start = _integer(_value(override, "startOverride"))
        if start is not None:
            anew[_integer(override.get(W + "ilvl")) or 0] = start
    return _List(family.get(W + "abstractNumId"), levels, anew)


def _levels(parent: Element) -> Iterator[tuple[int, _Level]]:
    for level in parent.iterfind(W + "lvl"):
        formats = [one.get(W + "val", "decimal") for one in level.iter(W + "numFmt")]
        legal = level.find(W + "isLgl")
        start = _integer(_value(level, "start"))
        yield (
            _integer(level.get(W + "ilvl")) or 0,
            _Level(
                start=1 if start is None else start,
                format=formats[-1] if formats else "decimal",
                text=_value(level, "lvlText") or "",
                legal=legal is not None and legal.get(W + "val") not in ("0", "false"),
                restart=_integer(_value(level, "lvlRestart")),
                style=_value(level, "pStyle") or "",
            ),
        )


def _written(level: int, shown: _Level, found: _List, counters: dict[int, int]) -> str:
    """Return the number of `level` as the level `shown` prints it."""
    own = found.levels.get(level)
    if own is None:
        return ""
    return write_number(counters.get(level, own.start), "decimal" if shown.legal else own.format)
