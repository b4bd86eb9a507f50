"""Two connections to the same snapshot: to a server far away, and to one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import zhengtu
from zhengtu.client.graph import KnowledgeGraph


@pytest.fixture(scope="session")
def remote(url: str) -> Iterator[KnowledgeGraph]:
    with zhengtu.connect(url) as graph:
        yield graph


@pytest.fixture(scope="session")
def local(home: Path, root: Path) -> Iterator[KnowledgeGraph]:
    """Serve it to ourselves, with a limit that a large answer exceeds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZHENGTU_DATA", str(root / "data"))
        patch.setenv("ZHENGTU_RESULT_MB", "1")
        with zhengtu.connect(home) as graph:
            yield graph


@pytest.fixture(scope="session")
def same() -> Callable[[Any, Any], None]:
    """Return a function that checks that two answers are equal, types included."""

    def check(one: Any, other: Any) -> None:
        assert type(one) is type(other)
        if isinstance(one, pd.DataFrame):
            assert len(one)
            pd.testing.assert_frame_equal(pd.DataFrame(one), pd.DataFrame(other))
        else:
            assert str(one) == str(other)

    return check
