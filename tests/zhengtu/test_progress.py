"""A long load says how far it is, with rate and time left, also where there is no terminal."""

from __future__ import annotations

import pytest

from zhengtu import progress
from zhengtu.progress import Pace, progress_bar


def test_every_counted_step_has_a_pace_of_its_own() -> None:
    pace = Pace()
    pace.begun -= 50
    assert pace.of(0, 1000) == ""
    pace.begun -= 50
    shown = pace.of(100, 1000)
    assert shown.startswith("2.0/s, 0:07:")
    assert shown.endswith(" left")
    assert pace.of(0, 400) == ""
    pace.begun -= 10
    assert pace.of(100, 400).startswith("10.0/s, 0:00:")


def test_lines_stand_for_the_bar_where_there_is_no_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "_LINE_EVERY", 0)
    with progress_bar("loading") as show:
        show("reading a.txt", 1, 3)
        show("storing")
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("loading: reading a.txt, 1 of 3")
    assert second == "loading: storing"
