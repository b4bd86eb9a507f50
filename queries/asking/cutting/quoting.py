"""Parts of a question that its marks set apart: words in quotes, and glosses in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.index.index import TextIndex
from ontology.values import fold_width
from queries.asking.cutting.phrases import PHRASE, SAID
from queries.asking.cutting.titles import with_titles
from queries.asking.readings.draft import is_agent, is_unknown
from queries.asking.words.grammar import Sense, words
from queries.asking.words.naming import name_tokens
from queries.asking.words.printed import is_printed
from queries.asking.words.tokens import UNKNOWN, Node, Token

_QUOTED = re.compile('“([^“”]{2,60})”|"([^"]{2,60})"')
_BRACKETS = {"(": ")", "[": "]"}
_OF_HEADINGS = re.compile(
    ".{0,3}(?:门类|大类|板块|小标题|项目栏|项目下|那一?部分|这一?部分|那一?块|这一?块)"
)
"""What follows words in quotes that are a part of the name of a category or heading."""
_AS_HEADING = re.compile(
    "(?:分类|门类|大类|板块|类别)(?:一栏|栏)?(?:写的?|填的?)?(?:是|为|写着|写明|写)?$"
)
"""What stands before such words: 分类写“公共交通”的."""
_COST = 0.5
_COLUMNS = ("项目", "门类", "分类")
"""What in quotes is a column of the tables: 任务最多的“项目”是哪个."""


def quoted_tokens(text: str, names: list[Token], index: TextIndex) -> Iterator[Token]:
    """Yield a token for all that stands in quotes and is printed so, but is no name."""
    named = {(t.start, t.end) for t in names}
    for match in _QUOTED.finditer(text):
        group = 1 if match[1] is not None else 2
        start, end = match.span(group)
        heading = _OF_HEADINGS.match(text, match.end()) or _AS_HEADING.search(text[: match.start()])
        is_meant = heading is not None or _asks_for_words(text, match)
        if match[group] in _COLUMNS and not _asks_for_words(text, match):
            continue
        column = any(s.kind == "rolenoun" for s in words().get(match[group], ()))
        if column and _is_column(text, match):
            continue
        if (start, end) in named:
            continue
        begun = () if _asks_for_words(text, match) else _begun(match[group], index)
        begun = begun or _broken(match[group], index)
        if begun:
            yield Token(start, end, match[group], (Sense("name", ""),), begun, _COST)
        elif is_meant or is_printed(text[start:end], index):
            yield Token(start, end, match[group], (Sense(PHRASE, match[group]),), cost=_COST)


def _is_column(text: str, quoted: re.Match[str]) -> bool:
    """`列入“主要责任单位”的镇`, `“主要责任单位”里`: somebody stands in what is quoted."""
    behind = text[quoted.end() : quoted.end() + 1] in tuple("里中内栏列")
    return behind or _INTO_COLUMN.search(text[: quoted.start()]) is not None


_INTO_COLUMN = re.compile("(?:列[入为进作]|写进|登上|担任|作为|充当|身为)$")


def _begun(quoted: str, index: TextIndex) -> tuple[Node, ...]:
    """`“加快推进绿色发展”`: return the category that has this as the first part of its name."""
    if len(quoted) < _PART_OF_NAME:
        return ()
    cards = index.cards_wording(quoted, ("category",), _MOST)
    begun = [c for c in cards if fold_width(c["label"]).startswith(f"{quoted},")]
    nodes = tuple(Node(c["iri"], c["type"], c["label"]) for c in begun)
    return nodes if len(nodes) == 1 else ()


_PART_OF_NAME, _MOST = 6, 20


def _broken(quoted: str, index: TextIndex) -> tuple[Node, ...]:
    """`“公共/交通”`: return the category whose name is written with its lines set apart."""
    if "/" not in quoted:
        return ()
    cards = index.cards_named([fold_width(quoted.replace("/", ""))])
    return tuple(Node(c["iri"], c["type"], c["label"]) for c in cards if c["type"] == "category")


def said_tokens(text: str, index: TextIndex) -> Iterator[Token]:
    """Yield what the question says that a text prints: 年度任务为完成全部建设内容, 提到2017年."""
    for match in (m for form in (_SAID, _YEARS_SAID, _ALL_SAID) for m in form.finditer(text)):
        start, end = match.span("words")
        if is_printed(text[start:end], index):
            senses = (Sense(PHRASE, match["words"]), Sense(SAID, ""))
            yield Token(start, end, match["words"], senses, cost=_COST)


_SAID = re.compile(
    r"(?:任务|要求|内容|进度)(?:一?栏)?(?:里|中)?(?:都|均)?(?:写的?)?(?:为|是|写着|写明)"
    r"(?P<words>[^,。;?“”\"]{4,30}?)(?=的?(?:工程|实事|项目|任务|条目|事项|有哪|有几|有多少|是哪))"
)

_ALL_SAID = re.compile(r"(?P<words>完成全部[^,。;?“”\"的]{2,10})(?=的|[,。?]|$)")

_YEARS_SAID = re.compile(
    r"(?:文字含|内容含|用到|回顾|谈到|讲到|提到|提及|提过|写到|写有|写着|写了|出现|含有|印有|点到|说到|带有)(?:了|过)?"
    r"(?P<words>(?:19|20)\d\d年?度?)(?=的|这|字样|[,。;?)]|$)"
)


def with_columns_quoted(tokens: list[Token]) -> list[Token]:
    """`2018年工作任务写的是“…”的工程`: a column before words in quotes is where they stand."""
    tokens = with_titles(_without_quotes_of_names(tokens))
    found = list(tokens)
    for place, token in enumerate(tokens):
        said, quoted = tokens[place + 1 : place + 2], tokens[place + 2 : place + 3]
        if token.value("noun") == "category" and said and said[0].has("mention") and quoted:
            found[place + 1] = replace(said[0], senses=(Sense("be", ""),))
        if token.value("mention") == "title" and _or_content(tokens, place):
            found[place] = replace(token, senses=(Sense("mention", "words"),))
        if not token.has("asks") or token.value("asks") not in _TOLD_COLUMNS:
            continue
        behind = place + 1
        while behind < len(tokens) and (
            tokens[behind].has("be", "have", "noise", "mention") or _parts(tokens, behind)
        ):
            behind += 1
        quoted = tokens[behind : behind + 2]
        if behind > place + 1 and len(quoted) > 1 and quoted[0].text in _OPENING:
            found[place] = replace(token, senses=(Sense("mention", "words"),))
    return found


def _without_quotes_of_names(tokens: list[Token]) -> list[Token]:
    """`主要责任单位栏含“A”或“B”`: names in a column, which quotes only set apart."""
    for place in range(len(tokens) - 1):
        if not (tokens[place].has("rolenoun") and tokens[place + 1].has("mention", "have")):
            continue
        end = place + 2
        while end < len(tokens) and (
            tokens[end].text in _QUOTES or tokens[end].has("and", "or") or is_agent(tokens[end])
        ):
            end += 1
        inner = [t for t in tokens[place + 2 : end] if t.text not in _QUOTES]
        if sum(is_agent(t) for t in inner) > 1 and len(inner) < end - place - 2:
            have = replace(tokens[place + 1], senses=(Sense("have", ""),))
            return [*tokens[: place + 1], have, *inner, *tokens[end:]]
    return tokens


_QUOTES = ("“", "”", '"')


def _parts(tokens: list[Token], place: int) -> bool:
    """`年度任务里，写到“…”的`: a comma between the column and the verb for print."""
    verb = tokens[place + 1 : place + 2]
    return tokens[place].text == "," and bool(verb) and verb[0].has("mention")


def _or_content(tokens: list[Token], place: int) -> bool:
    """`内容或工程名称中出现“消防”`: either of both will do."""
    before = tokens[max(place - 2, 0) : place]
    return len(before) > 1 and before[0].text in _CONTENT and before[1].has("or", "and")


_CONTENT = ("内容", "文字", "要求", "正文", "任务内容", "建设内容")
_TOLD_COLUMNS = ("annual", "content")
_OPENING = ("“", '"')


def _asks_for_words(text: str, quoted: re.Match[str]) -> bool:
    """Tell whether the question asks where the words in quotes stand, which may be nowhere."""
    around = f"{text[: quoted.start()]} {text[quoted.end() :]}"
    return any(
        word in around
        for word, senses in words().items()
        if any(s.kind in ("mention", "mentionend") and s.value != "topic" for s in senses)
    )


def with_glosses(tokens: list[Token]) -> list[Token]:
    """Drop what brackets only say once more in the other language: Water Bureau (水务局).

    What is unknown beside brackets that hold a name is explained by it, and the other way round.
    """
    found: list[Token] = []
    place = 0
    while place < len(tokens):
        end = _closing(tokens, place)
        if end is None:
            found.append(tokens[place])
            place += 1
            continue
        _add_glossed(found, tokens[place + 1 : end])
        place = end + 1
    return found


def _closing(tokens: list[Token], place: int) -> int | None:
    closing = _BRACKETS.get(tokens[place].text)
    if closing is None:
        return None
    return next((i for i in range(place, len(tokens)) if tokens[i].text == closing), None)


def _add_glossed(found: list[Token], inner: list[Token]) -> None:
    if _is_kind_of_same(found, inner):
        found.pop()
        return
    if _names_body(inner) and found and found[-1].text.isascii():
        _drop_english_name(found)
        found.extend(inner)
        return
    if found and _is_fuller(found[-1], inner):
        found.pop()
        found.extend(inner)
        return
    explains = any(t.nodes or t.has(PHRASE, "theme") for t in inner)
    if explains and found and _is_translated(found, inner):
        found.pop()
        _drop_translated(found)
        found.extend(inner)
        return
    if explains and found and _is_unsaid(found[-1]):
        while found and (_is_unsaid(found[-1]) or found[-1].has("noise")):
            if found[-1].text in _OF_ANOTHER:
                break
            found.pop()
        found.extend(inner)
    elif (found and _is_same(found[-1], inner)) or (
        found and _is_known(found) and _is_foreign(found[-1], inner)
    ):
        return
    else:
        found.extend(inner)


def _is_kind_of_same(found: list[Token], inner: list[Token]) -> bool:
    """`affordable-housing projects (保障性安居工程)`: the noun is a part of the name before it."""
    noun = found[-1].value("noun") if len(found) > 1 else None
    if noun not in ("project", "item") or len(inner) != 1:
        return False
    return found[-2].value("gloss") == inner[0].text or _is_same(found[-2], inner)


def _is_fuller(token: Token, inner: list[Token]) -> bool:
    """`乡村振兴（“推动乡村振兴发展”）`: tell whether brackets have the heading that is meant."""
    said = [t for t in inner if not t.has("mark")]
    parts = len(said) == 1 and said[0].named("heading", "category")
    return bool(parts) and token.text in said[0].text and not token.named("agency", "official")


_OF_ANOTHER = ("of", "for", "in", "to", "on", "by", "from")
"""What stands before the name of one thing, behind what is asked of it: the investment of X."""


def _is_translated(found: list[Token], inner: list[Token]) -> bool:
    """Tell whether brackets give words of a text in Chinese for the English ones before them."""
    last = found[-1]
    known = bool(last.nodes) or last.has(PHRASE, "mark", "alias", "neg", "except")
    known = known or last.value("noun") is not None
    chinese = all(not t.text.isascii() for t in inner if not t.has("mark"))
    return last.text.isascii() and last.text.isalpha() and not known and chinese


def _names_body(inner: list[Token]) -> bool:
    one = inner[0] if len(inner) == 1 else None
    return one is not None and bool(one.named("agency", "group")) and not one.text.isascii()


def _drop_english_name(found: list[Token]) -> None:
    """Drop the words that brackets name in Chinese: the Culture and Press Bureau (文广新局)."""
    while found and not _parts_names(found[-1]):
        found.pop()


def _drop_translated(found: list[Token]) -> None:
    """Drop the English words that brackets give in Chinese, back to a comma and not too many."""
    for _ in range(_MOST_TRANSLATED):
        if not found or found[-1].has("mark") or _parts_names(found[-1]):
            return
        found.pop()


_MOST_TRANSLATED = 8


def _parts_names(token: Token) -> bool:
    """Tell whether a word cannot be in the English name of a body."""
    is_body = token.value("noun") == "agency" or token.value("type") is not None
    asks = token.has("role", "by", "be", "have", "wh", "which", "who", "count", "asks", "rolenoun")
    asks = asks or token.has("neg", "except")
    mark = token.has("mark") and token.text != ","
    return asks or mark or token.text == "the" or (token.has("noun") and not is_body)


def _is_unsaid(token: Token) -> bool:
    return is_unknown(token) or (token.has("gloss") and not token.nodes)


def _is_known(found: list[Token]) -> bool:
    return any(t.nodes or t.has(PHRASE) for t in found[-2:])


def _is_same(token: Token, inner: list[Token]) -> bool:
    """Tell whether the brackets name what stands before them."""
    nodes = {node.iri for node in token.nodes}
    return len(inner) == 1 and bool(nodes & {node.iri for node in inner[0].nodes})


def _is_foreign(token: Token, inner: list[Token]) -> bool:
    if token.has("mark"):
        return False
    return token.text.isascii() != "".join(t.text for t in inner).isascii()


def with_translations(tokens: list[Token], index: TextIndex) -> list[Token]:
    """Put the Chinese word for an English one: what it names, or the words of the texts."""
    return [_translated(t, index) if t.has("gloss") else t for t in tokens]


def _translated(token: Token, index: TextIndex) -> Token:
    word = token.value("gloss") or ""
    if token.nodes:
        return replace(token, text=word) if token.text.isascii() else token
    whole = [t for t in name_tokens(word, index) if t.text == word and t.nodes]
    if whole:
        return replace(token, text=word, senses=(Sense("name", ""),), nodes=whole[0].nodes)
    if is_printed(word, index):
        return replace(token, text=word, senses=(Sense(PHRASE, word),))
    return replace(token, senses=(Sense(UNKNOWN, token.text),))
