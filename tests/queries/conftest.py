"""Snapshots to ask, and what asks the one of the notice."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from graph.opened import OpenSnapshot
from graph.serving.workers import Limits
from graph.storage.snapshot import open_current
from loader.load import Loader
from ontology.ids import DEFAULT_BASE
from queries.ask import Result, answer
from queries.catalogue import find_question
from queries.exports.formats import FORMATS, Wanted, write_export
from queries.exports.tables import Filled, fill, tables


@pytest.fixture(scope="session")
def moved(moved_home: Path) -> Iterator[OpenSnapshot]:
    """Open the notice under another base."""
    with OpenSnapshot(open_current(moved_home), Limits()) as opened:
        yield opened


@pytest.fixture(scope="session")
def several(
    lean_data: Path, tmp_path_factory: pytest.TempPathFactory, invent: Callable[..., str]
) -> Iterator[OpenSnapshot]:
    """Load two documents that name the same agents, whom no register knows, and one elsewhere.

    That one says 市水务局 where the others say 水务局.
    """
    folder = tmp_path_factory.mktemp("documents")
    paths = [folder / "5.txt", folder / "6.txt", folder / "7.txt"]
    for path, town in zip(paths, "虚虚实", strict=True):
        number, issuer = f"{town}政发〔2019〕{path.stem}号", f"{town}河市人民政府"
        text = invent(number=number, issuer=issuer)
        bureau = "水务局" if town == "虚" else "市水务局"
        path.write_text(text.replace("水务局", bureau), encoding="utf-8")
    outcome = Loader(tmp_path_factory.mktemp("several"), lean_data, DEFAULT_BASE).load(paths)
    with OpenSnapshot(outcome.snapshot, Limits()) as opened:
        yield opened


@pytest.fixture(scope="session")
def ask(opened: OpenSnapshot) -> Callable[..., Result]:
    """Return a function that answers a saved question on the notice, each but once."""

    @cache
    def ask_(name: str, **given: str) -> Result:
        return answer(find_question(name), given, opened)

    return ask_


@pytest.fixture(scope="session")
def export(opened: OpenSnapshot, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function that writes a format once."""
    folder = tmp_path_factory.mktemp("exports")

    def write(name: str) -> Path:
        path = folder / f"graph.{name}"
        if not path.exists():
            write_export(Wanted(FORMATS[name]), opened, path)
        return path

    return write


@pytest.fixture(scope="session")
def filled(opened: OpenSnapshot) -> list[Filled]:
    base = opened.snapshot.base_iri
    return [fill(table, opened.workers.answer, base) for table in tables().values()]
