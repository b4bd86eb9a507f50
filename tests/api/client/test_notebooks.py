"""The notebooks run from top to bottom, on the notice and on a small corpus of an invented town."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")

FOLDER = Path(__file__).parents[3] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
CORPUS = sorted((FOLDER / "corpus").glob("*.txt"))
Serving = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="module")
def kernel() -> Iterator[KernelManager]:
    """Start one kernel for all: it takes longer to start than the notebooks to run."""
    manager = KernelManager(kernel_name="python3")
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ZHENGTU_")}
    manager.start_kernel(env={**kept, "MPLBACKEND": "module://matplotlib_inline.backend_inline"})
    yield manager
    manager.shutdown_kernel(now=True)
    manager.cleanup_resources()


@pytest.fixture(scope="module")
def corpus_url(
    load: Callable[..., str], serving: Serving, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    home = tmp_path_factory.mktemp("corpus")
    assert "documents 2" in load(home, "--fresh", *map(str, CORPUS))
    with serving(home) as address:
        yield address


def test_there_are_four_without_outputs() -> None:
    assert len(NOTEBOOKS) == 4
    for path in NOTEBOOKS:
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        assert len(cells) > 5
        assert all(not c.outputs and c.execution_count is None for c in cells)
        first = notebook.cells[0].source
        assert re.search(r"^# [^\n]*[\u4e00-\u9fff]", first)
        assert re.search(r"\n\*[A-Z][^\n]+\*$", first)


def test_no_number_is_written_that_is_not_computed() -> None:
    for path in NOTEBOOKS:
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown":
                assert not re.search(r"\d{2,}|\d+ ?[项个家条]", cell.source), cell.source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.parametrize("corpus", ["url", "corpus_url"], ids=["notice", "corpus"])
def test_a_notebook_runs_and_draws(
    kernel: KernelManager, request: pytest.FixtureRequest, corpus: str, path: Path
) -> None:
    address = request.getfixturevalue(corpus)
    notebook = nbformat.read(path, as_version=4)
    begin = f"%reset -f\nimport os\nos.environ['KG'] = {address!r}"
    notebook.cells.insert(0, nbformat.v4.new_code_cell(begin))
    client = NotebookClient(notebook, km=kernel, timeout=120)
    client.start_new_kernel_client()
    try:
        for number, cell in enumerate(notebook.cells):
            client.execute_cell(cell, number)
    finally:
        client.kc.stop_channels()
    outputs = [o for cell in notebook.cells for o in cell.get("outputs", ())]
    pictures = [o for o in outputs if "image/png" in o.get("data", {})]
    assert len(pictures) >= 2
    said = "".join(o["text"] for o in outputs if o.get("name") == "stderr")
    assert "Glyph" not in said, said
    shown = "".join(_text(output) for output in outputs)
    assert re.search(r"snapshot [0-9a-f]{16}", shown)
    if corpus == "url":
        _check_numbers(path.stem, shown)


NUMBERS = {
    "01-environment": (r"太仓市环境保护局\s+15\b", "主要责任单位: .*【.+】"),
    "02-officials": (r"许超震\s+40\b", r"许超震 40|顾晓东 40"),
    "03-targets": (r"yes\s+\d+", "太仓市2019年政府工作报告"),
    "04-links": ("中共太仓市委十三届四次全体", "快照里有 1 份文件"),
}
"""What must be printed, of what the README and the reference say of the notice."""


def _check_numbers(name: str, shown: str) -> None:
    for pattern in NUMBERS[name]:
        assert re.search(pattern, shown), (pattern, shown[-3000:])


def _text(output: Any) -> str:
    return output.get("text", "") or output.get("data", {}).get("text/plain", "")
