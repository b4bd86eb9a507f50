"""Searches bring what was judged to answer them, and bring it first."""

from __future__ import annotations

from bench.search_quality import read_judged, score
from graph.opened import OpenSnapshot


def test_judged_queries_find_and_rank_what_answers_them(opened: OpenSnapshot) -> None:
    judged = read_judged()
    assert len({one.query for one in judged}) == len(judged) >= 120
    scores = [score(one, opened.index) for one in judged]
    assert sum(one.recall for one in scores) / len(scores) >= 0.95
    assert sum(one.ndcg for one in scores) / len(scores) >= 0.92
    words = [one for one in scores if one.judged.kind == "word" and len(one.judged.query) == 2]
    assert len(words) > 30
    assert [one.judged.query for one in words if one.missed] == ["就业"]
