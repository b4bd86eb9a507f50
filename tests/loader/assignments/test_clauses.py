"""Clauses are understood in time that grows with their length, whatever they say."""

from __future__ import annotations

import time

import pytest

from loader.assignments.clauses import ClauseReader
from loader.assignments.plain_labels import with_plain_label
from loader.plain_tables.flat import find_flat, read_flat
from loader.registers.registers import Registers
from loader.running.prose import ProseReader
from loader.source import Paragraph


@pytest.mark.parametrize(
    ("text", "units", "role"),
    [
        ("财政局按职责分工负责", "财政局", "responsible"),
        ("财政局、水务局按照各自职责分工范围分别组织实施", "财政局、水务局", "responsible"),
        ("由财政局牵头负责", "财政局", "lead"),
        ("请水务局协同配合", "水务局", "supporting"),
        ("财政局", "财政局", None),
        ("区社会办", "区社会办", None),
    ],
)
def test_verb_at_the_end_gives_the_role(
    text: str, units: str, role: str | None, registers: Registers
) -> None:
    assert ClauseReader(registers).split_verb(text) == (units, role)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("财政局负责指导", "guiding"),
        ("财政局负责督办", "guiding"),
        ("财政局负责牵头", "lead"),
        ("财政局负责落实", "responsible"),
        ("财政局督促指导", "guiding"),
        ("财政局配合推进", "supporting"),
        ("财政局给予支持", "supporting"),
        ("财政局统筹协调", "lead"),
        ("财政局抓落实", "responsible"),
        ("财政局承担主体责任", "responsible"),
        ("财政局切实落实属地管理责任", "responsible"),
        ("财政局提供资金保障", "supporting"),
        ("财政局做好技术支撑工作", "supporting"),
        ("预期性指标，牵头单位：财政局", "lead"),
        ("约束性指标；财政局负责", "responsible"),
        ("市级重点项目，财政局牵头", "lead"),
    ],
)
def test_words_of_a_bracket_give_the_role(text: str, role: str, registers: Registers) -> None:
    clause = ClauseReader(registers, in_bracket=True).read(text)
    assert [(share.role, share.unit.surface) for share in clause.shares] == [(role, "财政局")]
    assert clause.is_assignment


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("财政局、水务局，交通局配合", ["responsible", "responsible", "supporting"]),
        ("财政局，水务局；交通局指导", ["responsible", "responsible", "guiding"]),
        ("财政局牵头，水务局，交通局配合", ["lead", "supporting", "supporting"]),
        ("财政局，水务局牵头", ["lead", "lead"]),
        ("财政局牵头落实，水务局、交通局协同落实", ["lead", "supporting", "supporting"]),
        ("财政局、水务局协同落实", ["responsible", "responsible"]),
        ("由财政局，水务局负责", ["responsible", "responsible"]),
    ],
)
def test_who_helps_is_the_last_piece_where_nobody_else_answers(
    text: str, roles: list[str], registers: Registers
) -> None:
    shares = ClauseReader(registers, in_bracket=True).read(text).shares
    assert [share.role for share in shares] == roles


