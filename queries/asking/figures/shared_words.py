"""Words that say of several things what is asked of each: 市一中、南郊小学的学位数各是多少."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from queries.asking.figures.asked import Topic
from queries.asking.words.verbs import ADDING, PLANNED

DEEDS = (*PLANNED, "申请", "授权", "关停", "淘汰")
_BOTH = 2
_END = -2


def of_one_thing(topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """`发明专利的申请数是授权数的几倍`: what is but a deed is done to what is named before it.

    `浏河污水处理厂新增的规模比双凤污水处理厂多多少`: what is named alone has what the first has.
    """
    if len(topics) != _BOTH:
        return topics
    first, second = topics
    if _is_named_alone(first, second):
        pieces = (*second.pieces, *first.pieces[1:])
        deeds = tuple(dict.fromkeys([*second.deeds, *first.deeds]))
        return first, replace(second, pieces=pieces, deeds=deeds, units=first.units or second.units)
    things = [piece for piece in first.pieces if piece not in DEEDS]
    if not things or not second.pieces or not {*second.pieces} <= {*DEEDS}:
        return topics
    deed = next((deed for deed in DEEDS if things[-1].startswith(deed)), "")
    pieces = (*second.pieces, things[-1].removeprefix(deed))
    return first, replace(second, pieces=pieces, label="".join(pieces))


def of_one_measure(topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """`市一中、南郊小学的学位数各是多少`: what stands behind the last is asked of each.

    So is what is counted behind all, `市一中和南郊小学一共增加多少个学位`.
    """
    *others, last = topics or (Topic(),)
    alone = all(len(topic.pieces) == 1 and topic.units <= last.units for topic in others)
    _, *shared = last.pieces or ("",)
    if not others or not alone or not _is_of_all(last, shared):
        return topics
    each = (replace(t, pieces=(*t.pieces, *shared), units=last.units) for t in others)
    return tuple(replace(t, part=t.pieces[0]) for t in (*each, last))


def _is_of_all(last: Topic, shared: list[str]) -> bool:
    """Tell whether what stands behind the last of several things is asked of all of them."""
    if len(shared) < _BOTH:
        return bool(shared) or bool(last.units)
    return last.counted == shared[-1] or shared[0] in ADDING


def of_parts_before(named: Sequence[str], topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """`主城区和双凤镇两块，投资额之和`: the one number that is asked for, of each that is named."""
    if len(named) < _BOTH or len(topics) != 1:
        return topics
    [topic] = topics
    return tuple(
        replace(topic, pieces=(name, *topic.pieces), part=name, label=name) for name in named
    )


def _is_named_alone(first: Topic, second: Topic) -> bool:
    """Tell whether the second of two topics is one place, or one thing of the kind of the first."""
    if len(second.pieces) != 1 or len(first.pieces) < _BOTH:
        return False
    alike = first.pieces[0][_END:] == second.pieces[0][_END:]
    return alike or (bool(second.places) and len(first.places) < _BOTH)
