"""How deep RDF text is nested, told before it is parsed.

To a parser each level costs as much as all around it (JSON-LD, RDF/XML), or a call of itself, of
which 10,000 end the process (JSON-LD, triples within triples). A list in parentheses is one level,
however long.
"""

from __future__ import annotations

import re

from pyoxigraph import RdfFormat

from ontology.errors import QueryError, QueryTooLong

_BRACKETS = 100
"""Levels of brackets, as a query may have."""
_ELEMENTS = 1_000
"""Levels of elements: a list that is written out has two for each member."""
QUOTED, COMMENT = rb"\"[^\"]*+\"|'[^']*+'", rb"<!--.*?-->"
TYPE = rb"<!DOCTYPE"
_REST_OF_TYPE = rb"(?:[^\[<>\"']++|%b)*+(?:\[(?:%b|%b|<(?!!--)|[^\]<\"']++)*+\]\s*+)?+>" % (
    QUOTED,
    QUOTED,
    COMMENT,
)
DOCUMENT_TYPE = TYPE + _REST_OF_TYPE
"""The declaration of a type in XML, with what it declares itself."""
_TURTLE = re.compile(
    rb"""\\. | \#[^\r\n]*+ | <[^<>\s]*+>
       | \"{3}(?:[^"\\]++|\\.|"(?!""))*+(?:\"{3})?+ | '{3}(?:[^'\\]++|\\.|'(?!''))*+(?:'{3})?+
       | "(?:[^"\\\r\n]++|\\.)*+"?+ | '(?:[^'\\\r\n]++|\\.)*+'?+
       | (?P<open><<|[\[({]) | (?P<close>>>|[\])}])""",
    re.VERBOSE | re.DOTALL,
)
_JSON = re.compile(
    rb""" "(?:[^"\\]++|\\.)*+"?+ | (?P<open>[\[{]) | (?P<close>[\]}])""", re.VERBOSE | re.DOTALL
)
_XML = re.compile(
    rb"(?P<type>(?i:%b))(?:%b)?+" % (TYPE, _REST_OF_TYPE)
    + rb"""| <!--(?:.*?-->|.*) | <!\[CDATA\[(?:.*?\]\]>|.*) | <\?(?:.*?\?>|.*) | (?P<close></)
       | <[^\s!?/<>](?:[^"'>/]++|/(?!>)|"[^"]*+"|'[^']*+')*+(?:/>|(?P<open>>)|.*)""",
    re.VERBOSE | re.DOTALL,
)
"""Comments and the like, and tags; what does not end is read to the end of the text."""
_OPENING = (b"[", b"(", b"{", b"<<")


def check_nesting(content: bytes, format_: RdfFormat) -> None:
    """Raise QueryTooLong where `content` is nested too deep to be parsed.

    >>> check_nesting(b"<x:s> <x:p> " + b"(" * 100 + b")" * 100 + b" .", RdfFormat.TURTLE)
    """
    if format_ == RdfFormat.RDF_XML:
        is_over, most, what = _is_over(content, _XML, _ELEMENTS), _ELEMENTS, "elements"
    elif sum(map(content.count, _OPENING)) <= _BRACKETS:
        return
    else:
        tokens = _JSON if format_ == RdfFormat.JSON_LD else _TURTLE
        is_over, most, what = _is_over(content, tokens, _BRACKETS), _BRACKETS, "brackets"
    if is_over:
        raise QueryTooLong(
            f"{what} of the body are nested deeper than {most}; give nodes names, and write"
            " what is said of each apart"
        )


def _is_over(content: bytes, tokens: re.Pattern[bytes], most: int) -> bool:
    """Tell whether more than `most` are open at some place."""
    depth, types = 0, 0
    for token in tokens.finditer(content):
        if token.lastgroup == "open":
            depth += 1
            if depth > most:
                return True
        elif token.lastgroup == "close":
            depth -= 1
        elif token.lastgroup == "type":
            types += 1
            if types > 1:  # each may be looked for to the end
                raise QueryError("the body has two document types; write one")
    return False
