"""Tables that print the group of each row: no blank cell in them is merged with the one above.

3  经济  扶持小微企业   市经信局  副市长高立民
4  经济  发展夜间经济   市商务局
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from loader.assignments.fields import BLANK

_FEWEST = 2


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
