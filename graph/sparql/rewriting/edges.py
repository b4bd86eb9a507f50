"""Paths that end in a literal, put so that the store finds that literal and no other.

On disk the store looks for the statements about 255 in a range that reaches to 510, for those about
-1 in one that has decimals in it: wherever the bytes of a value end in 0xFF. It looks at what a
pattern of three terms finds once more, but not at what a path finds. So where a path may end in a
literal that is known before, its last step is looked at as a pattern. A negated set alone is
written as one: it has as many solutions as statements, which no look tells apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from graph.sparql.rewriting.paths import may_be_idle, ways
from graph.sparql.rewriting.scope import Names
from graph.sparql.rewriting.steps import edges, flat, inverse, normal, passed
from graph.sparql.syntax.tree import (
    Bind,
    Column,
    Graph,
    Node,
    Path,
    Select,
    Term,
    Triples,
    Values,
)

_INTEGER = re.compile(r"[+-]?\d+")
_SAFE = re.compile(r"(?:true|false|[+-]?\d*\.\d{1,10})|(?s:[\"'].*[\"'])(?:@[\w-]+)?", re.I)
"""Literals whose bytes do not end in 0xFF: a decimal is kept with 18 digits behind the point."""

_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_OTHERS = ("double", "float", "duration", "yearMonthDuration", "dayTimeDuration")
_DATATYPES = ", ".join(f"<{_XSD}{name}>" for name in _OTHERS)
_ENDS = (
    f"DATATYPE(?_zt_o) IN ({_DATATYPES}) || (isNumeric(?_zt_o) && IF(CONTAINS(STR(?_zt_o), '.'),"
    " STRLEN(STRAFTER(STR(?_zt_o), '.')) > 10, (?_zt_o + 1) / 256 = FLOOR((?_zt_o + 1) / 256)))"
)
"""Whether the bytes of a value may end in 0xFF."""

Part = tuple[Term, Path, Term]


class Edges:
    """Writes the ways of a path in a query; `may_be_known` tells of a variable that more binds it.

    `passed` collects the steps by which a path may go through a literal, which it then looks up.
    """

    def __init__(self, root: Select, *, is_bound: bool) -> None:
        self._counts = Counter(_bindings(root))
        self._is_bound = is_bound
        self._steps = 0
        self.passed: set[str] = set()

    def doubts(self, block: Triples) -> bool:
        """Tell whether a path of `block` is to be written anew."""
        nodes = _nodes(block)
        for triple in block.triples:
            for way in ways(triple.predicate) if isinstance(triple.predicate, Path) else ():
                path = normal(way)
                parts = self._parts(triple.subject, path, triple.value)
                if path != way or any(self._looked_at(part, nodes) for part in parts):
                    return True
        return False

    def note(self, block: Triples) -> None:
        """Collect the steps through literals of a `block` that stays as it is."""
        for triple in block.triples:
            if isinstance(triple.predicate, Path):
                for step in flat(normal(triple.predicate)):
                    self.passed.update(one.text for one in passed(step))

    def written(self, block: Triples) -> Callable[[Term, Path, Term], str]:
        """Return how a way of a path in `block` from one term to another is written."""
        nodes = _nodes(block)

        def write(subject: Term, way: Path, value: Term) -> str:
            path = normal(way)
            parts = list(self._parts(subject, path, value))
            self.passed.update(step.text for _, part, _ in parts for step in passed(part))
            if not any(self._looked_at(part, nodes) for part in parts):
                return f"{subject.text} {path} {value.text}"
            return " . ".join(self._part(part, nodes) for part in parts)

        return write

    def _parts(self, subject: Term, path: Path, value: Term) -> Iterator[Part]:
        """Yield the parts of a sequence, with a variable between each two of them."""
        steps = list(flat(path))
        for number, step in enumerate(steps, 1):
            following = value
            if number < len(steps):
                self._steps += 1
                following = Term("var", f"?_zt_e{self._steps}")
                if _begins_at_node(steps[number]):
                    following = Term("var", f"?_zt_n{self._steps}")
            yield subject, step, following
            subject = following

    def _part(self, part: Part, nodes: Names) -> str:
        subject, path, value = part
        looked_at = self._looked_at(part, nodes)
        if looked_at and path.kind == "!":
            return self._negation(subject, path, value)
        if looked_at and path.kind == "^":
            return self._negation(value, path.parts[0], subject)
        pattern = f"{subject.text} {path} {value.text}"
        # in a group of their own the filters would keep the engine from beginning at the known end
        filters = [f"FILTER({_check(*check)})" for check in looked_at]
        return " ".join([pattern, *filters])

    def _negation(self, subject: Term, path: Path, value: Term) -> str:
        self._steps += 1
        return _not_by(subject.text, path, value.text, f"?_zt_e{self._steps}")

    def _looked_at(self, part: Part, nodes: Names) -> list[Part]:
        """Return the ways to ends of `part` that may be literals which are known before."""
        subject, path, value = part
        if path.kind == "iri" or (path.kind == "^" and path.parts[0].kind == "iri"):
            return []
        back = inverse(path)
        sides: list[Part] = []
        if (may_be_idle(path) or edges(path)) and self._may_be_known(value, nodes):
            sides.append((subject, path, value))
        # where neither end is known, the store goes on from all nodes that may be its beginning
        begins = edges(back) and not _is_node(subject, nodes)
        if begins or (may_be_idle(path) and self._may_be_known(subject, nodes)):
            sides.append((value, back, subject))
        return sides

    def _may_be_known(self, end: Term, nodes: Names) -> bool:
        if _is_node(end, nodes):
            return False
        return end.kind == "literal" or self._is_bound or self._counts[end.text] != 1


def _is_node(end: Term, nodes: Names) -> bool:
    """Tell whether `end` is no literal, or one whose bytes do not end in 0xFF."""
    if end.kind == "literal":
        return _is_safe(end.text)
    return end.kind == "iri" or end.text in nodes or end.text.startswith("?_zt_n")


def _begins_at_node(path: Path) -> bool:
    """Tell whether a normal path begins with a term that has a statement of its own."""
    return not may_be_idle(path) and not edges(inverse(path))


def _nodes(block: Triples) -> Names:
    """Return the ends in `block` that can be no literals."""
    found: set[str] = set()
    for subject, verb, value in ((t.subject, t.predicate, t.value) for t in block.triples):
        path = normal(verb) if isinstance(verb, Path) else Path("iri", text=verb.text)
        found |= {subject.text} if _begins_at_node(path) else set()
        found |= {value.text} if _begins_at_node(inverse(path)) else set()
    return frozenset(found)


def _check(start: Term, path: Path, end: Term) -> str:
    """Return a condition that is true if `end` is no literal, or if its last step is there."""
    conditions = []
    if may_be_idle(path):
        is_node = f"EXISTS {{ ?_zt_m ?_zt_q {end.text} }}"
        conditions.append(f"(sameTerm({start.text}, {end.text}) && {is_node})")
    if found := edges(path):
        ways_to = " UNION ".join(f"{{ {_edge(start, *edge, end)} }}" for edge in found)
        conditions.append(f"EXISTS {{ {ways_to} }}")
    condition = " || ".join(conditions)
    return condition if end.kind == "literal" else f"IF(isLiteral({end.text}), {condition}, true)"


def _edge(start: Term, before: Path | None, step: Path, end: Term) -> str:
    node = "?_zt_m" if before else start.text
    way = f"{start.text} {before} {node} . " if before else ""
    if step.kind == "iri":
        return f"{way}{node} {step.text} {end.text}"
    return way + _not_by(node, step, end.text, "?_zt_q")


def _not_by(subject: str, negation: Path, value: str, verb: str) -> str:
    """Return the pattern of a negated set, which has the variable `verb` for its property."""
    others = ", ".join(_TYPE if part.text in ("a", "A") else part.text for part in negation.parts)
    other = f" FILTER({verb} NOT IN ({others}))" if others else ""
    return f"{subject} {verb} {value}{other}"


def _is_safe(literal: str) -> bool:
    """Tell whether the bytes of a literal do not end in 0xFF, or those of no other come near."""
    if _INTEGER.fullmatch(literal):
        return int(literal) % 256 != 255
    return _SAFE.fullmatch(literal) is not None


def _bindings(node: Node) -> Iterator[str]:
    """Yield the variables of `node` where they may get a value, as often as they stand there."""
    match node:
        case Triples(_, _, triples):
            terms = (term for t in triples for term in (t.subject, t.predicate, t.value))
            yield from (term.text for term in terms if isinstance(term, Term))
        case Values():
            yield from node.names
        case Bind():
            yield node.var
        case Column() if node.expression:
            yield node.var
        case Graph():
            yield node.name.text
    for child in node.children():
        yield from _bindings(child)


def doubt(passed_: set[str]) -> str:
    """Return a query that tells whether such a step leads to a literal that is not found alone."""
    verbs = sorted(text or "?_zt_p" for text in passed_)
    sides = [f"{{ ?_zt_s {verb} ?_zt_o }}" for verb in verbs]
    sides += [f"{{ GRAPH ?_zt_g {side} }}" for side in sides]
    return f"ASK {{ {' UNION '.join(sides)} FILTER({_ENDS}) }}"
