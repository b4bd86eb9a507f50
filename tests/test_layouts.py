"""Samples of the layouts in which cities and provinces publish: each is read as annotated."""

import os
from pathlib import Path

import pytest

from bench.layouts import Sample, compare_sample, read_samples
from bench.state_council import compare_all
from graph.storage.check import check_shapes
from loader.load import Loader
from loader.registers.registers import Registers
from ontology.ids import DEFAULT_BASE

ROOT = Path(__file__).parents[1]
OWN = read_samples(ROOT / "tests" / "samples" / "layouts")
SHARED = Path(os.environ.get("ZHENGTU_SHARED", ROOT.parent / "shared"))
GIVEN = read_samples(SHARED / "layouts")
REGISTERS = Registers(ROOT / "data" / "registers")


def test_there_are_samples() -> None:
    assert len(OWN) == 564
    assert sum(len(sample.rows) for sample in OWN) == 2323
    assert sum(not sample.rows for sample in OWN) == 27


@pytest.mark.parametrize("sample", OWN, ids=[sample.path.stem for sample in OWN])
def test_own_sample_is_read(sample: Sample) -> None:
    result = compare_sample(sample, REGISTERS)
    assert result.score > 0.95, result.differences
    assert result.invented == 0


PLAIN = [sample for sample in OWN[::12] if sample.path.suffix == ".txt" and sample.rows]
DEMANDS = """
工作要求
（一）加强组织领导。各单位主要负责人是第一责任人，要亲自部署、亲自过问，层层落实责任。
（二）强化协作配合。各责任单位要各司其职、密切配合，牵头单位要切实负起牵头责任。
（三）严肃督查问责。督查室要加强跟踪督办，对工作不力的单位和个人严肃追责。
"""


@pytest.mark.parametrize("sample", PLAIN, ids=[sample.path.stem for sample in PLAIN])
def test_demands_below_the_work_change_nothing(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / sample.path.name
    path.write_text(sample.path.read_text("utf-8").rstrip("\n") + DEMANDS, encoding="utf-8")
    result = compare_sample(Sample(path, sample.truth), REGISTERS)
    assert result.score > 0.95, result.differences
    assert result.invented == 0


@pytest.mark.skipif(not GIVEN, reason="the folder of reference material is absent")
def test_given_samples_are_read() -> None:
    results = {sample.path.stem: compare_sample(sample, REGISTERS) for sample in GIVEN}
    assert len(results) == 10
    assert {name: r.differences for name, r in results.items() if r.score < 0.9} == {}


@pytest.mark.skipif(not GIVEN, reason="the folder of reference material is absent")
def test_documents_of_the_state_council_are_read() -> None:
    compared = list(compare_all(REGISTERS))
    assert len(compared) == 3
    for one in compared:
        assert one.bodies.f1 >= 0.98, one.differences
        assert one.collectives.f1 >= 0.95


# rdflib 7 calls what it deprecates itself while it parses quads
@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")
def test_own_samples_together_conform_to_the_shapes(tmp_path: Path) -> None:
    """Whatever the layout, what is written of it is traceable and well-formed.

    Some samples are the same document in another layout: the first is loaded. Every third is taken:
    all of them take four minutes.
    """
    paths = [sample.path for sample in OWN[::3]]
    outcome = Loader(tmp_path, ROOT / "data", DEFAULT_BASE, processes=2).load(paths)
    assert [one for one in map(str, outcome.failures) if "load one of the two" not in one] == []
    assert len(list(outcome.snapshot.documents())) == len(paths) - len(outcome.failures)
    assert check_shapes(outcome.snapshot) == []
