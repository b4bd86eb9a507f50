"""Ask a free question of a snapshot and get the complete answer with what was understood."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from graph.evaluate import Query
from graph.opened import OpenSnapshot
from ontology.errors import QueryTooLong
from ontology.ids import rebase
from queries.asking.compiling import collective_query, compile_reading, total_query
from queries.asking.doubts import settle
from queries.asking.draft import Draft
from queries.asking.jurisdictions import with_jurisdictions
from queries.asking.kinship import family_of
from queries.asking.naming import name_tokens, with_held_agents
from queries.asking.phrases import with_phrases
from queries.asking.reading import AGENT_FOCUSES, Reading, Slot
from queries.asking.saved import SavedReading, answer_saved, find_saved, saved_sentence
from queries.asking.sentences import groups_sentence, items_sentence, targets_sentence
from queries.asking.tables import (
    Row,
    group_rows,
    item_rows,
    ranked,
    target_rows,
    with_agents,
)
from queries.asking.targets import nearest_targets
from queries.asking.tokens import Node, Token, grammar_tokens, split
from queries.asking.understanding import understand
from queries.asking.wording import fold_question, is_latin

ANSWERED, UNSURE, AMBIGUOUS, REFUSED = "answered", "unsure", "ambiguous", "refused"
MOST_CHARACTERS = 200


@dataclass(frozen=True)
class Answer:
    """The complete answer to a free question.

    `status`: answered; unsure, where something was assumed or not understood; ambiguous, where a
    name has several meanings; refused, where a part is unknown. `understood` gives each part of
    the question with what it was taken for; `notes` say what was assumed.
    """

    question: str
    status: str
    sentence: str
    language: str
    snapshot: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    understood: tuple[Slot, ...] = ()
    not_understood: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    choices: tuple[dict[str, str], ...] = ()
    saved_questions: tuple[str, ...] = ()
    sparql: str = ""
    count: int = 0
    family: str = ""
    reading: Reading | None = field(default=None, compare=False)

    def as_json(self) -> dict[str, Any]:
        shown = {k: v for k, v in vars(self).items() if k not in ("reading", "understood")}
        return {**shown, "understood": [slot.as_json() for slot in self.understood]}

    def as_csv(self) -> str:
        text = io.StringIO()
        writer = csv.DictWriter(text, self.columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(self.rows)
        return text.getvalue()


def ask(question: str, opened: OpenSnapshot) -> Answer:
    """Answer `question` from the snapshot.

    Raises QueryTooLong for a question over the limit, and what the query raises.
    """
    if len(question) > MOST_CHARACTERS:
        raise QueryTooLong(f"the question is over {MOST_CHARACTERS} characters; ask less at a time")
    draft, origin = read_question(question, opened)
    shown = _Shown(question, origin, draft, opened)
    if (saved := find_saved(draft)) is not None:
        return _saved_answer(shown, saved)
    reading = understand(draft)
    settled = settle(draft, reading, opened.index)
    if settled.refused:
        return shown.refusal(settled.refused, settled.near, settled.questions)
    if settled.choices:
        return shown.ambiguous(settled.choices)
    return _answered(shown, settled.reading, settled.doubts)


def read_question(question: str, opened: OpenSnapshot) -> tuple[Draft, tuple[int, ...]]:
    """Return the parts of `question`, and where each folded character comes from."""
    folded = fold_question(question)
    found = [*grammar_tokens(folded.text), *name_tokens(folded.text, opened.index)]
    tokens = with_jurisdictions(folded.text, split(folded.text, found))
    tokens = with_phrases(folded.text, tokens, opened.index)
    language = "zh" if any(not is_latin(c) and c.isalpha() for c in question) else "en"
    tokens = [with_held_agents(token, opened.index) for token in tokens]
    draft = Draft(tokens, language, opened.index, opened.snapshot.base_iri)
    return draft, folded.origin


@dataclass(frozen=True)
class _Shown:
    """What every answer shows of its question."""

    question: str
    origin: tuple[int, ...]
    draft: Draft
    opened: OpenSnapshot

    def slots(self) -> tuple[Slot, ...]:
        used = sorted(self.draft.used.items())
        return tuple(self._slot(self.draft.tokens[place], *taken) for place, taken in used)

    def _slot(self, token: Token, slot: str, meaning: str) -> Slot:
        start, end = self.origin[token.start], self.origin[token.end - 1] + 1
        return Slot(start, end, self.question[start:end], slot, meaning)

    def base(self, status: str, sentence: str) -> Answer:
        left = tuple(self.draft.tokens[i].text for i in self.draft.left_over())
        return Answer(
            self.question,
            status,
            sentence,
            self.draft.language,
            self.opened.snapshot.id,
            understood=self.slots(),
            not_understood=left,
        )

    def refusal(self, sentence: str, near: tuple[str, ...], saved: tuple[str, ...]) -> Answer:
        answer = self.base(REFUSED, sentence)
        return replace(answer, notes=near, saved_questions=saved)

    def ambiguous(self, choices: tuple[dict[str, str], ...]) -> Answer:
        names = "；".join(f"{choice['label']} <{choice['iri']}>" for choice in choices)
        text = {"zh": f"所问名称可能指：{names}。请写全称。", "en": f"The name may mean: {names}."}
        answer = self.base(AMBIGUOUS, text[self.draft.language])
        return replace(answer, choices=choices)


def _saved_answer(shown: _Shown, saved: SavedReading) -> Answer:
    """Answer by a saved question; what it has no parameter for is said."""
    result = answer_saved(saved, shown.opened)
    sentence = saved_sentence(result, shown.draft.language)
    for place in shown.draft.find("saved", *_ASKING):
        shown.draft.use(place, "question word")
    answer = shown.base(ANSWERED, sentence)
    if answer.not_understood:
        words = "、".join(answer.not_understood)
        notes = {"zh": f"没有理解：{words}。", "en": f"Not understood: {words}."}
        answer = replace(answer, status=UNSURE, notes=(notes[answer.language],))
    return replace(
        answer,
        columns=tuple(result.columns),
        rows=tuple(result.rows),
        sparql=rebase(saved.question.sparql, shown.opened.snapshot.base_iri),
        count=len(result.rows),
        family=f"saved-{saved.question.name}",
        saved_questions=(saved.question.name,),
    )


_ASKING = ("wh", "which", "who", "count", "asks", "yesno", "noun", "role", "type", "now", "year")


def _answered(shown: _Shown, reading: Reading, doubts: tuple[str, ...]) -> Answer:
    opened, language = shown.opened, shown.draft.language
    compiled = compile_reading(reading, language)
    found = _solutions(opened, compiled.answer)
    notes: list[str] = []
    if reading.focus == "target":
        reading, rows = _targets(shown, reading, target_rows(found))
        compiled = compile_reading(reading, language)
        sentence, columns = targets_sentence(rows, language), _TARGET_COLUMNS
    elif reading.focus == "item":
        rows = with_agents(item_rows(found), opened.index)
        if reading.measure == "rank":
            rows = ranked(reading, rows)
        sentence, columns = _items_answer(shown, reading, rows)
    else:
        sources = _solutions(opened, compiled.sources)
        rows = group_rows(reading, found, sources, opened.index)
        rows = ranked(reading, rows) if reading.measure in ("rank", "compare") else rows
        sentence = groups_sentence(reading, rows, language)
        columns = ("name", "kind", "items", "thing")
    notes += _collectives(shown, reading)
    family = family_of(reading)
    if not rows and _may_be_misread(reading):
        doubts = (*doubts, _NOTHING[language])
    status = UNSURE if doubts else ANSWERED
    answer = shown.base(status, sentence)
    return replace(
        answer,
        columns=columns,
        rows=tuple(rows),
        notes=(*doubts, *notes),
        sparql=rebase(compiled.answer, opened.snapshot.base_iri),
        count=len(rows),
        family=family.name if family else "",
        saved_questions=(family.saved,) if family else (),
        reading=reading,
    )


_NOTHING = {
    "zh": "没有同时符合所有条件的事项；可能是理解有误，请看理解为何。",
    "en": "Nothing fulfils all conditions; the question may be misread, see what was understood.",
}


def _may_be_misread(reading: Reading) -> bool:
    """Tell whether an empty answer is more likely a misreading than the truth."""
    if reading.focus in AGENT_FOCUSES and len(reading.clauses) == 1:
        return True
    words = [c for c in reading.conditions if c.slot in ("text", "mention", "place", "item")]
    return bool(words) and (reading.focus != "item" or len(words) > 1)


def _target_wordings(draft: Draft) -> list[str]:
    """Return the words that say which number is meant, the most telling first."""
    places = [i for i, t in enumerate(draft.tokens) if t.has("phrase", "name")]
    if not any(draft.tokens[i].has("phrase") for i in places):
        return []
    span = draft.tokens[places[0] : places[-1] + 1]
    whole = "".join(t.text for t in span if t.has("phrase", "name", "noise", "role"))
    return [whole, "".join(t.text for t in span if t.has("phrase"))]


_TARGET_COLUMNS: tuple[str, ...] = (
    "measure",
    "comparator",
    "value",
    "unit",
    "quote",
    "targetKind",
    "kind",
)
_TARGET_COLUMNS += ("annexNumber", "rowNumber", "title", "text", "annualTask", "document", "item")


def _targets(shown: _Shown, reading: Reading, rows: list[Row]) -> tuple[Reading, list[Row]]:
    """Choose the numbers that the words of the question speak of."""
    chosen = nearest_targets(rows, _target_wordings(shown.draft))
    nodes = tuple(Node(row["target"], "target", row["measure"]) for row in chosen)
    return replace(reading, among=nodes), chosen


def _items_answer(shown: _Shown, reading: Reading, rows: list[Row]) -> tuple[str, tuple[str, ...]]:
    columns: tuple[str, ...] = ("kind", "annexNumber", "rowNumber", "title", "text", "annualTask")
    columns += ("officials", "lead", "responsible", "supporting", "document", "item")
    sentence = items_sentence(reading, rows, shown.draft.language)
    if reading.measure == "share":
        sentence = _share(shown, reading, rows)
    return sentence, columns


def _share(shown: _Shown, reading: Reading, rows: list[Row]) -> str:
    [found] = _solutions(shown.opened, total_query(reading.base))
    total = int(found["items"])
    share = len(rows) / total if total else 0.0
    if shown.draft.language == "zh":
        return f"{len(rows)} 项，占 {total} 项的 {share:.1%}。"
    return f"{len(rows)} of {total} work items, {share:.1%}."


def _collectives(shown: _Shown, reading: Reading) -> list[str]:
    """Say how much more an agency has through the groups that hold it."""
    conditions = reading.conditions
    asked = [c for c in conditions if c.slot == "agent" and not c.negated and len(c.nodes) == 1]
    if len(asked) != 1 or asked[0].nodes[0].type != "agency" or reading.focus in AGENT_FOCUSES:
        return []
    found = _solutions(shown.opened, collective_query(asked[0], conditions))
    if not found:
        return []
    names = "、".join(f"{row['name']} {row['items']} 项" for row in found)
    if shown.draft.language == "zh":
        return [f"另有由包括它的集合主体承担的事项，未计入：{names}。"]
    return [f"Not counted is work of collectives that hold it: {names}."]


def _solutions(opened: OpenSnapshot, sparql: str) -> list[dict[str, str]]:
    query = Query(rebase(sparql, opened.snapshot.base_iri))
    content: Mapping[str, Any] = json.loads(opened.workers.answer(query).body)
    return [
        {name: term["value"] for name, term in binding.items()}
        for binding in content["results"]["bindings"]
    ]
