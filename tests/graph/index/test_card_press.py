"""Cards come out of the press as they went in, in any thread, whatever else was pressed."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph.index.entries.card_press import SAMPLES, make_press, read_press


def card(number: int) -> str:
    return json.dumps(
        {
            "iri": f"https://w3id.org/zhengtu/id/doc/{number % 7}/tasks/{number}",
            "type": "task",
            "text": f"疏浚虚河中段河道{number}公里。",
            "agencies": [[f"https://w3id.org/zhengtu/id/agency/{number % 9}", "lead"]],
        },
        ensure_ascii=False,
    )


@pytest.mark.parametrize("count", [0, 1, 50, SAMPLES, SAMPLES + 500])
def test_a_card_comes_out_as_it_went_in(count: int, tmp_path: Path) -> None:
    cards = [card(number) for number in range(count)]
    press = make_press(tmp_path, cards)
    kept = read_press(tmp_path)
    assert kept is not None
    for one in [*cards, "", "“263”𠮷\u0000", card(9_999)]:
        assert kept.open(press.press(one)) == press.open(kept.press(one)) == one


def test_a_folder_without_an_index_has_no_press(tmp_path: Path) -> None:
    assert read_press(tmp_path) is None


def test_what_cards_have_in_common_is_kept_once(tmp_path: Path) -> None:
    press = make_press(tmp_path, [card(number) for number in range(SAMPLES)])
    later = [card(number) for number in range(SAMPLES, SAMPLES + 200)]
    assert sum(map(len, map(press.press, later))) < sum(len(one.encode()) for one in later) / 3


def test_many_threads_use_one_press(tmp_path: Path) -> None:
    cards = [card(number) for number in range(500)]
    press = make_press(tmp_path, cards)
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda one: press.open(press.press(one)), cards)) == cards
