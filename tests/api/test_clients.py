"""Any client works: each recipe of docs/clients.md is run as it stands against the live server."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "clients.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"### ([^\n]+)\n+(?:[^`#\n][^\n]*\n+)*```(\w+)\n(.*?)```", PAGE, re.DOTALL)
OTHERS = {"sh": ("bash", "-c"), "r": ("Rscript", "-e")}
LOCAL = "http://127.0.0.1:8000"
HTTP = "-W ignore::DeprecationWarning"


def test_the_page_has_recipes_for_all_clients() -> None:
    assert len(BLOCKS) == PAGE.count("```") // 2 >= 12
    assert {language for _, language, _ in BLOCKS} == {"python", "sh", "r"}


def run(language: str, code: str, folder: Path) -> str:
    if language == "python":
        command = [sys.executable, *HTTP.split(), "-c", code]
    else:
        program = shutil.which(OTHERS[language][0])
        if program is None:
            pytest.skip(f"{OTHERS[language][0]} is not installed")
        command = [program, OTHERS[language][1], code]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


PYTHON = [(title, code) for title, language, code in BLOCKS if language == "python"]


def test_recipes_in_python_give_what_they_say(url: str, tmp_path: Path) -> None:
    """All in one process, which starts once; each in a name space of its own."""
    codes = [code.replace(LOCAL, url) for _, code in PYTHON]
    lines = [
        "import io, contextlib, json",
        f"for code in {codes!r}:",
        "    out = io.StringIO()",
        "    with contextlib.redirect_stdout(out):",
        "        exec(code, {'__name__': 'recipe'})",
        "    print(json.dumps(out.getvalue()))",
    ]
    import json

    printed = [json.loads(line) for line in run("python", "\n".join(lines), tmp_path).splitlines()]
    for (title, code), shown in zip(PYTHON, printed, strict=True):
        expected = re.findall(r"^# ?> (.*)$", code, re.MULTILINE)
        assert expected, title
        assert [line.rstrip() for line in shown.splitlines()] == expected, title


@pytest.mark.parametrize(
    ("language", "code"),
    [(language, code) for _, language, code in BLOCKS if language != "python"],
    ids=[title for title, language, _ in BLOCKS if language != "python"],
)
def test_other_recipes_give_what_they_say(
    url: str, tmp_path: Path, language: str, code: str
) -> None:
    shown = run(language, code.replace(LOCAL, url), tmp_path)
    expected = re.findall(r"^# ?> (.*)$", code, re.MULTILINE)
    assert expected
    assert [line.rstrip() for line in shown.splitlines()] == expected
