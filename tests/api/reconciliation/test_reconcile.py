"""The reconciliation service keeps to the protocol and matches only what is certain."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import quote

import httpx
import pytest
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StrictStr

Problem = Callable[[httpx.Response, int], dict[str, Any]]
Ask = Callable[..., Any]

HUANBAOJU = "agency/320585/huanbaoju"
TAICANG = {"id": "place/320585", "name": "太仓市"}
SPACE = "https://w3id.org/zhengtu/id/"


class Shape(BaseModel):
    """A shape of the protocol, in our words; no other member is expected of this service."""

    model_config = ConfigDict(extra="forbid")


NonEmpty = Annotated[StrictStr, Field(min_length=1)]
IdTemplate = Annotated[StrictStr, Field(pattern=r"^https?://.*\{\{id\}\}")]


class TypeShape(Shape):
    id: NonEmpty
    name: NonEmpty
    description: StrictStr = ""
    broader: list[TypeShape] = []


class Named(Shape):
    id: NonEmpty
    name: NonEmpty
    description: StrictStr = ""


class Feature(Shape):
    id: NonEmpty
    value: StrictBool | StrictFloat | StrictInt


class CandidateShape(Named):
    type: list[Named]
    score: StrictFloat | StrictInt
    match: StrictBool
    features: list[Feature]


class Result(Shape):
    result: list[CandidateShape]


class SuggestedEntity(Named):
    notable: list[Named]


class SuggestedEntities(Shape):
    result: list[SuggestedEntity]


class SuggestedTypes(Shape):
    result: list[TypeShape]


class SuggestedProperties(Shape):
    result: list[Named]


class Proposal(Shape):
    type: StrictStr
    properties: list[Named]
    limit: StrictInt | None = None


class TextValue(Shape):
    str: StrictStr


class IntegerValue(Shape):
    int: StrictInt


class Extension(Shape):
    meta: list[Named]
    rows: dict[str, dict[str, list[Named | TextValue | IntegerValue]]]


class ViewShape(Shape):
    url: IdTemplate


class PreviewShape(ViewShape):
    width: StrictInt
    height: StrictInt


class Service(Shape):
    service_url: Annotated[StrictStr, Field(pattern="^https?://[^/]+$")]
    service_path: Annotated[StrictStr, Field(pattern="^/")]


class SuggestService(Service):
    flyout_service_url: StrictStr
    flyout_service_path: Annotated[StrictStr, Field(pattern=r"\$\{id\}")]


class Suggest(Shape):
    entity: SuggestService
    type: SuggestService
    property: SuggestService


class Setting(Shape):
    name: NonEmpty
    label: NonEmpty
    type: Annotated[StrictStr, Field(pattern="^(number|text|checkbox|select)$")]
    default: StrictInt
    help_text: StrictStr


class Extend(Shape):
    propose_properties: Service
    property_settings: list[Setting]


class Manifest(Shape):
    versions: list[StrictStr]
    name: NonEmpty
    identifierSpace: NonEmpty  # noqa: N815 - the protocol's name
    schemaSpace: NonEmpty  # noqa: N815
    serviceVersion: NonEmpty  # noqa: N815
    defaultTypes: list[TypeShape]  # noqa: N815
    batchSize: StrictInt  # noqa: N815
    view: ViewShape
    preview: PreviewShape
    suggest: Suggest
    extend: Extend


@pytest.fixture(scope="module")
def manifest(client: httpx.Client) -> Manifest:
    answer = client.get("/reconcile")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    return Manifest.model_validate_json(answer.content)


@pytest.fixture(scope="module")
def reconcile(client: httpx.Client) -> Ask:
    """Return a function that sends one query and returns its candidates, checked in form."""

    def ask(**query: Any) -> list[CandidateShape]:
        answer = client.post("/reconcile", data={"queries": json.dumps({"q0": query})})
        assert answer.status_code == 200, answer.text
        assert set(answer.json()) == {"q0"}
        return Result.model_validate_json(json.dumps(answer.json()["q0"])).result

    return ask


def test_the_manifest_says_what_the_service_can(manifest: Manifest, url: str) -> None:
    assert manifest.versions == ["0.2"]
    assert manifest.identifierSpace == SPACE
    assert manifest.schemaSpace == "https://w3id.org/zhengtu/def#"
    assert manifest.view.url == f"{url}/id/{{{{id}}}}"
    assert {"Agency", "Place", "Official"} <= {type_.id for type_ in manifest.defaultTypes}


def test_a_batch_is_answered_alike_by_get_and_by_post(client: httpx.Client) -> None:
    queries = {"一": {"query": "太仓市环保局"}, "q/2": {"query": "港区"}, "": {"query": "太仓市"}}
    fields = {"queries": json.dumps(queries, ensure_ascii=False)}
    posted, got = client.post("/reconcile", data=fields), client.get("/reconcile", params=fields)
    assert posted.status_code == got.status_code == 200
    assert posted.json() == got.json()
    assert list(posted.json()) == list(queries)
    for result in posted.json().values():
        assert Result.model_validate_json(json.dumps(result)).result


def test_an_answer_says_its_snapshot(client: httpx.Client, snapshot_id: str) -> None:
    answer = client.post("/reconcile", data={"queries": '{"q0": {"query": "环保局"}}'})
    assert answer.headers["Zhengtu-Snapshot"] == snapshot_id


@pytest.mark.parametrize("encode", [quote, lambda text: json.dumps(text)[1:-1]])
def test_chinese_is_decoded_once(client: httpx.Client, encode: Callable[[str], str]) -> None:
    """Percent signs in a cell are the cell's own."""
    name, headers = "太仓市环保局", {"Content-Type": "application/x-www-form-urlencoded"}
    plain = quote(json.dumps({"q0": {"query": name}}, ensure_ascii=False))
    found = client.post("/reconcile", content=f"queries={plain}", headers=headers).json()
    assert found["q0"]["result"][0]["match"] is True
    twice = quote(json.dumps({"q0": {"query": quote(name)}}))
    found = client.post("/reconcile", content=f"queries={twice}", headers=headers).json()
    assert found["q0"]["result"] == []
    escaped = quote(f'{{"q0": {{"query": "{encode("abc")}"}}}}')
    assert client.get(f"/reconcile?queries={escaped}").status_code == 200


