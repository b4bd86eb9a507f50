"""The paragraphs outside the tables: what the letter of a notice says itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.index.entries.letters import printing_most
from graph.opened import OpenSnapshot
from queries.asking.answering.answer import ANSWERED, UNSURE, Answer
from queries.asking.answering.showing import Shown
from queries.asking.readings.draft import Draft
from queries.asking.readings.nouns import is_item_noun
from queries.asking.readings.reading import Reading
from queries.asking.rows.patterns import literal
from queries.asking.rows.solutions import solutions
from queries.asking.sentences.remarks import LETTER, OF_LETTER
from queries.asking.words.placing import letters
from queries.asking.words.tokens import Token

_PIECES = (
    "phrase",
    "unknown",
    "theme",
    "asks",
    "noun",
    "noise",
    "role",
    "rolenoun",
    "every",
    "post",
)
_ENOUGH = 0.6
LESS = 0.4
"""How much is enough where nothing else answers."""
LEAST = 0.25
"""How much is enough where the question says that it asks for the letter."""
_SHORTEST, _FEWEST = 2, 6
_MOST_PARAGRAPHS = 200


def letter_sentence(draft: Draft, opened: OpenSnapshot, enough: float = _ENOUGH) -> str:
    """Return the sentence of the letter that prints most words of the question, if it has most."""
    pieces = pieces_of(draft)
    whole = sum(map(len, pieces))
    if whole < _FEWEST:
        return ""
    best, sentence = max(
        (
            (printed(part, pieces), part)
            for text in _paragraphs(pieces, opened)
            for part in _parts(text)
        ),
        default=(0, ""),
    )
    return sentence if best >= enough * whole else ""


def speaks_of_letter(draft: Draft, reading: Reading) -> bool:
    """Tell whether the letter itself is asked for: 正文怎么要求, or a wording that no item has."""
    if reading.focus != "item" or any(t.has("mention") or is_item_noun(t) for t in draft.tokens):
        return False
    says = any(t.text.startswith(_LETTERS) for t in draft.tokens)
    return says or (reading.measure == "tell" and not reading.conditions and not reading.order)


def quotes_letter(draft: Draft) -> bool:
    """Tell whether the question asks what the notice says: 通知里说由谁来督查, 按通知的说法."""
    return _SAYING.search("".join(t.text for t in draft.tokens)) is not None


_SAYING = re.compile(
    "(?:通知|文件|正文|发文)(?:里|中|上|里面)?(?:是?怎么)?(?:说|讲|写|要求|规定|明确)"
    "|按照?(?:这份|这个)?(?:通知|文件)"
)
_LETTERS = ("正文", "the letter")


def unknown_printed(draft: Draft, sentence: str) -> int:
    """Return how many words of the question a sentence prints that no work item prints.

    What has come about (完成情况) is one of these, beside another.
    """
    long = [t for t in draft.tokens if len(t.text) >= _SHORTEST]
    unknown = {t.text for t in long if t.has("unknown") and _is_said(t.text, sentence)}
    outcome = {t.text for t in long if t.value("asks") == "outcome" and t.text in sentence}
    return len(unknown | outcome) if unknown else 0


def written_in_letter(shown: Shown, said: str) -> Answer:
    """Answer by a sentence of the letter, the one meant if it prints a word alone, or all words."""
    language = shown.draft.language
    is_meant = _prints_alone(shown.draft, said) or prints_all(shown.draft, said)
    status = ANSWERED if is_meant else UNSURE
    written = shown.base(status, LETTER[language].format(said))
    left = () if status == ANSWERED else written.not_understood
    return replace(written, not_understood=left, notes=(OF_LETTER[language],))


def _prints_alone(draft: Draft, sentence: str) -> bool:
    """Tell whether a sentence prints a long word that no work item prints: 经常性督查.

    Nothing else in the document can be meant by it.
    """
    long = (t.text for t in draft.tokens if t.has("unknown") and len(t.text) >= _ALONE)
    return draft.language == "zh" and any(text in sentence for text in long)


_ALONE = 3


def prints_all(draft: Draft, sentence: str) -> bool:
    """Tell whether a sentence prints each weighty word of a question: 各相关单位树立什么思想.

    Of letters that were told for a question so far, 36 of 37 were right. What is ranked, counted or
    claimed is of work items.
    """
    of_items = any(t.has(*_OF_ITEMS) and t.text not in _OF_A_KIND for t in draft.tokens)
    if draft.language != "zh" or of_items:
        return False
    said = [t.text for t in draft.tokens if _is_weighty(t)]
    unlike = [text for text in said if not _is_said(text, sentence)]
    own = [t for t in draft.tokens if t.has("phrase", "unknown") and t.text in said]
    return len(said) >= _SEVERAL and bool(own) and not unlike


_SEVERAL = 2
_OF_ITEMS = ("most", "least", "count", "num", "yesno", "neg", "only", "except", "annex", "row")
_OF_A_KIND = ("一种", "一", "种")
_WEIGHTY = ("phrase", "unknown", "rolenoun", "theme")


def _is_weighty(token: Token) -> bool:
    named = bool(token.nodes) or token.has(*_WEIGHTY) or token.value("asks") == "outcome"
    return named and len(token.text) >= _SHORTEST


def _is_said(text: str, sentence: str) -> bool:
    """Tell whether a sentence prints a word, or but for a verb before it: 作经常."""
    return any(text[n:] in sentence for n in range(max(len(text) - 1, 1)) if n <= _VERB)


_VERB = 2


def pieces_of(draft: Draft) -> list[str]:
    """Return the words of the question of two characters or more, those that ask left out."""
    runs: list[str] = []
    last = None
    for token in draft.tokens:
        joined = last is not None and last.end == token.start and token.has(*_PIECES)
        if joined and runs:
            runs[-1] += token.text
        elif token.has(*_PIECES):
            runs.append(token.text)
        last = token if token.has(*_PIECES) else None
    return [pair for run in runs for pair in _pairs(letters(run))]


def _pairs(run: str) -> list[str]:
    return [run[i : i + _SHORTEST] for i in range(len(run) - 1)]


def printed(sentence: str, pieces: Sequence[str]) -> int:
    """Return how many characters of the pieces a sentence prints."""
    said = letters(sentence)
    return sum(len(piece) for piece in pieces if piece in said)


def _parts(text: str) -> list[str]:
    return [part.strip() + "。" for part in re.split("。", text) if part.strip()]


def _paragraphs(pieces: Sequence[str], opened: OpenSnapshot) -> list[str]:
    return paragraphs_printing(pieces, opened, _MOST_PARAGRAPHS)


def paragraphs_printing(texts: Sequence[str], opened: OpenSnapshot, most: int) -> list[str]:
    """Return up to `most` paragraphs outside the tables that print any of some texts."""
    if opened.index.letters is not None:
        return printing_most(opened.index.letters, texts, most)
    tests = " || ".join(f"CONTAINS(?words, {literal(text)})" for text in dict.fromkeys(texts))
    query = (
        "PREFIX zt: <https://w3id.org/zhengtu/def#>\nSELECT ?words WHERE {\n"
        f"  ?cell zt:paragraphNumber ?number ; zt:rawText ?words . FILTER({tests})\n}} LIMIT {most}"
    )
    return [row["words"] for row in solutions(opened, query)]
