"""Search finds by words and filters, counts what it finds, and names what it cannot read."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from api.search.search import SearchParameters

Problem = Callable[[httpx.Response, int], dict[str, Any]]

FACETS = (
    *("type", "theme", "agency", "official", "line", "category", "place", "jurisdiction"),
    *("year", "document", "programme"),
)
HUANBAOJU = "https://w3id.org/zhengtu/id/agency/320585/huanbaoju"
ENVIRONMENT = "https://w3id.org/zhengtu/id/theme/environment"


@pytest.fixture(scope="module")
def search(client: httpx.Client) -> Callable[..., dict[str, Any]]:
    """Return a function that searches and expects an answer."""

    def run(**asked: str | int) -> dict[str, Any]:
        answer = client.get("/api/search", params=asked)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    return run


Searching = Callable[..., dict[str, Any]]


def test_a_result_has_everything_that_is_promised(search: Searching) -> None:
    found = search(q='"河长制"', type="task")
    assert found["total"] == 1
    (hit,) = found["results"]
    assert hit["type"] == "task"
    assert hit["iri"].startswith("https://w3id.org/zhengtu/id/task/320585/tzf-2018-3/a1-")
    assert hit["label"].startswith("深入推进“河长制”")
    assert hit["score"] > 0
    assert hit["document"]["label"] == "关于分解落实2018年政府各项主要工作任务的通知"
    assert hit["year"] == "2018"
    assert {"iri", "label", "role"} <= set(hit["agencies"][0])
    assert {agency["role"] for agency in hit["agencies"]} <= {
        "lead",
        "responsible",
        "supporting",
        "guiding",
    }
    assert hit["officials"]
    shown = hit["snippet"]
    assert [shown["text"][start:end] for start, end in shown["highlights"]] == ["河长制"]


@pytest.mark.parametrize(
    "words",
    [
        "黑臭河道",
        "263",
        "“263”专项行动",
        "环保局",
        "的",
        "水 治理",
    ],
)
def test_highlights_are_offsets_of_the_words_in_the_snippet(search: Searching, words: str) -> None:
    found = search(q=words, limit=200)
    assert found["total"] == len(found["results"]) > 0
    marked = 0
    known = "".join(c for c in words.lower() if c not in "“” ")
    known += "环境保护局两减六治三提升专项行动"
    for hit in found["results"]:
        shown = hit["snippet"]
        assert len(shown["text"]) <= 160
        for start, end in shown["highlights"]:
            assert 0 <= start < end <= len(shown["text"])
            part = unicodedata.normalize("NFKC", shown["text"][start:end]).lower()
            assert part.translate(str.maketrans("", "", "“” ")) in known
            marked += 1
    assert marked > 0


def test_a_wording_of_the_notice_is_found_whatever_its_width_and_spaces(search: Searching) -> None:
    for words in ("263", "２６３", " 263 ", "“263”"):
        assert search(q=words)["total"] == search(q="263")["total"] > 0
    assert search(q="1+x")["total"] == search(q="１＋Ｘ")["total"] > 0


def test_every_word_must_be_found(search: Searching) -> None:
    both = search(q="水 治理")["total"]
    assert 0 < both <= min(search(q="水")["total"], search(q="治理")["total"])
    assert search(q="河长制 飞机场")["total"] == 0


@pytest.mark.parametrize("words", ["飞碟", "。，", "😀", "\x00", "' q9=7z; --", "*:*", "\\", "~"])
def test_what_is_nowhere_has_no_results(search: Searching, words: str) -> None:
    found = search(q=words)
    assert (found["total"], found["results"]) == (0, [])


@pytest.mark.parametrize(
    "name", ["环保局", "太仓市环境保护局", "环境保护局", "huanbaoju", HUANBAOJU, "环 保局"]
)
def test_an_agency_answers_to_all_its_names(search: Searching, name: str) -> None:
    found = search(agency=name, limit=200)
    assert [node["iri"] for node in found["filters"]["agency"]] == [HUANBAOJU]
    assert found["total"] == search(agency=HUANBAOJU)["total"] > 10
    for hit in found["results"]:
        assert HUANBAOJU in {agency["iri"] for agency in hit["agencies"]}


@pytest.mark.parametrize(
    ("filter_", "value", "holds"),
    [
        ("type", "project", lambda hit: hit["type"] == "project"),
        ("theme", "生态环境", lambda hit: ENVIRONMENT in {t["iri"] for t in hit["themes"]}),
        ("theme", "environment", lambda hit: ENVIRONMENT in {t["iri"] for t in hit["themes"]}),
        ("official", "赵建初", lambda hit: "赵建初" in {o["label"] for o in hit["officials"]}),
        ("year", "2018", lambda hit: hit["year"] == "2018"),
    ],
)
def test_a_filter_lets_only_its_own_through(
    search: Searching, filter_: str, value: str, holds: Callable[[dict[str, Any]], bool]
) -> None:
    found = search(**{filter_: value, "limit": 200})
    assert found["total"] > 5
    assert all(holds(hit) for hit in found["results"])


def test_a_category_of_the_notice_is_a_filter(search: Searching) -> None:
    counted = search(limit=1)["facets"]["category"]
    assert len(counted) > 10
    for facet in counted[:3]:
        assert search(category=facet["value"])["total"] == facet["count"]
        assert search(category=facet["label"])["total"] == facet["count"]


@pytest.mark.parametrize(
    "asked", [{}, {"q": "水"}, {"agency": "环保局"}, {"q": "的", "year": 2018}]
)
def test_counts_are_what_filtering_by_them_gives(
    search: Searching, asked: dict[str, str | int]
) -> None:
    found = search(**asked, limit=1)
    assert tuple(found["facets"]) == FACETS
    checked = 0
    for name in set(FACETS) - set(asked):
        for facet in found["facets"][name][:4]:
            assert facet["label"]
            assert search(**asked, **{name: facet["value"]}, limit=1)["total"] == facet["count"]
            checked += 1
    assert checked > 5


def test_types_are_counted_as_the_notice_has_them(search: Searching) -> None:
    counts = {facet["value"]: facet["count"] for facet in search(limit=1)["facets"]["type"]}
    assert {name: counts[name] for name in ("task", "project", "indicator")} == {
        "task": 132,
        "project": 24,
        "indicator": 10,
    }


@pytest.mark.parametrize("asked", [{"q": "的"}, {"type": "task"}, {"agency": "环保局"}])
def test_pages_make_up_the_whole(search: Searching, asked: dict[str, str]) -> None:
    whole = [hit["iri"] for hit in search(**asked, limit=200)["results"]]
    paged: list[str] = []
    while page := search(**asked, limit=7, offset=len(paged))["results"]:
        paged += [hit["iri"] for hit in page]
    assert len(whole) == len(set(whole)) > 7
    assert paged == whole
    assert search(**asked, offset=100_000)["total"] == len(whole)


def test_the_answer_says_its_snapshot(search: Searching, snapshot_id: str) -> None:
    assert search(q="水")["snapshot"] == snapshot_id


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"foo": "1"}, "foo"),
        ({"query": "水"}, "query"),
        ({"Q": "水"}, "Q"),
        ({"<b>": "1"}, "<b>"),
        ({"type": "taks"}, "type"),
        ({"theme": "nothing"}, "theme"),
        ({"theme": "huanbaoju"}, "theme"),
        ({"agency": "环保署"}, "agency"),
        ({"agency": "environment"}, "agency"),
        ({"agency": " "}, "agency"),
        ({"official": "诸葛亮"}, "official"),
        ({"category": "x"}, "category"),
        ({"year": "2019"}, "year"),
        ({"year": "18"}, "year"),
        ({"limit": "0"}, "limit"),
        ({"limit": "-1"}, "limit"),
        ({"limit": "1e3"}, "limit"),
        ({"limit": "9" * 30}, "limit"),
        ({"limit": "many"}, "limit"),
        ({"offset": "-1"}, "offset"),
        ({"offset": "1.5"}, "offset"),
        ({"q": "水" * 201}, "q"),
        ({"q": '"河长'}, "q"),
        ({"q": "(河长"}, "q"),
        ({"q": "' OR 1=1 --"}, "q"),
        ({"sort": "size"}, "sort"),
        ({"like": "https://example.org/x"}, "like"),
        ({"facets": "-1"}, "facets"),
        ({"q": ["水", "河"]}, "q"),
        ({"agency": ["环保局", "水利局"]}, "agency"),
    ],
)
def test_what_is_not_known_is_422_and_named(
    client: httpx.Client, problem: Problem, asked: dict[str, Any], named: str
) -> None:
    found = problem(client.get("/api/search", params=asked), 422)
    assert found["parameter"] == named
    assert named in found["detail"] or found["column"] > 0


def test_a_wrong_value_is_told_what_would_be_right(client: httpx.Client, problem: Problem) -> None:
    for asked, said in (({"type": "x"}, "indicator"), ({"year": "1999"}, "2018")):
        assert said in problem(client.get("/api/search", params=asked), 422)["detail"]


def test_every_result_says_why_it_was_found(search: Searching) -> None:
    found = search(q="发展和改革委员会", limit=200)
    assert {why["by"] for hit in found["results"] for why in hit["why"]} >= {"wording", "alias"}
    assert all(hit["why"] for hit in found["results"])
    assert [hit["why"] for hit in search(theme="environment")["results"]] == [[]] * 20


def test_facets_are_as_many_as_are_asked_for(search: Searching) -> None:
    whole, few, none = search(facets=1000), search(facets=3), search(facets=0)
    assert few["facets"]["agency"] == whole["facets"]["agency"][:3]
    assert "agency" in few["more_facets"]
    assert (whole["more_facets"], none["facets"]["agency"]) == ([], [])
    assert whole["total"] == few["total"] == none["total"]


def test_results_are_sorted_and_resemble(search: Searching) -> None:
    item = search(q="黑臭河道", type="task")["results"][0]["iri"]
    assert SearchParameters.model_fields["like"].examples == [item]
    alike = [hit["iri"] for hit in search(like=item, type="task")["results"]]
    assert alike
    assert item not in alike
    assert {hit["score"] for hit in search(q="建设", sort="year")["results"]} == {0.0}


@pytest.mark.parametrize(
    ("asked", "label"),
    [
        ({"q": "huanb"}, "太仓市环境保护局"),
        ({"q": "hbj", "type": "agency"}, "太仓市环境保护局"),
        ({"q": "环宝局"}, "太仓市环境保护局"),
        ({"q": "赵", "type": "official"}, "赵建初"),
    ],
)
def test_names_are_suggested_while_they_are_typed(
    client: httpx.Client, asked: dict[str, str], label: str
) -> None:
    found = client.get("/api/suggest", params=asked).json()["suggestions"]
    [one] = [one for one in found if one["label"] == label]
    assert one["items"] > 5
    assert len(found) <= 10


@pytest.mark.parametrize("asked", [{}, {"q": "x", "type": "task"}, {"q": "x", "limit": "0"}])
def test_a_bad_request_for_suggestions_is_422(
    client: httpx.Client, problem: Problem, asked: dict[str, str]
) -> None:
    problem(client.get("/api/suggest", params=asked), 422)
