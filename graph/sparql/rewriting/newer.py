"""What the engine answers though SPARQL 1.1 does not have it: parts of SPARQL 1.2, and LATERAL.

Not all of it comes out whole: the direction of a text is lost in the answer, and a triple in a
solution has no form in the results of 1.1.
"""

from __future__ import annotations

from graph.sparql.syntax.guard import RawToken, may_have, position, read_tokens
from ontology.errors import QueryRefused

_FUNCTIONS = {
    "TRIPLE": "write its subject, predicate and object as three columns",
    "ISTRIPLE": "leave it out: no value is a triple",
    "SUBJECT": "name the subject by a variable",
    "PREDICATE": "name the predicate by a variable",
    "OBJECT": "name the object by a variable",
    "ADJUST": "add or subtract an xsd:dayTimeDuration",
    "HASLANG": 'write LANG(…) != ""',
    "HASLANGDIR": 'write LANG(…) != ""',
    "LANGDIR": "write LANG(…)",
    "STRLANGDIR": "write STRLANG(…)",
}
_WORDS = (*(f"{name}{gap}" for name in ("SUBJECT", "PREDICATE", "OBJECT") for gap in "( \n#"),)
_ANY = ("LATERAL", "TRIPLE", "ADJUST", "HASLANG", "LANGDIR", "VERSION", "<<", "{|", "--", *_WORDS)


def check_newer(text: str) -> None:
    """Raise QueryRefused for what SPARQL 1.1 does not have."""
    if not may_have(text, _ANY):
        return
    tokens = [token for token in read_tokens(text) if token[0] != "comment"]
    for number, (kind, word, start) in enumerate(tokens):
        following = tokens[number + 1 : number + 3]
        name, way = "", ""
        if kind == "word" and following:
            name, way = word, _way(word.upper(), following[0][1])
        elif kind == "other" and text.startswith("<<", start) and _is_triple(following):
            name, way = "<< … >>", "name the triple by a node that tells its parts"
        elif kind == "open" and text.startswith("{|", start):
            name, way = "{| … |}", "say more of a node, not of a triple"
        elif kind == "language" and text.startswith("--", start + len(word)):
            name, way = f"{word}--…", "leave the direction out"
        if way:
            message = f"{name} is not SPARQL 1.1, and is not answered here; {way}"
            raise QueryRefused(message, *position(text, start))


def _way(word: str, following: str) -> str:
    """Return the way round `word`, nothing where it is no such word."""
    if following == "(":
        return _FUNCTIONS.get(word, "")
    if word == "LATERAL" and following == "{":
        return "write a sub-select, or the pattern itself"
    return "leave it out" if word == "VERSION" and following[:1] in ("'", '"') else ""


def _is_triple(following: list[RawToken]) -> bool:
    """Tell whether a < with another behind it begins a triple: else it compares with an IRI."""
    if len(following) < 2 or following[0][1] == "<":
        return True
    kind, word, _ = following[1]
    return kind in ("iri", "name", "variable") or word == "a"
