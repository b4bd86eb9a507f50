"""Free questions are answered as counting by hand gives, and say what they do not know."""

import pytest

from bench.ask import judge, read_truth
from bench.ask_truth import Truth
from graph.opened import OpenSnapshot
from queries.asking.answers import ask
from queries.asking.grammar import Example, examples, families


@pytest.fixture(scope="session")
def notice_truth(opened: OpenSnapshot) -> Truth:
    return read_truth(opened)


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.question)
def test_examples_are_answered_exactly(
    example: Example, opened: OpenSnapshot, notice_truth: Truth
) -> None:
    answer = ask(example.question, opened)
    assert judge(answer, example.check, notice_truth) == "exact"
    assert answer.family in (example.family, "")


def test_examples_belong_to_families() -> None:
    assert {example.family for example in examples()} <= {family.name for family in families()}
