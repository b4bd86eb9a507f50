"""The curated registers are in one form, and everything they point at exists."""

import csv
import io
import os
import re
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from loader.registers.body_rules import BodyRule
from loader.registers.header_words import HeaderParts
from loader.registers.registers import Registers
from loader.registers.rows import HeaderPartRow
from loader.triples.change_events import body_of

ROOT = Path(__file__).parents[2]
REGISTERS = ROOT / "data" / "registers"
SHARED = Path(os.environ.get("ZHENGTU_SHARED", ROOT.parent / "shared"))

Row = dict[str, str]

# name: columns, sort key; no two rows of a file share the key
FORMS: dict[str, tuple[str, str]] = {
    "agencies": (
        "code,slug,name_zh,name_en,type,parent,administers,line,since,until,confidence,source,note",
        "code,slug",
    ),
    "agency_types": ("slug,label_zh,label_en,note", "slug"),
    "columns": ("header,field,note", "field,header"),
    "comparators": ("word,side,comparator,note", "side,word"),
    "corrections": (
        "document,field,as_written,meaning,reason,certainty,by,date",
        "document,field,as_written",
    ),
    "agency_changes": (
        "slug,date,levels,code,original,resulting,kind,inferred,source,confidence,note",
        "slug",
    ),
    "body_endings": ("ending,type,line,source,note", "ending"),
    "body_closings": ("ending,not_before,note", "ending"),
    "business_lines": ("slug,label_zh,label_en,note", "slug"),
    "function_words": ("word,meaning,slug,line,name_en,source", "word"),
    "local_bodies": (
        "slug,name,name_en,forms,endings,levels,within,since,until,pattern,type,line,confidence,"
        "source,note",
        "slug,since,levels,within",
    ),
    "name_patterns": ("pattern,form,source", "pattern"),
    "national_forms": ("form,agency,scope,confidence,source,note", "form,agency"),
    "division_changes": ("code,name,first_year,last_year,certainty,source,note", "code,name"),
    "division_editions": ("date,source,note", "date"),
    "divisions": ("code,name,parent,first_year,last_year,certainty", "code,first_year,name"),
    "header_parts": ("part,kind,meaning,note", "kind,meaning,part"),
    "groups": (
        "code,slug,label_zh,label_en,extent,members,possible_members,confidence,note",
        "code,slug",
    ),
    "item_kinds": ("label,kind,note", "label"),
    "officials": (
        "code,slug,name,name_en,post_zh,period,organization,confidence,evidence",
        "code,slug",
    ),
    "place_forms": (
        "within,name,forms,levels,since,until,source,note",
        "within,name,levels,since",
    ),
    "place_types": ("slug,label_zh,label_en", "slug"),
    "place_words": ("word,kind,code,within,note", "kind,word"),
    "places": (
        "code,slug,name_zh,name_en,type,parent,notation,confidence,note",
        "code,slug",
    ),
    "references": (
        "code,year,surface,kind,slug,title_zh,title_en,issuer,date,note",
        "code,year,surface",
    ),
    "role_words": ("word,role,scope,note", "word"),
    "search_words": ("word,other,direction,weight,note", "word,other"),
    "surfaces": ("as_written,code,agent,confidence,note", "code,as_written"),
    "target_names": ("pattern,kind,example,note", "kind,example"),
    "target_units": ("unit,kind,qudt,factor,least_chinese,note", "unit"),
    "target_wordings": ("pattern,comparator,measure_kind,example,note", "comparator,example"),
    "target_words": ("word,kind,note", "kind,word"),
    "unit_endings": ("ending,kind,note", "ending"),
    "zone_forms": ("within,form,name,source", "within,form"),
}

# file, column of keys, what the keys name
REFERENCES = [
    ("agencies", "type", "agency_types"),
    ("agencies", "line", "business_lines"),
    ("body_endings", "type", "agency_types"),
    ("body_endings", "line", "business_lines"),
    ("function_words", "line", "business_lines"),
    ("local_bodies", "type", "agency_types"),
    ("local_bodies", "line", "business_lines"),
    ("national_forms", "agency", "agencies"),
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
    ("agencies", "name_zh,name_en,type,line,confidence,source"),
    ("agency_changes", "date,levels,original,resulting,kind,inferred,source,confidence"),
    ("body_endings", "ending,type,source"),
    ("business_lines", "label_zh,label_en"),
    ("function_words", "word,meaning,slug,name_en,source"),
    ("local_bodies", "name,name_en,pattern,line,confidence,source"),
    ("name_patterns", "pattern,form,source"),
    ("national_forms", "form,agency,scope,confidence,source"),
    ("agency_types", "label_zh,label_en"),
    ("columns", "header,field"),
    ("comparators", "word,side,comparator"),
    ("target_names", "pattern,kind,example,note"),
    ("target_units", "unit,kind"),
    ("target_wordings", "pattern,comparator,example"),
    ("target_words", "word,kind,note"),
    ("corrections", "as_written,meaning,reason,certainty,by,date"),
    ("division_changes", "code,name,certainty,source"),
    ("division_editions", "date,source,note"),
    ("divisions", "code,name,parent,certainty"),
    ("header_parts", "part,kind"),
    ("groups", "label_zh,label_en,extent,confidence"),
    ("item_kinds", "label,kind"),
    ("officials", "name,name_en,post_zh,period,organization,confidence,evidence"),
    ("place_forms", "name,forms,source"),
    ("place_types", "label_zh,label_en"),
    ("places", "name_zh,name_en,type,confidence"),
    ("references", "surface,kind,title_zh,title_en,issuer"),
    ("surfaces", "as_written,agent,confidence"),
    ("zone_forms", "form,name,source"),
]

