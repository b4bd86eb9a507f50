"""Annexes that a question calls by their titles: 主要工作分解落实表, 实事工程表."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from graph.opened import OpenSnapshot
from queries.asking.rows.solutions import solutions
from queries.asking.words.grammar import Sense, words
from queries.asking.words.placing import letters
from queries.asking.words.tokens import Token

_TITLES = """\
PREFIX zt: <https://w3id.org/zhengtu/def#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT DISTINCT ?number ?title WHERE {
  ?document eli:has_annex ?annex . ?annex zt:annexNumber ?number ; dcterms:title ?title .
}"""
_COST = 0.9
_SHORTEST = 4
"""Characters of a name, at the least, with 表."""


def annex_tokens(text: str, opened: OpenSnapshot) -> Iterator[Token]:
    """Yield each part of the folded `text` that is short for the title of just one annex."""
    ends = [match.end() for match in re.finditer("表", text) if match.start() >= _SHORTEST - 1]
    years = [match.start() for match in _YEAR.finditer(text)]
    if not ends and not years:
        return
    titles = [(row["number"], letters(row["title"])) for row in solutions(opened, _TITLES)]
    longest = max((len(title) for _, title in titles), default=0)
    for end in ends:
        for start in range(max(0, end - longest), end - _SHORTEST + 1):
            if number := _meant(text[start:end], titles):
                yield Token(start, end, text[start:end], (Sense("annex", number),), cost=_COST)
                break
    for start in years:
        for end in range(min(len(text), start + longest), start + _SHORTEST_OF_YEAR - 1, -1):
            name = text[start:end]
            if _is_of_work(name) and (number := _meant(name, titles)):
                yield Token(start, end, name, (Sense("annex", number),), cost=_COST)
                break


def _is_of_work(name: str) -> bool:
    """Tell whether a name ends in a word for tasks: 2018年主要工作, as a title has it."""
    kinds = {sense.value for sense in words().get(name[-_WORK:], ()) if sense.kind == "noun"}
    return kinds == {"item"}


_YEAR = re.compile(r"(?:19|20)\d\d年(?=[^,。;?]{0,6}工作)")
_SHORTEST_OF_YEAR = 9
_WORK = 4


def _meant(name: str, titles: Iterable[tuple[str, str]]) -> str:
    """Return the number of the annex whose title ends so and holds the words, if it is but one."""
    found = {number for number, title in titles if _is_short(name, title)}
    return found.pop() if len(found) == 1 else ""


def _is_short(name: str, title: str) -> bool:
    """Tell whether a name leaves out characters of a title, and begins with two that stand in it.

    What ends a name without 表 stands in the title as a whole: 主要工作.

    >>> _is_short("实事工程表", "2018年政府实事工程情况表"), _is_short("统计表", "任务表")
    (True, False)
    """
    rest = iter(title)
    ends = name.endswith("表") or name[-_WORK:] in title
    return name[:2] in title and ends and all(character in rest for character in name)
