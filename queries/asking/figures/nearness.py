"""How near the words of a question stand to a number of a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from queries.asking.figures.asked import Topic
from queries.asking.figures.item_words import PARTLY, words_in
from queries.asking.words.placing import Placed, letters

_PART = 0.8
"""What a word counts that is in the measure, but not its head: 公共自行车 in 公共自行车站点."""
TIGHT, LOOSE, SENTENCE = 1.0, 0.8, 0.65
"""What a word counts right by the number, in its clause and in its sentence."""
_SAME, _MEASURE, _ITEM = 1.1, 1.0, 0.35
_DEED, _UNIT, _OTHER_UNIT, _BASELINE = 0.12, 0.25, 0.5, 0.4
_COVERED, _TOTAL = 0.3, 0.24
_HEAVIEST, _HEAD = 6, 2
_ADDING = ("新建", "新增", "增加", "增设")
"""Words for the same deed."""


def score_of(one: Placed, topic: Topic) -> float:
    """Return how well a number answers to a topic; 0 and less is not at all."""
    found = _share_of_topic(one, topic)
    found += _COVERED * _covered(one, topic)
    near = one.loose + one.tight
    found += _DEED * sum(is_done(near, deed) for deed in topic.deeds)
    if topic.asks_total and str(one.row["quote"]).startswith("达"):
        found += _TOTAL
    if topic.units:
        found += _UNIT if one.row["unit"] in topic.units else -_OTHER_UNIT
    if (one.row["targetKind"] == "baselineState") != topic.asks_now:
        found -= _BASELINE if one.row["targetKind"] == "baselineState" else 0.0
    return found


def _covered(one: Placed, topic: Topic) -> float:
    """Return which share of the words the name of the measure holds, pair by pair."""
    said = letters("".join(topic.pieces))
    pairs = [said[i : i + 2] for i in range(len(said) - 1)]
    return sum(pair in one.measure for pair in pairs) / len(pairs) if pairs else 0.0


def is_done(near: str, deed: str) -> bool:
    """Tell whether the words near a number say a deed, or another word for it."""
    return any(same in near for same in (_ADDING if deed in _ADDING else (deed,)))


def share_of_context(one: Placed, pieces: Iterable[str]) -> float:
    """Return how much of the words stands in the sentence; nearer to the number is no better."""
    weights = [(_weight(piece), min(level_of(one, piece), SENTENCE)) for piece in pieces]
    return _mean(weights)


def _share_of_topic(one: Placed, topic: Topic) -> float:
    """Return how much of the words stands by the number, long words counting more.

    The last word is what is counted, and counts double; a place holds for its whole sentence.
    """
    weights = []
    for piece in topic.pieces:
        is_place = piece in topic.places and letters(piece) in one.sentence
        level = TIGHT if is_place else level_of(one, piece)
        weights.append((_weight(piece) * (_HEAD if piece == topic.pieces[-1] else 1), level))
    return _mean(weights)


def _weight(piece: str) -> float:
    return float(min(len(letters(piece)), _HEAVIEST))


def _mean(weights: Sequence[tuple[float, float]]) -> float:
    whole = sum(weight for weight, _ in weights)
    return sum(weight * level for weight, level in weights) / whole if whole else 0.0


def level_of(one: Placed, piece: str) -> float:
    """Return how near a piece stands to the number, from 0 (nowhere) to 1 (right by it).

    The title of a work item holds of all its numbers, whatever parts of it stand by some of them.
    """
    key = letters(piece)
    whole = _whole_level(one, key)
    is_title = key == letters(str(one.row["title"] or ""))
    parts = words_in(piece) if whole < LOOSE and not is_title else []
    if not parts:
        return whole
    weights = [(len(part), _whole_level(one, letters(part))) for part in parts]
    partly = sum(n * level for n, level in weights) / sum(n for n, _ in weights)
    return max(whole, PARTLY * partly)


def _whole_level(one: Placed, key: str) -> float:
    if not key:
        return 0.0
    if key == one.measure:
        return _SAME
    levels = (
        (_MEASURE, one.measure.endswith(key)),
        (_PART, key in one.measure),
        (TIGHT, key in one.tight),
        (LOOSE, key in one.loose),
        (SENTENCE, key in one.sentence),
        (_ITEM, key in one.item),
    )
    level = next((level for level, holds in levels if holds), 0.0)
    if len(one.measure) > 1 and one.measure in key:
        level = max(level, SENTENCE + (1 - SENTENCE) * len(one.measure) / len(key))
    return level
