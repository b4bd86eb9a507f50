"""The saved questions: one `.rq` file each, with a header that says what it asks.

    # title-zh: 某一主题的任务由哪些单位牵头
    # title-en: Agencies that lead tasks of a theme
    # param: theme | theme | required | environment | a theme, by slug or name
    # row: one agency with the number of its tasks
    SELECT ?theme ?agency (COUNT(?item) AS ?tasks) WHERE { … }

A parameter is a variable that the query projects. A value is bound to it, never pasted; an
optional one that is not given stays free and takes every value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from ontology.errors import UnknownName

TYPES = (
    "theme",
    "agency",
    "official",
    "place",
    "category",
    "document",
    "item",
    "programme",
    "role",
    "text",
    "integer",
    "year",
)
"""Types of parameters; `queries.values` says how each is read."""

_HEADER = re.compile(r"^# (?P<key>[\w-]+): (?P<value>.+)$")
_KEYS = ("title-zh", "title-en", "row")


@dataclass(frozen=True)
class Parameter:
    name: str
    type: str
    required: bool
    example: str
    description: str


@dataclass(frozen=True)
class Question:
    """A saved question. `row` says what one row of the answer means."""

    name: str
    title_zh: str
    title_en: str
    parameters: tuple[Parameter, ...]
    row: str
    sparql: str

    @property
    def examples(self) -> dict[str, str]:
        """Values for every required parameter that give an answer on the notice."""
        return {p.name: p.example for p in self.parameters if p.required}


@cache
def catalogue() -> dict[str, Question]:
    """Return all saved questions by name, in alphabetical order."""
    folder = files("queries")
    found = sorted(f.name for f in folder.iterdir() if f.name.endswith(".rq"))
    questions = (
        read_question(name.removesuffix(".rq"), folder.joinpath(name).read_text("utf-8"))
        for name in found
    )
    return {question.name: question for question in questions}


def find_question(name: str) -> Question:
    """Return the question `name`.

    Raises UnknownName, with the names that look alike, if there is none.
    """
    known = catalogue()
    if name not in known:
        near = get_close_matches(name, known, n=3)
        hint = f"; did you mean {' or '.join(near)}?" if near else ";"
        raise UnknownName(f"no question '{name}'{hint} 'zhengtu ask' lists all {len(known)}")
    return known[name]


def read_question(name: str, text: str) -> Question:
    """Read a question from the text of its file.

    Raises ValueError for a header that lacks a line or has a malformed one.
    """
    header = list(read_header(text))
    keys = [key for key, _ in header if key != "param"]
    if missing := sorted(set(_KEYS) - set(keys)):
        raise ValueError(f"{name}.rq: the header lacks {', '.join(missing)}")
    if extra := [key for key in keys if key not in _KEYS or keys.count(key) > 1]:
        raise ValueError(f"{name}.rq: the header has {', '.join(extra)}; not known, or twice")
    single = dict(header)
    parameters = tuple(_parameter(name, value) for key, value in header if key == "param")
    return Question(name, single["title-zh"], single["title-en"], parameters, single["row"], text)


def read_header(text: str) -> Iterator[tuple[str, str]]:
    """Yield the keys and values of the comment lines that begin a file."""
    for line in text.splitlines():
        match = _HEADER.match(line)
        if match is None:
            return
        yield match["key"], match["value"].strip()


def _parameter(question: str, value: str) -> Parameter:
    parts = [part.strip() for part in value.split("|")]
    if len(parts) != 5 or parts[1] not in TYPES or parts[2] not in ("required", "optional"):
        raise ValueError(f"{question}.rq: not 'name | type | required | example | text': {value}")
    name, type_, required, example, description = parts
    return Parameter(name, type_, required == "required", example, description)
