"""A question as it is compared: simplified, half width, lower case, with the way back."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from graph.index.words.words import Folded, simplified

MOST_CHARACTERS = 200
"""Of a question."""
_QUOTES = {"‘": "“", "「": "“", "」": "”", "『": "“", "』": "”", "《": "“", "》": "”"}
_EITHER = "’"
"""A quotation mark or an apostrophe."""


def fold_question(text: str) -> Folded:
    """Fold `text`; of white space only what parts two Latin words stays, as one blank.

    >>> fold_question("環保局 牵头 哪些任务？").text
    '环保局牵头哪些任务?'
    >>> fold_question("Which  Agencies").text
    'which agencies'
    >>> fold_question("包不包括健雄学院").text
    '是否包括健雄学院'
    """
    characters = [(c, i) for i, c in _simple(text)]
    kept: list[tuple[str, int]] = []
    for place, (character, position) in enumerate(characters):
        if not character.isspace():
            kept.append((character, position))
        elif kept and is_latin(kept[-1][0]) and is_latin(_next(characters, place)):
            kept.append((" ", position))
    text = _EITHER_OR.sub(r"是否\1", "".join(c for c, _ in kept))
    return Folded(text, tuple(i for _, i in kept))


def fold_name(name: str) -> str:
    """Return the text that `fold_question` makes of a name, in a third of the time if it is plain.

    >>> fold_name("環保局") == fold_question("環保局").text == "环保局"
    True
    """
    text = "".join(map(_folded, name))
    if text.split() != [text] or _EITHER in name:
        return fold_question(name).text
    return _EITHER_OR.sub(r"是否\1", text)


_EITHER_OR = re.compile("([\u4e00-\u9fff])(?<![是有能会可在含提写讲说行对好多少高大])[不没]\\1")
"""`归不归`, `参不参与`: a verb that is said with its denial asks for yes or no; 是否 is as long."""


def language_of(question: str) -> str:
    """Return the language that a question is asked in; it may name things in the other.

    >>> language_of("GDP目标是多少"), language_of("Which tasks mention 河长制?")
    ('zh', 'en')
    """
    if not any(not is_latin(c) and c.isalpha() for c in question):
        return "en"
    begins = question.lstrip()[:1].isascii() and question.lstrip()[:1].isalpha()
    return "en" if begins and len(_ENGLISH.findall(question)) >= _ENGLISH_WORDS else "zh"


_ENGLISH = re.compile("[A-Za-z]{2,}")
_ENGLISH_WORDS = 3


def is_latin(character: str) -> bool:
    """Tell whether `character` is a letter or digit of a language that parts words by blanks."""
    return character.isascii() and (character.isalnum() or character in "'-%&.,")


def _simple(text: str) -> list[tuple[int, str]]:
    return [
        (position, part)
        for position, character in enumerate(text)
        for part in _folded(_quoted(text, position) if character == _EITHER else character)
    ]


def _quoted(text: str, position: int) -> str:
    """Return what ’ is at `position`: behind a Latin letter an apostrophe."""
    return "'" if text[position - 1 : position].isascii() else "”"


def _next(characters: list[tuple[str, int]], place: int) -> str:
    following = characters[place + 1][0] if place + 1 < len(characters) else "。"
    return "。" if following.isspace() else following


@cache
def _folded(character: str) -> str:
    """Return a character simplified, half width, lower case, with one kind of quotes."""
    character = _QUOTES.get(character, character)
    is_chinese = "\u3400" <= character <= "\u9fff"
    simple = simplified(character) if is_chinese else character
    return unicodedata.normalize("NFKC", simple).lower()