@pytest.mark.parametrize(
    ("query", "matched"),
    [
        ({"query": "太仓市环境保护局"}, HUANBAOJU),
        ({"query": "太仓市环保局", "type": "Agency"}, HUANBAOJU),
        ({"query": "太仓环保局", "type": ["Agency", "Place"]}, HUANBAOJU),
        ({"query": "太 仓 市　环保局"}, HUANBAOJU),
        ({"query": "Taicang Environmental Protection Bureau"}, HUANBAOJU),
        ({"query": SPACE + HUANBAOJU}, HUANBAOJU),
        ({"query": HUANBAOJU}, HUANBAOJU),
        ({"query": "太仓市水利(水务)局"}, "agency/320585/shuilishuiwuju"),
        ({"query": "太仓市", "type": "Place"}, "place/320585"),
        ({"query": "国务院办公厅"}, "agency/100000/guowuyuanbangongting"),
        ({"query": "太仓市环保局", "type": "https://w3id.org/zhengtu/def#Agency"}, HUANBAOJU),
        ({"query": "环保局"}, None),
        ({"query": "环保局", "type": "Place"}, None),
        ({"query": "太仓市环保局", "type": "Place"}, None),
        ({"query": "昆山市环保局"}, None),
        ({"query": "太仓市环境保护厅"}, None),
        ({"query": "城厢镇"}, None),
        ({"query": "", "limit": 3}, None),
        ({"query": "。，"}, None),
    ],
)
def test_what_matches(reconcile: Ask, query: dict[str, Any], matched: str | None) -> None:
    found = [candidate.id for candidate in reconcile(**query) if candidate.match]
    assert found == ([matched] if matched else [])


