"""What a question says besides, and whom it names, does not change how it is read."""

import re

import pytest

from graph.opened import OpenSnapshot
from queries.asking.answering.several import read_parts
from queries.asking.answers import MOST_CHARACTERS, ask
from queries.asking.cutting.cutting import read_question
from queries.asking.readings.reading import Reading
from queries.asking.words.grammar import examples

CHINESE = [e.question for e in examples() if not re.search("[A-Za-z]{4}", e.question)]
CHOSEN = [q for q in CHINESE if not re.match("[想我请问听]|麻烦|老师|同事|据说", q)][::9]
BEFORE = (
    "我想知道",
    "麻烦查一下",
    "请教一下：",
    "同事托我问一下，",
    "请帮我统计：",
    "根据这份通知，",
)
BEHIND = ("谢谢！", "急用")
EXCHANGED = {"环保局": "城管局", "城管局": "农委", "农委": "教育局", "教育局": "环保局"}
EXCHANGED |= {"韩飚": "顾晓东", "顾晓东": "赵建初", "赵建初": "陈力", "陈力": "韩飚"}
NAMES = re.compile("|".join(EXCHANGED))


def read(question: str, opened: OpenSnapshot) -> list[Reading]:
    draft, _ = read_question(question, opened)
    return [reading for _, reading in read_parts(draft)]


@pytest.mark.parametrize("question", CHOSEN)
def test_courtesies_say_nothing(question: str, opened: OpenSnapshot) -> None:
    plain = read(question, opened)
    asked = question if question.endswith("？") else question + "？"
    for more in [*(b + question for b in BEFORE), *(asked + b for b in BEHIND)]:
        assert read(more, opened) == plain, more


@pytest.mark.parametrize("question", [q for q in CHINESE[::4] if NAMES.search(q)])
def test_other_names_are_read_alike(question: str, opened: OpenSnapshot) -> None:
    labels = {name: label(name, opened) for name in EXCHANGED}
    other = {labels[a]: labels[b] for a, b in EXCHANGED.items()}
    exchanged = NAMES.sub(lambda found: EXCHANGED[found[0]], question)
    assert names(read(question, opened), other) == names(read(exchanged, opened), {})


def label(name: str, opened: OpenSnapshot) -> str:
    [reading] = read(f"{name}的任务有哪些", opened)
    return reading.conditions[0].nodes[0].label


def names(readings: list[Reading], other: dict[str, str]) -> list[object]:
    """What readings say, with other names for those that are exchanged, in no order."""
    return [
        (
            r.focus,
            r.measure,
            r.order,
            r.top,
            sorted(other.get(n.label, n.label) for n in (*r.excluded, *r.claimed)),
            [
                (
                    c.roles,
                    c.negated,
                    c.only,
                    c.comparator,
                    c.number,
                    sorted(
                        (
                            x.slot,
                            x.negated,
                            x.only,
                            x.roles,
                            x.comparator,
                            x.number,
                            sorted(other.get(n.label, n.label) for n in x.nodes),
                        )
                        for x in c.conditions
                    ),
                )
                for c in r.clauses
            ],
        )
        for r in readings
    ]


REPEATED = (
    "和",
    "不",
    "第1项到第5项",
    "附件1和",
    "分管领导是",
    "我想知道",
    "没有环保局、",
    "（",
    "倒数第2项",
)


@pytest.mark.parametrize("words", REPEATED)
def test_words_said_again_and_again_are_no_error(words: str, opened: OpenSnapshot) -> None:
    answer = ask((words * MOST_CHARACTERS)[: MOST_CHARACTERS - 1], opened)
    assert answer.status in ("answered", "unsure", "refused", "ambiguous")
