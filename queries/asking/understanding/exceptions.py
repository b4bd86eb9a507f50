"""What 除…以外 leaves out: rows of the answer, or work items."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.readings.draft import CONTAINED, EXCEPTION_ENDS, is_agent
from queries.asking.readings.nouns import Focus, is_item_noun
from queries.asking.readings.reading import IMPERSONAL, OPPOSITES, PERSONAL, Condition
from queries.asking.understanding.groups import JOINTLY, bind_loose
from queries.asking.understanding.mentions import Binding, Mention
from queries.asking.words.tokens import Token


def begin_exception(found: Binding, place: int) -> None:
    _bind_whole(found, place)
    found.excepting = True
    found.before_exception = len(found.conditions)
    found.excepted_from = place
    found.last = []
    found.draft.use(place, "exception")


def _bind_whole(found: Binding, place: int) -> None:
    """`A的任务，除去B参与的`: whoever stands before the work is not among those left out."""
    work = [
        i for i in found.draft.find("noun") if i < place and is_item_noun(found.draft.tokens[i])
    ]
    whole = [m for m in found.pending if m.kind == "agent" and work and m.place < work[-1]]
    found.pending = [m for m in found.pending if m not in whole]
    bind_loose(found, whole)


def ends_exception(token: Token) -> bool:
    """Tell whether a word ends what is left out, or says of another that it is there."""
    return token.has("exceptend", "but") or token.text in (*EXCEPTION_ENDS, *CONTAINED)


def end_exception(found: Binding, place: int) -> None:
    """`除了X以外`: X is left out of the rows, or out of the items; 除了X还有Y may mean both."""
    following = found.draft.after(place)
    beside = found.draft.tokens[place : place + 2]
    both = any(t.text.startswith(("还", "也")) for t in beside)
    following = found.draft.after(place, "and") if both else None
    if following is not None and is_agent(found.draft.tokens[following]):
        found.draft.notes.doubts.append("除了…还有")
    found.draft.use(place, "exception")
    found.excepting = False
    said = found.draft.tokens[found.excepted_from + 1 : place]
    nothing = len(found.conditions) == found.before_exception and not found.pending
    if nothing and any(t.has("role") for t in said):
        found.draft.notes.doubts.append(found.draft.tokens[found.excepted_from].text)
    leave_out(found)


def leaves_out_before(found: Binding, place: int) -> bool:
    """`发改委以外的主要责任单位`, `A和B的就不用列了`: leave out the agents right before.

    False if there are none.
    """
    tokens, first = found.draft.tokens, found.draft.before(place)
    if first is None or found.excepting or not any(m.place == first for m in found.pending):
        return False
    while first > 1 and tokens[first - 1].has("and", "or") and is_agent(tokens[first - 2]):
        first -= 2
    found.before_exception, found.excepted_from = len(found.conditions), first - 1
    found.draft.use(place, "exception")
    leave_out(found)
    return True


def leave_out_before_verb(found: Binding, place: int) -> None:
    """`Who besides X supervises …`: the exception ends at the verb of what is asked for."""
    tokens = found.draft.tokens
    passive = any(t.has("by") for t in tokens[place + 1 : place + 2])
    asked = any(t.has("who", "which", "wh") for t in tokens[: max(found.excepted_from, 0)])
    named = any(m.kind == "agent" and m.place > found.excepted_from for m in found.pending)
    if found.draft.language == "en" and found.excepting and asked and named and not passive:
        found.excepting = False
        leave_out(found)


def leave_out(found: Binding) -> None:
    agents = [m for m in found.pending if m.kind == "agent"]
    mentions = [m for m in agents if m.place > found.excepted_from]
    found.pending = [m for m in found.pending if m not in mentions]
    if not mentions:
        _negate_last(found)
    elif _leaves_out_rows(found.focus, mentions):
        found.excluded.extend(n for m in mentions for n in m.nodes)
    else:
        for mention in mentions:
            roles = PERSONAL if mention.is_official else IMPERSONAL
            condition = Condition("agent", mention.nodes, roles=roles, negated=True)
            found.conditions.append((mention.place, condition))


def _leaves_out_rows(focus: Focus, mentions: list[Mention]) -> bool:
    if focus.kind == "agent":
        return True
    officials = {m.is_official for m in mentions}
    return (focus.kind == "official" and officials == {True}) or (
        focus.kind == "agency" and officials == {False}
    )


def _negate_last(found: Binding) -> None:
    """`除X牵头的以外`, `剔除A、B参与的`: what was bound within is left out, whoever of them."""
    if len(found.conditions) > found.before_exception and not found.pending:
        place, condition = found.conditions[-1]
        every = condition.every and any(t.text in JOINTLY for t in found.draft.tokens)
        if condition.every and not every:
            choices = found.draft.notes.choices
            choices[:] = [choice for choice in choices if choice != "joint"]
        found.conditions[-1] = (place, _denied(replace(condition, every=every)))


def _denied(condition: Condition) -> Condition:
    """`除不满6家的以外`: at least six, which says it without a denial."""
    if opposite := OPPOSITES.get(condition.comparator):
        return replace(condition, comparator=opposite)
    return replace(condition, negated=not condition.negated)
