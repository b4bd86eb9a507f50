"""The sentence of a work item that speaks of what is asked: 信报箱是给哪里的居民楼装的.

What a text says in its own words no column holds. Where a question asks for more than which items
print its words, the sentence that prints most of them is told as it stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from queries.asking.answering.letter import pieces_of, printed
from queries.asking.readings.draft import Draft
from queries.asking.readings.reading import Reading
from queries.asking.rows.tables import Row
from queries.asking.sentences.remarks import EXCERPT
from queries.asking.words.placing import SENTENCE_END, letters

_FEW_ITEMS = 3
_WORDED = ("text", "mention", "place", "named", "item")


def excerpt(draft: Draft, reading: Reading, rows: Sequence[Row]) -> str:
    """Return the sentence of each of few work items that prints most words of the question.

    It is empty where items are not told by their words, or nobody asks what these say.
    """
    told = reading.focus == "item" and reading.measure in ("list", "tell")
    words = [c.texts for c in reading.conditions if c.slot in _WORDED and not c.negated]
    asks = any(t.has("wh", "which", "or", "yesno") for t in draft.tokens)
    if not (told and words and asks and 0 < len(rows) <= _FEW_ITEMS):
        return ""
    named = tuple(letters(text) for texts in words for text in texts)
    pieces = [*pieces_of(draft), *named]
    best = dict.fromkeys(_nearest(row, pieces, named) for row in rows)
    said = "”“".join(filter(None, best))
    return EXCERPT[draft.language].format(said) if said else ""


def _nearest(row: Row, pieces: Sequence[str], named: tuple[str, ...]) -> str:
    """Return the sentence with most words; of several the one that begins with what is named."""
    texts = (str(row["text"] or ""), str(row["annualTask"] or ""))
    sentences = [part.strip() for text in texts for part in SENTENCE_END.split(text)]
    begins = {one: letters(one).lstrip("0123456789").startswith(named) for one in sentences}
    best = max(sentences, key=lambda one: (printed(one, pieces), begins[one]), default="")
    return best if printed(best, pieces) else ""