@pytest.mark.parametrize(
    ("pid", "value", "fits"),
    [
        ("jurisdiction", "太仓市", True),
        ("jurisdiction", "太仓", True),
        ("jurisdiction", "320585", True),
        ("jurisdiction", 320585, True),
        ("jurisdiction", 320585.0, True),
        ("jurisdiction", TAICANG, True),
        ("jurisdiction", {"id": SPACE + "place/320585"}, True),
        ("jurisdiction", ["昆山市", TAICANG], True),
        ("parent", "太仓市人民政府", True),
        ("jurisdiction", "昆山市", False),
        ("jurisdiction", True, False),
        ("parent", "太仓市教育局", False),
    ],
)
def test_a_property_settles_whose_body_a_short_name_is(
    reconcile: Ask, pid: str, value: Any, *, fits: bool
) -> None:
    found = reconcile(query="环保局", type="Agency", properties=[{"pid": pid, "v": value}])
    assert found[0].id == HUANBAOJU
    assert found[0].match is fits
    assert (found[0].score == 100) is fits
    assert {f.id: f.value for f in found[0].features}[f"property_{pid}"] is fits


@pytest.mark.parametrize(("pid", "value"), [("year", 2018), ("year", "2018"), ("alias", "环保局")])
def test_other_properties_are_compared_but_settle_no_place(
    reconcile: Ask, pid: str, value: Any
) -> None:
    found = reconcile(query="环保局", type="Agency", properties=[{"pid": pid, "v": value}])
    assert (found[0].id, found[0].score, found[0].match) == (HUANBAOJU, 90, False)
    assert {f.id: f.value for f in found[0].features}[f"property_{pid}"] is True


def test_an_empty_property_asks_for_nothing(reconcile: Ask) -> None:
    given = [{"pid": "jurisdiction", "v": " "}, {"pid": "year", "v": []}]
    assert reconcile(query="环保局", properties=given) == reconcile(query="环保局")


def test_candidates_are_in_the_order_of_their_scores_and_within_the_limit(reconcile: Ask) -> None:
    found = reconcile(query="太仓市委员会")
    scores = [candidate.score for candidate in found]
    assert len(found) > 3
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100 for score in scores)
    assert reconcile(query="太仓市委员会", limit=2) == found[:2]
    assert len(reconcile(query="太仓市委员会", limit=10**9)) <= 100


def test_types_of_bodies_restrict_too(reconcile: Ask) -> None:
    towns = reconcile(query="浮桥镇", type="agency-type/town-government")
    assert towns[0].id == "agency/320585/fuqiaozhen"
    places = reconcile(query="浮桥镇", type="Place")
    assert places[0].id == "place/320585103"
    assert all("Place" in {type_.id for type_ in candidate.type} for candidate in places)


def test_every_body_of_the_notice_is_found_by_its_full_name(client: httpx.Client) -> None:
    query = "SELECT ?body ?name WHERE { ?body a zt:Agency ; skos:prefLabel ?name }"
    rows = client.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    names = {row["name"]["value"]: row["body"]["value"] for row in rows}
    assert len(names) > 140
    batch = {name: {"query": name, "type": "Agency"} for name in names}
    answer = client.post("/reconcile", data={"queries": json.dumps(batch)}).json()
    for name, iri in names.items():
        best = answer[name]["result"][0]
        assert (SPACE + best["id"], best["score"] >= 90) == (iri, True), name


