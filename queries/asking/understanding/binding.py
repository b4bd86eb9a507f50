"""Who does what: the roles of a question, each with the agents that it belongs to."""

from __future__ import annotations

from dataclasses import replace

from queries.asking.readings.columns import denied_of, only_of
from queries.asking.readings.draft import (
    ABSENCE,
    ALONE,
    Draft,
    agents_of,
    is_agent,
    leaves_out,
)
from queries.asking.readings.nouns import Focus
from queries.asking.readings.reading import LEADING
from queries.asking.understanding.exceptions import (
    begin_exception,
    end_exception,
    ends_exception,
    leave_out_before_verb,
    leaves_out_before,
)
from queries.asking.understanding.finishing import finish_binding
from queries.asking.understanding.groups import bind_group, bind_loose, condition_on
from queries.asking.understanding.mentions import (
    Binding,
    Mention,
    Quantity,
    RoleWord,
    roles_for,
)
from queries.asking.understanding.restricting import (
    count_others,
    deny_relation,
    deny_restriction,
    restrict_last,
    says_others,
)
from queries.asking.understanding.subjects import (
    acts,
    begins_clause,
    ends_subject,
    ends_whole,
    is_about_words,
    is_plain_verb,
)
from queries.asking.words.tokens import Token


def bind(draft: Draft, focus: Focus, quantities: list[Quantity]) -> Binding:
    """Return who has which role; the words that say so are used up."""
    found = Binding(draft, focus)
    counted = {q.noun if q.noun is not None else q.place: q for q in quantities}
    for place, token in enumerate(draft.tokens):
        if ends_whole(draft, place):
            _set_apart(found, place)
        if place in counted and counted[place].kind in ("agency", "official"):
            _count_agents(found, counted[place])
        elif place in focus.places and not focus.roles and found.asks_for_agents:
            found.pending.append(Mention(place, "focus"))
        elif token.has("except"):
            begin_exception(found, place)
        elif leaves_out(token) and leaves_out_before(found, place):
            continue
        elif found.excepting and ends_exception(token):
            end_exception(found, place)
        elif token.has("others") or says_others(found, place):
            count_others(found, place)
        elif draft.free(place):
            _bind_token(found, place)
    finish_binding(found)
    return found


def _bind_token(found: Binding, place: int) -> None:
    token = found.draft.tokens[place]
    if token.has("neg"):
        if not deny_restriction(found, place) and not deny_relation(found, place):
            _note_negation(found, place)
    elif token.has("only"):
        if found.only is not None:
            found.draft.use(found.only, "only")
        _set_apart_before_only(found, place)
        found.only = None if restrict_last(found, place) else place
    elif token.has("by") and found.pending and found.draft.language == "zh":
        _set_apart(found, place)
    elif acts(found.draft, place):
        found.pending.append(_mention(found, place))
    elif token.has("rolenoun"):
        _bind_role_noun(found, place)
    elif _is_vague(token) and _is_followed_by_role(found, place):
        found.draft.use(place, "role", "said by the next word")
    elif is_plain_verb(found.draft, place):
        found.draft.use(place, "light word")
    elif token.has("role", "involve") and not is_about_words(found, place):
        leave_out_before_verb(found, place)
        _bind_role(found, found.role_word(place, token.value("role") or "any"))


def _is_vague(token: Token) -> bool:
    """Tell whether a word says that somebody has work, and not in which role: 许蕾手上分管的."""
    return token.value("role") in ("any", "responsible") or token.text in _IN_HAND


_IN_HAND = ("手里", "手上", "手头", "手中", "名下", "肩上", "身上")


def _is_followed_by_role(found: Binding, place: int) -> bool:
    """Tell whether the next word says the role more exactly: 参与分管, 负责牵头."""
    following = found.draft.at(place + 1)
    return following is not None and following.has("role")


