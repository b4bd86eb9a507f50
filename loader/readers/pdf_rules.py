"""Ruled lines of a page: drawn in one piece or as dots, and those that a page break left out.

A browser that prints a table over pages draws no line at the foot of a cell that goes on.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pdfplumber.page import Page
from pdfplumber.table import Table, merge_edges
from pdfplumber.utils.clustering import cluster_objects
from pdfplumber.utils.geometry import filter_edges, obj_to_edges

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the top left of the page."""

TOLERANCE = 5.0
"""Points by which ruled lines may miss each other and still be one."""

THICKEST = 3.0
"""Points of a box that is drawn as a line; its two sides are one line."""

MOST_OPEN = 200
"""Vertical lines beyond which nobody looks for cells that are left open."""

_SHADE = "shade_edge"

Mark = dict[str, Any]
"""A line, box, curve or edge as pdfplumber gives it."""


@dataclass(frozen=True)
class Gap:
    """Where no line closes a cell, from `left` to `right`, at its foot or at its head."""

    left: float
    right: float
    height: float
    at_foot: bool


@dataclass(frozen=True)
class Rules:
    """The vertical and horizontal lines of a page, and the gaps that leave cells open."""

    down: Sequence[Mark]
    across: Sequence[Mark]
    gaps: Sequence[Gap]

    def tables(self, page: Page) -> list[Table]:
        """Return the tables that the lines form, gaps closed."""
        across = [*self.across, *(_line(g.left, g.height, g.right, g.height) for g in self.gaps)]
        if len(self.down) < 2 or len(across) < 2:
            return []
        return page.find_tables(
            {
                "vertical_strategy": "explicit",
                "horizontal_strategy": "explicit",
                "explicit_vertical_lines": self.down,
                "explicit_horizontal_lines": across,
            }
        )

    def opens(self, box: Box, *, at_foot: bool) -> bool:
        """Tell whether no line closes the cell `box` at its foot, or at its head."""
        height, middle = box[3 if at_foot else 1], (box[0] + box[2]) / 2
        return any(
            gap.left < middle < gap.right and abs(gap.height - height) <= TOLERANCE
            for gap in self.gaps
            if gap.at_foot is at_foot
        )


def find_edges(page: Page, dots: Sequence[Mark]) -> list[Mark]:
    """Return the edges of all that is drawn on `page`; `dots` in a row are one line."""
    marks = [*page.lines, *page.rects, *page.curves]
    dots = [*dots, *(mark for mark in marks if max(_size(mark)) <= THICKEST)]
    edges = [edge for mark in marks if max(_size(mark)) > THICKEST for edge in _edges(mark)]
    return [*edges, *_dotted(dots, "top", "x0"), *_dotted(dots, "x0", "top")]


def read_rules(edges: list[Mark]) -> Rules:
    """Return the lines that `edges` form.

    A shaded area may show a cell where no lines are drawn; within them it says nothing.
    """
    shades = [edge for edge in edges if edge["object_type"] == _SHADE]
    drawn = [edge for edge in edges if edge["object_type"] != _SHADE]
    down, across = _met(drawn)
    down = [*down, *_outer_sides(down, across)]
    gaps = tuple(_gaps(down, across)) if len(down) <= MOST_OPEN else ()
    sides = sorted(line["x0"] for line in down)
    alone = [e for e in shades if not (_is_near(sides, e["x0"]) and _is_near(sides, e["x1"]))]
    return Rules(*(_met([*down, *across, *alone]) if alone else (down, across)), gaps)


def _outer_sides(down: Sequence[Mark], across: Sequence[Mark]) -> Iterator[Mark]:
    """Yield the left and the right side of tables that are drawn without them.

    Where lines across a table end at one place beyond its vertical lines, cells end there.
    """
    for lines in _bands(down):
        top, bottom = min(v["top"] for v in lines), max(v["bottom"] for v in lines)
        first, last = lines[0]["x0"], max(v["x0"] for v in lines)
        crossing = [h for h in across if _crosses(h, lines, top, bottom)]
        top = min([top, *(h["top"] for h in crossing)])
        bottom = max([bottom, *(h["top"] for h in crossing)])
        for end, sign, side in (("x0", 1, first), ("x1", -1, last)):
            far = min((sign * h[end] for h in crossing), default=0.0)
            reaching = [h for h in crossing if sign * h[end] - far <= TOLERANCE]
            if len(reaching) > 1 and sign * side - far > 2 * TOLERANCE:
                yield _line(sign * far, top, sign * far, bottom)


def _bands(down: Sequence[Mark]) -> Iterator[list[Mark]]:
    """Yield the vertical lines of each table, from left to right, as tables follow each other."""
    band: list[Mark] = []
    end = 0.0
    for line in sorted(down, key=lambda line: float(line["top"])):
        if band and line["top"] > end + TOLERANCE:
            yield sorted(band, key=lambda line: float(line["x0"]))
            band = []
        end = max(end, line["bottom"]) if band else line["bottom"]
        band.append(line)
    if band:
        yield sorted(band, key=lambda line: float(line["x0"]))


