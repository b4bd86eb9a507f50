"""Names that the end of a line cut, behind a body of the same line.

赤湖镇 佛      盘陀镇 柯
昙镇           玉春
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from loader.plain_tables.tokens import Token
from loader.registers.registers import Registers
from loader.tables.alignment import NAME
from loader.texts.posts import SURNAMES

_LONGEST, _LONGEST_REST, _LONGEST_NAME = 4, 7, 3
"""Characters of the piece of a body above, of its rest, and of the name of a person, at most."""


def with_cut_names_whole(
    row: Sequence[Token], registers: Registers, *, has_people: bool
) -> list[Token]:
    """Return the words of a row, those again one that the end of a line cut within a name."""
    words: list[Token] = []
    for n, word in enumerate(row):
        above = words[-1] if words else None
        before = words[-2] if len(words) > 1 else None
        is_behind = before and above and before.line == above.line != word.line
        if above and before and is_behind and registers.ends_like_unit(before.text):
            ends = n + 1 == len(row) or row[n + 1].line != word.line
            is_person = has_people and ends and _is_person(above.text, word.text)
            is_leader = has_people and len(above.text) > 1 and above.text[0] in SURNAMES
            is_body = not is_leader and _is_body(above.text, word.text, registers)
            if is_person or is_body:
                words[-1] = join_words(above, word)
                continue
        words.append(word)
    return words


def _is_person(above: str, below: str) -> bool:
    name = above + below
    is_name = NAME.match(name) is not None and above[0] in SURNAMES
    return is_name and len(name) <= _LONGEST_NAME and 1 in (len(above), len(below))


def _is_body(above: str, below: str, registers: Registers) -> bool:
    """Tell whether two pieces are a body, the first of which is none by itself."""
    is_piece = len(above) <= _LONGEST and (len(above) == 1 or not registers.ends_like_unit(above))
    is_rest = len(below) <= _LONGEST_REST and below[0] not in "省市县区州"
    return is_piece and is_rest and registers.ends_like_unit(above + below)


def join_words(above: Token, word: Token, sign: str = "") -> Token:
    """Return two words as one, `sign` between them."""
    parts = [part for one in (above, word) for part in one.place.lines]
    apart = tuple(dict.fromkeys(parts))
    place = replace(above.place, parts=apart) if len(apart) > 1 else above.place
    return replace(above, text=above.text + sign + word.text, place=place)
