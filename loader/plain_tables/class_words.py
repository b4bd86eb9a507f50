"""Words of a class that stand beside people and bodies in a stream of cells, and are none of them.

    序号 / 任务 / 目标类型 / 分管领导 / 责任单位
    1 / 修桥 / 自定 / 王明 / 县交通局
    2 / 铺路 / 自定 / 县交通局

In the second row 自定 could be a name; the first has a cell for each column and shows what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from loader.assignments.fields import BLANK, ROLES
from loader.plain_tables.tokens import Token
from loader.texts.posts import SURNAMES

_OF_CLASSES = (None, "category", "remark")
"""Fields of columns that say of what kind work is, or who pays for it: 市考核, 续建, 中央、省级."""

_LONGEST = 6
_NAMED = re.compile(f"(?:{SURNAMES})[\u4e00-\u9fff]{{1,2}}$")

Rows = Sequence[tuple[Sequence[Token], Sequence[int]]]


def is_of_classes(name: str | None) -> bool:
    """Tell whether the column of a field may hold words of a class."""
    return name in _OF_CLASSES


def class_words(fields: Sequence[str | None], rows: Rows) -> frozenset[str]:
    """Return the words of classes in `rows`, if some of them are read as people or bodies.

    They are those of rows that have one cell for each of `fields`, the number of a row aside, in
    columns of classes that are not mostly people.
    """
    whole = [cells for cells, columns in rows if [*columns] == [*range(len(fields))]]
    listed = [
        _words(cells[column].text for cells in whole)
        for column, name in enumerate(fields)
        if is_of_classes(name)
    ]
    words = frozenset(chain.from_iterable(one for one in listed if not _are_people(one)))
    agents = {
        cell.text
        for cells, columns in rows
        for cell, column in zip(cells, columns, strict=True)
        if column < len(fields) and fields[column] in ROLES
    }
    return words if words & agents else frozenset()


def _words(texts: Iterable[str]) -> set[str]:
    """Return the words that cells list.

    >>> sorted(_words(["中央、省级", "中央", "按工程进度分批拨付到位"]))
    ['中央', '省级']
    """
    found = chain.from_iterable(re.split("[、，,/]", text) for text in texts)
    return {word for word in found if word not in BLANK and len(word) <= _LONGEST}


def _are_people(words: set[str]) -> bool:
    return sum(_NAMED.match(word) is not None for word in words) * 2 > len(words)
