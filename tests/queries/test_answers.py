"""Answers of the saved questions are what counting by hand gives.

Expected rows come from `tests/truth` by plain Python, never from SPARQL.
"""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from graph.opened import OpenSnapshot
from ontology.ids import DEFAULT_BASE
from queries.ask import Cell, Result

ROOT = Path(__file__).parents[2]
Item = dict[str, Any]
Place = tuple[int, int]
Row = tuple[Any, ...]
Ask = Callable[..., Result]


@dataclass(frozen=True)
class Truth:
    """The notice as a person read it. Agents go by the full names that the registers give them.

    Themes are those of the graph, read from its N-Quads: here it is the counting that is tested.
    """

    nquads: tuple[str, ...]

    @cached_property
    def notice(self) -> dict[str, Any]:
        path = ROOT / "tests" / "truth" / "taizhengfa-2018-3.json"
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return found

    @cached_property
    def items(self) -> list[Item]:
        return list(self.notice["items"])

    def register(self, name: str) -> list[dict[str, str]]:
        with (ROOT / "data" / "registers" / f"{name}.csv").open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    @cached_property
    def names(self) -> dict[str, str]:
        """Full names by `code/slug` of agencies and groups."""
        agencies = {f"{r['code']}/{r['slug']}": r["name_zh"] for r in self.register("agencies")}
        groups = {f"{r['code']}/{r['slug']}": r["label_zh"] for r in self.register("groups")}
        return agencies | groups

    @cached_property
    def _meant(self) -> dict[str, str]:
        return {r["as_written"]: r["agent"].partition(":")[2] for r in self.register("surfaces")}

    def name(self, surface: str) -> str:
        """Return the full name of an agency or group, or the name of an official as it is."""
        return self.names[self._meant[surface]] if surface in self._meant else surface

    def agents(self, item: Item, role: str) -> list[str]:
        """Return the full names of the agents of `item` in `role`, in order, each once."""
        listed = sorted(item[role], key=lambda a: int(a["position"]))
        return list(dict.fromkeys(self.name(a["surface"]) for a in listed))

    def with_agent(self, role: str, surface: str) -> list[Item]:
        return [i for i in self.items if self.name(surface) in self.agents(i, role)]

    def count(self, role: str, items: list[Item] | None = None) -> Counter[str]:
        """Return the number of `items` (all of them by default) of each agent in `role`."""
        chosen = self.items if items is None else items
        return Counter(name for item in chosen for name in self.agents(item, role))

    def pairs(self, role: str) -> Counter[frozenset[str]]:
        found = (combinations(self.agents(item, role), 2) for item in self.items)
        return Counter(frozenset(pair) for pairs in found for pair in pairs)

    def with_theme(self, theme: str) -> list[Item]:
        return [item for item in self.items if theme in self.themes[place(item)]]

    @cached_property
    def themes(self) -> dict[Place, set[str]]:
        """The slugs of the themes of each item."""
        annex, row = self._objects("annexNumber"), self._objects("rowNumber")
        places = {node: (_integer(annex[node][0]), _integer(row[node][0])) for node in row}
        found: dict[Place, set[str]] = {at: set() for at in places.values()}
        for node, themes in self._objects("theme").items():
            found[places[node]] |= {theme.rstrip(">").rpartition("/")[2] for theme in themes}
        return found

    @cached_property
    def theme_names(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for line in self.nquads:
            subject, predicate, rest = line.split(" ", 2)
            if predicate.endswith("#prefLabel>") and '"@zh ' in rest:
                found[subject.rstrip(">").rpartition("/")[2]] = rest.split('"')[1]
        return {row["theme"]: found[row["theme"]] for row in self.register("theme_terms")}

    def _objects(self, term: str) -> dict[str, list[str]]:
        """Return the objects of zt:`term` as written in N-Quads, by subject."""
        found: dict[str, list[str]] = {}
        for line in self.nquads:
            subject, predicate, rest = line.split(" ", 2)
            if predicate == f"<{DEFAULT_BASE}def#{term}>":
                found.setdefault(subject, []).append(rest.split(" ")[0])
        return found


def place(item: Item) -> Place:
    return item["annex"], item["row"]


def _integer(literal: str) -> int:
    return int(literal.split('"')[1])


@pytest.fixture(scope="module")
def truth(opened: OpenSnapshot) -> Truth:
    lines = b"".join(opened.snapshot.n_quads()).decode().splitlines()
    return Truth(tuple(line for line in lines if line))


def most_first(counts: Counter[str]) -> list[Row]:
    """Return names with counts: most first, then by name."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def rows_of(result: Result, columns: Iterable[str]) -> list[tuple[Cell, ...]]:
    wanted = tuple(columns)
    return [tuple(row[column] for column in wanted) for row in result.rows]


@dataclass(frozen=True)
class Case:
    """A question with its values; the columns to compare; what they hold, in order."""

    name: str
    given: dict[str, str]
    columns: tuple[str, ...]
    expected: Callable[[Truth], list[Row]]

    def __str__(self) -> str:
        return " ".join((self.name, *self.given.values()))


PLACE = ("annexNumber", "rowNumber")
COUNTED = ("agencyName", "items")


def _places(items: Iterable[Item]) -> list[Row]:
    return sorted(place(item) for item in items)


def _of_agency(truth: Truth, surface: str) -> list[Row]:
    """Return the place, certainty and group of each item of a town government."""
    name = truth.name(surface)
    rows: list[Row] = []
    for group in truth.register("groups"):
        for column, certainty in (("members", "member"), ("possible_members", "possible")):
            if name in [truth.names[key] for key in group[column].split("|") if key]:
                found = truth.with_agent("supporting", group["label_zh"])
                found += truth.with_agent("lead", group["label_zh"])
                rows += [(*place(item), certainty, group["label_zh"]) for item in found]
    direct = truth.with_agent("lead", surface) + truth.with_agent("supporting", surface)
    rows += [(*place(item), "direct", None) for item in direct]
    return sorted(rows, key=lambda row: row[:3])


def _many_leads(truth: Truth, minimum: int) -> list[Row]:
    rows = [(*place(item), truth.agents(item, "lead")) for item in truth.items]
    many = [(a, r, len(names), "、".join(names)) for a, r, names in rows if len(names) >= minimum]
    return sorted(many, key=lambda row: (-row[2], row[:2]))


def _mentioning(truth: Truth, word: str) -> list[Row]:
    fields = {"annualTask": "annual_task", "text": "text", "title": "title"}
    return [
        (*place(item), where)
        for item in sorted(truth.items, key=place)
        for where, field in fields.items()
        if word in (item[field] or "")
    ]


def _responsible(truth: Truth, kind: str, fields: tuple[str, ...]) -> list[Row]:
    return [
        (
            *(item[field] for field in fields),
            "、".join(truth.agents(item, "lead")),
            "、".join(truth.agents(item, "supervising")),
        )
        for item in sorted(truth.items, key=place)
        if item["kind"] == kind
    ]


def _per_agency(truth: Truth) -> list[Row]:
    lead, supporting = truth.count("lead"), truth.count("supporting")
    either: Counter[str] = Counter()
    for item in truth.items:
        either.update(set(truth.agents(item, "lead") + truth.agents(item, "supporting")))
    rows = [(name, lead[name], 0, supporting[name], 0, n) for name, n in either.items()]
    return sorted(rows, key=lambda row: (-row[5], -row[1], row[0]))


def _types_of_later_bodies(truth: Truth) -> Iterator[str]:
    """Yield the types of the bodies of 太仓 that changes led to and that no register has."""
    register = truth.register("agencies")
    known = {row["slug"] for row in register if row["code"] == "320585"}
    slugs = {
        slug
        for row in truth.register("agency_changes")
        if row["code"] == "320585"
        for slug in row["resulting"].split("|")
    }
    vertical = {"zongjushuiwuju", "xiaofangjiuyuandadui"}
    for slug in slugs - known:
        yield "vertical-agency" if slug in vertical else "government-department"


def _by_type(truth: Truth) -> list[Row]:
    types = {row["slug"]: row["label_zh"] for row in truth.register("agency_types")}
    register = truth.register("agencies")
    of_name = {row["name_zh"]: types[row["type"]] for row in register}
    agencies = Counter(types[row["type"]] for row in register)
    agencies.update(types[type_] for type_ in _types_of_later_bodies(truth))
    agencies.update([types["government-department"]])  # 市行政审批局, which a text alone names
    leads = Counter(of_name[name] for name in truth.count("lead") if name in of_name)
    items = Counter(
        kind
        for item in truth.items
        for kind in {of_name[name] for name in truth.agents(item, "lead") if name in of_name}
    )
    rows = [(kind, agencies[kind], leads[kind], items[kind]) for kind in agencies]
    return sorted(rows, key=lambda row: (-row[3], -row[1], row[0]))


def _inherited(truth: Truth) -> list[Row]:
    names = {"lead": "牵头", "supervising": "分管领导", "supporting": "配合"}
    statuses = {"explicit": "本格印出", "inherited": "承接上方"}
    rows = []
    for role in ("lead", "supervising", "supporting"):
        for status, label in statuses.items():
            each = [sum(a["status"] == status for a in item[role]) for item in truth.items]
            rows.append((names[role], label, sum(each), sum(n > 0 for n in each)))
    return rows


def _per_category(truth: Truth) -> list[Row]:
    of: dict[str, list[Item]] = {}
    for item in truth.items:
        of.setdefault(item["category"], []).append(item)
    rows = [
        (name, len(found), len(truth.count("supervising", found)), len(truth.count("lead", found)))
        for name, found in of.items()
    ]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _overview(truth: Truth) -> list[Row]:
    rows = []
    for theme, name in truth.theme_names.items():
        items = truth.with_theme(theme)
        lead, supporting = truth.count("lead", items), truth.count("supporting", items)
        supervising = truth.count("supervising", items)
        rows.append((name, len(items), len(lead), len(lead | supporting), len(supervising)))
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def _two_themes(truth: Truth, first: str, second: str) -> list[Row]:
    counts = [truth.count("supervising", truth.with_theme(theme)) for theme in (first, second)]
    shared = [item for item in truth.with_theme(first) if item in truth.with_theme(second)]
    both = truth.count("supervising", shared)
    rows = [(name, n, counts[1][name], both[name]) for name, n in counts[0].items()]
    found = [row for row in rows if row[2]]
    return sorted(found, key=lambda row: (-row[1], -row[2], row[0]))


def _portfolio(truth: Truth, official: str) -> list[Row]:
    items = truth.with_agent("supervising", official)
    themes = (truth.theme_names[t] for item in items for t in truth.themes[place(item)])
    return most_first(Counter(themes))


def _themes_led(truth: Truth, surface: str) -> list[Row]:
    items = truth.with_agent("lead", surface)
    themes = (truth.theme_names[t] for item in items for t in truth.themes[place(item)])
    return most_first(Counter(themes))


def _members(truth: Truth) -> list[Row]:
    rows: list[Row] = []
    for group in truth.register("groups"):
        before = len(rows)
        for column, certainty in (("members", "member"), ("possible_members", "possible")):
            keys = [key for key in group[column].split("|") if key]
            rows += [(group["label_zh"], certainty, truth.names[key]) for key in keys]
        if len(rows) == before:
            rows.append((group["label_zh"], None, None))
    return sorted(rows, key=lambda row: tuple(value or "" for value in row))


def _never_leading(truth: Truth) -> list[Row]:
    lead = truth.count("lead")
    supporting = truth.count("supporting")
    return most_first(Counter({name: n for name, n in supporting.items() if name not in lead}))


def _shared(truth: Truth, first: str, second: str) -> list[Row]:
    names = {"lead": "牵头", "supporting": "配合"}
    rows = [
        (*place(item), names[a], names[b])
        for a in names
        for b in names
        for item in truth.with_agent(a, first)
        if item in truth.with_agent(b, second)
    ]
    return sorted(rows)


def _with_status(truth: Truth, at: Place) -> list[Row]:
    """Return each assignment: role, position, name, surface, status and printed row."""
    item = next(item for item in truth.items if place(item) == at)
    names = {"supervising": "分管领导", "lead": "牵头", "supporting": "配合"}
    statuses = {"explicit": "本格印出", "inherited": "承接上方"}
    return [
        (
            label,
            a["position"],
            truth.name(a["surface"]),
            a["surface"],
            statuses[a["status"]],
            item["source_rows"][role],
        )
        for role, label in names.items()
        for a in item[role]
    ]


def _targets(items: Iterable[Item]) -> list[Row]:
    """Return place, number and unit of each annotated target of `items`, in printed order."""
    with (ROOT / "tests/truth/targets/notice.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = []
    for item in sorted(items, key=place):
        name = f"{item['annex']}.{item['row']}"
        of_item = [row for row in rows if row["item"] == name]
        found += [(*place(item), row["quote"], row["unit"] or None) for row in of_item]
    return found


TARGET = (*PLACE, "quote", "unit")
LEAD = ("agencyName", "lead", "responsible", "supporting", "guiding", "items")
COUNTRIES_OF_THE_NOTICE = [("德国", "国家", None, 0)]
"""Foreign countries stand under no code, so they come first."""


def _all_places(truth: Truth) -> list[Row]:
    """Return the places of the register, in the order of their identifiers."""
    rows = {f"{r['code']}/{r['slug']}".strip("/"): r for r in truth.register("places")}
    types = {row["slug"]: row["label_zh"] for row in truth.register("place_types")}
    ordered = sorted(rows.items())
    return COUNTRIES_OF_THE_NOTICE + [
        (
            row["name_zh"],
            types[row["type"]],
            rows[row["parent"]]["name_zh"] if row["parent"] else None,
            int(row["name_zh"] == "太仓市"),
        )
        for _, row in ordered
    ]


CASES = [
    Case(
        "items-per-official",
        {},
        ("officialName", "items"),
        lambda t: most_first(t.count("supervising")),
    ),
    Case("items-per-agency", {}, LEAD, _per_agency),
    Case(
        "items-per-agency",
        {"agency": "环保局"},
        LEAD,
        lambda t: [row for row in _per_agency(t) if row[0] == t.name("环保局")],
    ),
    Case(
        "tasks-of-official",
        {"official": "赵建初"},
        PLACE,
        lambda t: _places(t.with_agent("supervising", "赵建初")),
    ),
    Case(
        "tasks-of-agency",
        {"agency": "环保局"},
        (*PLACE, "certainty", "viaName"),
        lambda t: _of_agency(t, "环保局"),
    ),
    Case(
        "tasks-of-agency",
        {"agency": "沙溪镇人民政府"},
        (*PLACE, "certainty", "viaName"),
        lambda t: _of_agency(t, "沙溪镇政府"),
    ),
    Case(
        "tasks-of-agency",
        {"agency": "各镇（区）"},
        (*PLACE, "certainty"),
        lambda t: [(*at, "direct") for at in _places(t.with_agent("supporting", "各镇（区）"))],
    ),
    Case(
        "tasks-of-agency",
        {"agency": "环保局", "role": "supporting"},
        PLACE,
        lambda t: _places(t.with_agent("supporting", "环保局")),
    ),
    *(
        Case(
            "tasks-with-many-leads",
            {"minimum": str(minimum)},
            (*PLACE, "leads", "leadNames"),
            lambda t, minimum=minimum: _many_leads(t, minimum),  # type: ignore[misc]
        )
        for minimum in (1, 3, 8, 9)
    ),
    Case(
        "items-per-category",
        {},
        ("categoryName", "items", "officials", "leads"),
        _per_category,
    ),
    Case(
        "items-of-category",
        {"category": "综合指标"},
        PLACE,
        lambda t: _places(i for i in t.items if i["category"] == "综合指标"),
    ),
    *(
        Case(
            "items-mentioning",
            {"word": word},
            (*PLACE, "place"),
            lambda t, word=word: _mentioning(t, word),  # type: ignore[misc]
        )
        for word in ("环境", "工程", "%", "（", "年")
    ),
    Case(
        "indicators",
        {},
        ("indicator", "target", "leads", "officials"),
        lambda t: _responsible(t, "indicator", ("title", "text")),
    ),
    Case(
        "targets-of-item",
        {"item": "“爱心暑托班”服务提升工程"},
        TARGET,
        lambda t: _targets([item for item in t.items if place(item) == (2, 3)]),
    ),
    Case(
        "targets-of-agency",
        {"agency": "农工办"},
        TARGET,
        lambda t: _targets(t.with_agent("lead", "农工办")),
    ),
    Case(
        "targets-of-theme",
        {"theme": "education"},
        TARGET,
        lambda t: _targets(t.with_theme("education")),
    ),
    Case("targets-of-place", {"place": "中国"}, TARGET, lambda t: _targets(t.items)),
    Case(
        "projects",
        {},
        ("title", "text", "annualTask", "leads", "officials"),
        lambda t: _responsible(t, "project", ("title", "text", "annual_task")),
    ),
    Case(
        "agencies-of-official",
        {"official": "赵建初"},
        COUNTED,
        lambda t: most_first(t.count("lead", t.with_agent("supervising", "赵建初"))),
    ),
    Case(
        "supporters-of-agency",
        {"agency": "环保局"},
        ("supporterName", "items"),
        lambda t: most_first(t.count("supporting", t.with_agent("lead", "环保局"))),
    ),
    Case("agencies-never-leading", {}, COUNTED, _never_leading),
    Case("agencies-by-type", {}, ("typeName", "agencies", "leads", "items"), _by_type),
    Case(
        "inherited-assignments",
        {},
        ("roleName", "statusName", "assignments", "items"),
        _inherited,
    ),
    Case(
        "items-of-two-agencies",
        {"agency_a": "环保局", "agency_b": "水利局"},
        (*PLACE, "roleName_a", "roleName_b"),
        lambda t: _shared(t, "环保局", "水利局"),
    ),
    Case(
        "items-of-two-agencies",
        {"agency_a": "发改委", "agency_b": "有关部门"},
        (*PLACE, "roleName_a", "roleName_b"),
        lambda t: _shared(t, "发改委", "有关部门"),
    ),
    Case(
        "agents-of-item",
        {"item": "城区教育资源扩建工程"},
        ("roleName", "listPosition", "agentName", "surface", "status", "printedRow"),
        lambda t: _with_status(t, (2, 1)),
    ),
    Case(
        "agents-of-item",
        {"item": "邮政普遍服务基础设施提升工程"},
        ("roleName", "listPosition", "agentName", "surface", "status", "printedRow"),
        lambda t: _with_status(t, (2, 24)),
    ),
    Case("members-of-groups", {}, ("groupName", "certainty", "agencyName"), _members),
    Case(
        "documents",
        {},
        ("documentTitle", "number", "issuerName", "year", "items", "assignments", "provisions"),
        lambda t: [
            (
                t.notice["document"]["title"],
                t.notice["document"]["number"],
                t.notice["document"]["issuer"],
                str(t.notice["document"]["year"]),
                len(t.items),
                sum(len(i[r]) for i in t.items for r in ("supervising", "lead", "supporting")),
                0,
            )
        ],
    ),
    Case(
        "documents-by-place",
        {"place": "江苏省"},
        ("placeName", "jurisdictionName", "number", "year"),
        lambda t: [("江苏省", "太仓市", t.notice["document"]["number"], "2018")],
    ),
    Case(
        "places-overview",
        {},
        ("placeName", "kind", "parentName", "documents"),
        _all_places,
    ),
    Case(
        "themes-overview", {}, ("themeName", "items", "leads", "agencies", "officials"), _overview
    ),
    Case(
        "tasks-of-theme",
        {"theme": "environment"},
        PLACE,
        lambda t: _places(t.with_theme("environment")),
    ),
    Case(
        "lead-agencies-of-theme",
        {"theme": "environment"},
        COUNTED,
        lambda t: most_first(t.count("lead", t.with_theme("environment"))),
    ),
    Case(
        "agencies-of-theme",
        {"theme": "education", "role": "supporting"},
        COUNTED,
        lambda t: most_first(t.count("supporting", t.with_theme("education"))),
    ),
    Case(
        "officials-of-two-themes",
        {"theme_a": "environment", "theme_b": "agriculture-rural"},
        ("officialName", "items_a", "items_b", "items_both"),
        lambda t: _two_themes(t, "environment", "agriculture-rural"),
    ),
    Case(
        "portfolio-of-official",
        {"official": "赵建初"},
        ("themeName", "items"),
        lambda t: _portfolio(t, "赵建初"),
    ),
    Case(
        "themes-of-agency",
        {"agency": "环保局", "role": "lead"},
        ("themeName", "items"),
        lambda t: _themes_led(t, "环保局"),
    ),
    Case(
        "items-without-theme",
        {},
        PLACE,
        lambda t: sorted(at for at, themes in t.themes.items() if not themes),
    ),
]


EMPTY = {
    "items-without-theme",
    "tasks-of-agency 环保局 supporting",
    "tasks-with-many-leads 9",
}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_answer_is_what_counting_by_hand_gives(case: Case, ask: Ask, truth: Truth) -> None:
    expected = case.expected(truth)
    assert rows_of(ask(case.name, **case.given), case.columns) == expected
    assert expected or str(case) in EMPTY


def test_known_numbers_of_the_notice(ask: Ask) -> None:
    """Numbers that a reader of the notice can count, so that both ways cannot err together."""
    agency = ask("items-per-agency", agency="环保局").rows[0]
    assert (agency["lead"], agency["supporting"]) == (15, 0)
    assert len(ask("tasks-of-official", official="赵建初").rows) == 38
    assert len(ask("indicators").rows) == 10
    assert len(ask("projects").rows) == 24
    assert ask("co-lead-agencies").rows[0]["items"] == 10


@pytest.mark.parametrize(
    ("name", "role", "columns"),
    [
        ("co-lead-agencies", "lead", ("agencyName", "otherName")),
        ("officials-together", "supervising", ("officialName", "otherName")),
    ],
)
def test_each_pair_comes_once_with_its_count(
    name: str, role: str, columns: tuple[str, str], ask: Ask, truth: Truth
) -> None:
    found = ask(name).rows
    pairs = {frozenset(str(row[column]) for column in columns): row["items"] for row in found}
    assert len(pairs) == len(found)
    assert pairs == truth.pairs(role)
    counts = [int(row["items"] or 0) for row in found]
    assert counts == sorted(counts, reverse=True)


def test_themes_together_are_pairs_of_themes_of_one_item(ask: Ask, truth: Truth) -> None:
    expected = Counter(
        frozenset(truth.theme_names[theme] for theme in pair)
        for themes in truth.themes.values()
        for pair in combinations(themes, 2)
    )
    found = ask("themes-together").rows
    assert len(found) == len(expected)
    assert {frozenset((r["themeName"], r["otherName"])): r["items"] for r in found} == expected


def test_addressees_are_those_of_the_letter(ask: Ask, truth: Truth) -> None:
    expected = {truth.name(surface) for surface in truth.notice["document"]["addressees"]}
    assert {row["addresseeName"] for row in ask("addressees").rows} == expected


def test_the_names_of_an_agency_are_those_of_registers_and_documents(
    ask: Ask, truth: Truth
) -> None:
    rows = ask("names-of-agency", agency="环保局").rows
    written = {r["as_written"] for r in truth.register("surfaces") if "huanbaoju" in r["agent"]}
    assert {r["name"] for r in rows if r["kind"] == "alternative"} == written
    assert {r["name"] for r in rows if r["kind"] == "preferred" and r["language"] == "zh"} == {
        "太仓市环境保护局"
    }
    in_document = [r for r in rows if r["documentTitle"]]
    assert [(r["name"], r["printed"]) for r in in_document] == [("环保局", 15)]


def test_the_source_of_an_item_is_found_in_the_file(ask: Ask, truth: Truth) -> None:
    text = (ROOT / "data/documents/taizhengfa-2018-3.txt").read_bytes().decode("utf-8-sig")
    rows = ask("source-of-item", item="邮政普遍服务基础设施提升工程").rows
    item = truth.items[-1]
    printed = {item["printed_row"], *item["source_rows"].values()}
    assert printed <= {row["printedRow"] for row in rows}
    assert {"邮政普遍服务基础设施提升工程", "太仓邮政管理局"} <= {row["rawText"] for row in rows}
    for row in rows:
        raw = text[int(row["start"] or 0) : int(row["end"] or 0)]
        assert raw == row["rawText"]


def test_a_project_elaborates_a_task_on_words_of_both(ask: Ask, truth: Truth) -> None:
    at = {place(item): item for item in truth.items}
    rows = ask("project-elaborates").rows
    assert rows
    for row in rows:
        project = at[_place_of(row, *PLACE)]
        task = at[_place_of(row, "taskAnnexNumber", "taskRowNumber")]
        assert row["taskText"] == task["text"]
        words = [project[field] for field in ("title", "text", "annual_task") if project[field]]
        assert any(str(row["quote"]) in field for field in words)
        assert str(row["taskQuote"]) in task["text"]
        assert 0 < float(row["score"] or 0) <= 1


def _place_of(row: dict[str, Cell], annex: str, number: str) -> Place:
    return int(row[annex] or 0), int(row[number] or 0)


def test_the_evidence_of_a_theme_is_in_the_item(ask: Ask, truth: Truth) -> None:
    for row in range(1, 25):
        item = next(i for i in truth.items if place(i) == (2, row))
        found = ask("evidence-of-theme", item=item["title"]).rows
        assert {r["themeName"] for r in found} == {
            truth.theme_names[theme] for theme in truth.themes[place(item)]
        }
        everything = "".join(item[f] or "" for f in ("title", "text", "annual_task", "category"))
        for tag in found:
            assert all(quote in everything for quote in str(tag["quotes"]).split("、"))
