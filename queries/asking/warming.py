"""What the first questions would wait for: to load it takes a second at 1,000 documents.

Words by their sound and without content, names of bodies by their ends, columns, arithmetic.
"""

from __future__ import annotations

from contextlib import suppress

from graph.opened import OpenSnapshot
from ontology.errors import ZhengtuError
from queries.asking.answers import ask

_QUESTIONS = (
    "关于天上地下的任务有哪些",
    "甲乙丙局牵头的任务有多少项",
    "平均每项任务有几个责任单位",
    "第1项任务谁负责",
    "How many items does the Bureau of Nothing lead?",
)
"""Each needs other parts: an unknown word, an unknown body, averages, rows with who has them, names
of bodies in English."""


def warm(opened: OpenSnapshot) -> None:
    """Ask what needs most parts, so that these are there when somebody asks."""
    for question in _QUESTIONS:
        with suppress(ZhengtuError):
            ask(question, opened)
