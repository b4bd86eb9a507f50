"""What is looked at in a query before an engine sees it.

The engine cannot be told to leave the network alone, and deep nesting ends its process: that of
brackets, and that of operators and patterns in a row, each of which holds all before it. So a query
is cut into tokens, no more: strings, IRIs, comments, variables and names hide no keyword.

The engine has no tokens: it reads `SERVICESILENT<x>`, `1e5SERVICE<x>` and, with a prefix of that
name or without, `SERVICE:x {` as requests, and takes `<` for an operator where an IRI cannot stand.
So where the word occurs at all, whatever could be read in two ways is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from graph.outward.hosts import SERVICE_SETTING
from ontology.errors import QueryRefused, QueryTooLong

_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\n\r]*)
    | (?P<string>\"{3}(?:\"{0,2}(?:[^\"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
               |\"(?:[^\"\\\n\r]|\\.)*\"|'(?:[^'\\\n\r]|\\.)*')
    | (?P<iri><(?:[^<>\"{}|^`\\\x00-\x20]|\\[uU])*>)
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[^\W\d_][\w.\-]*+)?:
               (?:(?:[\w:%]|\\.)(?:[\w:%\-]|\\.|\.(?=[\w:%\-\\]))*)?)
    | (?P<word>[^\W\d]\w*+(?:[.\-]++\w++)*)
    | (?P<open>[{(\[])
    | (?P<close>[})\]])
    | (?P<other>\\.|\S)
    """,
    re.VERBOSE | re.DOTALL,
)
"""Every character is read a bounded number of times, whatever the query: hence the possessive
quantifiers, the words with hyphens, and the escapes outside of strings."""

RawToken = tuple[str, str, int]
"""Kind, text and offset."""

_NETWORK = frozenset({"SERVICE", "LOAD"})
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD"})
_MARKS = frozenset("!|&+-*/^")
_DOUBLED = frozenset("&|")
_SIGNS = frozenset("+-*")
_STARTS = frozenset("(,")
"""Before a sign that is of a number or one operand, and before the `*` of COUNT."""
_BETWEEN = frozenset(".;,")
"""Between triples."""
_TERMS = frozenset({"string", "iri", "variable", "name", "language"})
_TRUTHS = frozenset({"true", "false"})
_APART = " \t\r\n\"'<?$:"
"""Before each member of a list but the first, and each triple, one of these stands."""
_TABLES = frozenset({"VALUES", "DATA"})
"""Words before braces in which numbers have signs and nothing is an operator."""
_TEMPLATES = frozenset({"CONSTRUCT", "INSERT", "DELETE"})
"""Words before the braces of a template, which is a list that nothing is nested in."""
_LINKS = frozenset({"UNION", "MINUS", "OPTIONAL", "EXISTS", "BIND", "AS", "SELECT"})
MOST_LINKS = 1_000
"""Operators and patterns in a row at the most. Of 2,700 MINUS a process of 8 MB of stack dies, of
3,000 BIND or triples, 6,700 UNION, 7,000 sums, 8,300 steps of a path and 9,400 of `!`, `&&` or
`||`."""
_MENTION = re.compile("service", re.IGNORECASE)
_WEB = ("<http://", "<https://")
_UNLESS = f", unless its operator puts their hosts into {SERVICE_SETTING}"
_CLEARER = r"write a space after an operator <, and \u0073ervice for the word in IRIs and strings"


def check_query(query: str, longest: int, deepest: int) -> None:
    """Refuse what must not reach the engine.

    Raises QueryTooLong for a query over `longest` characters or with brackets nested over
    `deepest`, QueryRefused for a request to the network or an update.
    """
    _check(query, longest, deepest, _NETWORK | _UPDATES)


def check_length(query: str, longest: int) -> None:
    """Raise QueryTooLong for a query over `longest` characters."""
    if len(query) > longest:
        raise QueryTooLong(f"the query has {len(query)} characters; the limit is {longest}")


