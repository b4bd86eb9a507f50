"""A document that runs out of time is tried once more where the machine may be why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.machine.pauses import Pauses
from loader import assembly
from loader.assembly import Held
from loader.parts import Making, Task
from ontology.errors import OutOfTime, ZhengtuError

LATE = OutOfTime("too long")
MADE = ZhengtuError("stands for a part")


def tasks_of(count: int) -> list[Task]:
    paths = (Path(f"{number}.txt") for number in range(count))
    return [Task(path, path.name, Path(), "", "", Path()) for path in paths]


@pytest.fixture
def tried_again(monkeypatch: pytest.MonkeyPatch) -> list[Task]:
    again: list[Task] = []

    @contextmanager
    def making(tasks: Iterable[Task], _: int) -> Iterator[Making]:
        again.extend(tasks)
        yield ((task, MADE) for task in again)

    monkeypatch.setattr(assembly, "making", making)
    return again


@pytest.mark.parametrize(
    "case",
    [
        (1, 1, False, 0),
        (19, 1, False, 0),
        (20, 1, False, 1),
        (40, 2, False, 2),
        (40, 3, False, 0),
        (1, 1, True, 1),
        (40, 3, True, 3),
        (40, 0, True, 0),
    ],
)
def test_those_that_run_out_of_time_are_tried_again_where_few_do(
    case: tuple[int, int, bool, int], tried_again: list[Task]
) -> None:
    count, late, paused, second = case
    tasks = tasks_of(count)
    first = iter([(task, LATE if n < late else MADE) for n, task in enumerate(tasks)])
    pauses = Pauses()
    pauses.seen = paused
    made = dict(Held(None, "")._in_order(dict.fromkeys(tasks), first, pauses, 2))
    assert set(made) == set(tasks)
    assert tried_again == tasks[:second]
    assert sum(one is LATE for one in made.values()) == late - second
