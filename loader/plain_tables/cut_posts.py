"""Names of leaders and their posts beside them, which blanks and the ends of lines part.

    1 治理清溪河 党波
    县委常委、常务副县长 县水务局 11月
    2 改造老街 马国锋 县政协副
    主席 县住建局 12月

Each is one cell: 党波 县委常委、常务副县长.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from loader.plain_tables.cut_words import join_words
from loader.plain_tables.tokens import Token
from loader.registers.registers import Registers
from loader.texts.people import OF_PERSON, WHOLE_NAME, are_posts
from loader.texts.posts import SURNAMES

_MOST_PIECES = 3


def with_posts_whole(
    words: Sequence[Token], registers: Registers, *, has_proposers: bool
) -> list[Token]:
    """Return `words`, a name with the posts behind it one, else posts with the name behind.

    Where a list `has_proposers`, a name before the posts may be one's who has none.
    """
    whole: list[Token] = []
    position = 0
    while position < len(words):
        word, length = words[position], 1
        posts = _posts(words, position + 1, registers) if _is_name(word, registers) else 0
        behind = words[position + 1 + posts : position + 2 + posts]
        if posts and has_proposers and behind and _is_name(behind[0], registers):
            posts = 0
        before = _posts(words, position, registers)
        behind = words[position + before : position + before + 1]
        if posts:
            length = 1 + posts
        elif before and behind and _is_name(behind[0], registers):
            length = before + 1
        whole.append(_joined(words[position : position + length], registers))
        position += length
    return whole


def _posts(words: Sequence[Token], start: int, registers: Registers) -> int:
    """Return how many words from `start` on are posts, cut at the end of one line at the most."""
    found = 0
    for length in range(1, min(_MOST_PIECES, len(words) - start) + 1):
        pieces = words[start : start + length]
        if _is_name(pieces[-1], registers) or (
            length > 1 and not _goes_on(pieces[-2], pieces[-1], registers)
        ):
            break
        is_close = len({word.line for word in pieces}) - 1 <= 1
        text = OF_PERSON.sub("", "".join(word.text for word in pieces))
        found = length if is_close and text and are_posts(text) else found
    return found


def _goes_on(above: Token, word: Token, registers: Registers) -> bool:
    """Tell whether posts may go on in `word`: 县委常委、县 / 办公室主任, 县人大 / 副主任.

    Nothing goes on that is of a level of its own, 县政协副主席, and nothing that is no post: 新建.
    """
    is_begun = any(are_posts(one) for one in above.text.split("、")) or _BEGUN.match(above.text)
    return bool(is_begun or registers.ends_like_unit(above.text)) and not _LEVEL.match(word.text)


_LEVEL = re.compile("[省市县区州盟旗镇乡](?!长)")
_BEGUN = re.compile("常务|[省市县区州盟旗镇乡]|副|代(?=[省市县区州盟旗])")


def _is_name(word: Token, registers: Registers) -> bool:
    is_one = word.text[0] in SURNAMES and WHOLE_NAME.fullmatch(word.text)
    return bool(is_one) and not registers.ends_like_unit(word.text) and not are_posts(word.text)


def _joined(words: Sequence[Token], registers: Registers) -> Token:
    whole = words[0]
    for above, word in pairwise(words):
        sign = " " if _is_name(above, registers) or _is_name(word, registers) else ""
        whole = join_words(whole, word, sign)
    return whole
