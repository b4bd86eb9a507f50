"""A policy document is read into its provisions, and none of its characters is lost."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from loader.documents.cleaning import clean_source
from loader.documents.frame import read_frame
from loader.entities import Extraction, Provision
from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers
from loader.report import Report
from loader.source import Paragraph, Source, Stretch
from loader.texts.marks import Numbering, numeral
from loader.texts.nesting import nest

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "tests" / "samples" / "policies"
SAMPLES = sorted(FOLDER.glob("*.txt"))
SHARED = Path(os.environ.get("ZHENGTU_SHARED", ROOT.parent / "shared"))
POLICIES = SHARED / "real" / "policies"
NO_POLICIES = pytest.mark.skipif(
    not POLICIES.is_dir(), reason="the folder of reference material is absent"
)

COUNTED = {
    "国发〔2004〕18号": {"annex": 1, "chapter": 10, "article": 54, "item": 6, "paragraph": 8},
    "国发〔2019〕4号": {"annex": 1, "part": 7, "item": 20, "paragraph": 25},
    "国发〔2019〕5号": {"part": 4, "item": 10, "paragraph": 21},
    "国办发〔2018〕118号": {"part": 6, "item": 23, "paragraph": 13},
    "国办发〔2018〕124号": {"annex": 2, "part": 13, "item": 51, "paragraph": 5},
    "国办发〔2019〕2号": {"annex": 1, "part": 6, "item": 17, "subitem": 3, "paragraph": 5},
    "国办发〔2019〕4号": {
        "annex": 1,
        "part": 9,
        "item": 33,
        "subitem": 67,
        "detail": 4,
        "paragraph": 179,
    },
    "国办发〔2019〕6号": {"part": 8, "item": 27, "paragraph": 6},
}
"""Provisions of the real policies by kind, counted by hand in the listing of their lines."""

NUMBERED = ("chapter", "article", "part", "item", "subitem", "detail")


@pytest.fixture(scope="module")
def registers() -> Registers:
    return Registers(ROOT / "data" / "registers")


def read(path: Path, registers: Registers) -> Extraction:
    return extract(read_document(path), registers, "policy")[0]


def outline(extraction: Extraction) -> list[str]:
    """Return a line per provision as the samples have it: kind, number, title, path."""
    root = extraction.letter.iri.value + "/provision/"
    lines = []
    for provision in extraction.provisions:
        path = re.sub(r"-[a-z2-7]{10}", "-*", provision.iri.value.removeprefix(root))
        said = (provision.kind, provision.number or "-", provision.title or "-", path)
        lines.append("  " * path.count("/") + " | ".join(said))
    return lines


def test_there_are_samples() -> None:
    assert len(SAMPLES) == 6


@pytest.mark.parametrize("sample", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_a_policy_is_read_into_its_provisions(sample: Path, registers: Registers) -> None:
    expected = sample.with_suffix(".outline").read_text(encoding="utf-8").splitlines()
    assert outline(read(sample, registers)) == expected


@pytest.mark.parametrize("sample", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_every_provision_is_part_of_one_before_it_or_of_the_document(
    sample: Path, registers: Registers
) -> None:
    extraction = read(sample, registers)
    held = {extraction.letter.iri}
    for number, provision in enumerate(extraction.provisions, 1):
        assert provision.order == number
        assert provision.above in held
        assert provision.iri not in held
        assert provision.iri.value.isascii()
        held.add(provision.iri)


def _unaccounted(source: Source, provisions: tuple[Provision, ...], around: list[Stretch]) -> str:
    """Return the characters of `source` that stand in no provision and not around them, or twice.

    White space does not count.
    """
    taken: Counter[tuple[int, int]] = Counter()
    for stretch in [*around, *(s for provision in provisions for s in provision.stretches)]:
        taken.update((stretch.paragraph.number, n) for n in range(stretch.start, stretch.end))
    left = [
        character
        for paragraph in source.paragraphs()
        for n, character in enumerate(paragraph.words)
        if not character.isspace() and taken[paragraph.number, n] != 1
    ]
    cells = {cell for provision in provisions for cell in provision.cells}
    left += [
        cell.text
        for table in source.tables()
        for cell in table.cells()
        if not cell.covered and cell not in cells
    ]
    return "".join(left)


def _check_accounts(path: Path, registers: Registers) -> None:
    source = clean_source(read_document(path))
    extraction = read(path, registers)
    around = read_frame(source, extraction.letter).around
    stretches = [stretch for found in around.values() for stretch in found]
    assert _unaccounted(source, extraction.provisions, stretches) == ""


EVERY = [
    *SAMPLES,
    *sorted((ROOT / "tests" / "samples" / "layouts").glob("*.txt")),
    *sorted((ROOT / "data" / "documents").glob("*.txt")),
]


@pytest.mark.parametrize("path", EVERY, ids=[path.stem for path in EVERY])
def test_every_character_stands_in_one_provision_or_around_them(
    path: Path, registers: Registers
) -> None:
    _check_accounts(path, registers)


def _joined(path: Path, tmp_path: Path) -> Path:
    """Write the file again with all of it on one line."""
    text = re.sub(r"\s*\n\s*", "", path.read_text(encoding="utf-8"))
    joined = tmp_path / path.name
    joined.write_text(text, encoding="utf-8")
    return joined


@pytest.mark.parametrize("name", ["regulation", "opinion", "measures"])
def test_lost_line_breaks_cost_no_numbered_provision(
    name: str, registers: Registers, tmp_path: Path
) -> None:
    path = FOLDER / f"{name}.txt"
    joined = _joined(path, tmp_path)
    numbers = [
        [p.number for p in read(p, registers).provisions if p.kind in NUMBERED]
        for p in (path, joined)
    ]
    assert numbers[0] == numbers[1]
    assert len(numbers[0]) > 5
    _check_accounts(joined, registers)


def test_identifiers_hold_when_the_document_is_edited_elsewhere(
    registers: Registers, tmp_path: Path
) -> None:
    text = (FOLDER / "opinion.txt").read_text(encoding="utf-8")
    edited = tmp_path / "edited.txt"
    edited.write_text(text.replace("一、总体要求", "新的一段话。\n一、总体要求"), encoding="utf-8")
    before = {p.iri: p.text for p in read(FOLDER / "opinion.txt", registers).provisions}
    after = {p.iri: p.text for p in read(edited, registers).provisions}
    assert before.items() <= after.items()
    assert len(after) == len(before) + 1


def test_words_are_verbatim_where_they_are_said_to_stand(registers: Registers) -> None:
    for path in SAMPLES:
        for provision in read(path, registers).provisions:
            assert provision.text == provision.text.strip() != ""
            if len(provision.stretches) == 1:
                words = provision.stretches[0].paragraph.raw[provision.start :]
                assert words.startswith(provision.text) or provision.kind == "annex"


def test_work_items_stand_in_the_provision_that_prints_them(registers: Registers) -> None:
    extraction = read(FOLDER / "measures.txt", registers)
    texts = {provision.iri: provision.text for provision in extraction.provisions}
    items = {item.iri: item.text for item in extraction.items}
    assert len(items) == 2
    held = {items[item]: texts[provision] for item, provision in extraction.provision_of.items()}
    assert held == {
        "延长公交运营时间。主要线路末班车延至22时30分。": (
            "延长公交运营时间。主要线路末班车延至22时30分。（市交通局负责）"
        ),
        "点亮商业街区。": "点亮商业街区。（市商务局牵头，市住建局配合）",
    }


def test_read_for_its_tasks_a_document_has_no_provisions(registers: Registers) -> None:
    path = FOLDER / "measures.txt"
    extraction, report = extract(read_document(path), registers)
    assert extraction.provisions == ()
    assert extraction.provision_of == {}
    assert "provisions" not in report.counts


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("依照第三条第（一）项的规定办理。", []),
        ("进一步统一、规范各项制度。", []),
        ("完成投资1.5亿元。2.5公里道路通车。", []),
        ("第三条所称绿地，是指公园绿地。", []),
        ("一、总体要求（一）目标。二、统一、规范管理", ["一、", "（一）", "二、"]),
        ("第一条　甲乙。第二条　依照第一条规定。", ["第一条", "第二条"]),
        ("包括：（1）甲；（2）乙。", ["（1）", "（2）"]),
        ("（一）打捞；（三）清理。", ["（一）"]),
    ],
)
def test_a_mark_is_told_from_a_citation_and_a_figure(text: str, numbers: list[str]) -> None:
    assert [mark.printed for mark in Numbering().find_marks(text)] == numbers


def test_list_numbers_that_a_format_renders_are_marks_too() -> None:
    lines = [("一、", "总体要求"), ("（一）", "目标。建成十家。"), ("", "另起一段。"), ("•", "二")]
    paragraphs = [Paragraph(n, text, None, 0, mark) for n, (mark, text) in enumerate(lines, 1)]
    parts = nest(Stretch.whole(paragraph) for paragraph in paragraphs)
    assert [(part.form, part.text) for part in parts] == [
        ("part", "总体要求"),
        ("item", "目标。建成十家。"),
        ("", "另起一段。"),
        ("", "二"),
    ]
    assert [part.above.text if part.above else "" for part in parts[:3]] == [
        "",
        "总体要求",
        "目标。建成十家。",
    ]


@pytest.mark.parametrize(
    "tail",
    [
        "虚河市人民政府\n2020年4月2日\n（此件公开发布）",
        "虚河市人民政府\n2020年4月2日",
        "市财政局\n市民政局\n二〇二〇年四月二日",
        "2020年4月2日",
        "虚河市人民政府2020年4月2日（此件公开发布）",
        "虚河市人民政府\n2020年4月2日\n抄送：市委办公室\n虚河市人民政府办公室2020年4月3日印发",
    ],
)
def test_a_signature_is_no_provision(tail: str, registers: Registers, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    head = "虚河市人民政府关于修桥的意见\n虚政发〔2020〕8号\n各镇人民政府：\n"
    path.write_text(f"{head}一、抓紧修桥。\n二、抓紧修路。\n{tail}\n", encoding="utf-8")
    extraction = read(path, registers)
    assert [p.text for p in extraction.provisions] == ["抓紧修桥。", "抓紧修路。"]
    _check_accounts(path, registers)


def test_a_date_in_a_list_signs_nothing(registers: Registers, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("2020年修桥计划\n虚河大桥\n2020年4月2日\n虚河小桥\n", encoding="utf-8")
    texts = [provision.text for provision in read(path, registers).provisions]
    assert texts == ["虚河大桥", "2020年4月2日", "虚河小桥"]


@pytest.mark.parametrize(
    ("printed", "value"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103), ("二〇", 20), ("7", 7)],
)
def test_numerals_are_read(printed: str, value: int) -> None:
    assert numeral(printed) == value


EMPTY = {
    "E28_progress_2016": ["a report of what was done", "inside sentences"],
    "E29_policy_explained_2023": ["an explanation of a policy", "inside sentences"],
    "E30_figures_2021": ["a list of figures", "22 of its 47 lines and cells are figures"],
}


@pytest.mark.parametrize(("name", "reasons"), EMPTY.items())
def test_a_document_without_work_says_why_and_how_to_read_it(
    name: str, reasons: list[str], registers: Registers
) -> None:
    path = ROOT / "tests" / "samples" / "layouts" / f"{name}.txt"
    _, report = extract(read_document(path), registers)
    [message] = [note.message for note in report.notes if note.kind == "empty"]
    assert [reason for reason in reasons if reason not in message] == []
    assert f"zhengtu load {name}.txt --as policy" in message
    assert report.counts["notes"]["empty"] == 1
    _, as_policy = extract(read_document(path), registers, "policy")
    assert "empty" not in {note.kind for note in as_policy.notes}
    assert sum(as_policy.counts["provisions"].values()) > 0


TABLES = {
    "\t项目名称\n\t建设内容\n\t长度\n\n\t虚河路\n\t改造\n\t3公里\n\n": (
        "its 1 table(s) have no column for who answers (项目名称|建设内容|长度)"
    ),
    "\t责任单位\n\t电话\n\n\t市水务局\n\t8610\n\n": (
        "its 1 table(s) have no column for the work itself (责任单位|电话)"
    ),
    "河道养护（汛期内由市水务局负责）的标准另行公布。\n": (
        "1 bracket(s) or line(s) look like an assignment, but end no item or name no unit "
        "(（汛期内由市水务局负责）)"
    ),
}


@pytest.mark.parametrize(("body", "reason"), TABLES.items(), ids=["work", "units", "bracket"])
def test_tables_and_brackets_that_assign_nothing_are_named(
    body: str, reason: str, registers: Registers, tmp_path: Path
) -> None:
    path = tmp_path / "empty.txt"
    path.write_text(f"2021年道路清单\n{body}", encoding="utf-8")
    _, report = extract(read_document(path), registers)
    [message] = [note.message for note in report.notes if note.kind == "empty"]
    assert reason in message


@NO_POLICIES
def test_the_real_policies_are_those_that_were_counted() -> None:
    assert sorted(path.stem for path in POLICIES.glob("*.txt")) == sorted(COUNTED)


@NO_POLICIES
@pytest.mark.parametrize("number", COUNTED)
def test_real_policies_have_the_provisions_that_were_counted_by_hand(
    number: str, registers: Registers, tmp_path: Path
) -> None:
    path = POLICIES / f"{number}.txt"
    found = Counter(provision.kind for provision in read(path, registers).provisions)
    assert dict(found) == COUNTED[number]
    _check_accounts(path, registers)
    joined = Counter(p.kind for p in read(_joined(path, tmp_path), registers).provisions)
    assert {kind: joined[kind] for kind in NUMBERED} == {kind: found[kind] for kind in NUMBERED}


def test_a_table_of_contents_is_no_provision(registers: Registers) -> None:
    report = extract(read_document(FOLDER / "plan.txt"), registers, "policy")[1]
    assert report.counts["outside provisions"] == {"contents": 3, "head": 2}
    assert report.counts["provisions"]["chapter"] == 2


def test_report_counts_provisions_by_kind(registers: Registers) -> None:
    path = FOLDER / "regulation.txt"
    report: Report = extract(read_document(path), registers, "policy")[1]
    assert report.counts["provisions"] == {
        "article": 8,
        "chapter": 3,
        "item": 5,
        "paragraph": 2,
        "section": 2,
        "subitem": 2,
    }
    assert report.counts["outside provisions"] == {"head": 2}
