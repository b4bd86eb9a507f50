"""Words of the texts as conditions: titles that are meant, and words that items print."""

from __future__ import annotations

from graph.index.entries.entries import ITEMS
from queries.asking.cutting.phrases import PHRASE, SAID
from queries.asking.readings.draft import Draft
from queries.asking.readings.nouns import is_item_noun
from queries.asking.readings.reading import Condition
from queries.asking.words.printed import Printed
from queries.asking.words.tokens import Node, Token

_FEW_ITEMS = 3
_TITLE_ENDINGS = ("工程", "项目", "（二期）", "(二期)")
_SHORTEST_TITLE = 3
_QUOTED = 7
"""From how many characters on words that items print can be nothing but their own."""
BESIDE = "not in the text beside the others"
"""What a word of the texts is taken for that stands in no item beside the others."""


def use_words_of_named_items(draft: Draft) -> None:
    """`X工程能增加多少个学位`: words of the text of an item that is named need no condition."""
    named = {n.iri for i in draft.find("name") for n in draft.tokens[i].named(*ITEMS)}
    if not named:
        return
    for place in draft.find(PHRASE):
        if named <= set(draft.printed(draft.tokens[place].text).items):
            draft.use(place, "stands in its text")


def use_side_phrases(draft: Draft) -> None:
    """Of the words that say what is meant, keep those that stand in the items of the longest.

    `分管附件1的X而没有分管附件2的X`: what is said again of another role is a condition of its own.
    """
    places = sorted(draft.find(PHRASE), key=lambda i: -len(draft.tokens[i].text))
    if not places:
        return
    items = set(draft.printed(draft.tokens[places[0]].text).items)
    for place in places[1:]:
        others = draft.printed(draft.tokens[place].text).items
        if items <= set(others) and not _is_said_of_another_role(draft, places[0], place):
            draft.use(place, "stands in the same texts")
        elif items.isdisjoint(others) and not _is_joined(draft, places[0], place):
            draft.use(place, BESIDE)
            draft.notes.doubts.append(draft.tokens[place].text)


def _is_said_of_another_role(draft: Draft, first: int, place: int) -> bool:
    begin, end = sorted((first, place))
    again = draft.tokens[begin].text == draft.tokens[end].text
    return again and any(t.has("role") for t in draft.between(begin, end))


def _is_joined(draft: Draft, one: int, other: int) -> bool:
    """Tell whether 、 or 和 stands between two words: each of them means items of its own."""
    between = list(draft.between(min(one, other), max(one, other)))
    joined = any(t.has("and", "or") for t in between)
    return joined and all(
        t.has("and", "or", "noise", "phrase") or t.nodes or t.text in '“”"' for t in between
    )


def phrase_condition(draft: Draft, place: int, token: Token, *, identifies: bool) -> Condition:
    printed = draft.printed(token.text)
    if token.text.isascii() and (named := _chinese_names(draft, token)):
        return Condition("text", texts=named)
    if _is_of_title(draft, place):
        return Condition("title", texts=printed.spellings or (token.text,))
    again = (i for i in draft.find(PHRASE) if draft.tokens[i].text == token.text and i != place)
    explicit = token.has(SAID) or _is_explicit(draft, place)
    explicit = explicit or any(_is_explicit(draft, i) for i in again)
    if identifies and not explicit and printed.titled and _is_title(draft, token, printed):
        return Condition("item", _titled(draft, printed), texts=printed.spellings)
    if identifies and not explicit and _is_short_title(draft, token, printed):
        draft.notes.doubts.append(token.text)
    few = len(printed.items) <= _FEW_ITEMS
    quoted = few and len(token.text) >= _QUOTED
    told = quoted or (identifies and few and not _is_attribute(draft, place))
    if not explicit and not told:
        draft.notes.assumed.append(token.text)
    return Condition("text", texts=printed.spellings or (token.text,))


def _chinese_names(draft: Draft, token: Token) -> tuple[str, ...]:
    """Return how texts print what an English name means: mention Shaxi Town."""
    cards = draft.index.cards_at([node.iri for node in token.nodes]).values()
    names = [name for card in cards for name in card["names"] if not name.isascii()]
    names += [node.label.rstrip("镇市县区") for node in token.named("place")]
    names = list(dict.fromkeys(name for name in names if len(name) > 1))
    return tuple(name for name in names if draft.printed(name).items) or tuple(names)


def _is_attribute(draft: Draft, place: int) -> bool:
    """Tell whether a word says of what kind the items are that are counted: 紧急任务, 扩建工程."""
    behind = draft.at(place + 1)
    if behind is not None and behind.text == "的":
        behind = draft.at(place + 2)
    many = any(
        t.has("most", "least", "count", "rank") or t.text in ("哪些", "有哪些")
        for t in draft.tokens
    )
    return many and behind is not None and is_item_noun(behind)


