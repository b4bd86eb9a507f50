"""A cell that is a query: `%%sparql` answers it, and completes prefixes, terms and variables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell

import zhengtu
from zhengtu.client.graph import KnowledgeGraph

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
QUERY = "SELECT ?item { ?item zt:theme ?theme }"


@pytest.fixture(scope="module")
def shell(remote: KnowledgeGraph) -> Iterator[InteractiveShell]:
    shell = InteractiveShell(history_load_length=0)
    shell.history_manager.enabled = False
    zhengtu.load_ipython_extension(shell)
    zhengtu.load_ipython_extension(shell)
    shell.user_ns["kg"] = remote
    yield shell
    shell.history_manager.end_session()


def test_a_cell_is_answered_with_its_values(shell: InteractiveShell) -> None:
    shell.user_ns["theme"] = "id:theme/environment"
    shown = shell.run_cell_magic("sparql", "kg -o frame --labels theme={theme}", QUERY)
    assert len(shown) == 29
    assert list(shell.user_ns["frame"].columns) == ["item", "itemLabel"]


@pytest.mark.parametrize(
    ("line", "cell", "message"),
    [
        ("", "SELECT ?x { ?x ?? }", r"(?s)not valid SPARQL: line 1, column 13.*\^"),
        ("other", QUERY, "no connection 'other'"),
        ("QUERY", QUERY, "'QUERY' is no connection"),
        ("-o 7", QUERY, "-o needs the name"),
        ("--label", QUERY, "'--label' is not understood"),
        ("nothing=1", QUERY, r"no variable \?nothing"),
    ],
)
def test_a_mistake_is_one_message(
    shell: InteractiveShell, line: str, cell: str, message: str
) -> None:
    shell.user_ns["QUERY"] = QUERY
    with pytest.raises(UsageError, match=message):
        shell.run_cell_magic("sparql", line, cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("%%sparql\nSELECT ?item { ?item zt:leadA", {"zt:leadAgency"}),
        ("%%sparql kg\nSELECT ?item { ?item sko", {"skos:"}),
        ("%%sparql\nSELECT ?item { ?item skos:prefL", {"skos:prefLabel"}),
        ("%%sparql\nSELECT ?item ?title { ?it", {"?item"}),
        ("%%sparql\nSELECT ?item { } ORD", {"ORDER BY"}),
    ],
)
def test_words_are_completed(shell: InteractiveShell, cell: str, expected: set[str]) -> None:
    assert shell.Completer is not None
    with provisionalcompleter():
        found = list(shell.Completer.completions(cell, len(cell)))
    completed = {cell[: one.start] + one.text for one in found}
    begun = {cell[: len(cell) - len(cell.rsplit(maxsplit=1)[-1])] + word for word in expected}
    assert begun <= completed


def test_other_cells_are_left_alone(shell: InteractiveShell) -> None:
    assert shell.Completer is not None
    cell = "zt = 1\nskos"
    with provisionalcompleter():
        found = {one.text for one in shell.Completer.completions(cell, len(cell))}
    assert "skos:" not in found
