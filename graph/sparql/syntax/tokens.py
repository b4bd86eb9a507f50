"""The tokens of a query or update, read one at a time, since `<` is an operator in some places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SPACE = re.compile(r"(?:\s|#[^\n\r]*)*+")
_IRI = r"(?P<iri><(?:[^<>\"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)"
VARIABLE = r"[?$][\w\u200c\u200d][\w\u00b7\u0300-\u036f\u200c\u200d\u203f\u2040]*+"
_REST = (
    r"""
    | (?P<string>\"{3}(?:\"{0,2}(?:[^\"\\]|\\.))*+\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*+'{3}
               |\"(?:[^\"\\\n\r]|\\.)*+\"|'(?:[^'\\\n\r]|\\.)*+')
    | (?P<var>"""
    + VARIABLE
    + r""")
    | (?P<blank>_:\w(?:[\w\-\u00b7]|\.(?=[\w.\-]))*+)
    | (?P<name>(?:[^\W\d_](?:[\w\-\u00b7]|\.(?=[\w.\-]))*+)?:
               (?:(?:[\w:%]|\\.)(?:[\w:%\-\u00b7]|\\.|\.(?=[\w:%\-.\\]))*+)?)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*+)
    | (?P<number>[+\-]?(?:\d+\.\d*[eE][+\-]?\d+|(?:\d*\.)?\d+(?:[eE][+\-]?\d+)?))
    | (?P<word>[^\W\d]\w*+)
    | (?P<mark>\^\^|&&|\|\||!=|<=|>=|[{}()\[\].;,|/^*+?!=<>\-])
"""
)
_TERM = re.compile(_IRI + _REST, re.VERBOSE | re.DOTALL)
_OPERATOR = re.compile(_REST.lstrip().removeprefix("|"), re.VERBOSE | re.DOTALL)


END = "the end"


class NotUnderstood(Exception):
    """A text that is not SPARQL as we read it."""


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """The token as a keyword or mark, in capitals; END for the end, empty for all else."""
        if self.kind == "end":
            return END
        return self.text.upper() if self.kind in ("word", "mark") else ""


class Tokens:
    """The tokens of `text` from the front; `peek` looks at the next one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._at = 0
        self._next: Token | None = None
        self.end = 0
        """Where the last token that was taken ends."""
        self.taken: list[Token] = []

    def peek(self, *, operator: bool = False) -> Token:
        """Return the next token; `operator` says that an operand stands before it.

        Raises NotUnderstood for characters that begin no token.
        """
        if self._next is None or operator:
            self._next = self._read(_OPERATOR if operator else _TERM)
        return self._next

    def _read(self, pattern: re.Pattern[str]) -> Token:
        space = _SPACE.match(self.text, self._at)
        start = space.end() if space else self._at
        if start == len(self.text):
            return Token("end", "", start, start)
        found = pattern.match(self.text, start)
        if found is None:
            raise NotUnderstood(f"character {start}")
        return Token(found.lastgroup or "", found[0], start, found.end())

    def take(self, *, operator: bool = False) -> Token:
        token = self.peek(operator=operator)
        self._at = self.end = token.end
        self._next = None
        self.taken.append(token)
        return token

    def reread(self) -> None:
        """Read the next token anew: it was looked at as one behind an operand."""
        self._next = None

    def sees(self, *words: str) -> bool:
        """Tell whether the next token is one of the keywords or marks."""
        return self.peek().word in words

    def took(self, *words: str) -> Token | None:
        """Take the next token if it is one of `words`."""
        return self.take() if self.sees(*words) else None

    def expect(self, *words: str) -> Token:
        """Take the next token, which must be one of `words`."""
        if not self.sees(*words):
            raise NotUnderstood(f"character {self.peek().start}: no {' or '.join(words)}")
        return self.take()

    def expect_kind(self, *kinds: str) -> Token:
        if self.peek().kind not in kinds:
            raise NotUnderstood(f"character {self.peek().start}: no {' or '.join(kinds)}")
        return self.take()

    def expect_count(self) -> Token:
        """Take the digits of a LIMIT or OFFSET."""
        if not re.fullmatch(r"[0-9]+", self.peek().text):
            raise NotUnderstood(f"character {self.peek().start}: no count")
        return self.take()


def tokens_of(text: str) -> Iterator[Token]:
    """Yield all tokens of a pattern."""
    tokens = Tokens(text)
    while tokens.peek().kind != "end":
        yield tokens.take()