def _is_title(draft: Draft, token: Token, printed: Printed) -> bool:
    """Tell whether words are meant as a title: a project's, or the whole of an indicator's."""
    if len(token.text) < _SHORTEST_TITLE:
        return False
    says_project = any(t.value("noun") == "project" for t in draft.tokens)
    return (
        says_project
        or token.text.endswith(_TITLE_ENDINGS)
        or set(printed.items) == set(printed.titled)
    )


def _is_short_title(draft: Draft, token: Token, printed: Printed) -> bool:
    """`滨河公园东延`: a title without its last word, which other items print, too."""
    titles = (node.label for node in _titled(draft, printed))
    return any(title.removesuffix("工程").removesuffix("项目") == token.text for title in titles)


def _titled(draft: Draft, printed: Printed) -> tuple[Node, ...]:
    cards = draft.index.cards_at(printed.titled).values()
    return tuple(Node(c["iri"], c["type"], c["label"]) for c in cards if c["type"] in ITEMS)


def _is_of_title(draft: Draft, place: int) -> bool:
    """Tell whether the question says that the words stand in a title: 工程名称里含“提升”."""
    before = draft.before(place)
    if before is None or draft.tokens[before].value("mention") != "title":
        return False
    draft.use(before, "mentions")
    return True


def _is_explicit(draft: Draft, place: int) -> bool:
    """Tell whether the question says that these are words of the text: 提到…, “…”, 与…有关."""
    previous, following = draft.at(place - 1), draft.at(place + 1)
    if any(t.has("mentioned") for t in draft.tokens[place:]):
        return True
    if following is not None and following.text.startswith(("出现", "见于")):
        return True
    if previous is not None and previous.text in "“\"'" and following is not None:
        return any(t.text in "”\"'" for t in draft.tokens[place + 1 : place + 3])
    before, after = draft.before(place), draft.after(place)
    said = False
    if before is not None and draft.tokens[before].has("mention", "involve"):
        draft.use(before, "mentions")
        said = True
    if after is not None and draft.tokens[after].has("mentionend", "mention"):
        draft.use(after, "mentions")
        said = True
    return said


def says_words(draft: Draft, place: int, token: Token) -> bool:
    """Tell whether a name or theme is only meant as words of the text: 提到“改革”二字."""
    if not token.has("name", "theme", "noun"):
        return False
    beside = (draft.at(place - 1), draft.at(place + 1))
    if token.has("noun") and not any(t is not None and t.text in '“”"' for t in beside):
        return False
    if _appears(draft, place) and not token.named("agency", "group", "official"):
        return True
    if _is_quoted(draft, place) and (token.has("theme") or _is_mentioned(draft)):
        return True
    following = draft.at(place + 1)
    if following is not None and following.text in '”"':
        following = draft.at(place + 2)
    if following is not None and following.value("mentionend") == "words":
        return True
    return _is_said_in_quotes(draft, place) or _is_behind_mention(draft, place)


def _is_mentioned(draft: Draft) -> bool:
    """`“璜泾”被提到过几条`: the question asks where the words stand."""
    said = draft.find("mentioned")
    for place in said[:1]:
        draft.use(place, "mentions")
    return bool(said)


def _is_behind_mention(draft: Draft, place: int) -> bool:
    """Tell whether a verb for print stands right before a word, or before its quotes."""
    before = place - 1
    if (opening := draft.at(before)) is not None and opening.text in '“"':
        before -= 1
    while (token := draft.at(before)) is not None and token.has("noise"):
        before -= 1
    return token is not None and token.value("mention") == "words"


def _is_said_in_quotes(draft: Draft, place: int) -> bool:
    """`写到“生态”和“环境”`: the verb is said of all that quotes list behind it."""
    if not _is_quoted(draft, place):
        return False
    inside = True
    for token in reversed(draft.tokens[: place - 1]):
        if token.text in '“”"':
            inside = not inside
        elif token.value("mention") == "words":
            return True
        elif inside and not token.has("and", "or", "noise", "mark", "neg", "but"):
            return False
    return False


def _is_quoted(draft: Draft, place: int) -> bool:
    """Tell whether quotes stand around a word, and nothing behind says that it is a class."""
    opening, closing, behind = draft.at(place - 1), draft.at(place + 1), draft.at(place + 2)
    quoted = opening is not None and closing is not None and opening.text in '“"'
    if not quoted or closing is None or closing.text not in '”"':
        return False
    is_class = behind is not None and (behind.has("noun") or behind.text[:1] in "类主方领板")
    return not is_class


def _appears(draft: Draft, place: int) -> bool:
    """`海绵城市出现在哪几行`: asked for are the words, not what is meant by them."""
    following = draft.at(place + 1)
    if following is not None and following.text in '”"':
        following = draft.at(place + 2)
    return following is not None and following.text.startswith(("出现", "见于"))
