"""Columns in which no blank cell is merged with the one above: it names nobody.

3  经济  扶持小微企业   市经信局  副市长高立民
4  经济  发展夜间经济   市商务局

So it is of officials where rows print their group, or a name, anew (and then of dates), or where
the table lists what people proposed, of whom officials take up a few and who is asked to help
differs; and in any column of which a note says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from loader.assignments.fields import BLANK, PEOPLE, ROLES, TOTALS, UNITS
from loader.registers.registers import Registers

_FEWEST = 2
_PROPOSED = re.compile("(?:提案|建议|议案|提出|领衔)(?:人|者|代表|委员|单位)|第一提案人|案由")
"""Header words of what somebody proposed."""

_COLUMNS = r"[\u4e00-\u9fff]{2,10}?(?:[、和][\u4e00-\u9fff]{2,10}?)*"
_LEFT_BLANK = re.compile(
    f"(?:(?:未|没有|无)(?:列出|列明|列|明确|注明|标注|标明|安排|确定|填写|填)(?P<what>{_COLUMNS})的"
    f"|(?P<columns>{_COLUMNS})[”」]?(?:一?栏|列)?(?:未填写?|为?空格?|空白|空缺)(?:[的者处]|(?=[，,]?[同与]上))"
    ")(?P<rest>[^。；;]*)"
)
"""A note that says what a blank is: 未列分管领导的，由牵头单位负责; 牵头单位空格同上一行."""

_AS_ABOVE = re.compile("同|与上")


@dataclass(frozen=True)
class BlankCells:
    """The columns of which notes say that a blank is `nobody`, or the `same` as above."""

    nobody: frozenset[str] = frozenset()
    same: frozenset[str] = frozenset()

    @classmethod
    def of(cls, texts: Iterable[str], registers: Registers) -> BlankCells:
        """Return what the notes in `texts` say."""
        told: dict[bool, set[str]] = {True: set(), False: set()}
        for note in chain.from_iterable(map(_LEFT_BLANK.finditer, texts)):
            columns = re.split("[、和]", note["what"] or note["columns"])
            told[_AS_ABOVE.search(note["rest"]) is not None] |= {
                registers.field_of(one) or "" for one in columns
            }
        return cls(*(frozenset(told[same] & set(ROLES)) for same in (False, True)))

    def with_nobody(self, field: str) -> BlankCells:
        """Return what is said, and that a blank of `field` has not what is above it."""
        return replace(self, nobody=self.nobody | {field})

    def unmerged(
        self, fields: Sequence[str | None], words: Sequence[str], rows: Iterable[Sequence[str]]
    ) -> frozenset[str]:
        """Return the columns below `words` in which no blank cell has what is above it."""
        listed = list(rows)
        proposed = any(map(_PROPOSED.fullmatch, words))
        is_free = proposed or repeats_category(fields, listed)
        people = [name for name in PEOPLE if name in fields]
        anew = {name for name in people if _repeats(fields.index(name), listed)}
        found = {name for name in people if is_free or name in anew}
        alone = {"supporting"} if proposed else set()
        alone |= {"deadline"} if anew or _print_dates_anew(fields, listed) else set()
        return frozenset(found | alone) - self.same | self.nobody


def repeats_category(fields: Sequence[str | None], rows: Iterable[Sequence[str]]) -> bool:
    """Tell whether all rows print their category, two at least that of the row above.

    >>> rows = [["1", "经济", "修路"], ["2", "经济", "架桥"], ["3", "经济", "植树"]]
    >>> repeats_category(("number", "category", "text"), rows)
    True
    """
    if "category" not in fields:
        return False
    column = fields.index("category")
    printed = ["".join(row[column].split()) for row in rows if len(row) > column]
    repeated = sum(one == above for above, one in pairwise(printed))
    return repeated >= _FEWEST and not BLANK & set(printed)


def merged_with_groups(
    fields: Sequence[str | None], rows: Iterable[Sequence[str]]
) -> frozenset[str]:
    """Return the columns of bodies that are merged as far as a group, or several, goes.

    They are printed in rows that print a group, too, and in no row that goes on with the one above;
    and cells of these are left blank in other columns of bodies.

    >>> fields = ("category", "text", "lead", "supporting")
    >>> rows = [["经济", "修路", "甲局", "乙局"], ["", "架桥", "丙局", ""], ["", "植树", "", ""]]
    >>> sorted(merged_with_groups(fields, [*rows, *rows]))
    ['supporting']
    """
    group = next((fields.index(name) for name in ("category", "heading") if name in fields), None)
    whole = [row for row in rows if len(row) == len(fields)]
    below = [row for row in whole if group is not None and row[group] in BLANK]
    units = {name: fields.index(name) for name in UNITS if name in fields}
    printed = {name: sum(row[n] not in BLANK for row in whole) for name, n in units.items()}
    merged = {name for name, n in units.items() if all(row[n] in BLANK for row in below)}
    others = [n for name, n in units.items() if name not in merged]
    if len(below) < _FEWEST or not any(row[n] in BLANK for row in below for n in others):
        return frozenset()
    return frozenset(name for name in merged if printed[name] >= _FEWEST)


def _print_dates_anew(fields: Sequence[str | None], rows: Iterable[Sequence[str]]) -> bool:
    """Tell whether rows print the date of the row above anew, as often as none at the least.

    >>> rows = [["修路", "年底"], ["架桥", "年底"], ["植树", ""]]
    >>> _print_dates_anew(["text", "deadline"], rows)
    True
    """
    if "deadline" not in fields:
        return False
    column = fields.index("deadline")
    told = (row for row in rows if len(row) > column and not TOTALS & set(row))
    whole = [row for row in told if sum(map(bool, row)) > 1]
    printed = ["".join(row[column].split()) for row in whole]
    repeated = sum(one == above not in BLANK for above, one in pairwise(printed))
    return repeated > 0 and repeated >= sum(one in BLANK for one in printed)


def _repeats(column: int, rows: Iterable[Sequence[str]]) -> bool:
    """Tell whether rows print what the row above prints in a column, more often than nothing."""
    printed = ["".join(row[column].split()) for row in rows if len(row) > column]
    repeated = sum(one == above not in BLANK for above, one in pairwise(printed))
    return repeated >= _FEWEST and repeated > sum(one in BLANK for one in printed)
