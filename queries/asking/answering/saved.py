"""Free questions that a saved question answers: 依据, 全称, 成员, 前身, 职务, 主送, 文号."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from graph.opened import OpenSnapshot
from ontology.ids import rebase
from queries.ask import Result
from queries.ask import answer as answer_question
from queries.asking.answering.answer import ANSWERED, UNSURE, Answer
from queries.asking.answering.showing import Shown
from queries.asking.doubts.idle import use_words_beside_documents
from queries.asking.readings.draft import Draft
from queries.asking.readings.reading import Condition
from queries.asking.rows.document_counts import count_documents
from queries.asking.rows.linking import bodies_of_type
from queries.asking.sentences.remarks import INFERRED, REGISTERED
from queries.asking.words.numerals import number_of
from queries.catalogue import Question, find_question

_TYPES = {
    "agency": ("agency", "group"),
    "official": ("official",),
    "document": ("document",),
    "place": ("place",),
    "theme": ("theme",),
}
_GROUPS_ONLY = ("members-of-groups",)


@dataclass(frozen=True)
class SavedReading:
    """A saved question with the values that the free question gives it."""

    question: Question
    given: dict[str, str]


def find_saved(draft: Draft) -> SavedReading | None:
    """Return the saved question that the words of the draft ask for, with its parameters.

    None if there is none, or if a parameter that it needs is not named.
    """
    for place in draft.find("saved"):
        question = find_question(draft.tokens[place].value("saved") or "")
        given = _given(draft, question)
        if given is not None:
            draft.use(place, "saved question", question.name)
            return SavedReading(question, given)
    return None


def _given(draft: Draft, question: Question) -> dict[str, str] | None:
    given: dict[str, str] = {}
    for parameter in question.parameters:
        types = _TYPES.get(parameter.type, ())
        for place, token in enumerate(draft.tokens):
            nodes = token.named(*(("group",) if question.name in _GROUPS_ONLY else types))
            if nodes and parameter.name not in given:
                draft.use(place, parameter.name, nodes[0].label)
                given[parameter.name] = nodes[0].iri
        needed = parameter.required or question.name in _GROUPS_ONLY
        if needed and parameter.name not in given:
            return None
    return given


def answer_saved(reading: SavedReading, opened: OpenSnapshot) -> Result:
    counted = count_documents(reading.question, reading.given, opened)
    return counted or answer_question(reading.question, reading.given, opened)


def of_named_documents(result: Result, draft: Draft) -> Result:
    """Keep the rows of the documents that the question names, where rows are documents."""
    named = [(i, t.named("document")) for i, t in enumerate(draft.tokens) if t.named("document")]
    if result.question.name != "documents" or not named:
        return result
    for place, nodes in named:
        draft.use(place, "document", nodes[0].label)
    wanted = {node.iri for _, nodes in named for node in nodes}
    return replace(result, rows=[row for row in result.rows if row["document"] in wanted])


def of_named_annex(result: Result, draft: Draft) -> Result:
    """Keep the annex that the question names alone: 附件2的名称."""
    said = [t.text for t in draft.tokens if t.value("saved") == "annexes"]
    numbers = {number_of(n) for text in said for n in _ANNEX.findall(text)}
    if said and not numbers:
        places = draft.find("annex")
        numbers = {int(draft.tokens[i].value("annex") or 0) for i in places}
        for place in places:
            draft.use(place, "annex")
    if result.question.name != "annexes" or len(numbers) != 1:
        return result
    return replace(result, rows=[r for r in result.rows if r["annexNumber"] in numbers])


_ANNEX = re.compile(r"(?:附件|annex )(\d+|[一二三四五六七八九十]+)")


def of_named_post(result: Result, draft: Draft) -> Result:
    """`谁是常务副市长`: keep those who have the post that the question names."""
    said = "".join(t.text for t in draft.tokens if t.has("saved"))
    wanted = next((post for words, post in _POSTS.items() if words in said), "")
    if result.question.name != "posts-of-officials" or not wanted:
        return result
    rows = [r for r in result.rows if wanted in str(r["post"]).split("、")]
    return replace(result, rows=rows)


def use_named_employer(result: Result, draft: Draft) -> None:
    """`在市政府里担任什么职务`: the body of which all posts are says nothing more."""
    if result.question.name != "posts-of-officials" or not result.rows:
        return
    for place, token in enumerate(draft.tokens):
        labels = {node.label for node in token.named("agency")}
        if labels and all(labels & {str(value) for value in row.values()} for row in result.rows):
            draft.use(place, "employer")


_POSTS = {"常务副市长": "常务副市长", "副市长": "副市长", "市长": "市长"}
_POSTS |= {"executive": "常务副市长", "deputy mayor": "副市长", "vice": "副市长", "mayor": "市长"}
_FROM_REGISTERS = ("posts-of-officials",)
"""Saved questions that the registers answer, and no document."""
_SURE = 0.7
"""From which confidence on what is stated beside the documents is told as it is."""


def register_doubts(result: Result, language: str) -> list[str]:
    """Say so where the registers state what is told, and with how little confidence.

    That nothing is stated anywhere is no statement of theirs.
    """
    if any(float(str(row.get("confidence", 1))) < _SURE for row in result.rows):
        return [INFERRED[language]]
    told = result.rows and result.question.name in _FROM_REGISTERS
    return [REGISTERED[language]] if told else []


def without_unproven(result: Result, language: str) -> tuple[Result, str]:
    """Leave out posts that the registers themselves call unproven, and say what they have."""
    open_posts = [row for row in result.rows if _UNPROVEN in str(row.get("post", ""))]
    if result.question.name != "posts-of-officials" or len(open_posts) < len(result.rows):
        return result, ""
    told = "、".join(dict.fromkeys(f"{row['officialName']}：{row['post']}" for row in open_posts))
    zh = f"没有写明：文件不写职务，登记里也只有“{told}”。"
    en = f"Not stated: no document states the post, and the registers only “{told}”."
    return replace(result, rows=[]), zh if language == "zh" else en


_UNPROVEN = "未证实"


def without_undated(result: Result, draft: Draft) -> Result:
    """`哪一天印发的`: a document that prints no date does not answer it."""
    said = "".join(t.text for t in draft.tokens if t.has("saved", "asks"))
    if result.question.name != "documents" or not _DATED.search(said):
        return result
    return replace(result, rows=[row for row in result.rows if row["date"]])


_DATED = re.compile("日期|几月|时间|时候|何时|哪天|哪一天|几号|哪年哪月|哪日|何日|when|date")


def addressed_words(result: Result, draft: Draft) -> tuple[str, str]:
    """Say whether the document is addressed to whom the question names, and what is doubtful.

    Who is not named may still be one of a collective: 公安局 of 市各委办局.
    """
    asks = any(t.has("yesno") for t in draft.tokens)
    places = [i for i in range(len(draft.tokens)) if draft.tokens[i].named("agency", "group")]
    if result.question.name != "addressees" or not asks or len(places) != 1:
        return "", ""
    nodes = draft.tokens[places[0]].named("agency", "group")
    draft.use(places[0], "claimed", nodes[0].label)
    holds = bool({node.iri for node in nodes} & {row["addressee"] for row in result.rows})
    doubt = "主送名单没有点到它的名；它可能属于其中的集合主体。"
    if draft.language == "en":
        doubt = "It is not named; it may belong to a collective that is."
        return ("Yes. ", "") if holds else ("No. ", doubt)
    return ("是：", "") if holds else ("否：", doubt)


def of_type(result: Result, draft: Draft, opened: OpenSnapshot) -> Result:
    """`主送机关中管委会有几家`: keep the addressees of the type of bodies that is named."""
    places = [i for i, t in enumerate(draft.tokens) if t.has("type") and not t.nodes]
    if result.question.name != "addressees" or not places:
        return result
    for place in places:
        draft.use(place, "type")
    types = [draft.tokens[place].value("type") or "" for place in places]
    wanted = set(bodies_of_type(types, opened.index.columns))
    return replace(result, rows=[row for row in result.rows if row["addressee"] in wanted])


def saved_sentence(result: Result, language: str) -> str:
    """Say how many rows there are and what stands in their names."""
    if result.question.name == "documents":
        return "".join(_document(row, language) for row in result.rows)
    names = [c for c in result.columns if c.endswith(("Name", "name", "Title", "number", "post"))]
    names = [c for c in names if c not in ("documentTitle",)] or result.columns[:1]
    shown = dict.fromkeys(
        "，".join(str(row[c]) for c in names if row[c] is not None) for row in result.rows
    )
    text = "；".join(list(shown)[:12]) + (" …" if len(shown) > 12 else "")
    if language == "zh":
        return f"{result.question.title_zh}{len(result.rows)} 行：{text}。"
    return f"{result.question.title_en} {len(result.rows)} rows: {text}."


def _document(row: Mapping[str, object], language: str) -> str:
    """Say number, title, issuer and date of a document, and that there is none."""
    number, title, issuer = row["number"], row["documentTitle"], row["issuerName"]
    if language == "zh":
        issued = f"，{issuer}印发" if issuer else "，没有写明印发机关"
        dated = f"，落款日期{row['date']}" if row["date"] else "，文件没有印出落款日期"
        return f"{number or '没有文号'}《{title}》{issued}{dated}。"
    issued = f"issued by {issuer}" if issuer else "no issuer is printed"
    dated = f"dated {row['date']}" if row["date"] else "no date is printed"
    return f"{number or 'Without number'}, {title}: {issued}, {dated}."


def saved_answer(shown: Shown, saved: SavedReading, narrowing: Condition | None) -> Answer:
    """Answer by a saved question; what it has no parameter for is said, filters are."""
    result = of_named_documents(answer_saved(saved, shown.opened), shown.draft)
    result = of_named_post(of_named_annex(result, shown.draft), shown.draft)
    result = of_type(result, shown.draft, shown.opened)
    use_named_employer(result, shown.draft)
    claim, doubt = addressed_words(result, shown.draft)
    said = saved_sentence(result, shown.draft.language)
    result = without_undated(result, shown.draft)
    result, unproven = without_unproven(result, shown.draft.language)
    sentence = unproven or claim + said
    for place in shown.draft.find("saved", *_ASKING):
        shown.draft.use(place, "question word")
    use_words_beside_documents(shown.draft, saved.question.name, sentence)
    answer = shown.base(ANSWERED, sentence)
    unused = [*answer.not_understood, *(narrowing.texts[:1] if narrowing else ())]
    if unused:
        words = "、".join(unused)
        notes = {"zh": f"没有理解：{words}。", "en": f"Not understood: {words}."}
        answer = replace(answer, status=UNSURE, notes=(notes[answer.language],))
    doubts = [doubt] if doubt else []
    doubts += register_doubts(result, answer.language)
    if doubts:
        answer = replace(answer, status=UNSURE, notes=(*answer.notes, *doubts))
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
