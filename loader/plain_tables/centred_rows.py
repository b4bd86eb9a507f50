"""Which lines of a block belong to which row, where a number stands in the middle of its row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise


def centred_cuts(
    numbers: Sequence[int], length: int, broken: Callable[[int], int]
) -> list[int] | None:
    """Return where the rows of a block of `length` lines begin, each round its number.

    None if there is no such way. Of several that is taken in which the beginnings of rows have the
    fewest cells `broken`, then that with the earliest; `numbers` are the lines that print one.

    >>> centred_cuts([1, 3, 6], 8, lambda line: line == 4)
    [0, 3, 5]
    >>> centred_cuts([0, 5], 6, lambda line: False) is None
    True
    """
    ways = list(_ways(0, tuple(numbers), length))
    return min(ways, key=lambda cuts: (sum(map(broken, cuts[1:])), cuts), default=None)


def _ways(start: int, numbers: tuple[int, ...], length: int) -> Iterator[list[int]]:
    """Yield the beginnings of the rows from `start` on, whose numbers stand in their middle."""
    if not numbers:
        if start == length:
            yield []
        return
    following = numbers[1] if len(numbers) > 1 else length
    middle = 2 * numbers[0] - start + 1
    for end in (middle, middle + 1):
        if numbers[0] < end <= following:
            yield from ([start, *rest] for rest in _ways(end, numbers[1:], length))


def halfway_cuts(numbers: Sequence[int], ends_text: Callable[[int], bool]) -> list[int]:
    """Return where rows begin: between two numbers the first ends with its sentence, or halfway.

    >>> halfway_cuts([0, 4], lambda line: line == 0), halfway_cuts([0, 4], lambda line: False)
    ([0, 1], [0, 2])
    """
    cuts = [0]
    for first, second in pairwise(numbers):
        ends = (n + 1 for n in range(first, second) if ends_text(n))
        cuts.append(next(ends, (first + second + 1) // 2))
    return cuts
