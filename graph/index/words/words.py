"""Text as the index sees it: folded characters with the way back, and Chinese words.

jieba is loaded on first use: it needs about a second.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jieba
    from opencc import OpenCC

_CACHED = 100_000
"""Runs whose words are kept: the names of bodies stand in many rows."""

_CACHED_TEXTS = 4_096

BREAK = "¦"
"""Stands between two runs of letters in the pairs of a text for any sign that does not join them.

Two stand between two texts, so that no phrase crosses them.
"""

_JOINING = r"(?<=[a-z0-9])[&+./:-](?=[a-z0-9])|(?<=[0-9])[%‰]"
"""Signs that make one word of Latin letters or digits: r&d, pm2.5, 8%."""
_PIECE = re.compile(rf"[^\W_]+|{_JOINING}")
_SIGNED_RUN = re.compile(rf"(?:[^\W_]|{_JOINING})+")
_SIGNED_WORD = re.compile(rf"([a-z0-9]+(?:(?:{_JOINING})[a-z0-9]*)+)")


@dataclass(frozen=True)
class Folded:
    """A folded text; `origin[i]` is where character i came from."""

    text: str
    origin: Sequence[int]


_CHANGING: set[str] = set()
"""Characters met so far that are folded to none, or to several."""


class _Table(dict[int, str]):
    """What each character is folded to, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(code)).lower()
        kept = "".join(simplified(c) for c in folded if not c.isspace())
        if len(kept) != 1:
            _CHANGING.add(chr(code))
        self[code] = kept
        return kept


class _SpacedTable(_Table):
    """The same, with a space for what is no letter and no digit."""

    def __missing__(self, code: int) -> str:
        kept = "".join(c if c.isalnum() else " " for c in super().__missing__(code))
        self[code] = kept
        return kept


class _PlainTable(dict[int, str]):
    """Each letter and digit as it is, with a space for anything else."""

    def __missing__(self, code: int) -> str:
        kept = chr(code) if chr(code).isalnum() else " "
        self[code] = kept
        return kept


_FOLDED, _SPACED, _PLAIN = _Table(), _SpacedTable(), _PlainTable()
_FIRST_CHINESE = "\u3400"


def simplified(character: str) -> str:
    """Return a traditional character as it is simplified, by itself: offsets must hold.

    The forms of Hong Kong (衞 for 衛) are those of Taiwan and more.

    >>> simplified("農"), simplified("衞"), simplified("a")
    ('农', '卫', 'a')
    """
    return character if character < _FIRST_CHINESE else _converter().convert(character)


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("hk2s")


def fold(text: str) -> Folded:
    """Fold `text`: width, case, white space and traditional characters go, offsets are kept.

    >>> fold("ＡＢ 農").text, fold("ＡＢ 農").origin
    ('ab农', (0, 1, 3))
    """
    whole = text.translate(_FOLDED)
    if len(whole) == len(text) and _CHANGING.isdisjoint(text):
        return Folded(whole, range(len(text)))
    folded = [_FOLDED[ord(character)] for character in text]
    origin = (position for position, part in enumerate(folded) for _ in part)
    return Folded("".join(folded), tuple(origin))


fold_once = lru_cache(_CACHED_TEXTS)(fold)
"""`fold` for texts that are looked at again: several questions are asked of each result."""


def folded(text: str) -> str:
    """Return `text` as `fold` gives it, without the way back.

    >>> folded("環 保局")
    '环保局'
    """
    return text.translate(_FOLDED)


def runs(text: str) -> list[str]:
    """Return the runs of letters and digits in the folded `text`.

    >>> runs("“263”专项行动，河長制")
    ['263', '专项行动', '河长制']
    """
    return text.translate(_SPACED).split()


def signed_runs(text: str) -> list[str]:
    """Return the runs of letters of the folded `text`, with the signs that join Latin letters.

    >>> signed_runs("R&D（研发）经费增长2.5%以上")
    ['r&d', '研发', '经费增长2.5%以上']
    """
    return _SIGNED_RUN.findall(folded(text))


def keys_of(name: str) -> list[str]:
    """Return what `name` is looked up by: folded, and without punctuation.

    >>> keys_of("太政发〔2018〕3号")
    ['太政发〔2018〕3号', '太政发20183号']
    """
    return list(dict.fromkeys(filter(None, (folded(name), "".join(runs(name))))))


