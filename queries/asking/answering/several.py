"""Questions that ask for several things: 牵头几项任务，由谁分管？

Each part with a question of its own is read for itself; a part that names no items is about those
of the first.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.answering.each_named import each_named
from queries.asking.readings.draft import WITHIN, Draft, is_agent
from queries.asking.readings.nouns import is_agent_noun, is_item_noun
from queries.asking.readings.reading import AGENT_FOCUSES, PERSONAL, Condition, Notes, Reading
from queries.asking.understanding.asked import ASKING, ENDS, NAMING, asks
from queries.asking.understanding.column_sums import asks_for_sum
from queries.asking.understanding.completing import completed, with_all_said
from queries.asking.understanding.extremes import words_on_first, words_on_most
from queries.asking.understanding.understanding import understand
from queries.asking.words.tokens import Token

_SAYING_NOTHING = ("wh", "which", "count", "noise", "be", "have", "mark", "total", "and", "every")


def parts_of(draft: Draft) -> list[Draft]:
    """Return the parts of the question that each ask something; one part holds all that do not."""
    parts: list[list[Token]] = [[]]
    draft = replace(draft, tokens=with_all_said(draft))
    if asks_for_sum(draft) or words_on_most(draft) or words_on_first(draft):
        return [draft]
    if named := each_named(draft):
        return [_draft(draft, part) for part in named]
    for place, token in enumerate(draft.tokens):
        rest = draft.tokens[place + 1 :]
        ends = _ends_part(draft, place) and asks(parts[-1]) and asks(rest)
        if _asks_besides(draft, place):
            parts.append([token])
        elif ends and not _asks_on(parts[-1], rest):
            parts.append([])
        else:
            parts[-1].append(token)
    if len(parts) == 1:
        return [draft]
    first = parts[0]
    drafts = [_draft(draft, first)]
    return drafts + [_draft(draft, _with_subject(draft, first, part)) for part in parts[1:]]


def _draft(draft: Draft, tokens: list[Token]) -> Draft:
    return replace(draft, tokens=tokens, notes=Notes(), used={})


def _ends_part(draft: Draft, place: int) -> bool:
    token = draft.tokens[place]
    if token.has("mark") and token.text in ENDS:
        return True
    joins = token.text in ("、", "和", "及", "以及", "并", "and")
    return joins and draft.at(place + 1) is not None and _begins_question(draft, place)


def _asks_besides(draft: Draft, place: int) -> bool:
    """`社会消费品零售总额 目标 分管领导`, `谁牵头谁配合`: words beside each other ask for both."""
    before, token = draft.at(place - 1), draft.tokens[place]
    if before is None:
        return False
    if token.has("who") and before.has("role"):
        return any(t.has("who") for t in draft.tokens[:place])
    behind = draft.at(place + 1)
    counted = behind is not None and behind.has("most", "least")
    return (before.has("asks") and token.has("rolenoun") and not counted) or (
        before.has("rolenoun") and token.has("asks")
    )


def _begins_question(draft: Draft, place: int) -> bool:
    """Tell whether a joint stands between two questions that are each whole: 谁牵头、谁分管."""
    before, after = draft.tokens[:place], draft.tokens[place + 1 :]
    if not before:
        return False
    if after[0].has("rolenoun", "asks") and before[-1].has("asks", "rolenoun"):
        return after[0].has("asks") != before[-1].has("asks") and asks(after)
    if after[0].has("rolenoun") and before[-1].has("who", "which", "wh"):
        return asks(after)
    if not after[0].has("wh", "who", "by", "asks") or _says_by_whom(after):
        return False
    asked = any(t.has("role") for t in before) or asks(before)
    return asked and any(t.has("role", "asks") for t in after)


def _says_by_whom(tokens: list[Token]) -> bool:
    """`由农委牵头的任务`: 由 with a name asks for nobody."""
    return tokens[0].has("by") and len(tokens) > 1 and is_agent(tokens[1])


def _asks_on(part: list[Token], rest: list[Token]) -> bool:
    """`X的主要责任单位，除Y外还有哪些`: the question word asks for what stands before the comma."""
    asked = any(t.has(*ASKING) and not t.nodes for t in part)
    return not asked and not any(t.has("noun", "rolenoun", "role", "asks") for t in rest)


_WITH = ("和", "与", "跟", "同")


def _with_subject(draft: Draft, first: list[Token], part: list[Token]) -> list[Token]:
    """`X牵头几项，配合几项`: a role without an agent is one of the agent before."""
    if part and part[0].text in _WITH and len(part) > 1 and is_agent(part[1]):
        return [*(t for t in first if is_agent(t)), *part]
    if any(is_agent(t) for t in part) or not any(t.has("role") for t in part):
        return part
    whole = replace(draft, tokens=part, used={})
    if any(t.has("who") for t in part) or any(is_agent_noun(whole, i) for i in range(len(part))):
        return part
    return [*(t for t in first if is_agent(t)), *part]


def read_parts(draft: Draft) -> list[tuple[Draft, Reading]]:
    """Return each part that asks something with its reading, all about the same items."""
    parts = [(part, understand(part)) for part in parts_of(draft)]
    if len(parts) == 1:
        return parts
    parts = _both_kinds(parts)
    _doubt_main_work([part for part, _ in parts])
    if all(reading.focus == "target" for _, reading in parts):
        whole = _draft(draft, completed(draft))
        return [(whole, understand(whole))]
    named = [(part, reading) for part, reading in parts if _names_items(part)]
    within = any(_is_within(part) for part, _ in parts[1:])
    topic, about = (named if named and not within else parts)[0]
    found = [(p, r) if p is topic else (p, _with_topic(p, r, about)) for p, r in parts]
    found = _closer(found)
    first = found[0][1]
    dropped = [p for p, _ in found[1:] if _says_no_more(p, first)]
    topic.notes.doubts.extend(_words(p) for p in dropped if _asks_of_those_found(p))
    if first.focus not in ("item", *AGENT_FOCUSES):  # 哪个门类只有一项？这项叫什么
        topic.notes.doubts.extend(_words(p) for p in dropped if any(map(is_item_noun, p.tokens)))
    if first.focus == "target":
        topic.notes.doubts.extend(
            _words(p) for p in dropped if any(t.has("count") for t in p.tokens)
        )
    _doubt_parts_of_whole([p for p, _ in found])
    return [found[0], *((p, r) for p, r in found[1:] if p not in dropped)]


def _doubt_parts_of_whole(parts: list[Draft]) -> None:
    """`X的任务总数里，不涉及Y的占几条`: what follows is asked of what ends with 里, not of all."""
    for before, part in pairwise(parts):
        within = before.tokens and before.tokens[-1].text in WITHIN
        if within and any(map(is_agent, before.tokens)) and _names_items(part):
            part.notes.doubts.append(_words(part))


def _closer(found: list[tuple[Draft, Reading]]) -> list[tuple[Draft, Reading]]:
    """`X找谁？该找哪个局？`: the second part says which of those that the first asks for."""
    (part, first), (again, second), *others = found
    same = first.conditions == second.conditions and second.measure == "list"
    says_more = any(t.has("role", "rolenoun") for t in again.tokens) or bool(others)
    says_more = says_more or any(t.value("noun") in ("agency", "official") for t in part.tokens)
    if first.focus != "agent" or second.focus not in ("agency", "official") or not same:
        return found
    if says_more:
        return found
    if again.left_over():
        part.notes.doubts.append(_words(again))
    return [(part, replace(first, focus=second.focus, clauses=second.clauses))]


def _both_kinds(parts: list[tuple[Draft, Reading]]) -> list[tuple[Draft, Reading]]:
    """`谁挑头、谁挂帅`: who asks twice in two words means the bodies and the leaders."""
    (first, reading), (second, again), *others = parts
    asked = all(any(t.has("who") for t in part.tokens) for part in (first, second))
    roles = [c.roles for r in (reading, again) for c in r.clauses]
    if not asked or reading.focus != "agency" or again.focus != "agency" or len(set(roles)) > 1:
        return parts
    if _names_items(second):
        return parts
    clauses = tuple(replace(c, roles=PERSONAL) for c in again.clauses)
    return [(first, reading), (second, replace(again, focus="official", clauses=clauses)), *others]


def _doubt_main_work(parts: list[Draft]) -> None:
    """`主要工作里几项，实事工程里几项`: beside projects all but those may be meant by the first."""
    nouns = {t.value("noun") for part in parts for t in part.tokens}
    for part in parts if "project" in nouns else ():
        said = {t.value("noun") for t in part.tokens}
        part.notes.doubts.extend(
            t.text for t in part.tokens if t.text == "主要工作" and "project" not in said
        )


def _words(part: Draft) -> str:
    return "".join(t.text for t in part.tokens if not t.has("mark"))


def _says_no_more(part: Draft, reading: Reading) -> bool:
    """Tell whether a part asks for what the answer to the first says anyway: 分别是哪些, 有几项."""
    agents = reading.focus in AGENT_FOCUSES
    if agents and all(_says_nothing(t) or t.has("who") for t in part.tokens):
        return True
    if reading.measure == "rank" and reading.counted in AGENT_FOCUSES:
        said = [t for t in part.tokens if not _says_nothing(t)]
        if all(
            t.has("noun", "rolenoun") and is_agent_noun(part, part.tokens.index(t)) for t in said
        ):
            return True
    held = {role for clause in reading.clauses for role in clause.roles} if agents else set()
    content = [
        t
        for t in part.tokens
        if (not _says_nothing(t) or t.value("noun") == "place")
        and not (t.has("role") and t.value("role") in held)
    ]
    if not all(t.has("noun") and not t.nodes for t in content):
        return False
    if not agents and _says_other_kind(content, reading):
        return False
    same = {"item", "project", "indicator"}
    if agents:
        both = {"agency", "official"} if reading.focus == "agent" else {reading.focus}
        same = both | {"item"}
    return {t.value("noun") for t in content} <= same


def _says_nothing(token: Token) -> bool:
    """Tell whether a word asks for nobody by itself: 哪个, not 哪个局."""
    return token.has(*_SAYING_NOTHING) and token.value("noun") not in ("agency", "official")


def _asks_of_those_found(part: Draft) -> bool:
    """`管农业的领导是谁，他分管多少项`: how many in all, whatever else they have."""
    return any(t.text in _THEY for t in part.tokens) and any(t.has("count") for t in part.tokens)


_THEY = ("他", "她", "他们", "她们", "其", "它", "它们")


def _says_other_kind(content: list[Token], reading: Reading) -> bool:
    """`主要工作里A分管几项，实事工程里几项`: the projects alone were not asked for before."""
    kinds = {t.value("noun") for t in content} & {"project", "indicator"}
    held = {text for c in reading.conditions if c.slot == "kind" for text in c.texts}
    return reading.measure == "count" and bool(kinds - held)


def _is_within(part: Draft) -> bool:
    """`X分管几项，里面几项Y也分管`: tell whether a part is about those of the part before."""
    begins = any(t.text in _WITHIN for t in part.tokens[:_FIRST])
    return begins or any(t.text in _ANAPHORS for t in part.tokens)


_FIRST = 3
_WITHIN = ("里面", "里头", "当中", "这当中", "这里面", "这里头", "那里面", "那里头", "其间", "内中")
_ANAPHORS = ("其中", "这其中", "of them", "of those", "of these", "among them", "them")


def _with_topic(part: Draft, reading: Reading, topic: Reading) -> Reading:
    """Return the reading of a part; if it names no items, about those of the topic."""
    if (narrowed := _in_other_annex(part, reading, topic)) is not None:
        return narrowed
    of_topic = reading.focus == "target" and not any(t.has("name", "alias") for t in part.tokens)
    names = _names_items(part) and not of_topic and not _asks_again(reading, topic)
    if names and not _is_within(part):
        named = [t for t in part.tokens if t.has(*NAMING)]
        if all(t.has("annex") for t in named) and any(c.slot != "annex" for c in topic.conditions):
            part.notes.doubts.append(_words(part))
        return reading
    doubtful = topic.measure in _OF_ALL
    tells = reading.measure == "tell" and bool(topic.conditions)
    if doubtful or (topic.focus in AGENT_FOCUSES and reading.focus == "item" and not tells):
        part.notes.doubts.append("".join(t.text for t in part.tokens))
    if doubtful:
        return reading
    part.inherited = topic.conditions
    clauses = tuple(
        replace(c, conditions=(*_new(topic, c.conditions), *c.conditions)) for c in reading.clauses
    )
    return replace(reading, clauses=clauses)


def _asks_again(reading: Reading, topic: Reading) -> bool:
    """`X找谁？该找哪个局`: a part that asks for bodies, too, and does not say of which work."""
    whom = reading.focus in AGENT_FOCUSES and topic.focus in AGENT_FOCUSES
    bare = not reading.conditions and not any(c.comparator for c in reading.clauses)
    return whom and bare and reading.measure == "list"


def _in_other_annex(part: Draft, reading: Reading, topic: Reading) -> Reading | None:
    """`陈力在附件1有几项，在附件2有几项`: about the same agent, in each annex."""
    named = [t for t in part.tokens if t.has(*NAMING)]
    if not named or not all(t.has("annex") for t in named) or reading.focus != topic.focus:
        return None
    kept = [c for c in topic.conditions if c.slot == "agent"]
    if not any(c.slot == "annex" for c in topic.conditions) or not kept:
        return None
    clauses = tuple(replace(c, conditions=(*kept, *c.conditions)) for c in reading.clauses)
    return replace(reading, clauses=clauses)


_OF_ALL = ("rank", "compare", "share", "average", "universal")
"""Answers that are about all items, not about some that could be meant by 它们."""


def _new(topic: Reading, known: tuple[Condition, ...]) -> list[Condition]:
    return [c for c in topic.conditions if c not in known]


def _names_items(part: Draft) -> bool:
    return any(t.has(*NAMING) for t in part.tokens)
