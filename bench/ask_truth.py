"""What free questions must be answered, worked out from the annotated notice by plain Python.

A check is `shape | condition; condition …`, as in `agencies lead | theme=environment`. It reads
`tests/truth/`, where a person wrote down every row; themes are those of the graph, asked for with
one plain query. Nothing that answers is used.

Shapes: `items`, `count`, `yes`, `no`, `agencies ROLE`, `all ROLE` (with collectives),
`officials`, `who` (officials and those who lead), `top ROLE N`, `bottom ROLE N`, `numbers ROLE`
(a number for each), `themes`, `categories`, `kinds`, `share`, `is VALUE`, `refused`. `A && B` is
what both have, `A -- B` what only A has. Conditions: `lead`, `supporting`, `any`, `sup` (an
official), `first` (of its column), `only-lead`, `only-sup`, `theme`, `kind`, `annex`, `row`,
`number`, `category`, `heading`, `title`, `text` (any that has the words), `begins` and `ends` (the
text alone), `leads` and `sups` (numbers, `>=3`), each with
`!` before it to negate, and `a/b` for either.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from queries.asking.answers import Answer

ROOT = Path(__file__).parents[1]
Item = dict[str, Any]
Place = tuple[int, int]
_COMPARE: dict[str, Callable[[int, int], bool]] = {
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
    "=": lambda a, b: a == b,
}


def _register(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / "registers" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True)
class Truth:
    """The notice as a person read it, with the themes of each item by annex and row."""

    themes: Mapping[Place, set[str]]

    @cached_property
    def items(self) -> list[Item]:
        path = ROOT / "tests" / "truth" / "taizhengfa-2018-3.json"
        return list(json.loads(path.read_text("utf-8"))["items"])

    @cached_property
    def groups(self) -> set[str]:
        return {row["label_zh"] for row in _register("groups")}

    @cached_property
    def _names(self) -> dict[str, str]:
        agencies = {f"{r['code']}/{r['slug']}": r["name_zh"] for r in _register("agencies")}
        groups = {f"{r['code']}/{r['slug']}": r["label_zh"] for r in _register("groups")}
        known = agencies | groups
        meant = {r["as_written"]: r["agent"].partition(":")[2] for r in _register("surfaces")}
        return {surface: known[agent] for surface, agent in meant.items() if agent in known}

    def name(self, surface: str) -> str:
        return self._names.get(surface, surface)

    def agents(self, item: Item, role: str) -> set[str]:
        """Return the full names of those who have `role`: lead, supporting, any, sup or who."""
        if role == "first":
            return {self.name(agent["surface"]) for agent in item["lead"][:1]}
        roles = {"sup": ["supervising"], "any": ["lead", "supporting"]}
        roles["who"] = ["supervising", "lead"]
        listed = (a for r in roles.get(role, [role]) for a in item[r])
        return {self.name(agent["surface"]) for agent in listed}

    def chosen(self, conditions: str) -> list[Item]:
        parts = [part.strip() for part in conditions.split(";") if part.strip()]
        return [i for i in self.items if all(self._holds(i, part) for part in parts)]

    def _holds(self, item: Item, part: str) -> bool:
        negated = part.startswith("!")
        match = re.fullmatch(r"([a-z-]+)(>=|<=|=|>|<)(.*)", part.lstrip("!"))
        if match is None:
            raise ValueError(f"no condition: {part}")
        name, sign, value = match.groups()
        if name in ("leads", "sups"):
            number = len(self.agents(item, name.removesuffix("s")))
            return _COMPARE[sign](number, int(value)) is not negated
        return any(self._is(item, name, one) for one in value.split("/")) is not negated

    def _is(self, item: Item, name: str, value: str) -> bool:
        if name in ("lead", "supporting", "any", "sup", "who"):
            return self.name(value) in self.agents(item, name)
        if name == "first" or name.startswith("only-"):
            role = name.removeprefix("only-")
            return self.agents(item, role) == {self.name(value)}
        if name == "theme":
            return value in self.themes[item["annex"], item["row"]]
        if name in ("text", "begins", "ends"):
            return _prints(item, name, value)
        if name == "number":
            return str(item["number"]) == value
        return str(item[name]) == value


def _prints(item: Item, where: str, words: str) -> bool:
    text: str = item["text"].rstrip("。")
    if where == "text":
        return any(words in (field or "") for field in (item["title"], text, item["annual_task"]))
    return text.startswith(words) if where == "begins" else text.endswith(words)


def expected(check: str, truth: Truth) -> object:
    """Return what an answer must hold; see the head of this module for the language of checks."""
    if "&&" in check:
        left, right = check.split("&&", 1)
        return _as_set(expected(left, truth)) & _as_set(expected(right, truth))
    if "--" in check:
        left, right = check.split("--", 1)
        if right.strip().startswith("is |"):
            return _as_set(expected(left, truth)) - {right.partition("|")[2].strip()}
        return _as_set(expected(left, truth)) - _as_set(expected(right, truth))
    shape, _, conditions = check.partition("|")
    words = shape.split()
    return _SHAPES[words[0]](truth, words[1:], conditions)


def _as_set(found: object) -> set[Any]:
    if not isinstance(found, set):
        raise TypeError(f"{found} is not a set of names")
    return found


def _items(truth: Truth, _: list[str], conditions: str) -> set[Place]:
    return {(item["annex"], item["row"]) for item in truth.chosen(conditions)}


def _count(truth: Truth, words: list[str], conditions: str) -> int:
    return len(_items(truth, words, conditions))


def _numbers(truth: Truth, words: list[str], conditions: str) -> dict[str, int]:
    counts = Counter(n for i in truth.chosen(conditions) for n in truth.agents(i, words[0]))
    return {name: n for name, n in counts.items() if name not in truth.groups}


def _named(truth: Truth, words: list[str], names: str) -> dict[str, int]:
    """`named lead | A B`: a number for each of those that are named."""
    counts = _numbers(truth, words, "")
    return {truth.name(name): counts.get(truth.name(name), 0) for name in names.split()}


def _agencies(truth: Truth, words: list[str], conditions: str) -> set[str]:
    return set(_numbers(truth, words, conditions))


def _all(truth: Truth, words: list[str], conditions: str) -> set[str]:
    return {n for i in truth.chosen(conditions) for n in truth.agents(i, words[0])}


def _ranked(truth: Truth, words: list[str], conditions: str, *, most: bool) -> set[str]:
    counts = _numbers(truth, words, conditions)
    ordered = sorted(counts.values(), reverse=most)
    last = ordered[min(int(words[1]), len(ordered)) - 1]
    return {name for name, n in counts.items() if (n >= last if most else n <= last)}


def _over(truth: Truth, words: list[str], conditions: str) -> set[str]:
    """`over lead >10 | …`: those with such a number."""
    match = re.fullmatch(r"(>=|<=|=|>|<)(\d+)", words[1])
    if match is None:
        raise ValueError(f"no comparison: {words[1]}")
    compare, number = _COMPARE[match[1]], int(match[2])
    return {n for n, k in _numbers(truth, words, conditions).items() if compare(k, number)}


def _properties(name: str) -> Callable[[Truth, list[str], str], dict[str, int]]:
    def count(truth: Truth, _: list[str], conditions: str) -> dict[str, int]:
        return dict(Counter(item[name] for item in truth.chosen(conditions) if item[name]))

    return count


def _themes(truth: Truth, _: list[str], conditions: str) -> dict[str, int]:
    chosen = truth.chosen(conditions)
    return dict(Counter(t for i in chosen for t in truth.themes[i["annex"], i["row"]]))


def _share(truth: Truth, _: list[str], conditions: str) -> str:
    whole, _of, part = conditions.partition("of")
    base = truth.chosen(part)
    return f"{len(truth.chosen(whole)) / len(base):.1%}"


_SHAPES: dict[str, Callable[[Truth, list[str], str], object]] = {
    "items": _items,
    "count": _count,
    "agencies": _agencies,
    "all": _all,
    "officials": lambda truth, _, conditions: _all(truth, ["sup"], conditions),
    "who": lambda truth, _, conditions: _all(truth, ["who"], conditions),
    "top": lambda truth, words, conditions: _ranked(truth, words, conditions, most=True),
    "bottom": lambda truth, words, conditions: _ranked(truth, words, conditions, most=False),
    "over": _over,
    "numbers": _numbers,
    "named": _named,
    "listed": lambda truth, _, names: {truth.name(name) for name in names.split()},
    "themes": _themes,
    "categories": _properties("category"),
    "headings": _properties("heading"),
    "kinds": _properties("kind"),
    "share": _share,
    "is": lambda _, words, conditions: " ".join(words) or conditions,
    "yes": lambda *_: True,
    "no": lambda *_: False,
    "refused": lambda *_: "refused",
}


def found_in(answer: Answer, check: str) -> object:
    """Return what an answer says, in the form in which `expected` says what it must."""
    return _FOUND.get(check.split(maxsplit=1)[0], _names)(answer)


def _names(answer: Answer) -> set[object]:
    return {row.get("name") for row in answer.rows if row.get("class") != "group"}


def _counted(answer: Answer) -> dict[object, object]:
    return {r.get("name"): r["items"] for r in answer.rows if r.get("class") != "group"}


def _places(answer: Answer) -> set[object]:
    return {(row.get("annexNumber"), row.get("rowNumber")) for row in answer.rows}


def _by_key(mark: str, meant: Mapping[str, str]) -> Callable[[Answer], object]:
    def found(answer: Answer) -> dict[str, object]:
        keys = [(row["thing"].rpartition(mark)[2], row["items"]) for row in answer.rows]
        return {meant.get(key, key): number for key, number in keys}

    return found


_KINDS = {"Task": "task", "Project": "project", "IndicatorItem": "indicator"}
_FOUND: dict[str, Callable[[Answer], object]] = {
    "refused": lambda answer: answer.status,
    "count": lambda answer: sum(row.get("class") != "group" for row in answer.rows),
    "yes": lambda answer: answer.sentence.startswith(("是", "Yes")),
    "no": lambda answer: answer.sentence.startswith(("是", "Yes")),
    "share": lambda answer: answer.sentence,
    "is": lambda answer: answer.sentence,
    "items": _places,
    "numbers": _counted,
    "named": _counted,
    "categories": _counted,
    "headings": _counted,
    "themes": _by_key("/", {}),
    "kinds": _by_key("#", _KINDS),
    "all": lambda answer: {row.get("name") for row in answer.rows},
}


def is_right(answer: Answer, check: str, truth: Truth) -> bool:
    """Tell whether an answer is exactly what the check says."""
    wanted, found = expected(check, truth), found_in(answer, check)
    if isinstance(wanted, str) and wanted != "refused":
        return wanted in str(found)
    return bool(found == wanted)