def _count_agents(found: Binding, quantity: Quantity) -> None:
    """A number of agents waits for its role, unless a role noun gives it one."""
    if found.asks_for_agents:
        return
    if quantity.roles:
        found.conditions += [(quantity.place, c) for c in quantity.conditions(quantity.roles)]
        return
    found.pending.append(Mention(quantity.place, "count", quantity=quantity))


def _note_negation(found: Binding, place: int) -> None:
    """Keep a negation that stands before a role, an agent or 由."""
    draft = found.draft
    if draft.tokens[place].text.endswith("的"):
        return
    following = draft.after(place, "and", "only", "yesno")  # do not have X
    token = draft.tokens[following] if following is not None else None
    is_by = any(t.has("by") for t in draft.tokens[place + 1 : place + 2])
    of_agents = token is not None and (
        token.has("role", "rolenoun", "involve", "num")
        or is_agent(token)
        or token.value("noun") in ("agency", "official")
    )
    if is_by or of_agents:
        found.negated = place
    elif found.last_word is not None and found.pending and ends_subject(found, place):
        _negate_subject(found, place)


def _negate_subject(found: Binding, place: int) -> None:
    """`…, but X does not`: X has not the role that was spoken of last."""
    mention = found.pending.pop()
    mention.negated = True
    found.draft.use(place, "negation")
    if found.last_word is not None:
        bind_group(found, replace(found.last_word, negated=False), [mention])


def _set_apart(found: Binding, place: int) -> None:
    """由 begins a new subject: the agents before it have no role of their own."""
    if found.excepting or found.draft.tokens[place - 1].has("and", "or"):
        return
    loose = [m for m in found.pending if m.kind == "agent"]
    found.pending = [m for m in found.pending if m.kind != "agent"]
    bind_loose(found, loose)


def _set_apart_before_only(found: Binding, place: int) -> None:
    """`A的每一项都只由B分管`: whoever stands before 只由 is not among those who alone have it."""
    following = found.draft.at(place + 1)
    if found.draft.language == "zh" and following is not None and is_agent(following):
        _set_apart(found, place)


def _mention(found: Binding, place: int) -> Mention:
    nodes = agents_of(found.draft.tokens[place])
    negated = found.negated is not None
    if found.negated is not None:
        found.draft.use(found.negated, "negation")
        if found.draft.tokens[found.negated].text in ABSENCE:
            found.draft.absent.add(place)
        found.negated = None
    found.draft.use(place, "agent", "、".join(node.label for node in nodes[:3]))
    return Mention(place, "agent", negated, nodes)


def _bind_role(found: Binding, word: RoleWord) -> None:
    """Give the role to the agents before it, else behind it, else to those of the role before."""
    held = any(c.slot == "agent" and not c.negated for _, c in found.conditions)
    if word.negated and word.only and not held and not _asks_never_alone(found):
        found.draft.notes.doubts.append(found.draft.tokens[word.place].text)
    following = found.draft.at(word.place + 1)
    passive = found.draft.language == "en" and following is not None and following.has("by")
    if passive and _bind_object(found, word):
        return
    subjects = [m for m in found.pending if _fits(m, word.role, found.focus)]
    if subjects:
        found.pending = [m for m in found.pending if m not in subjects]
        bind_group(found, word, subjects)
        found.bound(subjects, word)
    elif _bind_object(found, word):
        return
    elif found.last and _continues(found, word):
        bind_group(found, word, found.last)
        found.bound(found.last, word)
    else:
        found.unbound.append(word)
        if found.asks_for_agents:
            found.bound([Mention(word.place, "focus")], word)


def _asks_never_alone(found: Binding) -> bool:
    """`哪些领导在附件1从来没有单独分管过任务`: of those who have work there who has none alone."""
    tokens = found.draft.tokens
    denials = [t for t in tokens if t.has("neg")]
    alone = [t for t in tokens if t.has("only")]
    plain = len(denials) == 1 == len(alone) and alone[0].text in ALONE
    whole = not any(
        t.nodes or t.has(*_RESTRICTING) or t.value("noun") in ("project", "indicator")
        for t in tokens
    )
    agents = found.focus.kind in ("official", "agency")
    return plain and whole and denials[0].text in ABSENCE and agents


