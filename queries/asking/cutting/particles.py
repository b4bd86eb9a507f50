"""Words that texts print as one, and a question parts by 的: 农村集体资产的地理信息库."""

from __future__ import annotations

from dataclasses import replace

from graph.index.index import TextIndex
from queries.asking.cutting.phrases import PHRASE
from queries.asking.readings.draft import is_agent
from queries.asking.words.grammar import Sense
from queries.asking.words.printed import is_printed
from queries.asking.words.tokens import Token

_ENDS = (PHRASE, "name", "share")
"""What may stand behind: other words of a text, or the 比重 that it states."""

_SHORTEST = 3
"""Characters before 的, at the least: 授权的发明专利 says what is done."""


def with_parted_words(tokens: list[Token], index: TextIndex) -> list[Token]:
    """Return the tokens with such words as one, spelled as the texts print them."""
    found: list[Token] = []
    for token in tokens:
        parted = len(found) > 1 and found[-1].text == "的" and found[-2].has(PHRASE)
        parted = parted and (len(found[-2].text) >= _SHORTEST or token.has("name"))
        ends = token.has(*_ENDS) and not (is_agent(token) or token.named("place"))
        if parted and ends and is_printed(found[-2].text + token.text, index):
            first = found[-2]
            whole = first.text + token.text
            senses = (Sense(PHRASE, whole),)
            found[-2:] = [replace(first, end=token.end, text=whole, senses=senses)]
        else:
            found.append(token)
    return found
