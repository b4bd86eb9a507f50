"""What the README shows is what a reader gets."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.zhengtu.forked import run_forked

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"```console\n\$ zhengtu ([^\n]+)\n(.*?)```", README, re.DOTALL)
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PACKAGES = ("ontology", "graph", "queries", "loader", "api", "zhengtu", "bench")
WRITTEN = {"dictionary.csv"}
"""Files that the pages name and that zhengtu writes."""
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def run(*arguments: str, home: Path) -> str:
    environment = {**os.environ, "ZHENGTU_HOME": str(home), "ZHENGTU_DATA": str(ROOT / "data")}
    done = run_forked(list(arguments), ROOT, environment, "", 60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_readme_shows_five_questions_and_a_notebook() -> None:
    assert len(CONSOLE) == 5
    assert len(PYTHON) == 1


@pytest.mark.parametrize(("command", "shown"), CONSOLE, ids=[c for c, _ in CONSOLE])
def test_answers_are_as_shown(command: str, shown: str, home: Path) -> None:
    assert run(*shlex.split(command), home=home).splitlines() == shown.splitlines()


def test_the_notebook_gives_the_frame(home: Path) -> None:
    environment = {**os.environ, "ZHENGTU_HOME": str(home)}
    command = [sys.executable, "-m", "zhengtu.cli", "serve", "--port", "0"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split()[-1].rstrip("/")
            code = PYTHON[0].replace("http://127.0.0.1:8000", address)
            code += "\nprint(frame.to_csv(index=False))"
            done = subprocess.run(
                [sys.executable, "-c", code], capture_output=True, text=True, check=True
            )
        finally:
            server.terminate()
    lines = done.stdout.split("\n")
    assert lines[0] == "agency,items"
    shown = re.search(r"太仓市环境保护局 +(\d+)\n", README)
    assert shown, "the first question shows it"
    assert lines[1] == f"太仓市环境保护局,{shown[1]}"
    assert len([line for line in lines if line]) == 6


def test_every_folder_is_in_the_map() -> None:
    made = {"snapshots", "dist", "build", "__pycache__"}
    folders = {p.name for p in ROOT.iterdir() if p.is_dir() and not p.name.startswith(".")} - made
    assert folders
    assert sorted(name for name in folders if f"`{name}/`" not in README) == []


def test_pages_name_only_files_that_exist() -> None:
    paths = [path for name in (*PACKAGES, "data", "tests") for path in (ROOT / name).rglob("*")]
    known = {f"/{path.relative_to(ROOT).as_posix()}" for path in (*paths, *ROOT.glob("*"), *PAGES)}
    named = {
        (page.name, name)
        for page in PAGES
        for name in re.findall(r"`([\w./-]+\.(?:py|csv|toml|ttl|jsonl))`", page.read_text("utf-8"))
        if name not in WRITTEN
    }
    assert len(named) > 50
    missing = [one for one in named if not any(path.endswith("/" + one[1]) for path in known)]
    assert sorted(missing) == []


def test_links_between_pages_lead_somewhere() -> None:
    links = [
        (page, link)
        for page in PAGES
        for link in re.findall(r"\]\((?!http)([^)#]+)", page.read_text("utf-8"))
    ]
    assert len(links) > 20
    missing = [(page.name, link) for page, link in links if not (page.parent / link).exists()]
    assert missing == []
