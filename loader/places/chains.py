"""Names of places that stand one after the other, from the greater to the smaller: 江苏省苏州市."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loader.registers.divisions import Division, Divisions

_PARTS = frozenset({"township", "village"})
_GENERIC = frozenset(
    {"新区", "城区", "老城区", "郊区", "矿区", "市郊区", "市区", "南市区", "北市区"}
)
"""Names of single districts that everywhere else are common words."""


@dataclass(frozen=True)
class Chain:
    """The places that a run of names can mean, where the run ends, and whether in full.

    More than one place means that the names do not tell which.
    """

    places: tuple[Division, ...]
    end: int
    in_full: bool


def read_chain(
    text: str,
    divisions: Divisions,
    year: int | None,
    start: int = 0,
    within: Sequence[Division] = (),
) -> Chain | None:
    """Return the longest run of names of places that begins at `start`, or None.

    Each place lies in the one before it; the first lies in one of `within`, if any are given.
    Towns count only so, since their names repeat all over the country. What was set up later is
    not meant: 两江新区 was a zone before it was a district. Nor is 湖滨区 by 湖滨市.
    """
    for length in range(min(divisions.longest_name, len(text) - start), 1, -1):
        name = text[start : start + length]
        named = [place for place in divisions.named(name, year) if place.begins_by(year)]
        places = _below(named, divisions, year, within)
        end = start + length
        places = () if _is_of_other_kind(text, end, name, places) else places
        if places:
            deeper = read_chain(text, divisions, year, end, places)
            in_full = any(place.name == name for place in places)
            return deeper or Chain(places, end, in_full)
    return None


_KIND = re.compile(
    "[市县区州盟旗](?=人民|政府|政务|委|人大|政协|$|\\d|年|关于|印发|[直级]|[^\\u4e00-\\u9fff])"
)


def _is_of_other_kind(text: str, end: int, name: str, places: Sequence[Division]) -> bool:
    """Tell whether a short `name` goes on with a kind that is of none of `places`: 湖滨|市.

    Regions are called 广西区 for short.
    """
    found = _KIND.match(text, end)
    is_short = bool(places) and all(place.name != name for place in places)
    is_region = any(place.level == "province" for place in places)
    return found is not None and is_short and not (is_region and found[0] == "区")


def _below(
    found: Sequence[Division], divisions: Divisions, year: int | None, within: Sequence[Division]
) -> tuple[Division, ...]:
    if not within:
        return tuple(place for place in found if stands_alone(place))
    codes = {above.code for above in within}
    return tuple(
        place
        for place in found
        if place.code not in codes
        and any(above.code in codes for above in divisions.chain(place, year))
    )


def stands_alone(place: Division) -> bool:
    """Tell whether the name of a place means something without what it lies in.

    It does not for towns, zones that only a register knows, and districts called 城区.
    """
    return place.code.isdecimal() and place.level not in _PARTS and place.name not in _GENERIC
