"""What a question asks without the words that nothing was made of, where it is clear without them.

A question that is refused, or of which words are left over, may hold a word that is written by
its sound (民证局), a clause on why somebody asks (研究分工，请列出…), or words that say nothing
here. What is asked without them is only answered as `unsure`, with what was changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from graph.index.index import TextIndex
from graph.opened import OpenSnapshot
from queries.asking.answering.answer import ANSWERED, REFUSED, UNSURE, Answer
from queries.asking.answering.clauses_left_out import Span, are_sentences, asides, idle_clauses
from queries.asking.cutting.cutting import read_question
from queries.asking.doubts.doubts import BODY_ENDINGS, Settled
from queries.asking.doubts.idle import (
    is_borne_out,
    is_of_type,
    is_worded_alone,
    says_which_things,
)
from queries.asking.readings.light import is_light
from queries.asking.readings.reading import Reading
from queries.asking.sentences.remarks import OF_LETTER
from queries.asking.words.homophones import known_places, mended
from queries.asking.words.printed import is_printed
from queries.asking.words.tokens import UNKNOWN, Token

_UNKNOWABLE = ("post", "beyond", "outcome")
"""Classes of words that say what no document of this kind states."""
_SAYING = ("count", "exists", "share")


@dataclass(frozen=True)
class Otherwise:
    """A question as it may be meant, and what is to be said of the change."""

    question: str
    said: str
    left_out: tuple[str, ...] = ()
    apart: bool = False
    """Whether whole sentences are left out, which say nothing of what is asked."""


def is_unclear(answer: Answer) -> bool:
    """Tell whether an answer misses words of the question, or has nothing and is unsure.

    What the letter was asked for, it has said.
    """
    if OF_LETTER[answer.language] in answer.notes:
        return False
    left = bool(answer.not_understood) or _has_nothing(answer)
    return answer.status == REFUSED or (answer.status == UNSURE and left)


def may_be_clearer(settled: Settled, answer: Answer, *, apart: bool) -> bool:
    """Tell whether what is asked for may be clearer than `answer`, before it is looked for: where
    what was left out restricted it, that is all there is, and takes seconds."""
    if settled.leftover or not _restricts(settled.reading):
        return False
    said = answer.reading
    if answer.status == REFUSED or _has_nothing(answer) or said is None:
        return True
    return apart or settled.reading.focus != said.focus


def is_clearer(again: Answer, answer: Answer, *, apart: bool) -> bool:
    """Tell whether an answer is sure and says something, and another than `answer` if that does."""
    if again.status != ANSWERED:
        return False
    if again.reading is None:
        return answer.reading is None and bool(again.rows)
    if answer.status == REFUSED or _has_nothing(answer) or answer.reading is None:
        return again.reading.measure in _SAYING or not _has_nothing(again)
    other = apart or again.reading.focus != answer.reading.focus
    return other and not _has_nothing(again)


def _leaves_nothing_out(other: Otherwise, again: Answer, tokens: Sequence[Token]) -> bool:
    """Tell whether what was left out cannot have restricted what is asked for.

    It denies, counts and asks nothing, and questions with all words of this one are mostly read
    like the rest of it (`idle.py`). So are those with a word that is written by its sound.
    """
    if again.reading is None or again.language != "zh":
        return False
    if any(_RESTRICTS.search(word) for word in other.left_out):
        return False
    names = is_worded_alone(again.reading) and not all(map(is_light, other.left_out))
    if names or is_of_type(again.reading) or _is_behind_type(other, tokens):
        return False
    left = (i for i, token in enumerate(tokens) if token.text in other.left_out)
    if any(says_which_things(tokens, place) for place in left):
        return False
    return is_borne_out(tokens, again.reading, again.sentence, again.rows)


def _is_behind_type(other: Otherwise, tokens: Sequence[Token]) -> bool:
    """`关于企业走访`: a word left out makes another thing of bodies of a type."""
    return any(
        one.has("type") and two.start == one.end and two.text in other.left_out
        for one, two in pairwise(tokens)
    )


_RESTRICTS = re.compile(
    "[未没不非无另除的首末]|若干|总和|其[中余]|电话|告诉|[市县区镇局委办]$"
    "|[谁哪何啥几吗]|什么|多少|分管|牵头|主责|负责|配合"
)
"""What denies, counts, asks for more or says who has the work."""


def _has_nothing(answer: Answer) -> bool:
    bodies = [row for row in answer.rows if row.get("class") != "group"]
    return not bodies and (bool(answer.rows) or not answer.count)


def _restricts(reading: Reading) -> bool:
    """Tell whether a reading asks for less than all there is."""
    clauses = reading.clauses
    return (
        any(clause.conditions or clause.comparator for clause in clauses)
        or reading.measure == "rank"
        or (reading.measure in ("each", "count") and reading.focus != "item")
        or bool(reading.among or reading.types)
    )


@dataclass(frozen=True)
class _Cut:
    """A question with its parts, where each of its characters comes from, and what it answers."""

    question: str
    tokens: list[Token]
    origin: tuple[int, ...]
    answer: Answer

    @property
    def text(self) -> str:
        return "".join(self.question[at] for at in self.origin)

    def without(self, spans: list[Span]) -> str:
        """Return the question with blanks where its parts go."""
        characters = list(self.question)
        for start, end in spans:
            first, last = self.origin[start], self.origin[end - 1]
            characters[first : last + 1] = " " * (last + 1 - first)
        return "".join(characters)

    def words(self, spans: list[Span]) -> tuple[str, ...]:
        return tuple(self.text[a:b].strip("，,。；;：:！!？?") for a, b in spans)


def otherwise(
    answer: Answer, tokens: list[Token], origin: tuple[int, ...], opened: OpenSnapshot
) -> Iterator[Otherwise]:
    """Yield what the question of `answer` may be without what was not understood.

    `tokens` are its parts, and `origin` says where each of their characters comes from.
    """
    cut = _Cut(answer.question, tokens, origin, answer)
    if any(token.has(*_UNKNOWABLE) or token.value("asks") == "outcome" for token in cut.tokens):
        return
    sounding, heard = _by_sound(cut, opened)
    if heard:
        yield Otherwise(sounding, heard)
        draft, origin = read_question(sounding, opened)
        cut = _Cut(sounding, draft.tokens, origin, answer)
    clauses, words = idle_clauses(cut.text, cut.tokens), _idle_words(cut)
    both = [*clauses, *words] if clauses and words else []
    for spans in (clauses, words, both, *asides(cut.text, cut.tokens)):
        if spans:
            yield Otherwise(
                cut.without(spans), heard, cut.words(spans), are_sentences(cut.text, spans)
            )


def _by_sound(cut: _Cut, opened: OpenSnapshot) -> tuple[str, str]:
    left = cut.answer.not_understood
    spans = [(t.start, t.end) for t in cut.tokens if _is_suspect(t, left, opened.index)]
    text = cut.text
    meant = mended(text, spans, opened.index, known_places(cut.tokens))
    characters = list(cut.question)
    for at, character in zip(cut.origin, meant, strict=True):
        characters[at] = character
    heard = "、".join(f"{a}→{b}" for a, b in zip(text, meant, strict=True) if a != b)
    return "".join(characters), heard


def _is_suspect(token: Token, left: tuple[str, ...], index: TextIndex) -> bool:
    unknown = token.has(UNKNOWN) or token.text in left
    return unknown or (token.has("phrase") and not is_printed(token.text, index))


def _idle_words(cut: _Cut) -> list[Span]:
    """Return the words of which nothing was made, none if they may matter."""
    left = [t for t in cut.tokens if t.text in cut.answer.not_understood]
    if any(a.has("mention") and b in left for a, b in pairwise(cut.tokens)):
        return []
    if any(t.has("num", "count", "noun", "wh") for t in left) and not _has_nothing(cut.answer):
        return []
    if cut.answer.status == REFUSED and any(map(_may_be_name, _runs(left))):
        return []
    return [(t.start, t.end) for t in left]


def _runs(tokens: list[Token]) -> list[str]:
    """Return the texts of the tokens, those joined that touch each other."""
    found: list[str] = []
    end = -1
    for token in tokens:
        if token.start == end:
            found[-1] += token.text
        else:
            found.append(token.text)
        end = token.end
    return found


def _may_be_name(text: str) -> bool:
    """Tell whether an unknown word may name a body or a person: those are never passed over."""
    person = len(text) in _NAMES and text[0] in _SURNAMES
    return person or (text[-1] in BODY_ENDINGS and len(text) > 1) or text.isascii()


_NAMES = (2, 3)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾夏韦"
    "傅方邹孟熊秦邱侯江尹薛闫段雷龙史陶贺顾毛郝龚邵万钱严覃武戴莫孔汤"
)
"""Of the most frequent hundred."""


def told_otherwise(
    again: Answer, answer: Answer, other: Otherwise, tokens: Sequence[Token]
) -> Answer:
    """Return the clearer answer to the question of `answer`, with what was changed in it."""
    told = replace(again, question=answer.question, notes=(_read_as(other, again), *again.notes))
    if _leaves_nothing_out(other, again, tokens):
        return told
    return replace(told, status=UNSURE, not_understood=other.left_out)


def _read_as(other: Otherwise, again: Answer) -> str:
    """Say what was changed in a question."""
    left = "、".join(f"“{word}”" for word in other.left_out)
    if again.language == "zh":
        said = [
            f"按读音理解：{other.said}" if other.said else "",
            f"没有计入：{left}" if left else "",
        ]
        return "；".join(filter(None, said)) + "。"
    said = [
        f"read by its sound: {other.said}" if other.said else "",
        f"left out: {left}" if left else "",
    ]
    return "; ".join(filter(None, said)).capitalize() + "."
