"""The outcomes as a page: a table per part, and every test that is not passed, with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from bench.conformance.federation import FEDERATION_GROUPS
from bench.conformance.outcome import FAILED, PASSED, REFUSED, Outcome
from bench.conformance.queries import QUERY_GROUPS, RESULT_GROUPS
from bench.conformance.updates import UPDATE_GROUPS

PARTS = {
    "Query evaluation and syntax": QUERY_GROUPS,
    "Results formats": RESULT_GROUPS,
    "Federation": FEDERATION_GROUPS,
    "Update": UPDATE_GROUPS,
    "Protocol": ("protocol",),
    "Graph Store Protocol": ("graph-store-protocol",),
    "Service Description": ("service-description",),
}
_HEAD = """# Conformance

The W3C suite for SPARQL 1.1, run through HTTP against the real application by `make conformance`.
A test keeps this page.

*Refused* means: answered by an error that names the construct and the way round, and by no wrong
answer. Not run are the entailment regimes (70 tests: none is offered).

The tests of federation run with a list that names the host of their endpoints. These are served
from this machine with the data that each test gives, so that their IRIs in the query are others;
one that a test gives no data answers 404.

A syntax test of `LOAD` asks whether a text is an update, one of `SERVICE` whether it is a query. It
counts as passed where the whole text was read and then answered by 403, since no list names the
host; these tests are listed with their answer. A text that is none is answered by 400.

"""
_KNOWN = {
    "tsv03": "the store keeps `xsd:negativeInteger` as `xsd:integer`; writing it is refused",
}


def page(outcomes: Iterable[Outcome]) -> str:
    """Return the page for docs/conformance.md."""
    outcomes = list(outcomes)
    return _HEAD + "\n".join(_part(title, groups, outcomes) for title, groups in PARTS.items())


def _part(title: str, groups: Iterable[str], outcomes: list[Outcome]) -> str:
    counts = {group: Counter[str]() for group in groups}
    for outcome in outcomes:
        if outcome.group in counts:
            counts[outcome.group][outcome.state] += 1
    total = sum(counts.values(), Counter[str]())
    lines = [f"## {title}: {total[PASSED]} of {total.total()}", ""]
    lines += ["| group | tests | passed | refused | failed |", "|---|---|---|---|---|"]
    lines += [
        f"| {group} | {count.total()} | {count[PASSED]} | {count[REFUSED]} | {count[FAILED]} |"
        for group, count in counts.items()
    ]
    left = [o for o in outcomes if o.group in counts and o.state != PASSED]
    notes = [f"- `{o.group}` `{o.name}` {o.state}: {_KNOWN.get(o.name, o.why)}" for o in left]
    passed = [o for o in outcomes if o.group in counts and o.state == PASSED and o.why]
    notes += [
        f"- `{o.group}` `{o.name}` passed as read, then not permitted: {o.why}" for o in passed
    ]
    return "\n".join([*lines, *([""] if notes else []), *notes, ""])
