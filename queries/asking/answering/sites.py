"""Where something is to stand, as the text says it or does not: 选址在哪条路上, 装在哪里.

在哪里 alone asks for the row of the document. A clause that names no place beside the thing says
that it is not stated; no other sentence of the item is of the thing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.index.entries.cards import Card
from graph.opened import OpenSnapshot
from queries.asking.answering.enumerations import Told
from queries.asking.answering.heard import is_heard, is_idle, printing_all
from queries.asking.readings.draft import Draft
from queries.asking.words.placing import SENTENCE_END
from queries.asking.words.tokens import Node, Token

_WHERE = "(?:哪里|哪儿|何处|什么地方|啥地方|什么位置|哪条路上?|哪条街上?|哪块地上?)"
_ASKED = re.compile(
    rf"(?:选址|馆址|校址|厂址|坐落)(?:地点|位置)?(?:定|选)?(?:是?在|于|是)?{_WHERE}?"
    rf"|(?:建|装|设|盖|造|安装|建设|坐落|选址|位)(?:在|于){_WHERE}"
    r"|(?:在|位于)(?:哪条路|哪条街|哪块地)上?"
)
_OTHERS = ("who", "count", "role", "rolenoun", "neg", "except", "only", "most", "least", "yesno")
_CLAUSES = re.compile("[，,：:]")
_SITE = re.compile("[路街弄镇村河湖侧]|[小新校园城学][区城]|社区|地块|[东南西北]部|街道")


def tell_site(draft: Draft, opened: OpenSnapshot) -> Told | None:
    """Return what the text says of where something stands, None for another question."""
    said = "".join(token.text for token in draft.tokens)
    asked = _ASKED.search(said) if draft.language == "zh" else None
    if asked is None or any(t.has(*_OTHERS) and not t.nodes for t in draft.tokens):
        return None
    words = _outside(draft.tokens, *asked.span())
    things = [t for t in words if not is_idle(t)]
    if not things:
        return None
    cards = opened.index.cards_at(printing_all(words, draft))
    if len(cards) != 1:
        return None
    [(iri, card)] = cards.items()
    if not all(is_heard(t, card, draft, is_found=False) for t in words):
        return None
    return _told(iri, card, [t.text for t in things])


def _outside(tokens: Sequence[Token], first: int, last: int) -> list[Token]:
    """Return the tokens that the words which ask take nothing of."""
    found, begin = [], 0
    for token in tokens:
        end = begin + len(token.text)
        if end <= first or begin >= last:
            found.append(token)
        begin = end
    return found


def _told(iri: str, card: Card, things: Sequence[str]) -> Told:
    annex, row = card["order"]
    sentences = [
        sentence.strip()
        for text in dict.fromkeys((card["text"], card["annual_task"] or ""))
        for sentence in SENTENCE_END.split(text)
    ]
    own = [one for one in sentences if any(thing in one for thing in things)]
    clauses = [clause for sentence in own or sentences for clause in _CLAUSES.split(sentence)]
    sites = [clause for clause in clauses if _SITE.search(_without(clause, things))]
    where = f"附件{annex}第{row}行"
    if sites:
        return Told(f"{where}写的是“{'”“'.join(sites)}”。", (Node(iri, "task", ""),))
    named = f"写的是“{own[0]}”" if own else f"“{card['label']}”"
    return Told(f"没有写明：{where}{named}，没有写在哪里。", ())


def _without(clause: str, things: Sequence[str]) -> str:
    for thing in things:
        clause = clause.replace(thing, "")
    return clause
