"""Answers as text for a terminal: tables, lists and summaries."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from graph.index.search.highlights import snippet
from graph.index.search.searches import Search
from graph.index.search.ways import words_of
from graph.opened import OpenSnapshot
from graph.sparql.evaluate import Query
from graph.storage.snapshot import Snapshot
from loader.report import LEFT_OUT
from ontology.errors import NotAcceptable
from queries.ask import Result, answer
from queries.asking.answers import ANSWERED, REFUSED, UNSURE, ask, ask_rows
from queries.asking.answers import Answer as FreeAnswer
from queries.asking.readings.apart import MOST_TOLD
from queries.catalogue import Question, catalogue, find_question

_SOLUTIONS = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
_GRAPHS = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "xml": "application/rdf+xml",
}
_WIDEST = 60


def query_answer(opened: OpenSnapshot, text: str, format_name: str) -> str:
    """Return the answer to a SPARQL query; as a table, a graph is given as Turtle."""
    if format_name == "table":
        asked = Query(text, _SOLUTIONS["json"], _GRAPHS["ttl"])
    else:
        asked = Query(text, _SOLUTIONS.get(format_name), _GRAPHS.get(format_name))
    found = opened.workers.answer(asked)
    body = found.body.decode()
    if format_name == "table" and found.media_type == _SOLUTIONS["json"]:
        return _solutions_table(json.loads(body))
    return body if body.endswith("\n") else body + "\n"


def _solutions_table(content: dict[str, Any]) -> str:
    if "boolean" in content:
        return f"{str(content['boolean']).lower()}\n"
    columns = content["head"]["vars"]
    bindings = content["results"]["bindings"]
    rows = [[binding.get(name, {}).get("value", "") for name in columns] for binding in bindings]
    return table(columns, rows) + f"{len(rows)} rows\n"


def search_answer(opened: OpenSnapshot, asked: Search) -> str:
    """Return the results of a search, one per line, with their extract."""
    found = opened.index.search(asked)
    words = words_of(found.terms)
    rows = [
        [card["type"], card["label"], snippet(card, words).text, _leads(card["agencies"])]
        for _, card in found.hits
    ]
    shown = f"{len(rows)} of {found.total} results\n"
    return table(["type", "label", "extract", "lead"], rows) + shown


def _leads(agencies: Iterable[Mapping[str, str]]) -> str:
    return "、".join(a["label"] for a in agencies if a["role"] in ("lead", "responsible"))


def question_list() -> str:
    """Return the names of all saved questions with what they ask."""
    questions = catalogue().values()
    rows = [[question.name, question.title_zh, _examples(question)] for question in questions]
    return table(["question", "title", "parameters"], rows)


def _examples(question: Question) -> str:
    return " ".join(f"{p.name}={p.example}" for p in question.parameters)


def question_answer(
    opened: OpenSnapshot, name: str, given: Mapping[str, str], format_name: str
) -> str:
    """Return the answer to a saved question as a table, JSON or CSV."""
    result = answer(find_question(name), given, opened)
    if format_name == "json":
        return json.dumps(result.as_json(), ensure_ascii=False, indent=1) + "\n"
    if format_name == "csv":
        return result.as_csv()
    if format_name == "table":
        return _result_table(result, opened.snapshot.base_iri)
    raise NotAcceptable(f"no format '{format_name}'")


def is_free(text: str) -> bool:
    """Tell whether `text` is a free question and not meant as the name of a saved one.

    >>> is_free("环保局牵头哪些任务"), is_free("tasks-of-agncy")
    (True, False)
    """
    return text not in catalogue() and re.fullmatch(r"[a-z]+(-[a-z]+)*", text) is None


def free_answer(
    opened: OpenSnapshot,
    question: str,
    format_name: str,
    filters: Mapping[str, str],
    most_told: int = MOST_TOLD,
) -> tuple[str, bool]:
    """Return the answer to a free question, and whether it was answered at all.

    CSV has all rows, however many items `most_told` lets stand apart.
    """
    answering = ask_rows if format_name == "csv" else ask
    found = answering(question, opened, filters, most_told)
    is_answered = found.status in (ANSWERED, UNSURE)
    if format_name == "json":
        return json.dumps(found.as_json(), ensure_ascii=False, indent=1) + "\n", is_answered
    if format_name == "csv" and is_answered:
        return found.as_csv(), is_answered
    return _free_table(found, opened.snapshot.base_iri), is_answered


def _free_table(found: FreeAnswer, base_iri: str) -> str:
    """Return the sentence, what is to be said of it, and the rows without their IRIs."""
    lines = [found.sentence, *(f"! {note}" for note in found.notes)]
    if found.saved_questions and found.status == REFUSED:
        lines.append(f"zhengtu ask {' | '.join(found.saved_questions)}")
    columns = [name for name in found.columns if _is_shown(name, found.rows)]
    if not found.rows:
        return "\n".join(lines) + "\n"
    rows = [[_shown(row[name], base_iri) for name in columns] for row in found.rows]
    return "\n".join(lines) + "\n" + table(columns, rows)


def _is_shown(name: str, rows: Iterable[Mapping[str, object]]) -> bool:
    return name not in ("item", "thing", "document") and any(row[name] for row in rows)


def _result_table(result: Result, base_iri: str) -> str:
    """Return a table without the columns that repeat a parameter, IRIs with their prefix."""
    columns = [name for name in result.columns if name not in result.parameters]
    rows = [[_shown(row[name], base_iri) for name in columns] for row in result.rows]
    return table(columns, rows) + f"{len(rows)} rows; each: {result.question.row}\n"


def _shown(value: object, base_iri: str) -> str:
    if value is None:
        return ""
    return str(value).replace(f"{base_iri}id/", "id:").replace(f"{base_iri}def#", "zt:")


def info_text(snapshot: Snapshot, snapshots: list[str]) -> str:
    """Return what `snapshot` holds, and the ids of all `snapshots`."""
    manifest = snapshot.manifest
    lines = [f"snapshot {snapshot.id}", f"statements {manifest['counts']['quads']}"]
    for document in manifest["documents"]:
        counts = ", ".join(f"{number} {name}" for name, number in document["counts"].items())
        lines.append(f"document {document['iri']} ({document['file']}): {counts}")
    lines += [f"version {name} {value[:16]}" for name, value in manifest["versions"].items()]
    lines.append(f"all snapshots: {', '.join(snapshots)}")
    return "\n".join(lines) + "\n"


def loaded_lines(snapshot: Snapshot, names: Collection[str]) -> list[str]:
    """Return a line for each document called one of `names`, or for all: what was found in it."""
    lines = []
    for document in snapshot.reports(names):
        counts, notes = document["counts"], document["counts"]["notes"]
        found = f"{sum(counts['items'].values())} items, {sum(counts['assignments'].values())}"
        left = ", ".join(f"{notes[kind]} {kind}" for kind in sorted(LEFT_OUT) if kind in notes)
        if "provisions" in counts:
            found = f"{sum(counts['provisions'].values())} provisions, {found}"
        hint = f"; {left}: see 'zhengtu report'" if left else ""
        lines.append(f"{document['file']}: {found} assignments{hint}")
    return lines


def table(columns: list[str], rows: list[list[str]]) -> str:
    """Return a plain table; Chinese characters count as two columns wide.

    >>> print(table(["name", "n"], [["环保局", "24"]]), end="")
    name    n
    环保局  24
    """
    cells = [columns, *([_short(cell) for cell in row] for row in rows)]
    widths = [max(_width(row[i]) for row in cells) for i in range(len(columns))]
    lines = ("  ".join(_padded(c, w) for c, w in zip(row, widths, strict=True)) for row in cells)
    return "".join(line.rstrip() + "\n" for line in lines)


def _short(cell: str) -> str:
    flat = " ".join(cell.split())
    return flat if len(flat) <= _WIDEST else flat[: _WIDEST - 1] + "…"


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
