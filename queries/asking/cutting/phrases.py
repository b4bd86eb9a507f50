"""Words of the texts in a question: what no grammar knows may stand in a work item."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from graph.index.index import TextIndex
from graph.index.words.words import dictionary
from queries.asking.readings.columns import ITEM_COUNTERS
from queries.asking.readings.draft import WEAK_ROLES
from queries.asking.words.grammar import Sense
from queries.asking.words.printed import find_printed, is_printed, letters_of
from queries.asking.words.tokens import UNKNOWN, Token, is_whole, leads_on, says_number

PHRASE = "phrase"
SAID = "said"
"""Of a phrase: the question says that a column of the tables holds it."""
_STOPS = ("wh", "which", "who", "count", "by", "rolenoun", "mark", "most", "least", "except")
_EDGES = "的了、,;。:?=+÷"
"""What neither begins nor ends a phrase."""


def with_phrases(text: str, tokens: list[Token], index: TextIndex) -> list[Token]:
    """Replace what is unknown by the longest phrases that work items print."""
    known: dict[str, bool] = {}

    def printed(phrase: str) -> bool:
        if phrase not in known:
            has_ends = phrase[0] not in _EDGES and phrase[-1] not in _EDGES
            known[phrase] = has_ends and is_printed(phrase, index)
        return known[phrase]

    before: list[Token] = []
    while tokens != before:
        before = tokens
        for token in before:
            if token in tokens and _may_be_printed(tokens, token):
                tokens = _with_phrase(text, tokens, token, printed)
    return tokens


def _may_be_printed(tokens: list[Token], token: Token) -> bool:
    if token.has("decimal"):
        return any(t.has("mention") for t in tokens)
    return token.has(UNKNOWN) or (token.has("num") and not _counts(tokens, token))


def _counts(tokens: list[Token], token: Token) -> bool:
    """Tell whether a number stands where it may count something."""
    place = tokens.index(token)
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    compares = before is not None and before.has(
        "gt", "ge", "lt", "le", "eq", "first", "wh", "only"
    )
    if before is not None and (before.text in ("连", "比") or _is_alone(token, before)):
        return True
    ends = after is None or after.has("mark", "yesno")
    if before is not None and after is not None and before.text.isascii() and after.text == "%":
        return True
    if _lists_numbers(tokens, place) or _says_how_many_items(tokens, place):
        return True
    if before is not None and before.has("have", "total", "only") and ends:
        return True
    if before is not None and token.text[-1:] in ITEM_COUNTERS and before.has("role", "be", "eq"):
        return True
    counted = after is not None and after.has("ormore", "orless", "noun", "rolenoun", "type")
    compares = compares or _fills_column(tokens, place)
    return compares or (counted and not (after is not None and after.value("noun") == "programme"))


def _is_alone(token: Token, before: Token) -> bool:
    """`光教育局一个`: one behind a name; `责任单位出现10次`: how often somebody stands there."""
    if token.text[-1:] in "次回" and before.has("mention", "rolenoun"):
        return True
    return token.value("num") == "1" and bool(before.named("agency", "official"))


def _fills_column(tokens: list[Token], place: int) -> bool:
    """`分管领导栏里有5个名字`, `主责单位起码有6个`: tell whether a number counts who is there."""
    after = tokens[place + 1 : place + 2]
    near = tokens[max(place - 7, 0) : place]
    column = any(t.has("rolenoun") for t in near) and not any(t.has("mark") for t in near[-2:])
    named = bool(after) and after[0].text in _NAMES and bool(near)
    named = named and not near[-1].nodes
    compares = any(t.has("ge", "gt", "le", "lt", "eq") for t in near[-2:])
    compares = compares or (bool(near[1:]) and near[-2].has("rolenoun") and near[-1].has("be"))
    ends = not after or after[0].text in ("的", ",", "?", "。")
    return column and (named or (compares and ends))


_NAMES = ("名字", "姓名", "人名", "人", "名")


def _says_how_many_items(tokens: list[Token], place: int) -> bool:
    """`主责条目数恰为1的单位`: a number right behind what is counted."""
    before = [t for t in tokens[max(place - 3, 0) : place] if not t.has("eq")][-2:]
    return len(before) > 1 and before[0].value("noun") == "item" and before[1].has("be")


def _lists_numbers(tokens: list[Token], place: int) -> bool:
    """`projects 16, 17 and 18`: tell whether a number goes on a list of numbers in English."""
    first = place - 1
    while first >= 0 and (tokens[first].text == "," or tokens[first].has("and", "or", "num")):
        first -= 1
    begins = first >= 0 and tokens[first].has("number", "row") and tokens[first].text.isascii()
    return begins and first < place - 1


def _with_phrase(
    text: str, tokens: list[Token], token: Token, printed: Callable[[str], bool]
) -> list[Token]:
    if token not in tokens:
        return tokens
    start, end = _longest_part(text, token, printed)
    if start == end:
        return tokens
    left, right = _room(tokens, token)
    if start == token.start:
        while start > left and printed(text[start - 1 : end]):
            start -= 1
    if end == token.end:
        while end < right and printed(text[start : end + 1]):
            end += 1
    start, end = _at_edges(tokens, token, start, end)
    start, end = _at_words(text, token, (start, end), printed)
    if _only_follows_place(tokens, token, start, end):
        return tokens
    if len(letters_of(text[start:end])[0]) < 2 or _COUNTED.fullmatch(text[start:end]):
        return tokens
    return _placed(text, tokens, start, end)


def _only_follows_place(tokens: list[Token], token: Token, start: int, end: int) -> bool:
    """`璜泾镇新|投放`: one letter that texts print behind a place makes no word with it."""
    place = next((t for t in tokens if t.start == start), None)
    behind = next((t for t in tokens if t.start == end), None)
    return (
        end - token.start == 1
        and end == token.end
        and place is not None
        and place.end == token.start
        and bool(place.named("place"))
        and behind is not None
        and behind.has(PHRASE, UNKNOWN)
    )


_COUNTED = re.compile(r"[\d一二两三四五六七八九十几]+[张份遍篇段句]")
"""A number with its counter, which says nothing of what an item is about: 列一张表."""

_MIXED = re.compile(r"[a-z]\d|\d[a-z]")
"""What is no word by halves: pm2.5."""


def _longest_part(text: str, token: Token, printed: Callable[[str], bool]) -> tuple[int, int]:
    size = len(token.text)
    if _MIXED.search(token.text):
        return token.start, token.start
    is_whole_only = token.has("decimal") or _counts_items(token)
    least = size if is_whole_only else min(size, 2)
    for length in range(size, least - 1, -1):
        for offset in range(size - length + 1):
            start, end = token.start + offset, token.start + offset + length
            if is_whole(text, start, end) and printed(text[start:end]):
                return start, end
    return token.start, token.start


def _counts_items(token: Token) -> bool:
    """`附件2的24项`: a number of items is no part of a longer one that texts print: 24小时."""
    return token.has("num") and token.text[-1:] in ITEM_COUNTERS


def _room(tokens: list[Token], token: Token) -> tuple[int, int]:
    """Return how far a phrase may reach: up to the words that ask or assign."""
    place = tokens.index(token)
    left, right = token.start, token.end
    for other in reversed(tokens[:place]):
        if _stops(other):
            break
        left = other.start
    for other in tokens[place + 1 :]:
        if _stops(other):
            break
        right = other.end
    return left, right


def _stops(token: Token) -> bool:
    if token.has("role"):
        return token.text not in WEAK_ROLES and len(token.text) > 1
    if token.has("name"):
        return bool(token.named("official"))
    return token.has(*_STOPS)


def _at_words(
    text: str, token: Token, own: tuple[int, int], printed: Callable[[str], bool]
) -> tuple[int, int]:
    """Leave out the half of a word at either end: 垃圾处 of 垃圾处理, 防改造 of 消防改造."""
    start, end = own
    words = [w for w in dictionary().tokenize(text, mode="search") if not _is_no_word(w[0])]
    halves = (e for _, s, e in words if token.start <= s < start < e < end)
    begin = max(halves, default=start)
    if begin != start and end - begin >= _SHORTEST and printed(text[begin:end]):
        start = begin
    cut = max((s for _, s, e in words if s < end < e), default=end)
    if cut == end or cut - start < _SHORTEST or not printed(text[start:cut]):
        return start, end
    return start, cut


def _is_no_word(guessed: str) -> bool:
    """Tell whether a word of general Chinese is none here: 床位数, 村|有几个."""
    return says_number(guessed) or leads_on(guessed)


_SHORTEST = 2


def _at_edges(tokens: list[Token], core: Token, start: int, end: int) -> tuple[int, int]:
    """Move both ends to where a token ends, so that no meaningful word is cut."""
    for token in tokens:
        if token == core:
            continue
        if token.start < start < token.end:
            start = token.end
        if token.start < end < token.end:
            end = token.start
    return start, end


def _placed(text: str, tokens: list[Token], start: int, end: int) -> list[Token]:
    phrase = Token(start, end, text[start:end], (Sense(PHRASE, text[start:end]),))
    found: list[Token] = []
    for token in tokens:
        if token.end <= start or token.start >= end:
            found.append(token)
            continue
        if token.start < start:
            found.append(_cut(token, token.start, start))
        if token.end > end:
            found.append(_cut(token, end, token.end))
    return sorted([*found, phrase], key=lambda token: token.start)


def _cut(token: Token, start: int, end: int) -> Token:
    text = token.text[start - token.start : end - token.start]
    return replace(token, start=start, end=end, text=text, senses=(Sense(UNKNOWN, text),))


def with_aliases_within(tokens: list[Token], index: TextIndex) -> list[Token]:
    """Join words around another name within a whole title: 研发经费投入占GDP的比重."""
    found: list[Token] = []
    for place, token in enumerate(tokens):
        alias = token.value("alias")
        if alias is None or not found or not found[-1].has(PHRASE):
            found.append(token)
            continue
        behind = [t for t in tokens[place + 1 : place + 3] if t.text != "的"][:1]
        whole = found[-1].text + alias + "".join(t.text for t in behind)
        if not behind or not _is_whole_title(whole, index):
            found.append(token)
            continue
        senses = (Sense(PHRASE, whole),)
        found[-1] = replace(found[-1], end=behind[0].end, text=whole, senses=senses)
        return [*found, *tokens[tokens.index(behind[0]) + 1 :]]
    return found


def _is_whole_title(words: str, index: TextIndex) -> bool:
    titled = index.cards_at(find_printed(words, index).titled)
    return any(card["label"] == words for card in titled.values())


def with_wholes(tokens: list[Token], index: TextIndex) -> list[Token]:
    """Join a theme with the type behind it that is counted, if texts print both: 工业企业."""
    found: list[Token] = []
    for token in tokens:
        last = found[-1] if found else None
        whole = last.text + token.text if last is not None else ""
        counted = len(found) > 1 and found[-2].has("count") and token.has("type")
        counted = counted or _is_counted_beside(token, tokens)
        if last is not None and _counts_printed(last, token, index):
            whole = last.text + "项目"
            found[-1] = replace(last, end=token.end, text=whole, senses=(Sense(PHRASE, whole),))
            found.append(replace(token, senses=(Sense("asks", "target"),)))
            continue
        if last and counted and last.has("theme") and is_printed(whole, index):
            found[-1] = Token(last.start, token.end, whole, (Sense(PHRASE, whole),))
        elif len(found) > 1 and _is_list(found[-2], found[-1], token, tokens, index):
            whole = found[-2].text + found[-1].text + token.text
            found[-2:] = [Token(found[-2].start, token.end, whole, (Sense(PHRASE, whole),))]
        else:
            found.append(token)
    return found


def _is_counted_beside(token: Token, tokens: list[Token]) -> bool:
    """`汽修企业比工业企业多几家`: what is counted beside others of its type is no body."""
    others = any(t.has(PHRASE) and t.text.endswith(token.text) for t in tokens)
    return token.has("type") and others and any(t.has("count") for t in tokens)


def _counts_printed(last: Token, token: Token, index: TextIndex) -> bool:
    """`新增德资项目数`: how many of those, where texts print 德资项目 as one."""
    counts = token.value("noun") == "project" and token.text in ("项目数", "项目数量")
    return counts and last.has(PHRASE) and is_printed(last.text + "项目", index)


def _is_list(
    first: Token, joint: Token, last: Token, tokens: list[Token], index: TextIndex
) -> bool:
    """`日间照料中心、助餐点多少个`: what a text counts as one, with 、 between."""
    phrases = first.has(PHRASE) and last.has(PHRASE) and joint.text == "、"
    counted = any(t.has("count") for t in tokens) and not any(
        t.has("role", "rolenoun") for t in tokens
    )
    return phrases and counted and is_printed(first.text + joint.text + last.text, index)
