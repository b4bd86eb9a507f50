"""How a number is cited: what was asked, of which snapshot, and how it is run again."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from ontology.errors import UnknownValue

if TYPE_CHECKING:
    from zhengtu.client.frames import Origin

_MOST_DOCUMENTS = 3
STYLES = ("text", "bibtex")


def cite(origin: Origin, style: str = "text") -> str:
    """Return a citation in one of `STYLES`.

    It holds no date of access: a snapshot never changes, so it does not matter when it was asked.
    Others whom the query asked do change; when that was is said.
    """
    if style not in STYLES:
        raise UnknownValue(f"no style '{style}', only {', '.join(STYLES)}", "style")
    return _text(origin) if style == "text" else _bibtex(origin)


def query_hash(origin: Origin) -> str:
    """Return 10 hexadecimal digits that tell one question with its values from another."""
    values = json.dumps(dict(origin.values), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(f"{origin.asked}\n{values}".encode()).hexdigest()[:10]


def again(origin: Origin) -> str:
    """Return the line of Python that connects to the same snapshot."""
    return f'zhengtu.connect("{origin.endpoint}", snapshot="{origin.snapshot}")'


def _text(origin: Origin) -> str:
    parts = [f"政图 zhengtu, snapshot {origin.snapshot} ({_documents(origin)}), {origin.endpoint}"]
    if origin.asked:
        parts.append(f"Question {query_hash(origin)}: {_asked(origin)}")
    if elsewhere := _elsewhere(origin):
        parts.append(elsewhere)
    parts.append(f"To run it again: {again(origin)}")
    return ". ".join(parts) + "."


def _asked(origin: Origin) -> str:
    asked = " ".join(origin.asked.split())
    values = ", ".join(f"{name}={value}" for name, value in origin.values.items())
    return f"{asked} [{values}]" if values else asked


def _elsewhere(origin: Origin) -> str:
    hosts = origin.more.get("elsewhere")
    return f"Asked elsewhere, where the answer may be another now: {hosts}" if hosts else ""


def _documents(origin: Origin) -> str:
    shown = "; ".join(origin.documents[:_MOST_DOCUMENTS])
    left = len(origin.documents) - _MOST_DOCUMENTS
    return f"{shown}; and {left} more documents" if left > 0 else shown or "no document"


def _bibtex(origin: Origin) -> str:
    key = f"zhengtu-{origin.snapshot}" + (f"-{query_hash(origin)}" if origin.asked else "")
    fields = {
        "title": f"政图 zhengtu: snapshot {origin.snapshot}",
        "howpublished": f"\\url{{{origin.endpoint}}}",
        "note": _escaped(f"{_documents(origin)}. {_asked(origin)} {_elsewhere(origin)}".strip()),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{key},\n{lines}\n}}"


def _escaped(text: str) -> str:
    special = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}"}
    special |= {c: f"\\{c}" for c in "%#&_$"} | {
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
    return "".join(special.get(character, character) for character in text)
