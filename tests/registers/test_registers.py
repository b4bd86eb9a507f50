"""The curated registers are in one form, and everything they point at exists."""

import csv
import io
import os
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REGISTERS = ROOT / "data" / "registers"
SHARED = Path(os.environ.get("ZHENGTU_SHARED", ROOT.parent / "shared"))

Row = dict[str, str]

# name: columns, sort key; no two rows of a file share the key
FORMS: dict[str, tuple[str, str]] = {
    "agencies": (
        "code,slug,name_zh,name_en,type,parent,administers,confidence,source,note",
        "code,slug",
    ),
    "agency_types": ("slug,label_zh,label_en,note", "slug"),
    "columns": ("header,field,note", "field,header"),
    "corrections": ("document,field,as_written,meant,why", "document,field,as_written"),
    "division_changes": ("code,name,first_year,last_year,certainty,source,note", "code,name"),
    "division_editions": ("date,source,note", "date"),
    "divisions": ("code,name,parent,first_year,last_year,certainty", "code,first_year,name"),
    "groups": (
        "code,slug,label_zh,label_en,extent,members,possible_members,confidence,note",
        "code,slug",
    ),
    "item_kinds": ("label,kind,note", "label"),
    "officials": (
        "code,slug,name,name_en,post_zh,period,organization,status,confidence,evidence",
        "code,slug",
    ),
    "place_types": ("slug,label_zh,label_en", "slug"),
    "place_words": ("word,kind,code,within,note", "kind,word"),
    "places": (
        "code,slug,name_zh,name_en,type,parent,notation,confidence,note",
        "code,slug",
    ),
    "references": (
        "code,year,surface,kind,slug,title_zh,title_en,issuer,date,certainty,note",
        "code,year,surface",
    ),
    "role_words": ("word,role,note", "word"),
    "surfaces": ("as_written,code,agent,confidence,note", "code,as_written"),
    "unit_endings": ("ending,kind,note", "ending"),
}

# file, column of keys, what the keys name
REFERENCES = [
    ("agencies", "type", "agency_types"),
    ("agencies", "parent", "agencies"),
    ("agencies", "administers", "places"),
    ("groups", "members", "agencies"),
    ("groups", "possible_members", "agencies"),
    ("officials", "organization", "agencies"),
    ("places", "type", "place_types"),
    ("places", "parent", "places"),
    ("references", "issuer", "agencies"),
]

# columns that are filled in every row
REQUIRED = [
    ("agencies", "name_zh,name_en,type,confidence,source"),
    ("agency_types", "label_zh,label_en"),
    ("columns", "header,field"),
    ("corrections", "as_written,meant,why"),
    ("division_changes", "code,name,certainty,source"),
    ("division_editions", "date,source,note"),
    ("divisions", "code,name,parent,certainty"),
    ("groups", "label_zh,label_en,extent,confidence"),
    ("item_kinds", "label,kind"),
    ("officials", "name,name_en,post_zh,period,organization,status,confidence,evidence"),
    ("place_types", "label_zh,label_en"),
    ("places", "name_zh,name_en,type,confidence"),
    ("references", "surface,kind,title_zh,title_en,issuer,certainty"),
    ("surfaces", "as_written,agent,confidence"),
]

# columns whose words are looked up in text from which white space was removed
FOLDED = [
    ("columns", "header"),
    ("corrections", "as_written"),
    ("corrections", "meant"),
    ("item_kinds", "label"),
    ("references", "surface"),
    ("surfaces", "as_written"),
]

VALUES = [
    ("groups", "extent", {"all", "relevant", "open"}),
    ("item_kinds", "kind", {"indicator"}),
    ("place_words", "kind", {"abbreviation", "common", "thing"}),
    ("role_words", "role", {"lead", "responsible", "supporting", "guiding"}),
    ("unit_endings", "kind", {"body", "group"}),
    ("officials", "status", {"certain", "near-certain", "inference"}),
    ("references", "kind", {"document", "meeting"}),
    ("corrections", "field", {"category"}),
    (
        "columns",
        "field",
        {"category", "heading", "text", "annual_task", "title", "indicator", "number"}
        | {"deadline", "remark"}
        | {"supervising", "in_charge", "lead", "responsible", "supporting", "guiding"},
    ),
]

CONFIDENT = [name for name, (columns, _) in FORMS.items() if "confidence" in columns]
SLUGGED = [name for name, (columns, _) in FORMS.items() if "slug" in columns.split(",")]


