"""What a tag stands for changes with the code that answers, wherever in its folders that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.http import tags


def test_code_in_packages_of_packages_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = tmp_path / "answering" / "words.py"
    module.parent.mkdir()
    monkeypatch.setattr(tags, "_PACKAGES", ("all",))
    monkeypatch.setattr(tags, "files", lambda _: tmp_path)
    before = tags._code.__wrapped__()
    module.write_text("WORDS = ()\n")
    assert tags._code.__wrapped__() != before