def check_size(query: str, longest: int, deepest: int) -> None:
    """Raise QueryTooLong for a query over `longest` characters or deeper than `deepest`."""
    check_length(query, longest)
    for _ in _within(read_tokens(query), deepest):
        pass


def has_services(query: str) -> bool:
    """Tell whether a word of `query` has SERVICE in it.

    >>> has_services("ASK { SERVICE <x:> {} }"), has_services("ASK { ?service a 'SERVICE' }")
    (True, False)
    """
    if not may_have(query, ("SERVICE",)):
        return False
    words = (text for kind, text, _ in read_tokens(query) if kind == "word")
    return any("SERVICE" in word.upper() for word in words)


def check_update(update: str, longest: int, deepest: int) -> None:
    """Refuse in an update what must not reach the engine; LOAD is left to whoever carries it out.

    Raises QueryTooLong, or QueryRefused for a request to the network from within a pattern.
    """
    _check(update, longest, deepest, frozenset())


def _check(query: str, longest: int, deepest: int, refused: frozenset[str]) -> None:
    check_length(query, longest)
    _check_links(query)
    if _may_be_refused(query, deepest, refused):
        _check_tokens(query, deepest, refused)
        _check_doubts(query)


def _check_links(query: str) -> None:
    """Raise QueryTooLong for a query of too many operators and patterns.

    Where characters are too few, no token is read.
    """
    if len(query) > MOST_LINKS and _may_have_links(query) and _links(query) > MOST_LINKS:
        message = f"the query has over {MOST_LINKS} operators, steps and patterns in a row"
        raise QueryTooLong(f"{message}; write VALUES or IN for alternatives, or several queries")


def _links(query: str) -> int:
    """Return how many operators, patterns and triples `query` has, all members of lists included.

    >>> _links("ASK { ?s ?p (1 2 3), -4 ; ?q 0.5 . FILTER(-1 IN (-1, +2) && ?a || !?b) }")
    8
    """
    found, opened, last = 0, [""], ("", "", -1)
    for token in _outside_tables(query):
        kind, text, start = token
        is_second = last == (kind, text, start - 1) and text in _DOUBLED
        found += not is_second and _is_link(token, last, opened[-1], query)
        if kind == "open":
            opened.append(text)
        elif kind == "close" and len(opened) > 1:
            opened.pop()
        last = ("", text, start) if is_second else token
    return found


def _is_link(token: RawToken, last: RawToken, inside: str, query: str) -> bool:
    """Tell whether `token` nests what stands `inside` a bracket deeper; `last` is before it."""
    kind, text, start = token
    if text in _MARKS:
        return not (last[1] in _STARTS and text in _SIGNS)
    if kind == "word" and text.upper() in _LINKS:
        return True
    if kind == "other" and text in _BETWEEN:
        is_of_number = text == "." and query[start + 1 : start + 2].isdigit()
        return inside != "(" and not is_of_number
    is_apart = kind in _TERMS or start > last[2] + len(last[1])
    return inside == "(" and is_apart and _is_operand(token, "[(") and _is_operand(last, ")]")


def _is_operand(token: RawToken, brackets: str) -> bool:
    """Tell whether an operand of one token is `token`, or begins or ends with it: two side by side
    are members of a list."""
    kind, text, _ = token
    return kind in _TERMS or text in brackets or text[:1].isdigit() or text in _TRUTHS


def _outside_tables(query: str) -> Iterator[RawToken]:
    """Yield the tokens that do not stand within VALUES, data or a template; no comments."""
    depth, is_table, may_be_template = 0, False, False
    for token in read_tokens(query):
        kind, text, _ = token
        if kind == "comment":
            continue
        word = text.upper() if kind == "word" else ""
        if word in _TABLES or (may_be_template and text == "{"):
            depth, is_table = 0, True
        may_be_template = word in _TEMPLATES
        depth += (text == "{") - (text == "}")
        if not is_table:
            yield token
        is_table = is_table and not (text == "}" and depth <= 0)


