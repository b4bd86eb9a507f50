"""Lists within a text that a question asks for: 浮桥镇哪些村要建露天舞台."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from queries.asking.answering.answer import ANSWERED, UNSURE, Answer
from queries.asking.cutting.phrases import PHRASE, SAID
from queries.asking.readings.draft import Draft
from queries.asking.readings.reading import Reading
from queries.asking.rows.tables import Row
from queries.asking.sentences.remarks import LISTED, NO_LIST
from queries.asking.words.numerals import number_of
from queries.asking.words.placing import SENTENCE_END
from queries.asking.words.tokens import Token

_CLAUSES = re.compile("[，,：:]")
_HEADS = ("phrase", "unknown", "type", "place")
_ASKING = ("wh", "which", "count")
_PIECES = ("phrase", "name", "unknown", "theme")
_BEGINNINGS = re.compile(
    r"^\d+[.．]|^(?:重点|主要|对|在|为)|^.*(?:新建|新增|建设|改造|推进|启动|完成|实施|包括|包含|抓好|推动|加快|开展|办好|支持)(?=\S{2})"
)
_COUNTER = "[个座条家所项处名类]"
_ENDING = re.compile(rf"(?:等?\d+{_COUNTER}.*|等.*|[”\"].*)$")
_FEW_ITEMS = 3
_LONG = 4
"""Characters of a word that says what is done with those listed, at the least."""


def asks_for_list(draft: Draft) -> int | None:
    """Return the place of the word for what is listed in a text, if the question asks for such.

    `哪六个管理区`, `哪些村`; `是哪三个` and `指的是哪些` ask for it without a word.
    """
    for place, token in enumerate(draft.tokens):
        if token.value("saved") == "members-of-groups":
            return place
        if not token.has(*_ASKING) or token.has("asks"):
            continue
        if (named := _listed_before(draft, place)) is not None:
            return named
        following = draft.after(place, "num")
        counted = draft.at(place + 1)
        if following is None and counted is not None and counted.has("num"):
            return place
        if following is None:
            continue
        head = draft.tokens[following]
        if head.has(*_HEADS) and not head.has("noun", "rolenoun") and not head.named("agency"):
            return following
    return None


def _listed_before(draft: Draft, place: int) -> int | None:
    """`今年完成整治的管理区有哪些`: what is listed stands right before the question word."""
    at = draft.before(place, "every", "total") if draft.tokens[place].has("which") else None
    if at is None or any(t.text == "的" for t in draft.between(at, place)):
        return None
    word = draft.tokens[at]
    is_word = word.has(PHRASE, "unknown") and not word.nodes and not word.has(SAID)
    is_kind = word.has("noun", "rolenoun", "mentionend") or word.text[:1].isdigit()
    return at if is_word and not is_kind and not _is_said_of_items(draft, at) else None


def _is_said_of_items(draft: Draft, place: int) -> bool:
    """`提到养老的有哪些`, `含“智慧”有哪些`: work items are asked for, by words that they print."""
    return any(t.has("mention", "mentionend", "asks", "role") for t in draft.tokens[:place])


@dataclass(frozen=True)
class Listed:
    """The members of a list within a text; `is_whole`: as many as the question or the text says."""

    members: tuple[str, ...] = ()
    is_whole: bool = False


def _listed_in(draft: Draft, head: int | None, rows: Sequence[Row]) -> Listed:
    """Return the list that stands by the words of the question, if there is one."""
    if head is None or not 0 < len(rows) <= _FEW_ITEMS:
        return Listed()
    pieces = [_short(t.text) for t in draft.tokens if t.has(*_PIECES) or _is_deed(t)]
    pieces += 2 * [_short(t.text) for t in draft.tokens if t.nodes]
    numbers = {int(t.value("num") or 0) for t in draft.tokens if t.has("num")}
    numbers |= {number_of(m["n"]) for t in draft.tokens if (m := _COUNTED.match(t.text))}
    lists = [(found, _members(found[1], pieces)) for found in _lists(rows)]
    best = max(lists, key=lambda one: _weight(one[0], one[1], pieces, numbers), default=None)
    if best is None or len(best[1]) < 2:
        return Listed()
    if not any(_weight(best[0], best[1], pieces, numbers)[:2]):
        return Listed()
    said = {int(number) for number in _NUMBER.findall(best[0][1])} | numbers
    return Listed(tuple(best[1]), len(best[1]) in said)


_COUNTED = re.compile(rf"(?P<n>[一二两三四五六七八九十]){_COUNTER}(?=\S{{2}})")
"""How words of a text count what they stand for: 三条控制线."""
_NUMBER = re.compile(rf"(?<=[^\d.])\d{{1,3}}(?={_COUNTER})")


def _is_deed(token: Token) -> bool:
    return token.has("noise") and len(token.text) > 1


def _short(piece: str) -> str:
    return piece.rstrip("镇市区县") if len(piece) > 2 else piece


def _lists(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield each sentence that holds a list, with the clause in which it stands."""
    for row in rows:
        for text in (str(row["annualTask"]), str(row["text"])):
            for sentence in SENTENCE_END.split(text):
                clauses = [c for c in _CLAUSES.split(sentence) if "、" in c]
                yield from ((sentence, clause) for clause in clauses)


def _weight(
    found: tuple[str, str], members: Sequence[str], pieces: Iterable[str], numbers: set[int]
) -> tuple[bool, int, int]:
    """Rank a list: as long as the question says, then by the words in its sentence and clause."""
    sentence, clause = found
    spoken = [piece for piece in pieces if piece in sentence]
    near = [piece for piece in spoken if piece in clause]
    return len(members) in numbers, sum(map(len, spoken)) + sum(map(len, near)), len(members)


def _members(clause: str, pieces: Sequence[str]) -> list[str]:
    members = [part.strip() for part in clause.split("、")]
    first = members[0]
    for piece in pieces:
        end = first.rfind(piece)
        if end >= 0 and len(first) > end + len(piece) + 1:
            first = first[end + len(piece) :].lstrip("镇市区县")
    members[0] = _BEGINNINGS.sub("", first).lstrip('“"') or first
    last = _ENDING.sub("", members[-1]) or members[-1]
    behind = (p for p in pieces if len(p) >= _LONG and last.endswith(p) and len(last) > len(p) + 1)
    members[-1] = last.removesuffix(next(behind, ""))
    return [member for member in members if member]


def with_list(answer: Answer, draft: Draft, reading: Reading) -> tuple[Answer, str]:
    """Return what a text lists, if the question asks for it, and the answer with its doubt.

    Items are asked for, and no list, where they are counted as such: 是哪一条, 哪两项.
    """
    head = asks_for_list(draft)
    listed = _listed_in(draft, head, answer.rows)
    said = LISTED[answer.language].format("、".join(listed.members)) if listed.members else ""
    asked = head is not None and reading.measure == "list" and bool(answer.rows)
    items = any(t.has("wh", "which") and t.text[-1] in "条项" for t in draft.tokens)
    if not asked or items or listed.is_whole or answer.status != ANSWERED:
        return answer, said
    note = NO_LIST[answer.language]
    return replace(answer, status=UNSURE, notes=(*answer.notes, note)), said
