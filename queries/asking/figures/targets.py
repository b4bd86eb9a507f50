"""Which number of a text a question asks for: the one by which the words of the question stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from queries.asking.figures.asked import Asked, Topic
from queries.asking.figures.item_words import words_in
from queries.asking.figures.nearness import (
    LOOSE,
    SENTENCE,
    TIGHT,
    is_done,
    level_of,
    score_of,
    share_of_context,
)
from queries.asking.readings.light import is_light
from queries.asking.words.placing import Placed, Row, letters, place_all
from queries.asking.words.verbs import ADDING

_CONTEXT = 0.15
_TIE = 0.02
_HEAD, _LONG = 2, 5
_NEARLY, _TOGETHER = 0.7, 0.88
_SPOKEN_OF = 0.3


@dataclass(frozen=True)
class Nearest:
    """The numbers of one topic; `missing` are its words that stand nowhere by them."""

    topic: Topic
    rows: tuple[Row, ...]
    missing: tuple[str, ...] = ()
    is_near: bool = True


_Ranked = list[tuple[float, Placed]]


def choose_targets(rows: Sequence[Row], asked: Asked) -> list[Nearest]:
    """Return for each number that is asked for the targets that the words speak of.

    Numbers that are asked for together are looked for in one work item, if one speaks of all.
    """
    placed = place_all(rows)
    ranked = [_ranked(placed, topic, asked) for topic in asked.topics]
    if (within := _of_context(placed, ranked, asked)) is not None:
        placed, ranked = within, [_ranked(within, topic, asked) for topic in asked.topics]
    joint = _joint_item(ranked)
    if joint is not None:
        placed = [one for one in placed if one.row["item"] == joint]
        ranked = [[(s, o) for s, o in found if o.row["item"] == joint] for found in ranked]
    nearest: list[Nearest] = []
    for found, topic in zip(ranked, asked.topics, strict=True):
        nearest.append(_choose(found, placed, topic, asked, nearest[:1]))
    return _apart(nearest, ranked, placed, asked)


def _of_context(
    placed: Sequence[Placed], ranked: Sequence[_Ranked], asked: Asked
) -> list[Placed] | None:
    """`污水处理厂，扩建规模多少`: of items that print what is named before, if the best does not.

    None where the number that answers best is of an item that prints at least a part of it.
    """
    best = [max(found, key=_score_of)[1].item for found in ranked if found]
    for piece in asked.context:
        parts = [letters(piece), *map(letters, words_in(piece))]
        named = [one for one in placed if parts[0] in one.item]
        if len(parts[0]) >= _NAMED and named and not any(p in i for i in best for p in parts):
            return named
    return None


def _score_of(found: tuple[float, Placed]) -> float:
    return found[0]


def _apart(
    nearest: list[Nearest], ranked: Sequence[_Ranked], placed: Sequence[Placed], asked: Asked
) -> list[Nearest]:
    """Give two topics two numbers: the one by which fewer of its words stand takes another."""
    for one, other in combinations(range(len(nearest)), 2):
        same = nearest[one].rows and nearest[one].rows == nearest[other].rows
        if not same or _counts_both(nearest[one].rows, asked.topics[one], asked.topics[other]):
            continue
        rows = nearest[one].rows
        best = {n: max(score for score, _ in ranked[n]) for n in (one, other)}
        loser = min(best, key=best.__getitem__)
        left = [(s, o) for s, o in ranked[loser] if o.row["target"] != rows[0]["target"]]
        next_best = max((score for score, _ in left), default=0.0)
        topic = asked.topics[loser]
        if len(rows) == 1 and next_best >= _NEARLY * best[loser]:
            nearest[loser] = _choose(left, placed, topic, asked, nearest[:1])
        else:
            nearest[loser] = Nearest(topic, rows, topic.pieces, is_near=False)
    return nearest


def _counts_both(rows: Sequence[Row], *topics: Topic) -> bool:
    """`新增日间照料中心、助餐点`: one number counts both things, which the text joins as well."""
    counted = [letters(part) for part in _JOINT.split(str(rows[0]["measure"]))]
    if len(rows) > 1 or len(counted) < _BOTH:
        return False
    said = [letters("".join(topic.pieces)) for topic in topics]
    return all(any(text.endswith(part) for part in counted) for text in said)


_JOINT, _BOTH = re.compile("[、和与及]"), 2


def _ranked(placed: Sequence[Placed], topic: Topic, asked: Asked) -> _Ranked:
    others = [p for t in asked.topics if t is not topic for p in t.pieces]
    context = [*asked.context, *others]
    return [
        (score_of(one, topic) + _CONTEXT * share_of_context(one, context), one) for one in placed
    ]


def _joint_item(ranked: Sequence[_Ranked]) -> str | None:
    """Return the item that speaks of all topics nearly as well as the best of each does."""
    if len(ranked) < 2:
        return None
    best = sum(max((score for score, _ in found), default=0.0) for found in ranked)
    by_item: dict[str, float] = {}
    for found in ranked:
        for iri in {one.row["item"] for _, one in found}:
            own = max(score for score, one in found if one.row["item"] == iri)
            by_item[iri] = by_item.get(iri, 0.0) + own
    joint = max(by_item, key=by_item.__getitem__, default=None)
    return joint if joint is not None and by_item[joint] >= _TOGETHER * best else None


def _choose(
    found: _Ranked,
    placed: Sequence[Placed],
    topic: Topic,
    asked: Asked,
    first: Sequence[Nearest],
) -> Nearest:
    best = max((score for score, _ in found), default=0.0)
    chosen = [one for score, one in found if score >= best - _TIE and score > 0]
    if not chosen or _are_of_another(chosen, topic):
        return Nearest(topic, (), topic.pieces, is_near=False)
    places = (topic.part,) if topic.part else (*asked.places, *topic.places)
    told = _told_apart(found, chosen[0], (*topic.pieces, *asked.context), (*places, *_names(topic)))
    if not asked.asks_each:
        chosen = _of_added(found, _of_counted(found, chosen, topic), topic)
    if told and (not asked.asks_each or _are_named(told, found, topic)):
        chosen = told
    elif (beside := _beside(chosen, first)) and not asked.asks_each:
        chosen = beside
    elif len(chosen) > 1 or asked.asks_each:
        chosen = _with_like(chosen, placed)
    is_near = all(
        _stands_by(one, topic, chosen, placed) and not _is_of_another(one, topic) for one in chosen
    )
    return Nearest(topic, tuple(o.row for o in chosen), _missing(chosen, topic), is_near)


def _are_of_another(chosen: Sequence[Placed], topic: Topic) -> bool:
    """Tell whether the items of the numbers say nothing of a thing that the question names."""
    named = [n for n in topic.names if len(letters(n)) >= _NAMED and not n.isascii()]
    return bool(named) and not any(level_of(one, name) for one in chosen for name in named)


_NAMED = 4
"""Characters of a name that a text prints by itself, where it speaks of what has it."""


def _told_apart(
    found: _Ranked, best: Placed, pieces: Iterable[str], places: Iterable[str]
) -> list[Placed]:
    """Of numbers that measure the same in one item return those whose sentence says the words.

    `双凤镇新建公共自行车站点，投资额多少`: not the sums that other sentences print. Where no
    sentence says all of them, those tell that name the place: 对沙溪现状… is of the plant of 沙溪.
    """
    like = [one for _, one in found if _kind(one) == _kind(best)]
    title = letters(str(best.row["title"]))
    long = [key for key in map(letters, pieces) if len(key) >= _LONG and key not in title]
    of_places = [key for key in map(letters, places) if _tells(key, like)]
    telling = [*(key for key in long if _tells(key, like)), *of_places]
    named = [one for one in like if all(key in one.sentence for key in telling)]
    if not named and of_places:
        named = [one for one in like if all(key in one.sentence for key in of_places)]
    return named if telling else []


def _tells(key: str, like: Sequence[Placed]) -> bool:
    """Tell whether some of like numbers, and not all, have a word in their sentence."""
    return 0 < sum(key in one.sentence for one in like) < len(like)


def _are_named(told: Sequence[Placed], found: _Ranked, topic: Topic) -> bool:
    """`滨河路延伸一共几公里`: the sentence on the road is meant, which is no part of a whole."""
    like = [one for _, one in found if _kind(one) == _kind(told[0])]
    said = [letters(piece) for piece in topic.pieces if len(letters(piece)) >= _LONG]
    return any(_tells(key, like) for key in (*said, *map(letters, _names(topic))))


def _names(topic: Topic) -> list[str]:
    """Return the names of a topic that are long enough to tell sentences apart: 滨河路."""
    long = [name for name in topic.names if len(letters(name)) > _HEAD]
    return [*long, topic.part] if topic.part else long


def _of_counted(found: _Ranked, chosen: list[Placed], topic: Topic) -> list[Placed]:
    """`多少家工业企业`: the numbers right by the word that is counted, where there are such."""
    if not topic.counted or any(level_of(one, topic.counted) >= TIGHT for one in chosen):
        return chosen
    near = [(score, one) for score, one in found if level_of(one, topic.counted) >= TIGHT]
    best = max((score for score, _ in near), default=0.0)
    return [one for score, one in near if score >= best - _TIE] or chosen


def _of_added(found: _Ranked, chosen: list[Placed], topic: Topic) -> list[Placed]:
    """`暑托班新建几个站点`: of numbers in one item that count the same, the one that is added."""
    deeds = [deed for deed in topic.deeds if deed in ADDING]
    if not deeds or not topic.pieces or any(_is_added(one, deeds) for one in chosen):
        return chosen
    first, head = chosen[0].row, topic.pieces[-1]
    like = [o for _, o in found if (o.row["item"], o.row["unit"]) == (first["item"], first["unit"])]
    added = [o for o in like if _is_added(o, deeds) and level_of(o, head) >= LOOSE]
    return added if len(added) == 1 else chosen


def _is_added(one: Placed, deeds: Iterable[str]) -> bool:
    return any(is_done(one.loose + one.tight, deed) for deed in deeds)


def _beside(chosen: Sequence[Placed], first: Sequence[Nearest]) -> list[Placed]:
    """Of like numbers return that in the sentence of the one number that was asked for first.

    `双凤镇新建站点多少个、投放多少辆`: what stands in the sentence on 双凤镇.
    """
    if len(chosen) < 2 or not first or len(first[0].rows) != 1:
        return []
    said = letters(str(first[0].rows[0]["sentence"]))
    return [one for one in chosen if one.sentence == said]


def _with_like(chosen: Sequence[Placed], placed: Sequence[Placed]) -> list[Placed]:
    """Add what measures the same in the other parts of the same item: each of four plants."""
    kinds = {_kind(one) for one in chosen}
    sentences = {one.sentence for one in chosen}
    like = [o for o in placed if _kind(o) in kinds and o.sentence not in sentences]
    return [one for one in placed if one in chosen or one in like]


def _kind(one: Placed) -> tuple[str, ...]:
    is_baseline = str(one.row["targetKind"] == "baselineState")
    return (one.row["item"], one.measure, one.row["unit"], is_baseline)


def _missing(chosen: Sequence[Placed], topic: Topic) -> tuple[str, ...]:
    """Return the words that stand nowhere by the numbers: 省级 and 违规 ask for another number."""
    lost = [p for p in topic.pieces if all(level_of(one, p) < _SPOKEN_OF for one in chosen)]
    if any(level_of(one, p) >= LOOSE for p in topic.pieces for one in chosen):
        lost = [p for p in lost if not _only_says_how(p, topic, chosen)]
    named = (*topic.names, topic.head)
    return tuple(p for p in lost if p in named or (len(p) >= _HEAD and p[0] != "个"))


def _only_says_how(piece: str, topic: Topic, chosen: Sequence[Placed]) -> bool:
    """Tell whether a word says no more than the unit does: 铺设多长, 多少辆车, 规模多大."""
    units = {str(one.row["unit"]) for one in chosen}
    fits = bool(topic.units & units) or bool(topic.counted)
    if piece in topic.names and not piece.endswith(("ing", "ed")):
        return False
    is_free = fits or piece != topic.head or piece in ADDING
    counts = piece[:1] in units and len(piece) <= _HEAD
    return counts or piece in OF_SIZE or (is_free and is_light(piece))


OF_SIZE: tuple[str, ...] = ("规模", "部分", "长度", "面积", "能力", "数量", "总量", "片区", "新装")
OF_SIZE += ("水量", "增量", "投入", "资金", "区域", "区段", "车辆", "路", "公里", "范围", "场所")
OF_SIZE += ("日均", "预期", "所述", "往东", "向东", "新开", "建好", "大", "领先", "三块", "三片")
OF_SIZE += ("培训",)
OF_SIZE += ("aiming", "trained", "planned", "built", "added", "created")


def _stands_by(
    one: Placed, topic: Topic, chosen: Sequence[Placed], placed: Sequence[Placed]
) -> bool:
    """Tell whether a word of the question stands by the number, or no other can be meant.

    The whole name of an indicator says no unit, whatever its words are: …经费投入占…比重; nor does
    a name as long in the text of a task.
    """
    is_named = one.row["class"] == "indicator" or len(one.measure) >= _WHOLE_NAME
    if is_named and one.measure in map(letters, topic.pieces):
        return True
    if topic.units and one.row["value"] and one.row["unit"] not in topic.units:
        return False
    level = max((level_of(one, piece) for piece in topic.pieces), default=0.0)
    if level >= LOOSE:
        return True
    fitting = [p for p in placed if not topic.units or p.row["unit"] in topic.units]
    done = [p for p in fitting if any(is_done(p.loose + p.tight, d) for d in topic.deeds)]
    if one in done and all(p in chosen for p in done if p.row["item"] == one.row["item"]):
        return True
    if level >= SENTENCE and len([p for p in fitting if p.sentence == one.sentence]) == 1:
        return True
    return all(p in chosen for p in fitting if p.row["item"] == one.row["item"])


_WHOLE_NAME = 8
"""Characters of a name that measures one thing alone, at the least."""


def _is_of_another(one: Placed, topic: Topic) -> bool:
    """Tell whether a number counts what the question does not name, and its unit is not asked for.

    `污水处理厂扩建规模是多少`: 30公里 in its sentence are of 城镇污水管网.
    """
    said = letters("".join((*topic.pieces, *topic.deeds)))
    asked = one.row["unit"] in topic.units or not one.row["value"]
    named = any(letters(piece) in one.measure for piece in topic.pieces)
    named = named or _counts_both((one.row,), topic)
    parts = words_in(one.measure) or [one.measure]
    return bool(one.measure) and not (asked or named or letters(parts[-1]) in said)