def _may_have_links(query: str) -> bool:
    capitals = query.upper()
    return sum(map(capitals.count, (*_MARKS, *_LINKS, *_BETWEEN, *_APART))) > MOST_LINKS


def _may_be_refused(query: str, deepest: int, refused: frozenset[str]) -> bool:
    """Tell whether `query` has enough brackets, or anywhere in it the letters of a word.

    Most have neither, which is seen in a tenth of the time that it takes to read their tokens.
    """
    if sum(map(query.count, "{([")) > deepest:
        return True
    return may_have(query, (*refused, "SERVICE"))


def may_have(text: str, words: Iterable[str]) -> bool:
    """Tell whether `text` has one of `words`, which are in capitals, anywhere and in any case.

    A pattern that ignores case takes ten times as long, and is worth while only then.

    >>> may_have("select (count(*) as ?n) {}", ["MIN", "COUNT"]), may_have("ASK {}", ["MIN"])
    (True, False)
    """
    capitals = text.upper().replace("İ", "I")  # patterns that ignore case take it for one
    return any(map(capitals.__contains__, words))


def _check_tokens(query: str, deepest: int, refused: frozenset[str]) -> None:
    for kind, text, start in _within(read_tokens(query), deepest):
        if kind == "word":
            _check_word(text.upper(), query, start, refused)


def _within(tokens: Iterable[RawToken], deepest: int) -> Iterator[RawToken]:
    """Yield `tokens`; raises QueryTooLong where brackets are nested over `deepest`."""
    depth = 0
    for token in tokens:
        depth += (token[0] == "open") - (token[0] == "close")
        if depth > deepest:
            raise QueryTooLong(f"brackets are nested deeper than {deepest}; flatten the query")
        yield token


def _check_word(word: str, query: str, start: int, refused: frozenset[str]) -> None:
    if word in _NETWORK & refused or "SERVICE" in word:
        name = word if word in _NETWORK else "SERVICE"
        message = f"{name} is not answered here: {_why(name, is_query=bool(refused))}"
        raise QueryRefused(message, *position(query, start + word.index(name)))
    if word in refused:
        message = f"{word} is an update; this endpoint only reads"
        raise QueryRefused(message, *position(query, start))


def _why(name: str, *, is_query: bool) -> str:
    if not is_query:
        return "an update asks other servers by LOAD alone"
    unless = _UNLESS if name == "SERVICE" else ""
    return f"a query makes no request to other servers{unless}"


def _check_doubts(query: str) -> None:
    """Refuse what the engine may read as SERVICE although it looks like a name or an IRI.

    A name is in doubt where its prefix has the word and a group follows. An IRI is in doubt where
    `<` may be an operator, as in `1<2)SERVICE:x#>`: not if it is an address of the web.
    """
    last = max((found.start() for found in _MENTION.finditer(query)), default=-1)
    if last < 0:
        return
    tokens = [token for token in read_tokens(query) if token[0] != "comment"]
    for (kind, text, start), (_, following, _) in pairwise([*tokens, ("", "", 0)]):
        prefix = text.partition(":")[0]
        if kind == "name" and following == "{" and _MENTION.search(prefix):
            message = "SERVICE is not answered here; choose another prefix if you meant a name"
            raise QueryRefused(message, *position(query, start))
        if kind == "iri" and start < last and not text.lower().startswith(_WEB):
            message = f"{text} may hide SERVICE, which is not answered here; {_CLEARER}"
            raise QueryRefused(message, *position(query, start))


def position(text: str, offset: int) -> tuple[int, int]:
    """Return the 1-based line and column of `offset`.

    >>> position("ASK\\n{}", 4)
    (2, 1)
    """
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def read_tokens(query: str) -> Iterator[RawToken]:
    """Yield the kind (a group of `_TOKEN`), text and offset of each token."""
    for match in _TOKEN.finditer(query):
        yield match.lastgroup or "", match[0], match.start()