def _crosses(line: Mark, down: Sequence[Mark], top: float, bottom: float) -> bool:
    """Tell whether `line` meets one of `down`, which stand between `top` and `bottom`."""
    if not top - TOLERANCE <= line["top"] <= bottom + TOLERANCE:
        return False
    return any(
        _spans(line, v["x0"], v["x0"])
        and v["top"] - TOLERANCE <= line["top"] <= v["bottom"] + TOLERANCE
        for v in down
    )


def _is_near(sides: Sequence[float], x: float) -> bool:
    """Tell whether one of the sorted `sides` is at `x`."""
    return bisect_left(sides, x - TOLERANCE) < bisect_right(sides, x + TOLERANCE)


def _met(edges: list[Mark]) -> tuple[list[Mark], list[Mark]]:
    """Return the vertical and the horizontal lines that `edges` form where they meet."""
    met = merge_edges(filter_edges(edges), *(TOLERANCE,) * 4)
    return filter_edges(met, "v", min_length=TOLERANCE), filter_edges(
        met, "h", min_length=TOLERANCE
    )


def _size(mark: Mark) -> tuple[float, float]:
    return mark["x1"] - mark["x0"], mark["bottom"] - mark["top"]


def _edges(mark: Mark) -> list[Mark]:
    """Return the sides of `mark`; of a thin box the line that it is."""
    width, height = _size(mark)
    x0, x1, top, bottom = (mark[side] for side in ("x0", "x1", "top", "bottom"))
    if mark["object_type"] != "line" and height <= THICKEST:
        return [_line(x0, (top + bottom) / 2, x1, (top + bottom) / 2)]
    if mark["object_type"] != "line" and width <= THICKEST:
        return [_line((x0 + x1) / 2, top, (x0 + x1) / 2, bottom)]
    shade = mark["fill"] and not mark["stroke"]
    return [edge | {"object_type": _SHADE} if shade else edge for edge in obj_to_edges(mark)]


def _line(x0: float, top: float, x1: float, bottom: float) -> Mark:
    return {
        "object_type": "rect_edge",
        "orientation": "h" if top == bottom else "v",
        **{"x0": x0, "x1": x1, "top": top, "bottom": bottom, "doctop": top},
        **{"width": x1 - x0, "height": bottom - top},
    }


def _dotted(dots: Iterable[Mark], beside: str, along: str) -> Iterator[Mark]:
    """Yield the lines that `dots` form which have the same `beside` and go on `along`."""
    end = "x1" if along == "x0" else "bottom"
    for row in cluster_objects(list(dots), beside, THICKEST / 6):
        run: list[Mark] = []
        for dot in sorted(row, key=lambda dot: dot[along]):
            if run and dot[along] - run[-1][end] > THICKEST:
                yield from _run(run, along, end)
                run = []
            run.append(dot)
        yield from _run(run, along, end)


def _run(run: Sequence[Mark], along: str, end: str) -> Iterator[Mark]:
    """Yield the line of which `run` are the dots, half a dot longer; a few dots are none."""
    first, last = run[0], run[-1]
    if last[end] - first[along] > 2 * THICKEST:
        x0, top, more = first["x0"], first["top"], THICKEST / 2
        if along == "x0":
            yield _line(x0 - more, top, last["x1"] + more, top)
        else:
            yield _line(x0, top - more, x0, last["bottom"] + more)


def _gaps(down: Sequence[Mark], across: Sequence[Mark]) -> Iterator[Gap]:
    """Yield where two lines side by side end or begin at one height and no line joins them."""
    for side, inwards in (("bottom", -2 * TOLERANCE), ("top", 2 * TOLERANCE)):
        for ends in cluster_objects(list(down), side, TOLERANCE):
            height = ends[0][side]
            beside = [v for v in down if v["top"] <= height + inwards <= v["bottom"]]
            for left, right in pairwise(sorted(beside, key=lambda line: line["x0"])):
                end = all(abs(line[side] - height) <= TOLERANCE for line in (left, right))
                if end and _is_open(left, right, height, across):
                    yield Gap(left["x0"], right["x0"], height, side == "bottom")


def _is_open(left: Mark, right: Mark, height: float, across: Sequence[Mark]) -> bool:
    """Tell whether two lines are sides of one cell that no line closes at `height`.

    Two tables side by side have no side that ends without a line.
    """
    there = [line for line in across if abs(line["top"] - height) <= TOLERANCE]
    if any(_spans(line, left["x0"], right["x0"]) for line in there):
        return False
    top, bottom = max(left["top"], right["top"]), min(left["bottom"], right["bottom"])
    return any(
        not any(_spans(line, side["x0"], side["x0"]) for line in there) for side in (left, right)
    ) or any(
        top <= line["top"] <= bottom and _spans(line, left["x0"], right["x0"]) for line in across
    )


def _spans(line: Mark, left: float, right: float) -> bool:
    return bool(line["x0"] - TOLERANCE <= left and right <= line["x1"] + TOLERANCE)
