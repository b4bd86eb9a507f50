"""The grammar as data: the words of questions by class, and the families of questions.

`words.csv` gives each class and value its words; `families.toml` says how each family is answered.
A colleague adds a wording there and an example to `examples.csv`, which is a test.
Words that ask for nothing are the class `noise`; their value says of which sort they are, for
whoever extends the file: nothing depends on it.
"""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from queries.asking.words.wording import fold_question


@dataclass(frozen=True)
class Sense:
    """What a word may be: its class, such as `role`, and its value in it, such as `lead`."""

    kind: str
    value: str


@dataclass(frozen=True)
class Family:
    """A family of questions: what is asked for (`focus`), how (`measure`), and with which slots."""

    name: str
    title_zh: str
    title_en: str
    focus: tuple[str, ...]
    measure: tuple[str, ...]
    slots: tuple[str, ...]
    saved: str


@dataclass(frozen=True)
class Example:
    """A question of a family; `check` says in words of the truth what the answer must be."""

    family: str
    question: str
    check: str


@cache
def words() -> dict[str, tuple[Sense, ...]]:
    """Return the senses of each folded word, in the order of the file."""
    found: defaultdict[str, list[Sense]] = defaultdict(list)
    for row in word_rows():
        for word in row["words"].split("|"):
            for spelt in _spellings(fold_question(word).text):
                found[spelt].append(Sense(row["class"], row["value"]))
    return {word: tuple(dict.fromkeys(senses)) for word, senses in found.items()}


def word_rows() -> list[dict[str, str]]:
    """Return the rows of `words.csv`: a class, a value, and words with `|` between them."""
    return _rows("words.csv")


def _spellings(word: str) -> set[str]:
    """Return an English word with and without its hyphens: nursing-care beds, nursing care beds."""
    if not word.isascii() or not ("-" in word or " " in word):
        return {word}
    blanks = [i for i, c in enumerate(word) if c == " "]
    joined = {word[:i] + "-" + word[i + 1 :] for i in blanks if len(blanks) < _MANY_BLANKS}
    return {word, word.replace("-", " "), *joined}


_MANY_BLANKS = 4


@cache
def longest_word() -> int:
    return max(len(word) for word in words())


@cache
def families() -> tuple[Family, ...]:
    """Return the families in the order in which they are tried."""
    text = files("queries.asking").joinpath("families.toml").read_text("utf-8")
    return tuple(_family(name, row) for name, row in tomllib.loads(text).items())


def _family(name: str, row: dict[str, Any]) -> Family:
    return Family(
        name,
        row["title_zh"],
        row["title_en"],
        tuple(row.get("focus", ())),
        tuple(row.get("measure", ())),
        tuple(row.get("slots", ())),
        row.get("saved", ""),
    )


@cache
def examples() -> tuple[Example, ...]:
    """Return all examples, in the order of the file."""
    return tuple(Example(r["family"], r["question"], r["check"]) for r in _rows("examples.csv"))


def _rows(name: str) -> list[dict[str, str]]:
    text = files("queries.asking").joinpath(name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