# columns whose words are looked up in text from which white space was removed
FOLDED = [
    ("columns", "header"),
    ("header_parts", "part"),
    ("corrections", "as_written"),
    ("corrections", "meaning"),
    ("item_kinds", "label"),
    ("references", "surface"),
    ("surfaces", "as_written"),
]

VALUES = [
    ("groups", "extent", {"all", "relevant", "open"}),
    ("item_kinds", "kind", {"indicator"}),
    ("place_words", "kind", {"abbreviation", "between", "common", "number", "thing"}),
    ("role_words", "role", {"lead", "responsible", "supporting", "guiding"}),
    ("role_words", "scope", {"any", "bracket"}),
    ("unit_endings", "kind", {"body", "group"}),
    ("national_forms", "scope", {"any", "national"}),
    ("agency_changes", "kind", {"renamed", "merged", "split", "transferred", "abolished"}),
    ("agency_changes", "inferred", {"yes", "no", "met"}),
    ("references", "kind", {"document", "meeting"}),
    ("corrections", "field", {"category", "heading", "unit"}),
    (
        "columns",
        "field",
        {"category", "heading", "text", "annual_task", "title", "indicator", "number"}
        | {"deadline", "remark", "proposer", "outcome", "record"}
        | {"supervising", "in_charge", "lead", "responsible", "supporting", "guiding"},
    ),
]

CONFIDENT = [name for name, (columns, _) in FORMS.items() if "confidence" in columns]
RULES = ("function_words", "local_bodies")
"""Registers whose slugs are parts of identifiers and may stand in several rows."""

SLUGGED = [
    name
    for name, (columns, _) in FORMS.items()
    if "slug" in columns.split(",") and name not in RULES
]


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
    assert [row for row in read("corrections") if row["as_written"] == row["meaning"]] == []


def test_whole_headers_are_those_that_parts_do_not_give() -> None:
    rows_of_parts = (
        HeaderPartRow(row["part"], row["kind"], row["meaning"]) for row in read("header_parts")
    )
    parts = HeaderParts.of(rows_of_parts)
    rows = [(row["header"].replace("{year}", "2018"), row["field"]) for row in read("columns")]
    assert [header for header, field in rows if parts.field_of(header) == field] == []


def test_every_part_that_means_something_says_so() -> None:
    for row in read("header_parts"):
        assert bool(row["meaning"]) == (row["kind"] != "filler"), row


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
    meant = {row["as_written"]: row["meaning"] for row in read("corrections")}
    printed = {"".join(row[0].split()) for row in notice_rows()} - {""}
    assert set(meant) <= printed
    categories = {meant.get(label, label) for label in printed}
    assert len(categories) == 9
    assert [label for label in categories if not label.startswith(("加快", "综合指标"))] == []


def levels(row: Row) -> set[str]:
    return set(parts(row["levels"])) or {"province", "prefecture", "county"}


def years(row: Row) -> tuple[int, int]:
    return int(row["since"] or 0), int(row["until"] or 9999)


@pytest.mark.parametrize("name", ["agencies", "local_bodies", "place_forms"])
def test_bodies_begin_before_they_end(name: str) -> None:
    dated = [row for row in read(name) if row["since"] or row["until"]]
    assert dated
    assert [row for row in dated if years(row)[0] > years(row)[1]] == []


def test_levels_are_known() -> None:
    known = {"national", "province", "prefecture", "county"}
    for name in ("agency_changes", "local_bodies", "place_forms"):
        assert {level for row in read(name) for level in parts(row["levels"])} <= known


def test_one_body_of_one_place_has_one_slug() -> None:
    """Two rows may share a slug only where they are of different levels or of different years."""
    rulebook = Registers(REGISTERS).rulebook
    made: dict[str, set[tuple[frozenset[str], int]]] = {}
    for row in read("local_bodies"):
        for rule in rulebook.of_stem(row["slug"]):
            made.setdefault(rule.slug, set()).add((rule.levels, rule.since))
    assert made
    for slug, kinds in made.items():
        of_levels = [level for levels, _ in kinds for level in levels or {"any"}]
        assert len(of_levels) == len(set(of_levels)) or len(kinds) == 1, slug