@pytest.mark.parametrize(
    "text",
    [
        "财政局、水务局（按行业职责分工负责）",
        "财政局、水务局(按照职责分工负责)",
        "财政局、水务局按属地管理原则负责",
    ],
)
def test_manner_may_stand_in_a_bracket(text: str, registers: Registers) -> None:
    shares = ClauseReader(registers, in_bracket=True).read(text).shares
    assert [(share.role, share.unit.surface) for share in shares] == [
        ("responsible", "财政局"),
        ("responsible", "水务局"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "2015年由水务局牵头完成的水库，今年转入管护。新库由交通局负责。",
            [("responsible", "交通局")],
        ),
        (
            "去年由水务局负责修渠，今年由财政局牵头，交通局配合。",
            [("lead", "财政局"), ("supporting", "交通局")],
        ),
        (
            "由水务局会同交通局组织实施。",
            [("lead", "水务局"), ("supporting", "交通局")],
        ),
        (
            "由水务局会同交通局、财政局提出意见并组织实施。",
            [("lead", "水务局"), ("supporting", "交通局"), ("supporting", "财政局")],
        ),
        (
            "由水务局会同财政局、政府研究室研究提出意见。由交通局牵头起草，经县政府讨论通过。",
            [("lead", "水务局"), ("supporting", "财政局"), ("supporting", "政府研究室")],
        ),
        (
            "由水务局、商务局会同财政局研究提出意见。",
            [("responsible", "水务局"), ("responsible", "商务局"), ("supporting", "财政局")],
        ),
        (
            "由水务局牵头，会同住房城乡建设局制订办法。由交通局牵头的一项已并入。",
            [("lead", "水务局"), ("supporting", "住房城乡建设局")],
        ),
        (
            "2018年，由财政局牵头、交通局配合的整治已完成。新渠由水务局牵头。",
            [("lead", "水务局")],
        ),
        ("由水务局牵头完成全县的清淤。", [("lead", "水务局")]),
        (
            "由水务局牵头，会同交通局、财政局建设避难场所2处。",
            [("lead", "水务局"), ("supporting", "交通局"), ("supporting", "财政局")],
        ),
        (
            "所需资金由财政局从预备费中列支，审计局负责跟踪审计。",
            [("responsible", "财政局"), ("responsible", "审计局")],
        ),
        (
            "同意由城市建设投资公司作为业主，林业局配合办理手续。",
            [("responsible", "城市建设投资公司"), ("supporting", "林业局")],
        ),
        ("由县政府批准立项，水务局负责实施。", [("responsible", "水务局")]),
        (
            "关于“稳定投入”的问题，由财政局、水务局研究提出意见。具体办法由交通局制定办法。",
            [("responsible", "财政局"), ("responsible", "水务局")],
        ),
        (
            "交通局负责修路，水务局、县职业高级中学配合。",
            [("responsible", "交通局"), ("supporting", "水务局"), ("supporting", "县职业高级中学")],
        ),
        ("会议认为，防汛由交通局负责。会议决定，责成水务局加快清淤。", [("responsible", "水务局")]),
        (
            "去年清淤由交通局负责。由水务局与财政局对接。",
            [("responsible", "水务局"), ("responsible", "财政局")],
        ),
        (
            "由水务局牵头，清理河道，经济发展局配合。",
            [("lead", "水务局"), ("supporting", "经济发展局")],
        ),
        (
            "涉及几个部门共同负责的工作，要加强沟通。新渠由水务局牵头。",
            [("lead", "水务局")],
        ),
    ],
)
def test_prose_charges_nobody_with_what_was_done(
    text: str, said: list[tuple[str, str]], registers: Registers
) -> None:
    told = ProseReader(ClauseReader(registers)).read(text)
    assert told is not None
    assert [(share.role, share.unit.surface) for share in told.shares] == said


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("牵头单位：财政局，水务局配合", ["lead", "supporting"]),
        ("牵头/责任单位：财政局/水务局", ["lead", "responsible"]),
        ("牵头单位/配合单位：财政局/水务局", ["lead", "supporting"]),
        ("责任单位：财政局/水务局", ["responsible", "responsible"]),
        ("协办单位：财政局，水务局具体落实", ["supporting", "responsible"]),
        ("责任单位：财政局，水务局等按职责分工负责", ["responsible", "responsible"]),
        ("财政局，水务局配合", ["supporting", "supporting"]),
        ("主办：财政局  分办：水务局", ["lead", "responsible"]),
    ],
)
def test_verb_takes_none_of_those_behind_a_label_of_another_role(
    text: str, roles: list[str], registers: Registers
) -> None:
    shares = ClauseReader(registers).read(text).shares
    assert [(one.role, one.unit.surface) for one in shares] == list(
        zip(roles, ("财政局", "水务局"), strict=True)
    )


@pytest.mark.parametrize(
    "text",
    [
        "责任单位（责任人）：县财政局（周桂生）、县水务局（党组书记、局长颜红）、各乡镇",
        "责任部门(联系人及电话)：县财政局（周桂生 0731-57881234）、县水务局　颜红、各乡镇",
        "责任单位：县财政局（周桂生，13900001111）、县水务局（颜红）、各乡镇",
        "责任单位：县财政局（责任人：周桂生）、县水务局（负责人：颜红 电话：8）、各乡镇",
        "责任单位：县财政局（周桂生）、县水务局（颜红）、各乡镇（联系人：张三）",
    ],
)
def test_people_behind_bodies_are_in_charge_there(text: str, registers: Registers) -> None:
    shares = ClauseReader(registers).read(with_plain_label(text, registers)).shares
    bodies = [share.unit.surface for share in shares if share.role == "responsible"]
    assert bodies == ["县财政局", "县水务局", "各乡镇"]
    assert [share.unit.surface for share in shares if share.role == "inCharge"] == [
        "周桂生",
        "颜红",
    ]


def test_part_of_a_body_is_no_person(registers: Registers) -> None:
    shares = ClauseReader(registers).read("责任单位：县住建局（房管）、县委办（国安办）").shares
    assert [share.unit.surface for share in shares] == ["县住建局（房管）", "县委办（国安办）"]


def test_sentence_has_an_object_where_a_bracket_has_none(registers: Registers) -> None:
    assert not ClauseReader(registers).read("各地区大力推进").shares


@pytest.mark.parametrize("words", ["按职责分工", "负责", "组织", "市"])
def test_repeated_words_take_no_longer(words: str, registers: Registers) -> None:
    reader, header = ClauseReader(registers), "序号工作内容牵头单位配合单位"
    started = time.monotonic()
    assert reader.split_verb(words * 1_000 + "的")[1] is None
    flat = find_flat(Paragraph(1, f"{header}1修路{words * 100}的", None, 0), registers)
    assert flat is not None
    assert list(read_flat(flat, registers))
    assert time.monotonic() - started < 5
