"""What a question says of the work items: themes, kinds, annexes, places, words of the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.index.entries.entries import ITEMS
from ontology.values import fold_width
from queries.asking.cutting.phrases import PHRASE
from queries.asking.readings.draft import ABSENCE, EXCEPTION_ENDS, Draft, leaves_out
from queries.asking.readings.reading import Condition
from queries.asking.rows.selecting import select_items
from queries.asking.understanding.adjoining import Found, join_neighbours
from queries.asking.understanding.edged import edged
from queries.asking.understanding.kinds import BOTH_KINDS
from queries.asking.understanding.negating import denied_behind, says_absent
from queries.asking.understanding.partly import named_in_part
from queries.asking.understanding.spots import find_spots, numbered, rows_for_numbers, spots_at
from queries.asking.understanding.worded import (
    phrase_condition,
    says_words,
    use_side_phrases,
    use_words_of_named_items,
)
from queries.asking.words.tokens import Node, Token

_MENTIONED = ("programme", "facility", "event", "organization")


def find_conditions(draft: Draft, *, identifies: bool) -> list[Found]:
    """Return the conditions on work items, each with its place; their words are used up.

    `identifies`: the words of a text are there to say which item is meant, so titles go first.
    """
    found: list[Found] = []
    if identifies:
        use_words_of_named_items(draft)
        use_side_phrases(draft)
        _use_untitled_kinds(draft)
    spots = find_spots(draft)
    for place, token in enumerate(draft.tokens):
        if not draft.free(place):
            continue
        if len(spots) > 1 and place in spots:
            found.append((place, spots_at(draft, spots)))
            continue
        condition = _condition(draft, place, token, identifies=identifies)
        if condition is not None:
            draft.use(place, condition.slot, _meaning(condition))
            found.append((place, _with_polarity(draft, place, condition)))
    return join_neighbours(draft, rows_for_numbers(draft, found))


def _use_untitled_kinds(draft: Draft) -> None:
    """`中心公园等重点工程`: 工程 behind words that no title has is a word of the text."""
    for place in draft.find("noun"):
        token = draft.tokens[place]
        before = draft.before(place)
        if token.value("noun") != "project":
            continue
        if token.text.startswith("实事") and before == place - 1:
            continue
        if before is None or not draft.tokens[before].has(PHRASE):
            continue
        if any(t.text in '的”"' for t in draft.between(before, place)):
            continue
        if any(t.has("number", "row") for t in draft.tokens):
            continue
        if not draft.printed(draft.tokens[before].text).titled:
            draft.use(place, "word of the text")


def _meaning(condition: Condition) -> str:
    return "、".join([*(node.label for node in condition.nodes), *condition.texts])


def _condition(draft: Draft, place: int, token: Token, *, identifies: bool) -> Condition | None:
    if (own := named_in_part(draft, place, token) or edged(draft, place, token)) is not None:
        return own
    if says_words(draft, place, token):
        return phrase_condition(draft, place, token, identifies=False)
    if (row := numbered(token)) is not None:
        return row
    if token.value("noun") in ("item", "project", "indicator") and not token.named("category"):
        return _of_kind(draft, place, token)
    if token.has(PHRASE):
        return phrase_condition(draft, place, token, identifies=identifies)
    return _of_name(draft, place, token)


def _of_kind(draft: Draft, place: int, token: Token) -> Condition | None:
    kind = token.value("noun") or ""
    if kind == "item" and not _means_tasks(draft, token):
        draft.use(place, "kind", "work items")
        return None
    if kind == "indicator" and _is_had(draft, place):
        draft.notes.doubts.append(token.text)
    if _is_of_one_annex(draft, place):
        draft.use(place, "kind", "work items")
        draft.notes.doubts.append(token.text)
        return None
    return Condition("kind", texts=("task" if kind == "item" else kind,))


def _is_of_one_annex(draft: Draft, place: int) -> bool:
    """`附件1的任务和附件2的实事工程中`: a kind of the items of one of the annexes that are named.

    Whether that annex has items of other kinds, too, nothing here tells.
    """
    annexes = [i for i, token in enumerate(draft.tokens) if token.has("annex")]
    owned = [_owned(draft, annex) for annex in annexes]
    names = {draft.tokens[annex].value("annex") for annex in annexes}
    return len(names) > 1 and None not in owned and place in owned


def _owned(draft: Draft, annex: int) -> int | None:
    """Return the place of the noun that stands behind an annex: 附件2的实事工程."""
    behind = annex + 1
    between = draft.at(behind)
    if between is not None and between.text in ("的", "中的", "里的"):
        behind += 1
    noun = draft.at(behind)
    return behind if noun is not None and noun.has("noun") else None


_TASKS = ("任务", "工作任务", "task", "tasks")
_CONTRASTS = ("both", "but", "and", "neg", "only", "difference", "more")


def _means_tasks(draft: Draft, token: Token) -> bool:
    """`既牵头任务又牵头实事工程`: beside other kinds 任务 are those that are no project."""
    if token.text not in _TASKS:
        return False
    places = [i for i, t in enumerate(draft.tokens) if t.value("noun") in ("project", "indicator")]
    own = draft.tokens.index(token)
    if any(t.text in BOTH_KINDS for t in draft.tokens) and places:
        return True
    return any(
        any(t.has("role") for t in draft.between(min(own, p), max(own, p)))
        and any(t.has(*_CONTRASTS) for t in draft.between(min(own, p), max(own, p)))
        for p in places
    )


def _of_name(draft: Draft, place: int, token: Token) -> Condition | None:
    if (alias := token.value("alias")) is not None:
        return _aliased(draft, alias)
    if token.nodes:
        return _named(draft, place, token)
    if (theme := token.value("theme")) is not None:
        return Condition("theme", (_theme(draft, theme),))
    if (type_ := token.value("type")) is not None:
        if draft.tokens[place - 1].has("mention") and place:
            return Condition("text", texts=draft.printed(token.text).spellings or (token.text,))
        return Condition("agentType", texts=(type_,))
    return None


def _theme(draft: Draft, slug: str) -> Node:
    iri = f"{draft.base_iri}id/theme/{slug}"
    card = draft.index.cards_at([iri]).get(iri)
    label = card["label"] if card else slug
    return Node(iri, "theme", label, slug=slug)


def _aliased(draft: Draft, title: str) -> Condition | None:
    cards = draft.index.cards_named([fold_width(title)])
    nodes = tuple(
        Node(card["iri"], card["type"], card["label"])
        for card in cards
        if card["type"] == "indicator"
    )
    if nodes:
        return Condition("item", nodes)
    printed = draft.printed(title)
    return Condition("text", texts=printed.spellings) if printed.items else None


def _named(draft: Draft, place: int, token: Token) -> Condition | None:
    if themes := token.named("theme"):
        if (categories := token.named("category")) and _says_category(draft, place):
            return Condition("category", categories)
        projects = any(t.value("noun") == "project" for t in draft.tokens)
        if categories and projects and _differ(draft, themes, categories):
            draft.notes.choices.append("category:" + token.text)
        return Condition("theme", themes)
    for slot, types in (
        ("category", ("category",)),
        ("item", ITEMS),
        ("heading", ("heading",)),
        ("document", ("document",)),
    ):
        if nodes := token.named(*types):
            named = draft.printed(token.text).spellings if slot == "item" else ()
            return Condition(slot, nodes, texts=named)
    if nodes := token.named("place", "agency", "group"):
        return _place(token, nodes)
    if nodes := token.named(*_MENTIONED):
        _use_kind_noun(draft, place)
        return Condition("mention", nodes, texts=draft.printed(token.text).spellings)
    return None


def _differ(draft: Draft, themes: tuple[Node, ...], categories: tuple[Node, ...]) -> bool:
    """Tell whether the projects of a theme are others than those of the category so called."""
    project = Condition("kind", texts=("project",))
    named = (Condition("theme", themes), Condition("category", categories))
    masks = [select_items((project, condition), draft.index) for condition in named]
    first, second = masks
    return first is None or second is None or bool((first != second).any())


def _use_kind_noun(draft: Draft, place: int) -> None:
    """`太仓港集装箱码头四期工程`: the word for a project belongs to the name before it."""
    following = draft.at(place + 1)
    if following is not None and following.value("noun") in ("project", "programme"):
        draft.use(place + 1, "part of the name")


def _says_category(draft: Draft, place: int) -> bool:
    """Tell whether the question says that a name is that of a category."""
    near = [draft.at(place - 1), draft.at(place + 1), draft.at(place - 2), draft.at(place + 2)]
    listed = [t for t in draft.tokens if t.named("category")]
    if len(listed) > 1 and any(t.value("noun") == "category" for t in draft.tokens):
        return True
    return any(t is not None and (t.value("noun") == "category" or t.text in _PARTS) for t in near)


_PARTS = ("部分", "这部分", "这一部分", "这部分里", "这部分中", "这一部分里", "这一块")
"""What says of a name before it that it stands for a part of the document."""


def _place(token: Token, nodes: tuple[Node, ...]) -> Condition:
    if not token.named("place"):
        return Condition("agent", nodes)
    return Condition("place", nodes, texts=(token.text,))


def _with_polarity(draft: Draft, place: int, condition: Condition) -> Condition:
    """Negate a condition with 不属于, 没有提到, 非 or 除…外 before it."""
    before = draft.before(place, "mention", "involve", "mentionend")
    token = draft.tokens[before] if before is not None else None
    negated = condition.negated
    if before is not None and token is not None and token.has("neg") and draft.free(before):
        draft.use(before, "negation")
        negated = True
        if token.text in ABSENCE or says_absent(draft, before):
            draft.absent.add(place)
    excepted = any(_excepted(draft, place))
    if not excepted and draft.at(place + 1) is not None and _leaves_out(draft, place):
        draft.use(place + 1, "exception")
        excepted = True
    if excepted:
        negated = not negated
    for other in range((before or 0) + 1 if before is not None else 0, place):
        if draft.free(other) and draft.tokens[other].has("mention", "involve", "mentionend"):
            draft.use(other, "mentions")
    if not negated and (denial := denied_behind(draft, place, condition)) is not None:
        draft.use(denial, "negation")
        draft.absent.add(place)
        negated = True
    after = draft.after(place)
    if after is not None and draft.tokens[after].has("mentionend") and draft.free(after):
        draft.use(after, "mentions")
    if negated and condition.slot == "text" and not _is_mentioned(draft):
        draft.notes.assumed.append(draft.tokens[place].text)
    return replace(condition, negated=negated)


def _is_mentioned(draft: Draft) -> bool:
    """Tell whether a question speaks of what texts print: 没有提到拆迁, 名称里不含“改造”."""
    return any(t.has("mention", "mentionend", "involve") or t.text in '“"' for t in draft.tokens)


def _leaves_out(draft: Draft, place: int) -> bool:
    """`附件2以外`, `附件2不算，…`: what stands before it is left out."""
    word, following = draft.tokens[place + 1], draft.at(place + 2)
    if draft.used.get(place + 1, ("exception", ""))[0] != "exception":
        return False
    ends = following is None or following.text in ",;?。"
    return leaves_out(word) or (word.has("except", "exceptend") and ends)


def _excepted(draft: Draft, place: int) -> Iterator[bool]:
    starts = [i for i in range(place) if draft.tokens[i].has("except")]
    if not starts:
        return
    ends = [
        i
        for i in range(starts[-1] + (draft.after(starts[-1]) == place), place)
        if draft.tokens[i].has("exceptend")
        or draft.tokens[i].text in EXCEPTION_ENDS
        or _says_another(draft, starts[-1], i)
    ]
    yield not ends


def _says_another(draft: Draft, start: int, place: int) -> bool:
    """`主责不含A、内容出现“B”`: of another column something is said that is there."""
    denies = draft.tokens[start].text[:1] in "不没未无"
    begins = draft.tokens[place].has("mention") and draft.tokens[place - 1].has("and", "mention")
    return denies and start + 1 < place and begins


def _is_had(draft: Draft, place: int) -> bool:
    """Tell whether 带 or 有 makes a kind an attribute of another: 带指标的工程."""
    before, behind = draft.at(place - 1), draft.at(place + 1)
    had = before is not None and before.text in ("带", "有", "含", "带有", "附", "写有")
    return had and behind is not None and behind.text == "的"
