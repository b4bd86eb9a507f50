"""Where a statement comes from, as text for a terminal."""

from __future__ import annotations

import json

from graph.opened import OpenSnapshot
from queries.explanation import explain, explanation_lines


def explanation_answer(opened: OpenSnapshot, node: str, *, as_json: bool) -> str:
    """Return where `node` comes from, in words or as JSON."""
    found = explain(node, opened)
    if as_json:
        return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    return "\n".join(explanation_lines(found, opened.snapshot.base_iri)) + "\n"