_RESTRICTING = ("theme", "phrase", "unknown")


def _fits(mention: Mention, role: str, focus: Focus) -> bool:
    """Tell whether an agent can have the role: bodies supervise nothing beside a leader."""
    if mention.kind == "focus":
        return focus.kind != "agency" or role != "supervising"
    if mention.kind == "count":
        return mention.is_official or role != "supervising"
    asks_for_leader = focus.kind in ("official", "agent") and role == "supervising"
    return mention.is_official or not asks_for_leader


def _continues(found: Binding, word: RoleWord) -> bool:
    """Tell whether a role shares the subject of the role before: 牵头或配合, 只配合不牵头.

    `X分管的任务里，牵头最多的单位`: the role that is ranked is of those who are asked for.
    """
    between = list(found.draft.between(found.last_role, word.place))
    behind = [t for t in found.draft.tokens[word.place + 1 :] if not t.has("noun", "noise")]
    ranked = bool(behind) and behind[0].has("most", "least", "first") and found.focus.order
    apart = between[-1:] != [] and between[-1].text == ","
    leads = word.role == "lead" and all(mention.is_official for mention in found.last)
    if found.asks_for_agents and ranked and (apart or leads):
        return False
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
        bind_group(found, word, mentions)
        found.bound(mentions, word)
        return True
    found.unbound.append(word)
    condition = condition_on(draft, mentions, LEADING, RoleWord(following, "responsible"))
    found.conditions.append((following, condition))
    if found.focus.kind == "agency":
        found.partners.extend(n for m in mentions for n in m.nodes)
    return True


def _objects(found: Binding, place: int) -> list[Mention]:
    draft = found.draft
    mentions = [_mention(found, place)]
    following = draft.after(place, "and", "or")
    while following is not None and draft.free(following) and is_agent(draft.tokens[following]):
        between = list(draft.between(mentions[-1].place, following))
        if not any(t.has("and", "or") for t in between) or any(t.text in _FURTHER for t in between):
            break
        mentions.append(_mention(found, following))
        following = draft.after(following, "and", "or")
    return mentions


def _bind_role_noun(found: Binding, place: int) -> None:
    """`牵头单位是X`, `以X为牵头单位`, `没有配合单位`."""
    draft = found.draft
    role = draft.tokens[place].value("rolenoun") or "any"
    if (denied := denied_of(draft, place)) is not None:
        draft.use(denied[0], "negation")
        word = replace(found.role_word(place, role), negated=True, only=False)
        bind_group(found, word, _objects(found, denied[1]))
        return
    following = draft.after(place)
    if following is not None and draft.tokens[following].text in _AT_ONCE:
        following = draft.after(following)
    if (restricted := only_of(draft, place)) is not None and not found.asks_for_agents:
        found.only, following = restricted
    if following is not None and found.pending and begins_clause(draft, place, following):
        following = None
    if following is not None and draft.free(following) and is_agent(draft.tokens[following]):
        word = found.role_word(place, role)
        mentions = _objects(found, following)
        bind_group(found, word, mentions)
        found.bound(mentions, word)
    elif found.pending:
        _bind_role(found, found.role_word(place, role))
    elif found.negated is not None:
        found.role_word(place, role)
        kind = "official" if role == "supervising" else "agency"
        absent = Quantity(place, place, kind, "eq", 0)
        found.conditions.append((place, absent.condition(roles_for(role, kind))))
    else:
        found.unbound.append(found.role_word(place, role))


_FURTHER = ("且", "并且", "而且")
"""What begins the next thing that is said, and joins no two names: 只有A、且B不参与."""

_AT_ONCE = ("同时", "既", "都", "均")
"""What stands between a column and all who are in it: 主要责任单位同时含A与B."""
