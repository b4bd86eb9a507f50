"""Words left over that cannot change the answer: no doubt rests on them.

A word that no rule used is a doubt, since it may restrict what is asked for. It is none where the
structure of the question and what was found say that it cannot: it asks for what is answered
anyway, it says again how many there are, it only says that words are printed, or the one work item
that is meant is known by words of its own. Any other common word is passed over only where usage
bears the reading out (`usage.py`). One word of another kind, and all of them stay a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from queries.asking.doubts.plain import plain_traits
from queries.asking.doubts.usage import improbability, traits, wording
from queries.asking.readings.draft import AGENT_TYPES, Draft, is_unknown
from queries.asking.readings.light import is_light
from queries.asking.readings.reading import AGENT_FOCUSES, Reading
from queries.asking.rows.solutions import Found
from queries.asking.rows.tables import Row
from queries.asking.words.placing import letters
from queries.asking.words.tokens import Token

IDLE_WORD = "says nothing here"
"""What such a word is used for."""

PROBABLE = 0.4
"""How improbable the least probable trait of a reading may be that usage bears out."""

_OF_DOCUMENTS = ("documents", "annexes", "basis-of-document", "addressees")
_PRINTED = ("mention", "mentioned", "mentionend")
_WORDED = ("text", "mention", "place", "item", "title")
_NAMED = ("mention", "item", "named", "title", "row", "spot")
_ASKING = ("count", "who", "which", "wh")
_LONG = 4
"""Characters of words that one work item is known by, at the least."""


def use_idle_words(draft: Draft, found: Found) -> None:
    """Use up the words that are left, if none of them can change the answer."""
    left = draft.left_over()
    if not left or found.is_empty or draft.language != "zh":
        return
    known = all(_is_known_item(draft, found, place) for place in left)
    idle = all(_is_idle(draft, found, place) for place in left)
    if known or (idle and is_borne_out(draft.tokens, found.reading, found.sentence, found.rows)):
        for place in left:
            draft.use(place, IDLE_WORD)
            draft.notes.eased.append(draft.tokens[place].text)


def use_words_beside_documents(draft: Draft, question: str, sentence: str) -> None:
    """Use up what is left of a question about the document itself: its number, date or basis.

    That has no parts that a word could mean, unless something of the contents is named, or yes or
    no is asked for and not told.
    """
    left = draft.left_over()
    asks = any(t.has("yesno") for t in draft.tokens) and not sentence.startswith(_YES_OR_NO)
    if question not in _OF_DOCUMENTS or asks or draft.language != "zh":
        return
    if not any(_names_contents(draft.tokens[i], question) for i in left):
        for place in left:
            draft.use(place, IDLE_WORD)


_YES_OR_NO = ("是", "否")


def _names_contents(token: Token, question: str) -> bool:
    """Tell whether a word names something of the contents, or one of those addressed."""
    names = ("agency", "group") if question != "addressees" else ()
    named = any(node.type not in (*names, "place") for node in token.nodes)
    named = named or "件" in token.text  # 付件2: perhaps an annex
    return named or token.has("role", "rolenoun", "contact", "except", "outcome")


def is_borne_out(
    tokens: Sequence[Token], reading: Reading, sentence: str, rows: Sequence[Row]
) -> bool:
    """Tell whether questions with these words are mostly read like this one."""
    has = traits(reading)
    plain = plain_traits(tokens, reading, has, sentence, rows)
    return improbability(wording(tokens), has, plain) <= PROBABLE


def _is_idle(draft: Draft, found: Found, place: int) -> bool:
    token, reading = draft.tokens[place], found.reading
    if token.nodes:
        return False
    if token.has(*_PRINTED):
        return any(c.slot in _WORDED and not c.negated for c in reading.all_conditions)
    if reading.measure == "compare" and _asks_for_more(draft, found):
        return False
    if is_unknown(token):
        names = not is_light(token.text) and is_worded_alone(reading)
        of_several = len(found.rows) != 1 and says_which_things(draft.tokens, place)
        turns = names or of_several or _turns(draft, place)
        return not (turns or _is_part_of_name(draft, place))
    if token.has("only"):
        return _is_all_there_is(draft, found)
    return (
        _asks_the_same(token, reading)
        or _names_the_kind(draft, token, reading)
        or _counts_what_is_there(token, found)
        or _is_beside_its_thing(draft, place)
    )


def _turns(draft: Draft, place: int) -> bool:
    """Tell whether a word may turn the meaning, is asked for, or ends the question or a name."""
    text = draft.tokens[place].text
    turns = _TURNING.search(_WIDENING.sub("", text)) or _is_asked(draft, place)
    ends = all(t.has("mark") for t in draft.tokens[place + 1 :])
    return bool(turns) or text.endswith(_ENDINGS) or ends


def is_worded_alone(reading: Reading) -> bool:
    """`居民关心机场建设，由谁牵头`: nothing but short words of texts says what is asked about.

    Another word that names something may say it, and better.
    """
    said = [c for c in reading.all_conditions if c.slot not in _PARTS_OF_DOCUMENTS]
    if not said:
        restricts = reading.types or any(c.only or c.negated for c in reading.clauses)
        told = reading.focus in AGENT_FOCUSES and reading.measure in ("list", "count")
        return told and not restricts
    words = [text for c in said for text in c.texts]
    short = all(c.slot == "text" for c in said) and all(len(text) < _LONG for text in words)
    return short or is_of_type(reading)


def is_of_type(reading: Reading) -> bool:
    """Tell whether bodies of a type say what is asked about: 企业走访 is no work of enterprises."""
    return any(c.slot == "agentType" for c in reading.all_conditions)


_PARTS_OF_DOCUMENTS = ("annex", "kind", "year")


def _asks_for_more(draft: Draft, found: Found) -> bool:
    """`A和B之间谁更重`: which has more is asked for, and both are told."""
    asks = any(t.has("who", "wh", "which", "more", "most", "least") for t in draft.tokens)
    return asks and len(found.rows) > 1


def _is_asked(draft: Draft, place: int) -> bool:
    """`起点和终点分别是哪里`, `科教新城改的是哪条`: the word is what is asked for."""
    behind = draft.tokens[place + 1 : place + 6]
    asks = any(t.has("wh", "which", "asks") for t in behind)
    return asks and any(t.has("be", "and", "every") or t.text == "是" for t in behind)


def _asks_the_same(token: Token, reading: Reading) -> bool:
    """`前三名的领导是谁`: asks for whom the answer tells anyway."""
    return token.has("who") and reading.focus in AGENT_FOCUSES


def _names_the_kind(draft: Draft, token: Token, reading: Reading) -> bool:
    """`哪家（或哪几家）单位`, `许蕾这位领导`: the kind of what is asked for, or is named."""
    noun = token.value("noun")
    if noun is None:
        return False
    named = any(t.named(noun) for t in draft.tokens) if noun in AGENT_TYPES else False
    counted = {c.texts[0] for c in reading.all_conditions if c.slot == "agents"}
    counted |= {"agency"} if "entry" in counted else set()
    number = reading.focus == "target" and token.text.endswith("数")
    of_items = named or noun in (*counted, reading.counted, "annex", "theme")
    return noun == reading.focus or number or (of_items and reading.focus == "item")


def _is_beside_its_thing(draft: Draft, place: int) -> bool:
    """`环保税一项`, `两个附件都算`: one of what stands right before, or both annexes."""
    token, before, behind = draft.tokens[place], draft.at(place - 1), draft.at(place + 1)
    if not token.has("num"):
        return False
    names = before is not None and draft.used.get(place - 1, ("",))[0] in (*_NAMING, "programme")
    one = token.value("num") == "1" and token.text[-1] in "项条件" and names
    both = token.value("num") == "2" and behind is not None and behind.text[:2] in ("附件", "附表")
    return one or both


def _is_all_there_is(draft: Draft, found: Found) -> bool:
    """`年度任务只写“完成全部建设内容”`: the annual task of each row says nothing else."""
    said = {letters(text) for c in found.reading.conditions for text in c.texts}
    tasks = {letters(str(row.get("annualTask") or "")) for row in found.rows}
    quoted = any(t.text in '“"' for t in draft.tokens)
    return quoted and len(tasks) == 1 and tasks <= said


def _counts_what_is_there(token: Token, found: Found) -> bool:
    """`刊有它的两处`, `A、B、C三家`: as many as there are rows, or as were named together."""
    counters = _COUNTERS.get(found.reading.focus, "")
    if not token.has("num") or token.text[-1] not in counters:
        return False
    number = int(token.value("num") or 0)
    together = {len(c.nodes) for c in found.reading.all_conditions if c.slot == "agent"}
    rows = [row for row in found.rows if row.get("class") != "group"]
    return number == len(rows) or (number > 1 and number in together)


_COUNTERS = {"item": "项条件处行家位人", "agency": "家个", "official": "位人名", "agent": "家位人"}
"""What is counted with what, of the rows and of those who have them."""
_ENDINGS = tuple("市县区镇村省局委办院厅部会")
"""How names of places and bodies end, which are never passed over."""
_WIDENING = re.compile("不论|一字不差|何种|几[摊样例]")
"""What leaves nothing out, though it has a sign that does."""
_TURNING = re.compile(
    "[未没不非无别另再仅只曾首末前后上下半独免停缓暂几哪谁何啥表]|多少|什么|已|多数|少数|部分|个别"
    "|若干|其余|刚|[一二三四五六七八九十两零百]"
)
"""What says which are meant, of another table, or how many: 不分, 往上再数, 主表, 几大."""


def says_which_things(tokens: Sequence[Token], place: int) -> bool:
    """`临时任务`, `奇数的工程`: tell whether a word stands right before the word for items."""
    behind = [t for t in tokens[place + 1 : place + 3] if t.text not in ("的", "性")][:1]
    nouns = ("item", "project", "indicator")
    own = tokens[place].text
    widens = own.endswith(("张", "份")) or _WIDENING.search(own)  # 画张工程的饼图, 不论工程
    return not widens and any(t.value("noun") in nouns for t in behind)


def _is_part_of_name(draft: Draft, place: int) -> bool:
    """Tell whether a word touches words that say which items are meant: 光伏发电, 廉洁型政府."""
    own = draft.tokens[place]
    for at in (place - 1, place + 1):
        other = draft.at(at)
        if other is None or other.named(*AGENT_TYPES):
            continue
        touches = own.start == other.end or own.end == other.start
        is_of_type = at < place and other.has("type")
        if touches and (is_of_type or draft.used.get(at, ("",))[0] in _NAMING):
            return True
    return False


_NAMING = (*_WORDED, "theme", "stands in the same texts")


def _is_known_item(draft: Draft, found: Found, place: int) -> bool:
    """`孩子放暑假没人带，爱心暑托班该问哪家`: who has the one item that its own words say.

    Nothing else that is said could leave fewer than one.
    """
    reading, token = found.reading, draft.tokens[place]
    if reading.focus not in AGENT_FOCUSES or reading.measure != "list" or token.nodes:
        return False
    if any(c.negated for c in reading.all_conditions) or token.has(*_RESTRICTING, *_ASKING):
        return False
    long = any(
        c.slot in _NAMED or (c.slot == "text" and any(len(text) >= _LONG for text in c.texts))
        for c in reading.all_conditions
    )
    items = {source["item"] for row in found.rows for source in row.get("sources", ())}
    return long and len(items) == 1 and not (is_unknown(token) and _is_part_of_name(draft, place))


_RESTRICTING: tuple[str, ...] = ("num", "neg", "only", "more", "gt", "ge", "lt", "le", "eq")
_RESTRICTING += ("equal", "difference", "first", "most", "least", "nth", "beside", "beyond", "post")
_RESTRICTING += ("except", "exceptend", "asks", "share", "every", "several", "mostly", "half")
_RESTRICTING += ("or", "but", "average", "saved", "yesno", "role", "rolenoun", "theme", "category")
_RESTRICTING += ("kind", "name")