@pytest.mark.parametrize(
    ("queries", "status", "said"),
    [
        ("", 400, "JSON"),
        ("{", 400, "JSON"),
        ("[]", 422, "queries"),
        ("null", 422, "queries"),
        ('"q"', 422, "queries"),
        ('{"q0": []}', 422, "q0"),
        ('{"q0": {}}', 422, "q0"),
        ('{"q0": {"limit": 3}}', 422, "q0"),
        ('{"q0": {"query": 5}}', 422, "q0.query"),
        ('{"q0": {"query": "水", "limit": 0}}', 422, "limit"),
        ('{"q0": {"query": "水", "limit": -1}}', 422, "limit"),
        ('{"q0": {"query": "水", "limit": 1.5}}', 422, "limit"),
        ('{"q0": {"query": "水", "limit": 1e999}}', 422, "limit"),
        ('{"q0": {"query": "水", "type": "Q5"}}', 422, "Q5"),
        ('{"q0": {"query": "水", "type": {"id": "Agency"}}}', 422, "type"),
        ('{"q0": {"query": "水", "type_strict": "most"}}', 422, "type_strict"),
        ('{"q0": {"query": "水", "qurey": "水"}}', 422, "qurey"),
        ('{"q0": {"query": "水", "properties": {"pid": "year"}}}', 422, "properties"),
        ('{"q0": {"query": "水", "properties": [{"pid": "year"}]}}', 422, "properties"),
        ('{"q0": {"query": "水", "properties": [{"pid": "P31", "v": "x"}]}}', 422, "P31"),
        ('{"q0": {"query": "水", "properties": [{"pid": "year", "v": NaN}]}}', 422, "properties"),
        ('{"q0": {"query": "水", "properties": [{"pid": "year", "v": {"x": 1}}]}}', 422, "v"),
        (json.dumps({"q0": {"query": "水" * 1_001}}), 422, "q0.query"),
        (json.dumps({str(i): {"query": "水"} for i in range(1_001)}), 413, "1000"),
        ('{"q0": {"query": "\\ud800"}}', 400, "JSON"),
        ("[" * 100_000, 400, "JSON"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_broken_batch_is_refused_and_said_why(
    client: httpx.Client, problem: Problem, queries: str, status: int, said: str
) -> None:
    answer = client.post("/reconcile", data={"queries": queries})
    assert said in problem(answer, status)["detail"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"query=x", 422),
        (b"queries=%7B%7D&extend=%7B%7D", 422),
        (b"queries=%7B%7D&queries=%7B%7D", 422),
        (b"queries=%FF", 400),
        (b"queries=\xff", 400),
        (b"&".join([b"a=1"] * 1_000), 400),
        (b"queries=" + b"x" * 9_000_000, 413),
    ],
    ids=["empty", "other", "both", "twice", "encoded", "bytes", "many", "long"],
)
def test_a_form_that_is_none_is_refused(
    client: httpx.Client, problem: Problem, body: bytes, status: int
) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    problem(client.post("/reconcile", content=body, headers=headers), status)


def test_another_media_type_is_415(client: httpx.Client, problem: Problem) -> None:
    problem(client.post("/reconcile", json={"queries": {}}), 415)


@pytest.mark.parametrize(
    "cell",
    [
        "<script>alert(1)</script>",
        "'; DROP TABLE x --",
        ".*",
        "\\",
        "(" * 500,
        "\x00",
        "\u202e环保局",
        "😀" * 200,
        "ﷺ" * 1_000,
        "a b " * 250,
        "局" * 1_000,
        "%E5%A4%AA",
        '"}}}',
        "AND OR NOT",
        "full:环保局",
    ],
    ids=lambda cell: repr(cell)[:20],
)
def test_a_hostile_cell_is_only_a_name(reconcile: Ask, client: httpx.Client, cell: str) -> None:
    assert not any(candidate.match for candidate in reconcile(query=cell))
    given = [{"pid": "jurisdiction", "v": cell}, {"pid": "jurisdiction", "v": {"id": cell}}]
    assert not any(c.match for c in reconcile(query="环保局", properties=given))
    answer = client.get("/reconcile/suggest/entity", params={"prefix": cell[:200]})
    assert answer.status_code == 200


def test_no_batch_at_all_has_no_results(client: httpx.Client) -> None:
    assert client.post("/reconcile", data={"queries": "{}"}).json() == {}


@pytest.mark.parametrize(
    ("prefix", "first"),
    [
        ("太仓市环保", HUANBAOJU),
        ("太仓市环", HUANBAOJU),
        ("环 保局", HUANBAOJU),
        ("Zhao Ji", "person/320585/zhaojianchu"),
        (HUANBAOJU, HUANBAOJU),
        (SPACE + HUANBAOJU, HUANBAOJU),
    ],
)
def test_things_are_suggested(client: httpx.Client, prefix: str, first: str) -> None:
    answer = client.get("/reconcile/suggest/entity", params={"prefix": prefix})
    assert SuggestedEntities.model_validate_json(answer.content).result[0].id == first


def test_suggestions_go_on_behind_the_cursor(client: httpx.Client) -> None:
    def suggest(**asked: str | int) -> list[str]:
        answer = client.get("/reconcile/suggest/entity", params={"prefix": "太仓", **asked})
        return [found.id for found in SuggestedEntities.model_validate_json(answer.content).result]

    first, second = suggest(limit=5), suggest(limit=5, cursor=5)
    assert len(first) == len(second) == 5
    assert not set(first) & set(second)
    assert all(found.startswith("place/") for found in suggest(type="Place"))


@pytest.mark.parametrize("prefix", ["机构", "Agency", "agen", "AGENCY"])
def test_types_are_suggested(client: httpx.Client, prefix: str) -> None:
    answer = client.get("/reconcile/suggest/type", params={"prefix": prefix})
    assert "Agency" in {t.id for t in SuggestedTypes.model_validate_json(answer.content).result}


def test_a_kind_of_bodies_is_a_narrower_type(client: httpx.Client) -> None:
    answer = client.get("/reconcile/suggest/type", params={"prefix": "镇政府"})
    [town] = SuggestedTypes.model_validate_json(answer.content).result
    assert [broader.id for broader in town.broader] == ["Agency"]


@pytest.mark.parametrize("prefix", ["辖", "jurisdiction", "Juris"])
def test_properties_are_suggested(client: httpx.Client, prefix: str) -> None:
    answer = client.get("/reconcile/suggest/property", params={"prefix": prefix})
    found = SuggestedProperties.model_validate_json(answer.content).result
    assert [property_.id for property_ in found] == ["jurisdiction"]


def test_the_proposed_properties_are_those_that_the_type_has(client: httpx.Client) -> None:
    def propose(**asked: str | int) -> list[str]:
        answer = client.get("/reconcile/properties", params=asked)
        return [p.id for p in Proposal.model_validate_json(answer.content).properties]

    assert {"jurisdiction", "parent", "classification"} <= set(propose(type="Agency"))
    assert "parent" not in propose(type="Place")
    assert set(propose(type="Agency")) | set(propose(type="Place")) <= set(propose(type=""))
    assert propose(type="Agency", limit=2) == propose(type="Agency")[:2]


def test_values_are_fetched_for_each_thing(client: httpx.Client) -> None:
    asked = {
        "ids": [HUANBAOJU, "person/320585/zhaojianchu", SPACE + "group/320585/grp-all-towns"],
        "properties": [{"id": p} for p in ("jurisdiction", "member", "post", "year", "alias")],
    }
    answer = client.post("/reconcile", data={"extend": json.dumps(asked)})
    found = Extension.model_validate_json(answer.content)
    assert [column.id for column in found.meta] == [p["id"] for p in asked["properties"]]
    assert list(found.rows) == asked["ids"]
    assert all(list(row) == [c.id for c in found.meta] for row in found.rows.values())
    rows = answer.json()["rows"]
    assert rows[HUANBAOJU]["jurisdiction"] == [TAICANG]
    assert rows[HUANBAOJU]["year"] == [{"int": 2018}]
    assert rows[HUANBAOJU]["member"] == rows[HUANBAOJU]["post"] == []
    assert rows["person/320585/zhaojianchu"]["post"] == [{"str": "副市长"}]
    members = rows[SPACE + "group/320585/grp-all-towns"]["member"]
    assert len(members) > 5
    again = client.get("/reconcile", params={"extend": json.dumps(asked)})
    assert again.json() == answer.json()


def test_values_can_be_limited(client: httpx.Client) -> None:
    def members(settings: dict[str, Any]) -> int:
        asked = {
            "ids": ["group/320585/grp-all-towns"],
            "properties": [{"id": "member", "settings": settings}],
        }
        answer = client.post("/reconcile", data={"extend": json.dumps(asked)})
        return len(answer.json()["rows"]["group/320585/grp-all-towns"]["member"])

    assert members({"limit": 2}) == members({"limit": "2"}) == 2
    assert members({}) == members({"limit": 0}) == members({"limit": ""}) > 2


@pytest.mark.parametrize(
    ("extend", "status", "said"),
    [
        ("{", 400, "JSON"),
        ("{}", 422, "ids"),
        ('{"ids": "x", "properties": []}', 422, "ids"),
        ('{"ids": [], "properties": [{"id": "P31"}]}', 422, "P31"),
        ('{"ids": ["nothing"], "properties": []}', 404, "nothing"),
        ('{"ids": [], "properties": [{"id": "year", "settings": {"limit": -1}}]}', 422, "limit"),
        (json.dumps({"ids": ["x"] * 1_001, "properties": []}), 413, "1000"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_broken_extension_is_refused_and_said_why(
    client: httpx.Client, problem: Problem, extend: str, status: int, said: str
) -> None:
    answer = client.post("/reconcile", data={"extend": extend})
    assert said in problem(answer, status)["detail"]


def test_a_preview_shows_the_thing_and_runs_nothing(client: httpx.Client) -> None:
    page = client.get("/reconcile/preview", params={"id": HUANBAOJU})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert "frame-ancestors" not in policy
    for word in ("太仓市环境保护局", "政府工作部门", "太仓市人民政府", f"/id/{HUANBAOJU}"):
        assert word in page.text
    assert "<script" not in page.text


@pytest.mark.parametrize("kind", ["entity", "type", "property"])
def test_a_flyout_shows_what_was_suggested(client: httpx.Client, kind: str) -> None:
    id_ = {"entity": HUANBAOJU, "type": "Agency", "property": "jurisdiction"}[kind]
    shown = client.get("/reconcile/flyout", params={"id": id_, "kind": kind}).json()
    assert set(shown) == {"id", "html"}
    assert shown["id"] == id_
    assert shown["html"].startswith("<")


@pytest.mark.parametrize("id_", ["", "nothing", "<script>", "../x", "环保局", "x" * 2_000, "\x00"])
@pytest.mark.parametrize("address", ["preview", "flyout", "flyout?kind=type"])
def test_what_is_not_there_has_no_preview(
    client: httpx.Client, problem: Problem, id_: str, address: str
) -> None:
    path, _, query = address.partition("?")
    params = {"id": id_, **dict(part.split("=") for part in query.split("&") if part)}
    assert problem(client.get(f"/reconcile/{path}", params=params), 404)


@pytest.mark.parametrize("kind", ["entity", "type", "property"])
@pytest.mark.parametrize(
    "params", [{}, {"prefix": "x" * 201}, {"prefix": "x", "cursor": "-1"}, {"prefix": ["x", "y"]}]
)
def test_a_suggestion_needs_a_prefix(
    client: httpx.Client, problem: Problem, kind: str, params: dict[str, Any]
) -> None:
    problem(client.get(f"/reconcile/suggest/{kind}", params=params), 422)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "?queries={}",
        "?queries={",
        "/suggest/entity?prefix=x",
        "/suggest/type?prefix=x",
        "/suggest/property?prefix=x",
        "/suggest/property",
        "/properties?type=Agency",
        "/preview?id=nothing",
        f"/preview?id={HUANBAOJU}",
        f"/flyout?id={HUANBAOJU}",
        "/nothing",
    ],
)
def test_every_answer_may_be_read_from_other_origins(client: httpx.Client, path: str) -> None:
    answer = client.get(f"/reconcile{path}", headers={"Origin": "http://127.0.0.1:3333"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("path", ["/reconcile", "/reconcile/suggest/entity", "/reconcile/preview"])
def test_a_preflight_is_answered(client: httpx.Client, path: str) -> None:
    headers = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = client.options(path, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"]


@pytest.mark.parametrize("path", ["/api/info", "/", "/reconciled", "/sparql?query=ASK{}"])
def test_nothing_else_is_opened_to_other_origins(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"Origin": "https://example.org"})
    assert "access-control-allow-origin" not in answer.headers