def is_as_printed(text: str) -> bool:
    """Tell whether the runs of `text` stand in it letter by letter, and nothing was folded.

    >>> is_as_printed("推进河长制，“263”"), is_as_printed("GDP"), is_as_printed("健康 促进")
    (True, False, False)
    """
    return text.translate(_SPACED) == text.translate(_PLAIN)


def wordings(text: str) -> list[list[str]]:
    """Return the ways to read the white space in `text`, each as runs of letters.

    It may be padding, as the documents print it, or stand between words of two characters or more.

    >>> wordings("健康 促进"), wordings("农　委")
    ([['健康促进'], ['健康', '促进']], [['农委']])
    """
    joined = signed_runs(text)
    apart = [run for part in text.split() for run in signed_runs(part)]
    several = apart != joined and all(len(run) > 1 for run in apart)
    return [joined, apart] if several else [joined]


def pairs(run: str) -> list[str]:
    """Return the overlapping character pairs of `run`, with its last character alone.

    >>> pairs("河长制")
    ['河长', '长制', '制']
    """
    return [run[start : start + 2] for start in range(len(run))]


def terms_of(text: str) -> list[str]:
    """Return the pairs of all runs of `text`, with what parts them, as the index stores them.

    >>> terms_of("（水利）局"), terms_of("2.5%")
    (['水利', '利', '¦', '局'], ['2', '.', '5', '%'])
    """
    terms: list[str] = []
    is_run = False
    for piece in _PIECE.findall(folded(text)):
        was_run, is_run = is_run, piece.isalnum()
        if was_run and is_run:
            terms.append(BREAK)
        terms += pairs(piece) if is_run else [piece]
    return terms


@lru_cache(_CACHED_TEXTS)
def _pattern_of(wording: str) -> re.Pattern[str]:
    return re.compile(r"[\W_]*".join(map(re.escape, _PIECE.findall(wording))))


def span_of(wording: str, text: str, start: int = 0) -> tuple[int, int] | None:
    """Return where the folded `text` has a folded `wording`, whatever signs part its letters.

    >>> span_of("水利(水务)局", "太仓市水利[水务]局"), span_of("2.5", "25")
    ((3, 10), None)
    """
    if wording.isalnum():
        at = text.find(wording, start)
        return None if at < 0 else (at, at + len(wording))
    found = _pattern_of(wording).search(text, start)
    return found.span() if found else None


class Words:
    """Chinese word segmentation with the names of a graph as user dictionary.

    Where their `frequencies` are not given, jieba works out what makes each a word.
    """

    def __init__(self, names: Iterable[str], frequencies: Iterable[int] = ()) -> None:
        self._names, self._frequencies = tuple(names), tuple(frequencies)
        self._cutter: jieba.Tokenizer | None = None
        self._search_words = lru_cache(_CACHED)(self._cut_for_search)

    def words(self, text: str) -> Iterator[str]:
        """Yield the words of `text` as they follow each other."""
        for run in signed_runs(text):
            for position, piece in enumerate(_SIGNED_WORD.split(run)):
                yield from (piece,) if position % 2 else self._load().cut(piece)

    def search_words(self, text: str) -> Iterator[str]:
        """Yield the words of `text` and the shorter words inside them."""
        for run in signed_runs(text):
            for position, piece in enumerate(_SIGNED_WORD.split(run)):
                yield from (piece,) if position % 2 else ()
                for part in runs(piece):
                    yield from self._search_words(part)

    def _cut_for_search(self, run: str) -> tuple[str, ...]:
        return tuple(self._load().cut_for_search(run))

    def _load(self) -> jieba.Tokenizer:
        if self._cutter is None:
            self._cutter = _cutter(self._names, self._frequencies)
        return self._cutter


def frequencies_of(names: tuple[str, ...]) -> tuple[int, ...]:
    """Return how often each of `names` is taken to occur, so that it is a word.

    >>> frequencies_of(("河长制", "湖长制"))
    (1, 1)
    """
    known = _cutter(names).FREQ
    return tuple(known[name] for name in names)


@lru_cache(maxsize=2)
def _cutter(names: tuple[str, ...], frequencies: tuple[int, ...] = ()) -> jieba.Tokenizer:
    import jieba

    cutter, base = jieba.Tokenizer(), dictionary()
    cutter.FREQ, cutter.total, cutter.initialized = dict(base.FREQ), base.total, True
    for name, frequency in zip_longest(names, frequencies):
        cutter.add_word(name, frequency)
    return cutter


@cache
def dictionary() -> jieba.Tokenizer:
    """Return a cutter of general Chinese, without the names of any graph."""
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    cutter = jieba.Tokenizer()
    cutter.initialize()
    return cutter