def test_a_short_form_means_one_body_of_a_level_and_time() -> None:
    rulebook = Registers(REGISTERS).rulebook
    rules = {r.slug: r for row in read("local_bodies") for r in rulebook.of_stem(row["slug"])}
    forms = {form for row in read("local_bodies") for form in parts(row["forms"])}
    assert len(rules) > 300
    for form in forms:
        for level in ("province", "prefecture", "county"):
            found = rulebook.rules(form.removeprefix("="), level)
            for one in found:
                for other in found:
                    apart = one.until <= other.since or other.until <= one.since
                    assert one == other or apart, f"{form}: {one.slug} and {other.slug}"


def test_a_short_form_means_one_body_in_each_city_and_time() -> None:
    """Of rows for a city, its province and all of China the narrowest counts; two must not tie."""
    rulebook = Registers(REGISTERS).rulebook
    for row in read("place_forms"):
        for code in row["within"].split("|"):
            for form in parts(row["forms"]):
                for level in parts(row["levels"]) or ["province", "prefecture", "county"]:
                    found = rulebook.rules(form, level, code)
                    for one, other in combinations(found, 2):
                        apart = one.until <= other.since or other.until <= one.since
                        wider = one.reach != other.reach or bool(one.levels) != bool(other.levels)
                        same = one.slug == other.slug
                        assert apart or wider or same, f"{code} {form}: {one.slug}, {other.slug}"


def test_national_forms_of_one_scope_are_told_apart_by_their_years() -> None:
    bodies = {key(row): row for row in read("agencies")}
    meant: dict[str, list[Row]] = {}
    for row in read("national_forms"):
        meant.setdefault(row["form"], []).append(bodies[row["agency"]])
    shared = {form: rows for form, rows in meant.items() if len(rows) > 1}
    assert shared
    for form, rows in shared.items():
        spans = sorted(years(row) for row in rows)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans)), form


def test_changes_lead_from_known_bodies_to_known_bodies() -> None:
    """A row with a code names bodies by slug; one without names rows of local_bodies.csv."""
    registers = Registers(REGISTERS)
    stems = {row["slug"] for row in read("local_bodies")}
    for row in read("agency_changes"):
        slugs = parts(row["original"]) + parts(row["resulting"])
        if row["code"]:
            assert [body_of(row["code"], slug, registers) for slug in slugs]
        else:
            assert set(slugs) <= stems, row["slug"]


def test_changes_have_dates_in_the_years_of_their_bodies() -> None:
    bodies = {row["slug"]: row for row in read("agencies") if row["code"] == "100000"}
    for row in read("agency_changes"):
        assert re.fullmatch(r"\d{4}(-\d{2}){0,2}", row["date"]), row["slug"]
        year = int(row["date"][:4])
        if row["code"] == "100000":
            for slug in parts(row["original"]):
                assert years(bodies[slug])[0] <= year <= years(bodies[slug])[1], slug
            for slug in parts(row["resulting"]):
                assert years(bodies[slug])[0] <= year <= years(bodies[slug])[1], slug


@pytest.mark.parametrize("by_code", [True, False])
def test_changes_form_no_cycle(by_code: bool) -> None:  # noqa: FBT001
    after: dict[str, set[str]] = {}
    for row in read("agency_changes"):
        if bool(row["code"]) == by_code:
            for slug in parts(row["original"]):
                found = after.setdefault(f"{row['code']}/{slug}", set())
                found |= {f"{row['code']}/{one}" for one in parts(row["resulting"])}
    assert after
    for start, first in after.items():
        seen, waiting = set(), set(first)
        while waiting:
            one = waiting.pop()
            assert one != start, f"{start} leads back to itself"
            if one not in seen:
                seen.add(one)
                waiting |= after.get(one, set())


def test_corrections_of_units_lead_to_bodies() -> None:
    names = {row["name_zh"] for row in read("agencies")}
    known = {f"agency:{k}" for k in keys("agencies")} | {f"group:{k}" for k in keys("groups")}
    units = [row["meaning"] for row in read("corrections") if row["field"] == "unit"]
    assert [meaning for meaning in units if meaning not in known | names] == []


def test_rows_of_one_slug_make_one_body() -> None:
    """Where rows share a slug, a place has one name for it: that for the narrowest part of China.

    Its certainty is that of the most certain row, whichever row a name is of.
    """
    book = Registers(REGISTERS).rulebook
    rules: dict[str, list[BodyRule]] = defaultdict(list)
    for row in book.bodies:
        for rule in book.of_stem(row.slug):
            if rule not in rules[rule.slug]:
                rules[rule.slug].append(rule)
    shared = {slug: same for slug, same in rules.items() if len(same) > 1}
    assert len(shared) > 5
    for slug, same in shared.items():
        assert len({rule.stem for rule in same}) == 1, slug
        for rule in same:
            level = min(rule.levels, default="county")
            code = min(rule.within, default="999").ljust(6, "0")
            settled = {
                replace(book.settled(other, level, code), confidence="", row="")
                for other in same
                if other.is_of(level) and other.is_in(code)
            }
            assert len(settled) == 1, slug
            assert settled.pop().certainty == max((r.confidence for r in same), key=float), slug
