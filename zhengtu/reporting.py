"""The report of a load for a terminal: each document at a glance, then what was left of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from loader.report import KINDS, LEFT_OUT

Note = dict[str, Any]

_LONG = ("inherited", "missing", "skipped")
"""Kinds of notes that are only counted unless all are asked for: they ask nobody to do anything."""
_MOST_PLACES = 3
_LONGEST_TEXT = 60


def report_text(reports: Iterable[Mapping[str, Any]], *, all_notes: bool) -> str:
    """Return the reports of documents as text; with `all_notes` each note by itself."""
    lines: list[str] = []
    for document in reports:
        lines.append(f"{document['file']} <{document['iri']}>")
        lines += (f"  {line}" for line in _glance(document))
        lines += (f"  {line}" for line in _notes(document["notes"], all_notes=all_notes))
    return "\n".join(lines) + "\n"


def links_text(reports: Iterable[Mapping[str, Any]]) -> str:
    """Return what goes on from the year before, with the pairs that are worth a look."""
    lines = []
    for report in reports:
        newer, older = report["newer"]["label"], report["older"]["label"]
        suggested = report["suggested"]
        lines.append(
            f"{newer} goes on from {older}: {report['linked']} items linked, {len(suggested)} "
            "that may be the same work and are not linked"
        )
        lines += (f"  {one['score']:.2f} {_pair(one)}" for one in suggested)
    return "".join(line + "\n" for line in lines)


def _pair(suggestion: Mapping[str, Any]) -> str:
    texts = (" ".join(suggestion[side]["text"].split()) for side in ("newer", "older"))
    return " < ".join(f"'{text[:_LONGEST_TEXT]}'" for text in texts)


def _glance(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield the counts, and how the columns of each kind of table were understood."""
    for name, counts in document["counts"].items():
        if name != "notes":
            shown = ", ".join(f"{number} {kind}" for kind, number in counts.items())
            yield f"{name}: {shown or 'none'}"
    columns = [(table["layout"], _columns(table)) for table in document.get("tables", ())]
    for layout, words in dict.fromkeys(columns):
        times = columns.count((layout, words))
        yield f"columns of {f'{times} tables' if times > 1 else 'a table'} ({layout}): {words}"


def _columns(table: Mapping[str, Any]) -> str:
    """Return the header words with the fields they stand for, those not understood with a `?`."""
    if not table["words"]:
        return ", ".join(field or "?" for field in table["fields"])
    pairs = zip(table["words"], table["fields"], strict=True)
    return ", ".join(f"{words or '(no words)'} = {field or '?'}" for words, field in pairs)


def _notes(notes: list[Note], *, all_notes: bool) -> Iterator[str]:
    for kind, meaning in KINDS.items():
        found = [note for note in notes if note["kind"] == kind]
        if not found:
            continue
        left = ", left out" if kind in LEFT_OUT else ""
        if all_notes:
            yield f"{kind}: {len(found)}{left} ({meaning})"
            yield from (f"  {_line([note])}" for note in found)
        elif kind in _LONG:
            yield f"{kind}: {len(found)} ({meaning}); --all lists them"
        else:
            yield f"{kind}: {len(found)}{left} ({meaning})"
            yield from (f"  {_line(same)}" for same in _grouped(found))


def _grouped(notes: Iterable[Note]) -> list[list[Note]]:
    """Return the notes that say the same of the same words together, in order of these."""

    def said(note: Note) -> tuple[str, str]:
        return note["text"], note["message"]

    return [list(same) for _, same in groupby(sorted(notes, key=said), key=said)]


def _line(same: list[Note]) -> str:
    """Return a line for notes that say the same, with the first places where they do."""
    text, message = " ".join(same[0]["text"].split()), same[0]["message"]
    text = text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"
    places = list(dict.fromkeys(filter(None, (_place(note["where"]) for note in same))))
    shown = "; ".join(places[:_MOST_PLACES]) + (" …" if len(places) > _MOST_PLACES else "")
    times = f" {len(same)} times" if len(same) > 1 else ""
    return f"'{text}'{times}{f' ({shown})' if shown else ''}: {message}"


def _place(where: Mapping[str, Any]) -> str:
    """Return a place without the file: `annex 1, row 3, column 4`, `paragraph 7`."""
    if "part" in where:
        return str(where["part"])
    shown = {name: value for name, value in where.items() if name != "file"}
    if shown.get("annex") == 0:
        del shown["annex"]
    return ", ".join(f"{name} {value}" for name, value in shown.items())