def read(name: str) -> list[Row]:
    with (REGISTERS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert rows, f"{name}.csv has no rows"
    return rows


def key(row: Row) -> str:
    """`320585/huanbaoju`; the code alone for a place that has one of its own."""
    return "/".join(part for part in (row.get("code", ""), row["slug"]) if part)


def keys(name: str) -> set[str]:
    return {key(row) for row in read(name)}


def parts(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def shared(*path: str) -> Path:
    file = SHARED.joinpath(*path)
    if not file.is_file():
        pytest.skip(f"{file} is absent: set ZHENGTU_SHARED to the folder that holds it")
    return file


@pytest.mark.parametrize("name", FORMS)
def test_register_is_written_in_one_form(name: str) -> None:
    columns, order = (cell.split(",") for cell in FORMS[name])
    rows = read(name)
    sort_keys = [[row[column] for column in order] for row in rows]
    assert sort_keys == sorted(sort_keys)
    assert [k for k, n in Counter(map(tuple, sort_keys)).items() if n > 1] == []
    again = io.StringIO(newline="")
    writer = csv.DictWriter(again, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    assert (REGISTERS / f"{name}.csv").read_bytes() == again.getvalue().encode()


@pytest.mark.parametrize("name", FORMS)
def test_cells_have_no_stray_white_space(name: str) -> None:
    cells = [cell for row in read(name) for cell in row.values()]
    assert [cell for cell in cells if cell != " ".join(cell.split())] == []


@pytest.mark.parametrize(("name", "columns"), REQUIRED)
def test_required_cells_are_filled(name: str, columns: str) -> None:
    rows = read(name)
    assert [row for row in rows if not all(row[column] for column in columns.split(","))] == []


@pytest.mark.parametrize(("name", "column"), FOLDED)
def test_words_to_look_up_have_no_white_space(name: str, column: str) -> None:
    assert [row[column] for row in read(name) if re.search(r"\s", row[column])] == []


@pytest.mark.parametrize("name", SLUGGED)
def test_slugs_are_ascii_and_keys_are_unique(name: str) -> None:
    rows = read(name)
    slugs = [row["slug"] for row in rows if row["slug"]]
    assert slugs
    assert [slug for slug in slugs if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []
    named = Counter(key(row) for row in rows if row["slug"] or name == "places")
    assert [k for k, n in named.items() if n > 1] == []


@pytest.mark.parametrize(("name", "column", "target"), REFERENCES)
def test_every_reference_resolves(name: str, column: str, target: str) -> None:
    used = [k for row in read(name) for k in parts(row[column])]
    assert used
    assert sorted(set(used) - keys(target)) == []


def test_every_surface_leads_to_a_body_or_a_group() -> None:
    known = {f"agency:{k}" for k in keys("agencies")} | {f"group:{k}" for k in keys("groups")}
    used = [row["agent"] for row in read("surfaces")]
    assert used
    assert sorted(set(used) - known) == []


@pytest.mark.parametrize("name", ["agencies", "places"])
def test_parents_form_no_cycle(name: str) -> None:
    parent = {key(row): row["parent"] for row in read(name)}
    for start, first in parent.items():
        seen, above = {start}, first
        while above and above not in seen:
            seen.add(above)
            above = parent[above]
        assert not above, f"{start} leads up to a cycle at {above}"


@pytest.mark.parametrize("name", ["agencies", "groups", "officials", "places", "surfaces"])
def test_codes_are_division_codes(name: str) -> None:
    assert [r["code"] for r in read(name) if not re.fullmatch(r"\d{6}(\d{3})?", r["code"])] == []


@pytest.mark.parametrize("name", ["agencies", "groups", "officials", "surfaces"])
def test_jurisdictions_are_places(name: str) -> None:
    assert {row["code"] for row in read(name)} <= keys("places")


@pytest.mark.parametrize("name", CONFIDENT)
def test_confidences_are_canonical_decimals_from_0_to_1(name: str) -> None:
    values = [row["confidence"] for row in read(name)]
    assert [v for v in values if not re.fullmatch(r"0|1|0\.\d*[1-9]", v)] == []


@pytest.mark.parametrize(("name", "column", "allowed"), VALUES)
def test_values_are_of_the_list(name: str, column: str, allowed: set[str]) -> None:
    assert {row[column] for row in read(name)} <= allowed


@pytest.mark.parametrize(
    ("name", "column"), [("groups", "members"), ("groups", "possible_members")]
)
def test_members_are_sorted_and_named_once(name: str, column: str) -> None:
    cells = [parts(row[column]) for row in read(name) if row[column]]
    assert cells
    assert [cell for cell in cells if cell != sorted(set(cell))] == []


def test_no_member_is_both_certain_and_possible() -> None:
    for row in read("groups"):
        assert not set(parts(row["members"])) & set(parts(row["possible_members"])), row["slug"]


def test_open_groups_have_no_members() -> None:
    groups = [row for row in read("groups") if row["extent"] == "open"]
    assert groups
    assert [row["slug"] for row in groups if row["members"] or row["possible_members"]] == []


def test_a_surface_means_one_thing_in_a_jurisdiction() -> None:
    """A full name is a surface by itself, so no row may give it a second time."""
    full = [(row["code"], row["name_zh"]) for row in read("agencies")]
    written = [(row["code"], row["as_written"]) for row in read("surfaces")]
    assert [words for words, n in Counter(full + written).items() if n > 1] == []


def test_a_label_has_one_entry() -> None:
    for name, column in [("columns", "header"), ("agency_types", "label_zh")]:
        assert [w for w, n in Counter(r[column] for r in read(name)).items() if n > 1] == []


def test_header_words_are_no_units() -> None:
    """A table with one cell per line is read by its header words: a unit must not look like one."""
    headers = {row["header"] for row in read("columns")}
    assert headers & {row["as_written"] for row in read("surfaces")} == set()


def test_corrections_change_something() -> None:
    assert [row for row in read("corrections") if row["as_written"] == row["meant"]] == []


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("门类", "category"),
        ("项目", "heading"),
        ("内容和要求", "text"),
        ("分管领导", "supervising"),
        ("主要责任单位", "lead"),
        ("相关单位", "supporting"),
        ("序号", "number"),
        ("分类", "category"),
        ("工程名称", "title"),
        ("主要建设内容", "text"),
        ("{year}年工作任务", "annual_task"),
        ("第一责任单位", "lead"),
        ("牵头部门", "lead"),
        ("责任单位", "responsible"),
        ("配合单位", "supporting"),
        ("主要责任人", "in_charge"),
        ("完成时限", "deadline"),
        ("备注", "remark"),
    ],
)
def test_header_word_has_its_field(header: str, field: str) -> None:
    assert {row["header"]: row["field"] for row in read("columns")}[header] == field


@pytest.mark.parametrize(
    ("surface", "agent"),
    [
        ("港区", "agency:320585/gangqu"),
        ("国开区", "agency:320585/gangqu"),
        ("市监委", "agency:320585/shijianwei"),
        ("农委", "agency:320585/nongwei"),
        ("农工办", "agency:320585/nonggongban"),
        ("水利（水务）局", "agency:320585/shuilishuiwuju"),
        ("市政府办公室", "agency:320585/zhengfuban"),
        ("沙溪镇", "agency:320585/shaxizhen"),
        ("相关园区", "group:320585/grp-relevant-parks"),
    ],
)
def test_surface_leads_to_its_agent(surface: str, agent: str) -> None:
    table = {row["as_written"]: row["agent"] for row in read("surfaces")}
    assert table[surface] == agent


def names_by_surface() -> dict[str, list[str]]:
    """Each surface, full names included, with the names of what it leads to."""
    names = {f"agency:{key(row)}": row["name_zh"] for row in read("agencies")}
    names |= {f"group:{key(row)}": row["label_zh"] for row in read("groups")}
    table = {name: [name] for name in names.values()}
    return table | {row["as_written"]: [names[row["agent"]]] for row in read("surfaces")}


def reference_rows() -> list[Row]:
    with shared("reference", "agencies.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    return rows


def test_reference_surfaces_lead_to_their_names() -> None:
    """A collective is annotated in the reference: `有关部门（集合指称：未定）`.

    Two collectives that run together are taken apart by the loader, not by the register.
    """
    table = names_by_surface()
    for row in (row for row in reference_rows() if row["slug"] != "SPLIT"):
        found, expected = table[row["surface"]], row["canonical_zh"]
        if row["type"].startswith("集合体"):
            assert all(name in expected for name in found), row["surface"]
        else:
            assert found == [expected], row["surface"]


def test_reference_slugs_are_kept() -> None:
    rows = reference_rows()
    bodies = [row for row in rows if row["slug"] and not row["type"].startswith("集合体")]
    assert bodies
    kept = {(row["slug"], row["name_zh"]) for row in read("agencies")}
    assert {(row["slug"], row["canonical_zh"]) for row in bodies} <= kept


def test_reference_confidences_are_kept() -> None:
    ours = {row["as_written"]: float(row["confidence"]) for row in read("surfaces")}
    theirs = {row["surface"]: float(row["confidence"]) for row in reference_rows()}
    both = ours.keys() & theirs.keys()
    assert both
    assert {s: ours[s] for s in both} == {s: theirs[s] for s in both}


def notice_rows() -> list[list[str]]:
    """The rows of annex 1, six cells each; in this file a TAB at a line start opens a cell."""
    text = shared("notice", "taizhengfa-2018-3.txt").read_text(encoding="utf-8")
    table = text.partition("\n 附件1\n")[2].partition("\n附件2\n")[0]
    cells = re.split(r"(?:^|\n)\t", table)[1:]
    assert cells
    assert len(cells) % 6 == 0
    rows = [cells[i : i + 6] for i in range(0, len(cells), 6)]
    return [row for row in rows if row[0].strip() != "门类"]


def test_corrected_categories_of_the_notice_are_nine() -> None:
    meant = {row["as_written"]: row["meant"] for row in read("corrections")}
    printed = {"".join(row[0].split()) for row in notice_rows()} - {""}
    assert set(meant) <= printed
    categories = {meant.get(label, label) for label in printed}
    assert len(categories) == 9
    assert [label for label in categories if not label.startswith(("加快", "综合指标"))] == []
