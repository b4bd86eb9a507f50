"""Others are asked a bounded number of times, for one client and for all of them."""

from __future__ import annotations

import pytest

from graph.outward.quota import Quota
from ontology.errors import TooManyQueries


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def ask(quota: Quota, client: str, host: str) -> None:
    with quota.one_more(client, host):
        pass


def test_a_client_has_a_number_a_minute() -> None:
    clock = Clock()
    quota = Quota(per_client=2, clock=clock)
    ask(quota, "a", "one")
    clock.now = 20.0
    ask(quota, "a", "two")
    with pytest.raises(TooManyQueries, match="for you others were asked 2 times") as raised:
        ask(quota, "a", "three")
    assert raised.value.seconds == 40
    ask(quota, "b", "one")
    clock.now = 60.0
    ask(quota, "a", "one")
    with pytest.raises(TooManyQueries):
        ask(quota, "a", "one")


def test_a_host_has_a_number_a_minute_however_many_clients_ask() -> None:
    quota = Quota(per_host=3, clock=Clock())
    for client in "abc":
        ask(quota, client, "one")
    with pytest.raises(TooManyQueries, match="that host was asked 3 times"):
        ask(quota, "d", "one")
    ask(quota, "d", "two")


def test_a_client_asks_some_at_once() -> None:
    quota = Quota(at_once=1, clock=Clock())
    with quota.one_more("a", "one"):
        with pytest.raises(TooManyQueries, match="wait for one"):
            ask(quota, "a", "two")
        ask(quota, "b", "two")
    ask(quota, "a", "two")


def test_what_is_refused_or_long_ago_is_not_kept() -> None:
    clock = Clock()
    quota = Quota(per_client=1, clock=clock)
    for _ in range(100):
        clock.now += 61.0
        ask(quota, "a", "one")
        with pytest.raises(TooManyQueries):
            ask(quota, "a", "one")
    assert len(quota._made) == 1
    assert not quota._in_hand
