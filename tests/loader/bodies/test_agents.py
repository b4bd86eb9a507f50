"""Only registers say who is meant; a name they lack stays itself, and is reported."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from loader.entities import Assignment, Extraction
from loader.report import Report

ID = "https://w3id.org/zhengtu/id/"
TAICANG, ELSEWHERE = "太仓市人民政府", "虚河市人民政府"

Extract = Callable[..., tuple[Extraction, Report]]
Assign = Callable[..., list[Assignment]]


@pytest.fixture
def assigned(extracted: Extract) -> Assign:
    """Return a function that reads the units of one cell in a document of Taicang."""

    def read(cell: str, header: str = "牵头单位", issuer: str = TAICANG) -> list[Assignment]:
        row = ("修路。", cell)
        extraction, _ = extracted(
            issuer=issuer, addressees="", header=("内容", header), rows=(row,)
        )
        return [found for item in extraction.items for found in item.assignments]

    return read


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("发改委", ["发改委"]),
        ("发改委\n\n经信委\n科技局", ["发改委", "经信委", "科技局"]),
        ("发改委、经信委，科技局；商务局", ["发改委", "经信委", "科技局", "商务局"]),
        ("发改委,经信委;科技局", ["发改委", "经信委", "科技局"]),
        ("发改委\r\n\r\n经信委\r", ["发改委", "经信委"]),
        ("农  委\n人\u3000行", ["农委", "人行"]),
        ("水利（水务）局", ["水利（水务）局"]),
        ("各有关镇（区）有关部门", ["各有关镇（区）", "有关部门"]),
        ("各镇（区）有关部门", ["各镇（区）", "有关部门"]),
        ("各镇(区)有关部门", ["各镇(区)", "有关部门"]),
        ("各有关镇（区）各有关部门相关园区", ["各有关镇（区）", "各有关部门", "相关园区"]),
        ("各有关部门", ["各有关部门"]),
        ("各有关镇（区）某单位", ["各有关镇（区）某单位"]),
        ("发改委经信委", ["发改委经信委"]),
        ("\u3000", []),
        ("、、", []),
    ],
)
def test_cell_is_split_into_the_units_it_prints(
    cell: str, units: list[str], assigned: Assign
) -> None:
    found = assigned(cell)
    assert [one.surface for one in found] == units
    assert [one.position for one in found] == list(range(1, len(units) + 1))


@pytest.mark.parametrize(
    ("surface", "iri"),
    [
        ("水利（水务）局", "agency/320585/shuilishuiwuju"),
        ("水利(水务)局", "agency/320585/shuilishuiwuju"),
        ("水利 ( 水务 ) 局", "agency/320585/shuilishuiwuju"),
        ("太仓市水利（水务）局", "agency/320585/shuilishuiwuju"),
        ("发改委", "agency/320585/fagaiwei"),
        ("太仓市发展和改革委员会", "agency/320585/fagaiwei"),
        ("农　委", "agency/320585/nongwei"),
        ("各镇(区)", "group/320585/grp-all-towns"),
    ],
)
def test_surface_in_any_width_is_the_registered_body(
    surface: str, iri: str, assigned: Assign
) -> None:
    [found] = assigned(surface)
    assert found.agent.iri.value == ID + iri
    assert found.agent.resolution == "register"


@pytest.mark.parametrize("surface", ["发改位", "人社社", "太仓市财务局"])
def test_similar_names_are_never_merged(surface: str, extracted: Extract) -> None:
    """A name that looks like a known one stays itself; the report says what it looks like."""
    rows = (("", "", "修路。", "钱甲", surface, ""),)
    extraction, report = extracted(issuer=TAICANG, addressees="", rows=rows)
    [found] = [one for one in extraction.items[0].assignments if one.surface == surface]
    [noted] = [note for note in report.notes if note.text == surface]
    assert "it looks like" in noted.message
    assert (found.agent.resolution, found.agent.confidence) == ("unresolved", "0")
    assert found.agent.name == surface
    assert found.agent.iri.value.startswith(f"{ID}agency/320585/unresolved-")


def test_names_of_two_bodies_of_one_field_are_two_bodies(assigned: Assign) -> None:
    found = assigned("发改委、发改局、水务局、水利局、农委、农工办", issuer="吴江市人民政府")
    assert len({one.agent.iri for one in found}) == 6


@pytest.mark.parametrize("surface", ["县委县政府", "市委市政府"])
def test_two_bodies_in_one_word_are_no_place(surface: str, assigned: Assign) -> None:
    [found] = assigned(surface, issuer=ELSEWHERE)
    assert found.agent.resolution == "unresolved"


@pytest.mark.parametrize("surface", ["有关部门", "各镇人民政府", "各镇（区）", "新设机构"])
def test_surfaces_of_one_division_mean_nothing_in_another(surface: str, assigned: Assign) -> None:
    [found] = assigned(surface, issuer=ELSEWHERE)
    assert found.agent.resolution == "unresolved"
    assert "/320585/" not in found.agent.iri.value


def test_full_official_name_is_known_everywhere(assigned: Assign) -> None:
    [found] = assigned("太仓市财政局", issuer=ELSEWHERE)
    assert found.agent.iri.value == f"{ID}agency/320585/caizhengju"


@pytest.mark.parametrize(
    ("name", "issuer", "slug"),
    [
        ("高彬", TAICANG, "320585/gaobin"),
        ("高  彬", TAICANG, "320585/gaobin"),
        ("高\u3000彬", TAICANG, "320585/gaobin"),
        ("钱甲", TAICANG, "320585/unresolved-"),
        ("高彬", ELSEWHERE, "000000-ayrxi6halv/unresolved-"),
    ],
)
def test_official_is_known_by_name_in_his_division(
    name: str, issuer: str, slug: str, assigned: Assign
) -> None:
    [found] = assigned(name, header="分管领导", issuer=issuer)
    assert found.agent.kind == "official"
    assert found.agent.iri.value.startswith(f"{ID}person/{slug}")


def test_every_unresolved_unit_of_a_cell_has_a_line_in_the_report(extracted: Extract) -> None:
    rows = (("", "", "修路。", "钱甲", "发改委、新设局", "各镇（区）、另一处"),) * 2
    _, report = extracted(issuer=TAICANG, addressees="", rows=rows)
    noted = [note for note in report.notes if note.kind == "unresolved"]
    assert [(note.text, note.where.row, note.where.column) for note in noted] == [
        (text, row, column)
        for row in (2, 3)
        for text, column in (("钱甲", 4), ("新设局", 5), ("另一处", 6))
    ]
    assert all("data/registers/" in note.message for note in noted)
