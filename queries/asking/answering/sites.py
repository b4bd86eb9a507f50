"""Where something is to stand, as the text says it or does not: 选址在哪条路上, 装在哪里.

在哪里 alone asks for the row of the document. Where the sentences on a thing name no place beside
it, it is not stated where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.index.entries.cards import Card
from graph.opened import OpenSnapshot
from queries.asking.answering.enumerations import Told
from queries.asking.answering.heard import is_heard, is_idle, printing_all
from queries.asking.readings.draft import Draft
from queries.asking.words.numerals import number_of
from queries.asking.words.placing import SENTENCE_END
from queries.asking.words.tokens import Node, Token

_WHERE = (
    "(?:哪里|哪儿|何处|什么地方|啥地方|什么位置|哪条路上?|哪条街上?|哪块地上?"
    "|哪[些几][个条]?(?:路口|路段|路|街|地方|地点|位置|点位|小区|村)|哪(?=[?。,]|$))"
)
_ASKED = re.compile(
    rf"(?:选址|馆址|校址|厂址|坐落)(?:地点|位置)?(?:定|选)?(?:是?在|于|是)?{_WHERE}?"
    rf"|(?:各自|分别|具体|都)*(?:建|装|设|盖|造|安装|建设|坐落|选址|位|落|落户|布设)(?:在|于){_WHERE}"
    r"|(?:在|位于)(?:哪条路|哪条街|哪块地)上?"
    r"|(?:分别|各自)(?:在|位于)哪[里儿](?=[?。,]|$)"
    r"|(?:分别|都|各|具体)*(?:在|位于)(?:什么|哪个|哪些|哪几个|啥)地方(?=[?。,]|$)"
    r"|东西南北(?:各|分别)?到?(?:哪[里儿]|何处)(?=[?。,]|$)"
    r"|(?:边界|四界)[是为]?哪[四几]条路?(?=[?。,]|$)"
    r"|四至(?:范围|边界)?(?:各?[是为到]|分别是?|怎么写|如何写|怎么说)*"
    r"(?:的|什么|哪里|哪儿|哪些地方|何处|哪)*(?=[?。,]|$)"
)
_NUMBER = re.compile(r"(?:\d+|[一二两三四五六七八九十]+)[个座处台根盏所家条]")
"""What is printed elsewhere than before the thing it counts: 路口电子警察25个."""
_OTHERS = ("who", "count", "role", "rolenoun", "neg", "except", "only", "most", "least", "yesno")
_SITE = re.compile(
    "(?<=[\u4e00-\u9fff]{2})(?<![农乡城道公铁线思水邮])[路街弄镇村侧](?!级)"
    "|新城|城区|小区|校区|地块|街道|[东南西北]部"
)
"""What names a place, and no kind of places: 官厅路, 科教新城, and not 农村 or 铁路."""


def tell_site(draft: Draft, opened: OpenSnapshot) -> Told | None:
    """Return what the text says of where something stands, None for another question."""
    said = "".join(token.text for token in draft.tokens)
    asked = _ASKED.search(said) if draft.language == "zh" else None
    if asked is None or any(t.has(*_OTHERS) and not t.nodes for t in draft.tokens):
        return None
    words = _outside(draft.tokens, *asked.span())
    if any(t.value("noun") == "item" for t in words):
        return None
    words = [_in_digits(token) for token in words]
    if asked[0].startswith(_EACH_ALONE) and not any(_NUMBER.fullmatch(t.text) for t in words):
        return None
    thing = _thing(draft.tokens, asked.start())
    if not thing:
        return None
    cards = opened.index.cards_at(printing_all(words, draft, [thing])).items()
    heard = [(i, c) for i, c in cards if all(is_heard(t, c, draft, is_found=False) for t in words)]
    told = [_told(iri, card, thing) for iri, card in heard]
    stated = [one for one in told if one.items]
    return next(iter(stated or told), None) if len(stated) <= 1 else None


def _in_digits(token: Token) -> Token:
    """Return a number of things as texts write it: 两座 as 2座."""
    if not _NUMBER.fullmatch(token.text) or token.text[0].isdigit():
        return token
    return replace(token, text=f"{number_of(token.text[:-1])}{token.text[-1]}")


_EACH_ALONE = ("分别在哪", "各自在哪", "分别位于哪", "各自位于哪")
"""What asks for the rows of a document unless things are counted before it: 两座…分别在哪里."""


def _thing(tokens: Sequence[Token], end: int) -> str:
    """Return the last words before `end` that touch each other: 市民中心, and not 市民 alone."""
    found, is_open, begin = "", False, 0
    for token in tokens:
        text = token.text[: max(end - begin, 0)]
        begin += len(token.text)
        says_nothing = is_idle(token) or _NUMBER.fullmatch(token.text) is not None
        if text and not says_nothing:
            found = found + text if is_open else text
        is_open = not says_nothing
    return found


def _outside(tokens: Sequence[Token], first: int, last: int) -> list[Token]:
    """Return the tokens that the words which ask take nothing of."""
    found, begin = [], 0
    for token in tokens:
        end = begin + len(token.text)
        if end <= first or begin >= last:
            found.append(token)
        begin = end
    return found


def _told(iri: str, card: Card, thing: str) -> Told:
    annex, row = card["order"]
    sentences = [
        sentence.strip()
        for text in dict.fromkeys((card["text"], card["annual_task"] or ""))
        for sentence in SENTENCE_END.split(text)
    ]
    own = [one for one in sentences if thing in one]
    sites = [one for one in own or sentences if _SITE.search(one.replace(thing, ""))]
    where = f"附件{annex}第{row}行"
    if sites:
        return Told(f"{where}写的是“{'”“'.join(own or sites)}”。", (Node(iri, "task", ""),))
    named = f"写的是“{own[0]}”" if own else f"“{card['label']}”"
    return Told(f"没有写明：{where}{named}，没有写在哪里。", ())
