"""Names with characters beyond U+FFFF, which the engine does not read though they are legal.

A prefixed name is written out as an IRI, where the engine takes these characters; a variable, a
blank node or a prefix of that kind is refused by name.
"""

from __future__ import annotations

import re

from graph.sparql.rewriting.prefixes import resolved
from graph.sparql.syntax.guard import RawToken, position, read_tokens
from graph.sparql.syntax.read import tokens_read
from graph.sparql.syntax.tokens import Token
from graph.sparql.syntax.tree import Prologue
from ontology.errors import QueryRefused
from ontology.standards import PREFIXES

_BEYOND = re.compile("[\U00010000-\U000effff]")
_WITHIN = "\u4e00"
"""A letter that is put in the place of such a character, to read the text around it."""
_ESCAPE = "\\"
_KINDS = {"var": "variable", "blank": "blank node", "name": "prefix", "word": "word"}


def written_out(text: str, base: str | None = None) -> str:
    """Return the query `text` with such names written out as IRIs; `base` is for relative ones.

    Raises QueryRefused for those that cannot be, NotUnderstood for what is no query.

    >>> written_out("PREFIX x: <http://x/> ASK { x:\U00020bb7 x:a 1 }")
    'PREFIX x: <http://x/> ASK { <http://x/\U00020bb7> x:a 1 }'
    """
    if _BEYOND.search(text) is None or not any(map(_may_be_name, read_tokens(text))):
        return text
    tokens, query = tokens_read(_BEYOND.sub(_WITHIN, text))
    prologue = Prologue(text=text[: query.start])
    pieces, done = [], 0
    for token in tokens:
        if token.kind in _KINDS and _BEYOND.search(text, token.start, token.end):
            pieces += [text[done : token.start], _written(text, token, prologue, base)]
            done = token.end
    return "".join((*pieces, text[done:]))


def _may_be_name(token: RawToken) -> bool:
    kind, text, _ = token
    return kind not in ("string", "iri", "comment") and _BEYOND.search(text) is not None


def _written(text: str, token: Token, prologue: Prologue, base: str | None) -> str:
    """Return the IRI of a name, or the name itself where its prefix is not known."""
    written = text[token.start : token.end]
    prefix, _, local = written.partition(":")
    if token.kind == "name" and _BEYOND.search(prefix) is None:
        try:
            start = resolved(f"{prefix}:", prologue, PREFIXES, base).value
        except ValueError:
            return written
        return f"<{start}{local.replace(_ESCAPE, '')}>"
    what = f"{_KINDS[token.kind]} {written} has a character beyond U+FFFF, and is not read here"
    way = "write the whole IRI in <…>" if token.kind == "name" else "choose another name"
    raise QueryRefused(f"the {what}; {way}", *position(text, token.start))
