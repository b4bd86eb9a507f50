"""Whether the cells of a table in plain lines are wrapped over them, and the words of such cells.

1
关于加快站北广场建
设的提案
民盟市委 市交通运输局
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import PEOPLE
from loader.plain_tables.loose import LooseTable
from loader.plain_tables.tokens import Token, cells_of, counting_up, lists_names, rising_among
from loader.source import gap_between
from loader.tables.alignment import NUMBER, are_one_official
from loader.texts.led import split_off_leaders
from loader.texts.outline import SECTION, is_numbered_title

_CLOSE_SHARE = 0.2
"""How many lines stand close to the one above where blank lines part cells, at the least."""

_FEWEST, _OFTEN = 2, 0.3
"""Rows with a number, at the least, and how often cells stand beside each other for each."""

_OF_DATE = re.compile(
    "年(?!产|加工|处理|出栏|屠宰)|月(?=$|[\\d底份初末上中下前至内起、，—-])|日(?=$|[前内起、，])|号|时(?![代尚])|个(?![体人私旧])"
    "|项(?![目城里家])"
)
"""What stands behind a figure that is no number of a row: 5 月底前; in 5 月河镇 it is one."""

_CUT_WORD = re.compile(r"[\dA-Za-z%％+.]")


def wrapped_cells(table: LooseTable, reader: ClauseReader) -> list[Token] | None:
    """Return the words of `table` if its cells are wrapped over lines, else None.

    Lines without a number stand below most of those that begin a row, and cells are apart by blanks
    in the header or behind the numbers.
    """
    if table.fields[:1] != ("number",) or table.is_whole:
        return None
    lines = dict.fromkeys(token.place for token in table.tokens)
    tokens = [token for line in lines for token in cells_of(line, by_spaces=True)]
    starts = starts_of(tokens)
    numbered = {tokens[n].line for n in starts}
    titles = {t.line for t in tokens if SECTION.match(t.text) or is_numbered_title(t.place.text)}
    others = {t.line for t in tokens} - titles - numbered
    if len(starts) < _FEWEST or 2 * len(others) < len(starts):
        return None
    rows = [n for n, line in enumerate(lines) if line.number in numbered]
    lengths = {end - start for start, end in pairwise(rows)}
    if not table.by_lines and lengths == {len(table.fields)}:  # a line for each column
        several = (line.text for line in lines if len(line.text.split()) > 1)
        if all(lists_names(text, reader.registers) for text in several):
            return None
    has_leaders = bool(set(PEOPLE) & set(table.fields))
    beside = sum(
        _are_apart(*pair, reader)
        for pair in pairwise(tokens)
        if has_leaders or not _are_led(*pair, reader)
    )
    are_apart = table.by_lines or beside > _OFTEN * len(starts)
    return tokens if are_apart else _with_gaps(table, tokens)


def _with_gaps(table: LooseTable, tokens: list[Token]) -> list[Token] | None:
    """Return `tokens`, told which stand below no blank line, if blank lines part cells.

    They part all words of the header, and below it by far not all lines, but rows at the least.
    """
    lines = list(dict.fromkeys(token.place for token in tokens))
    gaps = {after.number: gap_between(above, after) for above, after in pairwise(lines)}
    least = min(gaps.values(), default=0)
    close = {number for number, gap in gaps.items() if gap == least}
    is_parted = all(gap_between(*pair) > least for pair in pairwise(table.header))
    parted = sum(gap > least for gap in gaps.values())
    is_told = len(close) >= _CLOSE_SHARE * len(lines) and parted >= len(starts_of(tokens))
    if not is_parted or len(table.header) < _FEWEST or not is_told:
        return None
    begins = {token.place: token for token in reversed(tokens)}
    return [
        replace(one, close=begins[one.place] is not one or one.place.number in close)
        for one in tokens
    ]


def _are_apart(before: Token, word: Token, reader: ClauseReader) -> bool:
    """Tell whether two words of a line are of two cells: no figures or Latin letters are there.

    A name and its posts are one.
    """
    is_cut = _CUT_WORD.match(word.text) or _CUT_WORD.match(before.text[-1:])
    is_number = NUMBER.match(before.text) and not _CUT_WORD.match(word.text)
    is_one = is_cut or are_one_official(before.text, word.text, reader)
    return before.line == word.line and bool(is_number or not is_one)


def _are_led(before: Token, word: Token, reader: ClauseReader) -> bool:
    """Tell whether two words are a leader and the bodies led: 王建明 县水利局.

    They are in one cell where no column is for people: 牵头领导及单位.
    """
    return bool(split_off_leaders(f"{before.text} {word.text}", reader.registers.ends_like_unit)[1])


def starts_of(tokens: Sequence[Token]) -> list[int]:
    """Return the places of the words that begin a line and count up.

    What reads like a date is the number of a row only where one is left out: 2 年内建成羊舍.
    Where numbers are those of a longer list, of which these are chosen, they but rise: 3, 17, 29.
    """
    first = [n for n, t in enumerate(tokens) if not n or tokens[n - 1].line != t.line]
    following = {n: t for n, t in enumerate(tokens[1:]) if t.line == tokens[n].line}
    if any(token.close is not None for token in tokens):
        first = [n for n in first if n not in following]
    of_date = {n for n in first if n in following and _OF_DATE.match(following[n].text)}
    first = [n for n in first if n not in of_date or _fills_gap(n, first, tokens)]
    counting = counting_up([tokens[n] for n in first])
    counted = [n for at, n in enumerate(first) if at in counting]
    return rising_among(tokens, [n for n in first if n in following], counted) or counted


def _fills_gap(place: int, first: Sequence[int], tokens: Sequence[Token]) -> bool:
    """Tell whether a number stands between the one before it and the one behind, as lines begin."""
    values = {n: int(tokens[n].text) for n in first if tokens[n].text.isdecimal()}
    if place not in values:
        return False
    before = [value for n, value in values.items() if n < place]
    behind = [value for n, value in values.items() if n > place]
    own = values[place]
    return before[-1:] == [own - 1] and behind[:1] == [own + 1]
