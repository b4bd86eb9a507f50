"""Whom a sentence tells to do the work: 责成A牵头, A要会同B制定方案."""

import pytest

from loader.assignments.clauses import ClauseReader
from loader.registers.registers import Registers
from loader.running.prose import ProseReader


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        (
            "责成县水务局牵头，县财政局配合，6月底前建成。",
            [("lead", "县水务局"), ("supporting", "县财政局")],
        ),
        ("责令县城管局负责拆除。", [("responsible", "县城管局")]),
        ("会议责成由县水务局牵头。", [("lead", "县水务局")]),
        (
            "县教育局要会同县财政局制定方案，各乡镇具体实施。",
            [("lead", "县教育局"), ("supporting", "县财政局"), ("responsible", "各乡镇")],
        ),
        (
            "县教育局应积极会同县财政局落实资金。",
            [("lead", "县教育局"), ("supporting", "县财政局")],
        ),
        # what was done, what is general, and what bodies do with the work of others
        ("县教育局已会同县财政局制定方案。", []),
        ("各部门要会同有关单位开展检查。", []),
        ("县教育局要会同有关部门制定方案。", []),
        ("县监察局要会同县政府督查室对以上实事进行督促检查。", []),
    ],
)
def test_order_charges_bodies(
    sentence: str, named: list[tuple[str, str]], registers: Registers
) -> None:
    told = ProseReader(ClauseReader(registers)).read(sentence)
    shares = told.shares if told else []
    assert [(one.role, one.unit.surface) for one in shares] == named


def test_order_in_bracket_is_no_part_of_a_name(registers: Registers) -> None:
    clause = ClauseReader(registers).for_brackets.read("责成县水务局牵头，县财政局配合")
    assert [one.unit.surface for one in clause.shares] == ["县水务局", "县财政局"]
