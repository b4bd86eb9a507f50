"""What was achieved, where the graph knows an outcome beside the target."""

from __future__ import annotations

from graph.opened import OpenSnapshot
from queries.ask import answer
from queries.asking.answering.evaluating import evaluate_reading
from queries.asking.figures.unit_words import units_asked
from queries.asking.readings.draft import Draft
from queries.asking.readings.reading import Reading
from queries.asking.rows.solutions import Found, solutions
from queries.asking.rows.tables import Row
from queries.catalogue import find_question

_QUESTION = "target-against-outcome"
_COLUMNS: tuple[str, ...] = ("indicator_name", "quote", "outcomeValue", "outcomeUnit", "difference")
_COLUMNS += ("differenceUnit", "met", "rule", "sourceTitle", "item")
_DOCUMENTS = """\
PREFIX zt: <https://w3id.org/zhengtu/def#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT DISTINCT ?document WHERE {
  ?outcome a zt:Outcome .
  {
    ?outcome zt:jurisdiction ?place .
    ?document zt:jurisdiction ?place ; dcterms:hasVersion ?version
  }
  UNION { ?outcome zt:outcomeOf ?item . ?item zt:inDocument ?document }
}"""
_FEW = 8
"""Documents that are asked about one by one: all together take the graph seconds."""
_MET_ZH = {"yes": "完成", "no": "没有完成", "not comparable": "不可比"}


def find_outcomes(draft: Draft, reading: Reading, opened: OpenSnapshot) -> Found | None:
    """Return the outcomes of the targets that the reading chooses; None if none is known."""
    if not reading.conditions:
        return None
    documents = _documents(opened)
    if not documents:
        return None
    items = {row["item"] for row in evaluate_reading(draft, reading, opened).rows}
    question = find_question(_QUESTION)
    several = len(documents) > _FEW
    asked = [{}] if several else [{"document": document} for document in documents]
    told = (row for given in asked for row in answer(question, given, opened).rows)
    rows: list[Row] = [
        dict(row) for row in told if row["item"] in items and row["outcomeValue"] is not None
    ]
    if not rows:
        return None
    sentence = _sentence(rows, draft)
    return Found(reading, sentence, _COLUMNS, rows, question.sparql, _unit_doubts(draft, rows))


def _unit_doubts(draft: Draft, rows: list[Row]) -> tuple[str, ...]:
    """Say so where another unit is asked for than the outcomes have: GDP实际完成多少亿元."""
    asked, told = units_asked(draft), {str(row["outcomeUnit"]) for row in rows}
    if not asked or asked & told:
        return ()
    if draft.language == "zh":
        return ("没有把握：问的是别的单位的数。",)
    return ("Unsure: a number in another unit is asked for.",)


def _documents(opened: OpenSnapshot) -> list[str]:
    """Return the documents whose items may have outcomes: of a place, or of an item, with some."""
    return sorted({row["document"] for row in solutions(opened, _DOCUMENTS)})


def _sentence(rows: list[Row], draft: Draft) -> str:
    zh = draft.language == "zh"
    said = "".join(_told(row, zh=zh) for row in rows)
    if not any(t.has("yesno") for t in draft.tokens):
        return said
    if all(row["met"] == "yes" for row in rows):
        return ("是：" if zh else "Yes: ") + said
    return (("否：" if zh else "No: ") if all(r["met"] == "no" for r in rows) else "") + said


def _told(row: Row, *, zh: bool) -> str:
    """Say target, outcome and difference of one target."""
    reached = f"{_number(row['outcomeValue'])}{row['outcomeUnit']}"
    gap = ""
    if row["difference"] is not None:
        gap = f"{_number(row['difference'])} {row['differenceUnit']}"
    if zh:
        apart = f"，相差 {gap}" if gap else ""
        met = _MET_ZH[str(row["met"])]
        source = f"（{row['sourceTitle']}）"
        return f"{row['indicator_name']}：目标{row['quote']}，实际{reached}{apart}，{met}{source}。"
    apart = f", a difference of {gap}" if gap else ""
    told = f"{row['indicator_name']}: target {row['quote']}, outcome {reached}{apart}"
    return f"{told}, met: {row['met']} ({row['sourceTitle']})."


def _number(value: object) -> str:
    return f"{float(str(value)):g}"
