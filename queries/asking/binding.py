"""Who does what: the roles of a question, each with the agents that it belongs to."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from queries.asking.draft import (
    EXCEPTION_ENDS,
    PLAIN,
    TOGETHER,
    WEAK_ROLES,
    Draft,
    agents_of,
    is_agent,
)
from queries.asking.focus import Focus
from queries.asking.mentions import (
    Binding,
    FocusClause,
    Mention,
    Quantity,
    RoleWord,
    focus_roles,
    roles_for,
)
from queries.asking.reading import IMPERSONAL, LEADING, PERSONAL, Condition
from queries.asking.subjects import acts, is_about_words

_AGENT_KINDS = ("official", "body")


def bind(draft: Draft, focus: Focus, quantities: list[Quantity]) -> Binding:
    """Return who has which role; the words that say so are used up."""
    found = Binding(draft, focus)
    counted = {q.noun if q.noun is not None else q.place: q for q in quantities}
    for place, token in enumerate(draft.tokens):
        if place in counted and counted[place].kind in ("agency", "official"):
            _count_agents(found, counted[place])
        elif place in focus.places and not focus.roles and found.asks_for_agents:
            found.pending.append(Mention(place, "focus"))
        elif token.has("except"):
            _begin_exception(found, place)
        elif found.excepting and (token.has("exceptend") or token.text in EXCEPTION_ENDS):
            _end_exception(found, place)
        elif draft.free(place):
            _bind_token(found, place)
    _finish(found)
    return found


def _bind_token(found: Binding, place: int) -> None:
    token = found.draft.tokens[place]
    if token.has("neg"):
        _note_negation(found, place)
    elif token.has("only"):
        if found.only is not None:
            found.draft.use(found.only, "only")
        found.only = place
    elif token.has("by") and found.pending and found.draft.language == "zh":
        _set_apart(found, place)
    elif acts(found.draft, place):
        found.pending.append(_mention(found, place))
    elif token.has("rolenoun"):
        _bind_role_noun(found, place)
    elif token.value("role") in ("any", "responsible") and _is_followed_by_role(found, place):
        found.draft.use(place, "role", "said by the next word")
    elif token.has("role", "involve") and not is_about_words(found, place):
        _bind_role(found, found.role_word(place, token.value("role") or "any"))


def _is_followed_by_role(found: Binding, place: int) -> bool:
    """Tell whether the next word says the role more exactly: 参与分管, 负责牵头."""
    following = found.draft.at(place + 1)
    return following is not None and following.has("role")


def _count_agents(found: Binding, quantity: Quantity) -> None:
    """A number of agents waits for its role, unless a role noun gives it one."""
    if found.asks_for_agents:
        return
    if quantity.roles:
        found.conditions.append((quantity.place, quantity.condition(quantity.roles)))
        return
    found.pending.append(Mention(quantity.place, "count", quantity=quantity))


def _note_negation(found: Binding, place: int) -> None:
    """Keep a negation that stands before a role, an agent or 由."""
    draft = found.draft
    following = draft.after(place, "and", "only")
    token = draft.tokens[following] if following is not None else None
    is_by = any(t.has("by") for t in draft.tokens[place + 1 : place + 2])
    of_agents = token is not None and (
        token.has("role", "rolenoun", "involve", "num")
        or is_agent(token)
        or token.value("noun") in ("agency", "official")
    )
    if is_by or of_agents:
        found.negated = place
    elif found.last_word is not None and found.pending and found.pending[-1].place == place - 1:
        _negate_subject(found, place)


def _negate_subject(found: Binding, place: int) -> None:
    """`…, but X does not`: X has not the role that was spoken of last."""
    mention = found.pending.pop()
    mention.negated = True
    found.draft.use(place, "negation")
    if found.last_word is not None:
        _bind_group(found, replace(found.last_word, negated=False), [mention])


def _set_apart(found: Binding, place: int) -> None:
    """由 begins a new subject: the agents before it have no role of their own."""
    if found.excepting or found.draft.tokens[place - 1].has("and", "or"):
        return
    loose = [m for m in found.pending if m.kind == "agent"]
    found.pending = [m for m in found.pending if m.kind != "agent"]
    _bind_loose(found, loose)


def _mention(found: Binding, place: int) -> Mention:
    nodes = agents_of(found.draft.tokens[place])
    negated = found.negated is not None
    if found.negated is not None:
        found.draft.use(found.negated, "negation")
        found.negated = None
    found.draft.use(place, "agent", "、".join(node.label for node in nodes[:3]))
    return Mention(place, "agent", negated, nodes)


def _bind_role(found: Binding, word: RoleWord) -> None:
    """Give the role to the agents before it, else behind it, else to those of the role before."""
    if word.negated and word.only:
        found.draft.notes.doubts.append(found.draft.tokens[word.place].text)
    subjects = [m for m in found.pending if _fits(m, word.role, found.focus)]
    if subjects:
        found.pending = [m for m in found.pending if m not in subjects]
        _bind_group(found, word, subjects)
        found.bound(subjects, word)
    elif _bind_object(found, word):
        return
    elif found.last and _continues(found.draft, found.last_role, word.place):
        _bind_group(found, word, found.last)
        found.bound(found.last, word)
    else:
        found.unbound.append(word)
        if found.asks_for_agents:
            found.bound([Mention(word.place, "focus")], word)


def _fits(mention: Mention, role: str, focus: Focus) -> bool:
    """Tell whether an agent can have the role: bodies supervise nothing beside a leader."""
    if mention.kind == "focus":
        return focus.kind != "agency" or role != "supervising"
    if mention.kind == "count":
        return mention.is_official or role != "supervising"
    asks_for_leader = focus.kind in ("official", "agent") and role == "supervising"
    return mention.is_official or not asks_for_leader


def _continues(draft: Draft, last: int, place: int) -> bool:
    """Tell whether a role shares the subject of the role before: 牵头或配合, 只配合不牵头."""
    between = list(draft.between(last, place))
    return any(t.has("and", "or", "but", "neg", "only") or t.text in ",;" for t in between)


def _bind_object(found: Binding, word: RoleWord) -> bool:
    """Bind a role to the agents behind it: `led by X`, 牵头的有X, 分管X的领导."""
    draft = found.draft
    following = draft.after(word.place)
    if following is None or not draft.free(following) or not is_agent(draft.tokens[following]):
        return False
    passive = draft.language == "en" or word.role == "any"
    passive = passive or any(
        t.has("be", "have", "by") for t in draft.between(word.place, following)
    )
    if not passive and not found.asks_for_agents:
        return False
    mentions = _objects(found, following)
    if passive:
        _bind_group(found, word, mentions)
        found.bound(mentions, word)
        return True
    found.unbound.append(word)
    condition = _condition(draft, mentions, LEADING, RoleWord(following, "responsible"))
    found.conditions.append((following, condition))
    if found.focus.kind == "agency":
        found.partners.extend(n for m in mentions for n in m.nodes)
    return True


def _objects(found: Binding, place: int) -> list[Mention]:
    draft = found.draft
    mentions = [_mention(found, place)]
    following = draft.after(place, "and", "or")
    while following is not None and draft.free(following) and is_agent(draft.tokens[following]):
        if not any(t.has("and", "or") for t in draft.between(mentions[-1].place, following)):
            break
        mentions.append(_mention(found, following))
        following = draft.after(following, "and", "or")
    return mentions


def _bind_role_noun(found: Binding, place: int) -> None:
    """`牵头单位是X`, `以X为牵头单位`, `没有配合单位`."""
    draft = found.draft
    role = draft.tokens[place].value("rolenoun") or "any"
    following = draft.after(place)
    if following is not None and draft.free(following) and is_agent(draft.tokens[following]):
        word = found.role_word(place, role)
        _bind_group(found, word, _objects(found, following))
    elif found.pending:
        _bind_role(found, found.role_word(place, role))
    elif found.negated is not None:
        found.role_word(place, role)
        kind = "official" if role == "supervising" else "agency"
        absent = Quantity(place, place, kind, "eq", 0)
        found.conditions.append((place, absent.condition(roles_for(role, kind))))
    else:
        found.unbound.append(found.role_word(place, role))


def _bind_group(found: Binding, word: RoleWord, mentions: list[Mention]) -> None:
    for mention in mentions:
        if mention.quantity is not None:
            roles = roles_for(word.role, mention.quantity.kind)
            found.conditions.append((word.place, mention.quantity.condition(roles)))
    asked = any(m.kind == "focus" for m in mentions)
    if asked:
        roles = focus_roles(word.role, found.focus)
        found.clauses.append(FocusClause(roles, word.place, word.negated, word.only))
    for negated in (False, True):
        group = [m for m in mentions if m.kind == "agent" and m.negated is negated]
        for kind in _AGENT_KINDS:
            of_kind = [m for m in group if m.is_official == (kind == "official")]
            if of_kind:
                _bind_agents(found, word, of_kind, with_focus=asked)


def _bind_agents(
    found: Binding, word: RoleWord, mentions: list[Mention], *, with_focus: bool
) -> None:
    official = mentions[0].is_official
    if official and word.role in ("supporting", "guiding"):
        found.draft.notes.doubts.append(found.draft.tokens[word.place].text)
    roles = roles_for(word.role, "official" if official else "agency")
    negated = word.negated or mentions[0].negated
    condition = _condition(found.draft, mentions, roles, replace(word, negated=negated))
    found.conditions.append((mentions[0].place, condition))
    if with_focus:
        found.partners.extend(n for m in mentions for n in m.nodes)


def _condition(
    draft: Draft, mentions: list[Mention], roles: tuple[str, ...], word: RoleWord
) -> Condition:
    nodes = tuple(dict.fromkeys(n for m in mentions for n in m.nodes))
    every = len(mentions) > 1 and not _are_alternatives(draft, mentions)
    if every and not word.negated and not any(t.text in TOGETHER for t in draft.tokens):
        between = (t for a, b in pairwise(mentions) for t in draft.between(a.place, b.place))
        if any(t.text in PLAIN for t in between):
            draft.notes.choices.append("joint")
    return Condition("agent", nodes, roles=roles, every=every, negated=word.negated, only=word.only)


def _are_alternatives(draft: Draft, mentions: list[Mention]) -> bool:
    return any(t.has("or") for a, b in pairwise(mentions) for t in draft.between(a.place, b.place))


def _begin_exception(found: Binding, place: int) -> None:
    found.excepting = True
    found.before_exception = len(found.conditions)
    found.last = []
    found.draft.use(place, "exception")


def _end_exception(found: Binding, place: int) -> None:
    """`除了X以外`: X is left out of the rows, or out of the items; 除了X还有Y may mean both."""
    following = found.draft.after(place)
    both = found.draft.tokens[place].text == "还" and following is not None
    if both and following is not None and is_agent(found.draft.tokens[following]):
        found.draft.notes.doubts.append("除了…还有")
    found.draft.use(place, "exception")
    found.excepting = False
    _except(found)


def _except(found: Binding) -> None:
    mentions = [m for m in found.pending if m.kind == "agent"]
    found.pending = [m for m in found.pending if m.kind != "agent"]
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
    """`除X牵头的以外`: what was bound within the exception is left out."""
    if len(found.conditions) > found.before_exception and not found.pending:
        place, condition = found.conditions[-1]
        found.conditions[-1] = (place, replace(condition, negated=not condition.negated))


def _bind_loose(found: Binding, mentions: list[Mention]) -> None:
    """Bind agents without a role: they may have any."""
    for kind in _AGENT_KINDS:
        group = [m for m in mentions if m.is_official == (kind == "official")]
        if not group:
            continue
        roles = PERSONAL if kind == "official" else IMPERSONAL
        word = RoleWord(group[0].place, "any", any(m.negated for m in group))
        found.conditions.append((group[0].place, _condition(found.draft, group, roles, word)))


def _finish(found: Binding) -> None:
    if found.excepting:
        _except(found)
    if found.only is not None and found.draft.language == "en":
        _restrict_last(found, found.only)
    for word in found.unbound:
        if not (found.focus.roles and found.draft.tokens[word.place].has("involve")):
            _bind_unbound(found, word)
    for mention in found.pending:
        if mention.quantity is not None:
            roles = PERSONAL if mention.is_official else IMPERSONAL
            found.conditions.append((mention.place, mention.quantity.condition(roles)))
    _bind_loose(found, [m for m in found.pending if m.kind == "agent"])
    if found.asks_for_agents:
        asked = (focus_roles(role, found.focus) for role in found.focus.roles)
        found.clauses += [FocusClause(roles, found.focus.places[0]) for roles in asked]


def _bind_unbound(found: Binding, word: RoleWord) -> None:
    """A role without an agent belongs to what is asked for, or to agents that still wait."""
    if found.asks_for_agents:
        roles = focus_roles(word.role, found.focus)
        found.clauses.append(FocusClause(roles, word.place, word.negated, word.only))
        return
    waiting = [m for m in found.pending if m.kind in ("agent", "count")]
    if not waiting and _bind_types(found, word):
        return
    if not waiting and _tells_role(found, word):
        return
    if waiting:
        found.pending = [m for m in found.pending if m not in waiting]
        _bind_group(found, word, waiting)
    elif found.draft.tokens[word.place].text not in WEAK_ROLES:
        found.draft.notes.doubts.append(found.draft.tokens[word.place].text)


def _tells_role(found: Binding, word: RoleWord) -> bool:
    """`X承担了多少项牵头任务`: the role of an agent is said once more, and more exactly."""
    for number, (place, condition) in enumerate(found.conditions):
        if condition.slot != "agent" or word.negated:
            continue
        kind = "official" if any(n.type == "official" for n in condition.nodes) else "agency"
        roles = roles_for(word.role, kind)
        if set(roles) < set(condition.roles):
            found.conditions[number] = (place, replace(condition, roles=roles))
            return True
    return False


def _bind_types(found: Binding, word: RoleWord) -> bool:
    """`由镇牵头的任务`: bodies of a type have the role."""
    places = found.draft.find("type")
    for place in places:
        slug = found.draft.tokens[place].value("type") or ""
        found.draft.use(place, "agency type", slug)
        roles = roles_for(word.role, "agency")
        condition = Condition("agentType", texts=(slug,), roles=roles, negated=word.negated)
        found.conditions.append((place, condition))
    return bool(places)


def _restrict_last(found: Binding, place: int) -> None:
    """`supervised by X alone`."""
    for number in range(len(found.conditions) - 1, -1, -1):
        at, condition = found.conditions[number]
        if condition.slot == "agent" and at < place:
            found.conditions[number] = (at, replace(condition, only=True))
            found.draft.use(place, "only")
            return
