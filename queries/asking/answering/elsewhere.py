"""What an answer says beside its rows: who else is in charge, other items that name the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.opened import OpenSnapshot
from queries.asking.answering.evaluating import evaluate_reading
from queries.asking.answering.itemizing import count_all
from queries.asking.answering.letter import paragraphs_printing
from queries.asking.doubts.doubts import heard_persons
from queries.asking.doubts.misgivings import means_bodies
from queries.asking.readings.draft import Draft, is_agent
from queries.asking.readings.nouns import is_item_noun
from queries.asking.readings.reading import (
    AGENT_FOCUSES,
    LEADING,
    PERSONAL,
    Clause,
    Reading,
)
from queries.asking.rows.collectives import collectives_note
from queries.asking.rows.tables import Row
from queries.asking.sentences.remarks import CONTACT


def _work_of_relatives(draft: Draft, reading: Reading, opened: OpenSnapshot) -> list[str]:
    """Say who has the work under another name: 水务局 has none, 水利（水务）局 has."""
    agents = [n for c in reading.conditions if c.slot == "agent" for n in c.nodes]
    lonely = [n.iri for n in agents if n.type == "agency" and not _works(n.iri, opened)]
    lines = opened.index.nodes.lineage_of(lonely) if lonely else []
    names = "、".join(named.label for named in lines if _works(named.iri, opened))
    if not names:
        return []
    if draft.language == "zh":
        return [f"同一条沿革里有工作的是{names}，请用这个名称问。"]
    return [f"Of the same lineage, {names} has work; ask with that name."]


def _works(iri: str, opened: OpenSnapshot) -> bool:
    return opened.index.is_held("agency", iri)


def words_outside_items(reading: Reading, opened: OpenSnapshot) -> str:
    """Return the paragraph outside the tables that prints the words no work item prints, if any."""
    texts = [c for c in reading.conditions if c.slot == "text" and not c.negated]
    if len(reading.conditions) != 1 or not texts or reading.focus != "item":
        return ""
    found = paragraphs_printing(texts[0].texts, opened, 1)
    return found[0].strip() if found else ""


def years_without_items(reading: Reading, opened: OpenSnapshot) -> tuple[str, ...]:
    """Return the years that are asked of and of which there is no document: 2019年的目标."""
    years = [c for c in reading.conditions if c.slot == "year" and not c.negated]
    if len(years) != 1:
        return ()
    return () if count_all((years[0],), opened) else years[0].texts


_COLLOQUIAL = ("管", "管着", "管的", "抓", "手里", "手上", "手头", "肩上", "过问", "归口", "管理")
"""Words that say who has something in hand, of a leader as well as of a body."""
_MOST_TOLD = 6


def others_in_charge(draft: Draft, reading: Reading, opened: OpenSnapshot) -> str:
    """`X归谁管`: the leader who supervises is the answer; say also which bodies lead.

    `X由谁负责`: the bodies are, and who supervises them is said.
    """
    if means_bodies(draft, reading):
        others = replace(reading, focus="official", clauses=_with_roles(reading, PERSONAL))
        return _named("分管领导", replace(others, excluded=()), draft, opened)
    asked = any(t.has("who") for t in draft.tokens) and draft.language == "zh"
    said = any(t.has("role") and t.text in _COLLOQUIAL for t in draft.tokens)
    plain = reading.focus == "official" and reading.measure == "list"
    if not (asked and said and plain and len(reading.clauses) == 1 and reading.conditions):
        return ""
    others = replace(reading, focus="agency", clauses=_with_roles(reading, LEADING))
    return _named("主要责任单位", others, draft, opened)


def _with_roles(reading: Reading, roles: tuple[str, ...]) -> tuple[Clause, ...]:
    return tuple(replace(clause, roles=roles) for clause in reading.clauses)


def _named(column: str, reading: Reading, draft: Draft, opened: OpenSnapshot) -> str:
    names = [str(row["name"]) for row in evaluate_reading(draft, reading, opened).rows]
    return f"{column}：{'、'.join(names)}。" if 0 < len(names) <= _MOST_NAMED else ""


_MOST_NAMED = 20


_MOST_APART = 8


def apart_words(draft: Draft, reading: Reading, rows: Sequence[Row]) -> str:
    """`附件1第11项和附件2第3项由谁负责`, `…分别由谁负责`: say of each work item who has it."""
    if reading.focus not in AGENT_FOCUSES or reading.measure != "list":
        return ""
    if not _names_rows(reading) and not any(t.text in _APART for t in draft.tokens):
        return ""
    found: dict[tuple[int, int], list[str]] = {}
    for row in rows:
        for source in row["sources"]:
            place = (source["annexNumber"], source["rowNumber"])
            found.setdefault(place, []).append(str(row["name"]))
    if not 1 < len(found) <= _MOST_APART:
        return ""
    each = sorted(found.items())
    if draft.language == "zh":
        told = (f"附件{a}第{r}行：{'、'.join(names)}" for (a, r), names in each)
        return f"分别是：{'；'.join(told)}。"
    told = (f"annex {a}, row {r}: {', '.join(names)}" for (a, r), names in each)
    return f" Of each: {'; '.join(told)}."


_APART = ("分别", "各", "各自", "各自的")
_ROWS = ("rows", "row", "number", "spot")


def _names_rows(reading: Reading) -> bool:
    """Tell whether several rows are named by their numbers."""
    named = [c for c in reading.conditions if c.slot in _ROWS and not c.negated]
    return any(c.slot == "rows" or len(c.texts) > 1 for c in named)


def remarks_beside(draft: Draft, reading: Reading, opened: OpenSnapshot) -> list[str]:
    """Return what is said beside the rows and doubts none of them."""
    return [
        *heard_persons(draft),
        *collectives_note(reading, opened, draft.language),
        *_named_elsewhere(draft, reading, opened),
        *_work_of_relatives(draft, reading, opened),
    ]


def _named_elsewhere(draft: Draft, reading: Reading, opened: OpenSnapshot) -> list[str]:
    """Say which other work items print the title of the one that was meant."""
    titles = [c for c in reading.conditions if c.slot == "item" and c.texts and not c.negated]
    if not titles or (reading.measure != "tell" and reading.focus not in AGENT_FOCUSES):
        return []
    clause = Clause((), (replace(titles[0], slot="named"),))
    items = evaluate_reading(draft, Reading("item", "list", (clause,)), opened).rows
    own = {node.iri for node in titles[0].nodes}
    places = [
        f"附件{row['annexNumber']}第{row['rowNumber']}行（{row['lead']}，{row['officials']}）"
        if draft.language == "zh"
        else f"annex {row['annexNumber']}, row {row['rowNumber']}"
        for row in items
        if row["item"] not in own
    ]
    if not places or len(places) > _MOST_TOLD:
        return []
    if draft.language == "zh":
        return [f"“{titles[0].texts[0]}”另见{'、'.join(places)}，未计入。"]
    return [f"“{titles[0].texts[0]}” also stands in {'; '.join(places)}, not counted here."]


def contact_asked(draft: Draft) -> int | None:
    """Return the place of 办公电话 and the like, if it is asked for and no item prints it."""
    for place in draft.find("contact"):
        word = draft.tokens[place].text
        asked = any(t.has("wh", "which", "count", "asks") for t in draft.tokens)
        works = any(is_item_noun(t) or t.has("role", "rolenoun", "mention") for t in draft.tokens)
        before = draft.before(place)
        asked = asked or (before is not None and is_agent(draft.tokens[before]))
        if (asked or not works or draft.language == "en") and not draft.printed(word).items:
            return place
    return None


def contact_words(draft: Draft, place: int) -> str:
    """Return how it is told that what `contact_asked` found is not stated; yes or no gets a no."""
    asks = any(t.has("yesno") for t in draft.tokens)
    zh = draft.language == "zh"
    begin = ("否：" if zh else "No: ") if asks else ""
    return begin + CONTACT[draft.language].format(draft.tokens[place].text)


def is_nowhere(draft: Draft, place: int, opened: OpenSnapshot) -> bool:
    """Tell whether what `contact_asked` found is surely not stated, and nothing else is asked.

    The telephone of somebody who is named, or who builds something, by the word that no text
    prints. Where somebody's work is spoken of, too, more may be asked.
    """
    said = [t for t in draft.tokens if t.has("contact")]
    asks = [t for t in draft.tokens if t.has("wh", "which", "who", "count", "yesno", "asks")]
    works = any(t.has("role", "rolenoun", "mention", "theme", "neg", "or") for t in draft.tokens)
    if draft.language != "zh" or len(asks) > 1 or works:
        return False
    before = draft.before(place)
    of_somebody = before is not None and is_agent(draft.tokens[before])
    known = all(_BUILDER.match(t.text) or (_LINE.search(t.text) and of_somebody) for t in said)
    return known and not paragraphs_printing([t.text for t in said], opened, 1)


_LINE = re.compile("电话|手机|座机|传真|邮箱|微信")
_BUILDER = re.compile("中标|施工|承包商|承建商|监理|抄[送报]")
"""What is told of those alone who are looked for by a tender, and who else gets a letter."""
