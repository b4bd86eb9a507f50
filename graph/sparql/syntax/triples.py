"""Read triples and their paths from the tokens of a query."""

from __future__ import annotations

from graph.sparql.syntax.tokens import NotUnderstood, Token, Tokens
from graph.sparql.syntax.tree import OWN_BLANK, Path, Term, Triple

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_FIRST, _REST, _NIL = (f"<{_RDF}{name}>" for name in ("first", "rest", "nil"))
_STARTS = frozenset({"iri", "name", "var", "blank", "string", "number"})


class TripleReader:
    """Reads triples; blank nodes without a name get a number."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self._blanks = 0

    def at_triple(self) -> bool:
        token = self.tokens.peek()
        return token.kind in _STARTS or token.word in ("(", "[", "TRUE", "FALSE")

    def read(self) -> list[Triple]:
        """Read the triples of one subject."""
        found: list[Triple] = []
        complex_ = self.tokens.sees("[", "(")
        subject = self._node(found)
        if found and complex_ and not self._at_verb():
            return found
        if complex_ and not self._at_verb():
            raise NotUnderstood(f"character {self.tokens.peek().start}: no predicate")
        self._properties(subject, found)
        return found

    def _at_verb(self) -> bool:
        token = self.tokens.peek()
        return token.kind in ("iri", "name", "var") or token.word in ("A", "^", "!", "(")

    def _properties(self, subject: Term, found: list[Triple]) -> None:
        while True:
            verb = self._verb()
            while True:
                found.append(Triple(subject, verb, self._node(found)))
                if not self.tokens.took(","):
                    break
            while self.tokens.took(";"):
                pass
            if not self._at_verb():
                return

    def _verb(self) -> Term | Path:
        if self.tokens.peek().kind == "var":
            return _var(self.tokens.take())
        path = self._alternatives()
        return Term("iri", path.text) if path.kind == "iri" else path

    def _node(self, found: list[Triple]) -> Term:
        if self.tokens.took("["):
            node = self._fresh()
            if not self.tokens.sees("]"):
                self._properties(node, found)
            self.tokens.expect("]")
            return node
        if self.tokens.took("("):
            return self._list(found)
        return self.term()

    def _list(self, found: list[Triple]) -> Term:
        if self.tokens.took(")"):
            return Term("iri", _NIL)
        first = node = self._fresh()
        while True:
            found.append(Triple(node, Term("iri", _FIRST), self._node(found)))
            if self.tokens.took(")"):
                found.append(Triple(node, Term("iri", _REST), Term("iri", _NIL)))
                return first
            following = self._fresh()
            found.append(Triple(node, Term("iri", _REST), following))
            node = following

    def _fresh(self) -> Term:
        self._blanks += 1
        return Term("blank", f"{OWN_BLANK}{self._blanks}")

    def term(self) -> Term:  # noqa: PLR0911 - one for each kind
        """Read a variable, an IRI, a literal or a blank node."""
        token = self.tokens.take()
        if token.kind == "var":
            return _var(token)
        if token.kind in ("iri", "name"):
            return Term("iri", token.text)
        if token.kind == "blank":
            return Term("blank", token.text)
        if token.kind == "number" or token.word in ("TRUE", "FALSE"):
            return Term("literal", token.text)
        if token.kind != "string":
            raise NotUnderstood(f"character {token.start}: no term")
        if self.tokens.peek().kind == "language":
            return Term("literal", token.text + self.tokens.take().text)
        if self.tokens.took("^^"):
            return Term("literal", f"{token.text}^^{self.tokens.expect_kind('iri', 'name').text}")
        return Term("literal", token.text)

    def _alternatives(self) -> Path:
        parts = [self._sequence()]
        while self.tokens.took("|"):
            parts.append(self._sequence())
        return parts[0] if len(parts) == 1 else Path("|", tuple(parts))

    def _sequence(self) -> Path:
        parts = [self._step()]
        while self.tokens.took("/"):
            parts.append(self._step())
        return parts[0] if len(parts) == 1 else Path("/", tuple(parts))

    def _step(self) -> Path:
        inverse = self.tokens.took("^")
        path = self._primary()
        if mark := self.tokens.took("*", "+", "?"):
            path = Path(mark.text, (path,))
        return Path("^", (path,)) if inverse else path

    def _primary(self) -> Path:
        if self.tokens.took("("):
            path = self._alternatives()
            self.tokens.expect(")")
            return path
        if self.tokens.took("!"):
            return Path("!", tuple(self._negated()))
        return self._iri()

    def _negated(self) -> list[Path]:
        if not self.tokens.took("("):
            return [self._one_negated()]
        parts: list[Path] = []
        while not self.tokens.took(")"):
            parts.append(self._one_negated())
            self.tokens.took("|")
        return parts

    def _one_negated(self) -> Path:
        if self.tokens.took("^"):
            return Path("^", (self._iri(),))
        return self._iri()

    def _iri(self) -> Path:
        if token := self.tokens.took("A"):
            return Path("iri", text=token.text)
        return Path("iri", text=self.tokens.expect_kind("iri", "name").text)


def _var(token: Token) -> Term:
    return Term("var", f"?{token.text[1:]}")
