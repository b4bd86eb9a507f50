"""What a text says in the place of a question word: IC卡超标预警系统, 中国制造2025 and 德国工业4.0.

Only where all other words of the question stand in one work item, and one clause of it holds the
words around the question word and as many names as are asked for, is this told, and sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graph.index.words.words import folded
from graph.opened import OpenSnapshot
from queries.asking.answering.answer import AMBIGUOUS, ANSWERED, Answer
from queries.asking.answering.blanks import Blank, find_blank
from queries.asking.answering.enumerations import Told
from queries.asking.answering.heard import FEW_ITEMS, is_heard, printing_all
from queries.asking.readings.draft import Draft
from queries.asking.words.tokens import Node, Token
from queries.asking.words.verbs import LISTING

_CLAUSES = re.compile("[。；;，,：:](?![^“]*”)")
_QUOTED = re.compile("“([^”]*)”")
_ALL_QUOTED = re.compile("[、和]?(?:“[^”]*”[、和]?)+")
_NUMERAL = r"[\d零一二三四五六七八九十百两]+"
_JOINTS = "和与及并或"
_TAIL = re.compile(rf"(?:等(?:{_NUMERAL}[个大条项家类种座]?)?|{_NUMERAL}[个大条项家类种座])$")
_REST = re.compile("等.*$")
_DEEDS = re.compile(rf"^(?:\d+\.)?(?:.*(?:{'|'.join(LISTING)})|[在对为与将好])(?=\S{{2}})")
"""What stands before the first of a list, and is no part of its name."""


def fill_blank(
    draft: Draft, tokens: Sequence[Token], answer: Answer, opened: OpenSnapshot
) -> Told | None:
    """Return what fills the place of the question word, None where that is not certain.

    An `answer` that is sure without passing over anything is left as it is; the items of another
    are those that may be meant.
    """
    is_sure = answer.status == ANSWERED and not draft.notes.eased
    is_clear = is_sure or answer.status == AMBIGUOUS or draft.language != "zh"
    blank = None if is_clear else find_blank(tokens)
    if blank is None:
        return None
    items = [str(row["item"]) for row in answer.rows if row.get("item")]
    more = [blank.behind] if blank.numeral else []
    known = 0 < len(items) <= FEW_ITEMS
    iris = items if known else printing_all(blank.others, draft, more)
    told = {
        words: Told(_sentence(card["order"], words, clause), (Node(iri, "task", ""),))
        for iri, card in opened.index.cards_at(iris).items()
        if all(is_heard(t, card, draft, is_found=iri in items) for t in blank.others)
        for clause, words in _filled(blank, (card["text"], card["annual_task"]))
    }
    return next(iter(told.values())) if len(told) == 1 else None


def _filled(blank: Blank, texts: Sequence[str | None]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the clauses that fill the blank, each with the words that do."""
    for text in dict.fromkeys(filter(None, texts)):
        is_printed = bool(blank.behind) and blank.behind in folded(text)
        for clause in filter(None, _CLAUSES.split(text)):
            is_plain = len(folded(clause)) == len(clause)
            words = _words_in(blank, clause, is_printed=is_printed) if is_plain else ()
            if words:
                yield clause, words


def _words_in(blank: Blank, clause: str, *, is_printed: bool) -> tuple[str, ...]:
    """Return the words of a clause that are asked for, none if it has others or another number."""
    said = folded(clause)
    if blank.numeral:
        numbers = re.findall(f"第?{_NUMERAL}{re.escape(blank.behind)}", said)
        return tuple(numbers) if len(numbers) == 1 and blank.before in said else ()
    listed = _listed_behind(blank, clause)
    if listed and blank.behind and all(word.endswith(blank.behind) for word in listed):
        return listed
    end = said.rfind(blank.behind) if blank.behind else -1
    begin = said.rfind(blank.before, 0, end) if blank.before and end >= 0 else -1
    if begin >= 0:
        return _between(clause[begin + len(blank.before) : end], blank)
    if blank.is_name or blank.number <= 1:
        return ()
    if end >= 0 or is_printed:
        return _members(clause[: max(end, 0)], blank)
    head = said.rfind(blank.before) if not blank.behind else -1
    return listed or _members(clause[: max(head, 0)], blank)


def _listed_behind(blank: Blank, clause: str) -> tuple[str, ...]:
    """Return as many names as are asked for behind the words before the blank."""
    begin = folded(clause).find(blank.before) if blank.before else -1
    if begin < 0 or blank.number == 1:
        return ()
    return _as_many(_REST.sub("", clause[begin + len(blank.before) :]), blank.number)


def _between(words: str, blank: Blank) -> tuple[str, ...]:
    """Return what stands between the words around a blank: with its kind, if it is one thing."""
    if blank.number != 1:
        return _members(words, blank)
    words = words.removeprefix("的")
    is_one = bool(words) and "、" not in _QUOTED.sub("", words) and words[0] not in _JOINTS
    return (_balanced(words + blank.behind),) if is_one else ()


def _members(words: str, blank: Blank) -> tuple[str, ...]:
    """Return the members of a list before its kind; what is left out of the last one is its end."""
    listed = _TAIL.sub("", _REST.sub("", words))
    found = _as_many(_DEEDS.sub("", _behind_others(listed, blank)), blank.number)
    if listed == words and any(word.endswith(blank.behind) for word in found[:-1]):
        return (*found[:-1], found[-1] + blank.behind)
    return found


def _behind_others(listed: str, blank: Blank) -> str:
    """Return a list without the words of the question at its begin: 新建浮桥镇|浮南社区."""
    first, comma, more = listed.partition("、")
    words = (t.text for t in blank.others if len(t.text) > 1)
    end = max((folded(first).rfind(w) + len(w) for w in words if w in folded(first)), default=0)
    return (first[end:] if end < len(first) else first) + comma + more


def _balanced(words: str) -> str:
    """Return words without a quote of which the other is not among them."""
    return words.strip("“”") if words.count("“") != words.count("”") else words


def _as_many(listed: str, number: int) -> tuple[str, ...]:
    """Return the members of a list if they are `number`, or, of any number, at least two."""
    quoted = _QUOTED.findall(listed)
    if _ALL_QUOTED.fullmatch(listed):
        members = quoted[0].split("、") if len(quoted) == 1 else quoted
    else:
        members = [one for one in re.split("、(?![^“]*”)", listed) if one]
    is_whole = len(members) == number if number else len(members) > 1
    return tuple(members) if is_whole else ()


def _sentence(place: tuple[int, int], words: tuple[str, ...], clause: str) -> str:
    annex, row = place
    told = "、".join(words)
    count = "" if len(words) == 1 else f"，共 {len(words)} 个"
    return f"{told}{count}：附件{annex}第{row}行写的是“{clause.strip()}”。"
