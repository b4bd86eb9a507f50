"""Only an exact name of one place decides; everything else is proposed, the nearest first."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.reconciliation.queries import read_batch, wanted_of
from graph.opened import OpenSnapshot
from graph.reconciliation.forms import forms_of, place_names
from graph.reconciliation.identities import Identity, Type, term_of
from graph.reconciliation.index import IdentityIndex, Restriction, write_identities
from graph.reconciliation.matching import Candidate, Condition, Wanted, find_candidates
from graph.reconciliation.properties import PROPERTIES
from graph.storage.snapshot import NAMES, open_current
from loader.load import Loader
from ontology.errors import SnapshotError
from ontology.ids import DEFAULT_BASE

AGENCY = Type("Agency", "机构", "agency")
DEPARTMENT = Type("agency-type/department", "部门", "department", "Agency")
CITIES = ("虚河市", "空山市", "无岭县")
BODIES = ("发展和改革委员会", "生态环境局")
ALIASES = {"发展和改革委员会": "发改委", "生态环境局": "环保局"}


def invented_bodies() -> Iterator[Identity]:
    """Yield the same bodies in three invented cities."""
    for number, city in enumerate(CITIES):
        place = place_names([city])
        for position, body in enumerate(BODIES):
            names = (city + body, ALIASES[body])
            yield Identity(
                id=f"agency/{number}/{position}",
                label=names[0],
                description="",
                names=names,
                types=(AGENCY, DEPARTMENT) if position else (AGENCY,),
                forms=forms_of(names, place),
                values={"jurisdiction": [{"id": f"place/{number}", "name": city}]},
                terms=frozenset(term_of("jurisdiction", name) for name in place),
            )


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> IdentityIndex:
    folder = tmp_path_factory.mktemp("cities") / "names"
    write_identities(folder, invented_bodies())
    return IdentityIndex(folder)


def of(*values: str) -> tuple[Condition, ...]:
    return (Condition("jurisdiction", values),)


def matches(candidates: list[Candidate]) -> list[str]:
    return [candidate.identity.label for candidate in candidates if candidate.match]


@pytest.mark.parametrize(
    ("wanted", "matched"),
    [
        (Wanted("虚河市发展和改革委员会"), "虚河市发展和改革委员会"),
        (Wanted("虚河市发改委"), "虚河市发展和改革委员会"),
        (Wanted("虚河发改委"), "虚河市发展和改革委员会"),
        (Wanted(" 虚 河 市　发改委 "), "虚河市发展和改革委员会"),
        (Wanted("无岭环保局"), "无岭县生态环境局"),
        (Wanted("agency/1/1"), "空山市生态环境局"),
        (Wanted("发改委", conditions=of("空山市")), "空山市发展和改革委员会"),
        (Wanted("发改委", conditions=of("空山")), "空山市发展和改革委员会"),
        (Wanted("发改委", conditions=of("某地", "空 山")), "空山市发展和改革委员会"),
        (Wanted("虚河市环保局", ("agency-type/department",)), "虚河市生态环境局"),
        (Wanted("发改委"), None),
        (Wanted("发改委", conditions=of("某地")), None),
        (Wanted("发改委", conditions=of("空山市", "虚河市")), None),
        (Wanted("虚河市发改委", conditions=of("空山市")), None),
        (Wanted("虚河市发改委", ("agency-type/department",)), None),
        (Wanted("虚河市发展改革委员会"), None),
        (Wanted("虚河市发展和改革委员会办公室"), None),
        (Wanted("市发改委"), None),
        (Wanted("虚河市"), None),
        (Wanted(conditions=of("虚河市")), None),
        (Wanted("局"), None),
        (Wanted(""), None),
    ],
)
def test_what_is_a_match(cities: IdentityIndex, wanted: Wanted, matched: str | None) -> None:
    assert matches(find_candidates(cities, wanted)) == ([matched] if matched else [])


def test_a_name_that_every_city_has_is_proposed_for_each(cities: IdentityIndex) -> None:
    found = find_candidates(cities, Wanted("发改委"))
    assert [c.identity.label for c in found[:3]] == [city + BODIES[0] for city in CITIES]
    assert {(c.score, c.is_exact, c.names_place) for c in found[:3]} == {(90.0, True, False)}


def test_one_city_alone_makes_no_short_name_certain(tmp_path: Path) -> None:
    """Loading another city later must not prove a match of today wrong."""
    folder = tmp_path / "names"
    write_identities(folder, (body for body in invented_bodies() if body.id == "agency/0/0"))
    [only] = find_candidates(IdentityIndex(folder), Wanted("发改委"))
    assert (only.is_exact, only.match, only.score) == (True, False, 90.0)


def test_nearer_names_and_fitting_properties_come_first(cities: IdentityIndex) -> None:
    found = find_candidates(cities, Wanted("空山市发展改革委员会"))
    assert found[0].identity.label == "空山市发展和改革委员会"
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)
    assert all(0 < c.score < 90 for c in found)
    elsewhere = find_candidates(cities, Wanted("发展改革委", conditions=of("无岭县")))
    assert elsewhere[0].identity.label == "无岭县发展和改革委员会"
    assert elsewhere[0].fits == {"jurisdiction": True}


def test_an_abbreviation_without_a_common_pair_is_still_proposed(cities: IdentityIndex) -> None:
    found = find_candidates(cities, Wanted("生环"))
    assert {c.identity.label for c in found} == {f"{city}生态环境局" for city in CITIES}


def test_a_limit_keeps_the_best(cities: IdentityIndex) -> None:
    everything = find_candidates(cities, Wanted("发改委", limit=100))
    assert len(everything) >= 3
    for limit in range(1, len(everything)):
        assert find_candidates(cities, Wanted("发改委", limit=limit)) == everything[:limit]


def test_properties_alone_find_what_has_them(cities: IdentityIndex) -> None:
    found = find_candidates(cities, Wanted(conditions=of("虚河市")))
    assert {c.identity.label for c in found} == {f"虚河市{body}" for body in BODIES}


def test_types_restrict_by_any_or_by_all(cities: IdentityIndex) -> None:
    both = ("Agency", "agency-type/department")
    any_of = find_candidates(cities, Wanted("发改委", both))
    all_of = find_candidates(cities, Wanted("发改委", both, all_types=True))
    assert any_of[0].identity.label.endswith("发展和改革委员会")
    assert {c.identity.label[3:] for c in all_of} <= {"生态环境局"}


def test_every_property_has_its_own_id() -> None:
    identifiers = [property_.id for property_ in PROPERTIES]
    assert len(set(identifiers)) == len(identifiers) > 10


def test_a_snapshot_without_the_index_says_how_to_get_it(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError, match="zhengtu load --fresh"):
        IdentityIndex(tmp_path)


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("太仓市", True),
        ("太仓", False),
        ("江苏省", True),
        ("太仓市浮桥镇", True),
        ("浮桥镇", False),
        ("国务院", True),
        ("太仓市环保局", True),
        ("环保局", False),
        ("太仓高新技术产业开发区管理委员会", True),
        ("中共太仓市委员会", True),
        ("赵建初", False),
        ("有关部门", False),
        ("太政发〔2018〕3号", False),
        ("生态环境", True),
    ],
)
def test_which_names_of_the_notice_say_their_place(
    opened: OpenSnapshot, name: str, *, full: bool
) -> None:
    found = [c for c in find_candidates(opened.identities, Wanted(name)) if c.is_exact]
    assert found
    assert [c.names_place for c in found] == [full] * len(found)
    assert bool(matches(found)) == (full and len(found) == 1)


def test_a_graph_under_another_base_is_known_by_the_same_ids(moved_home: Path) -> None:
    snapshot = open_current(moved_home)
    index = IdentityIndex(snapshot.index_path / NAMES)
    kind = f"{snapshot.base_iri}def#Agency"
    asked = read_batch(json.dumps({"q0": {"query": "太仓市环保局", "type": kind}}))
    wanted = wanted_of("q0", asked["q0"], index, snapshot.base_iri)
    [found] = find_candidates(index, wanted)
    assert (found.identity.id, found.match) == ("agency/320585/huanbaoju", True)
    assert found.identity.values["jurisdiction"] == [{"id": "place/320585", "name": "太仓市"}]
    assert {"Agency", "Place", "agency-type/enterprise"} <= set(index.types)
    assert matches(find_candidates(index, Wanted("国务院"))) == ["国务院"]


def test_names_brought_up_to_date_are_those_written_anew(
    tmp_path: Path, lean_data: Path, invent: Callable[..., str]
) -> None:
    """Documents come and go; the index of names answers as one that was written from nothing."""
    data = lean_data
    for number, unit in [(1, "甲局、乙局"), (2, "乙局、丙局"), (3, "丙局、丁局")]:
        rows = (("修路。", unit), ("架桥。", "甲局"))
        text = invent(header=("内容", "牵头单位"), number=f"虚政发〔2019〕{number}号", rows=rows)
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    first, second, third = (tmp_path / f"{number}.txt" for number in (1, 2, 3))
    grown, fresh = tmp_path / "grown", tmp_path / "fresh"
    Loader(grown, data, DEFAULT_BASE).load([first, second])
    grew = Loader(grown, data, DEFAULT_BASE).load([third]).snapshot
    anew = Loader(fresh, data, DEFAULT_BASE).load([first, second, third]).snapshot
    assert grew.id == anew.id
    indexes = [IdentityIndex(one.index_path / NAMES) for one in (grew, anew)]
    types = [sorted((key, entry.count) for key, entry in one.types.items()) for one in indexes]
    assert types[0] == types[1]
    names = ("甲局", "丙局", "丁局")
    found = [
        {name: sorted(i.id for i in one.named(name, Restriction(), 50)) for name in names}
        for one in indexes
    ]
    assert found[0] == found[1]
    assert all(found[0].values())
    ids = [key for keys in found[0].values() for key in keys]
    cards = [{key: i.card() for key, i in one.find(ids).items()} for one in indexes]
    assert cards[0] == cards[1]
