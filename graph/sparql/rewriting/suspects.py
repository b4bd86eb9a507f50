"""Whether the text of a query may have an expression or constant that has to be written anew."""

from __future__ import annotations

import re

from graph.sparql.syntax.tokens import VARIABLE

_COMMENT = r"\#[^\r\n]{0,300}+(?![^\r\n])"
"""A longer comment is none: where many stand in one line, each would be read to its end."""
_S = rf"(?:\s|{_COMMENT})*+"
_CLOSED = rf"(?:\s|\)|{_COMMENT})*+"
_WORDS = ("REGEX", "REPLACE", "HAVING", "^^", "\\U")
_STRINGS = "COALESCE|SAMPLE|MIN|MAX|[UL]CASE|SUBSTR|STRBEFORE|STRAFTER|CONCAT|STRLANG|STRDT|IF"
_STRING = re.compile(_STRINGS)
_TRUTHS = ("FILTER", "IF", "!", "&&", "||")
_TRUTH = re.compile(
    rf"""(?:FILTER|IF|&&|\|\|)(?:{_S}\()*+{_S}(?:
             {VARIABLE}{_S}(?:[),;]|&&|\|\||AS\b) | ["']
           | (?:{_STRINGS}){_S}\()
       | !{_S}(?:[(?$"']|(?:{_STRINGS}){_S}\()""",
    re.VERBOSE,
)
_FIRST_TRUTH = re.compile(
    rf"""(?:[(,](?:{_S}{VARIABLE}{_S}|(?<=\()(?<!\w\(){_S}{VARIABLE}{_CLOSED})
          | ["']@[\w-]++{_CLOSED})(?:&&|\|\|)""",
    re.VERBOSE,
)
"""Where a variable or string, or what may be one, stands for its truth."""
_NUMBER = re.compile(
    r"""[-+.0-9](?:(?<=[\d.])E[+-]?\d | (?<=\d)\.\d*0(?!\d) | (?<=0)(?<![\w:./]0)\d
                 | (?<=\.)(?<![\w"']\.)\d | (?<=[+])\d | (?<=-)0(?![\d.]))""",
    re.VERBOSE,
)
"""What may be a number that is not written as the engine does."""
_CASTS = ("STRING", "DOUBLE", "FLOAT", "DECIMAL", "INTEGER", "BOOLEAN", "DATETIME")
_CAST = re.compile(rf"(?:{'|'.join(_CASTS)})>?{_S}\(")
_CUT = re.compile(r"XMLSCHEMA(?!#>)|\\#")
"""A prefix that has a part of the name of a cast, or a name that has a part of its prefix."""
_COMPARED = re.compile(
    rf"""(?:{VARIABLE}|[)}}]|TRUE|FALSE){_S}[<>]=?{_S}
         (?:[?$(!]|(?!STR\b)\w++{_S}\(|(?:TRUE|FALSE|NOT|EXISTS)\b|[\w-]*+:[\w-]*+\()""",
    re.VERBOSE,
)
"""A comparison of what may be booleans."""
_ORDERS = ("ORDER", "MIN", "MAX", "IN")
_ORDER = re.compile(rf"(?<![?$:\w])(?:ORDER{_S}BY|(?:MIN|MAX){_S}\(|IN{_S}\({_S}\))")
"""What compares terms of any kind, or with none."""
_IRI = re.compile(r"<[^<>\s?$&|(),{}]*+>")
_NO_MARK = r"[^()<>=!&|]"
_TERM = rf"{_NO_MARK}*+(?:\((?:{_NO_MARK}|\({_NO_MARK}*+\))*+\){_NO_MARK}*+)*+"
_PLAIN_FILTER = re.compile(rf"FILTER{_S}\({_TERM}(?:(?:[<>!]=?|=|&&|\|\|){_TERM})*+\)")
"""A filter that keeps no solution for which a comparison is an error, as if that were false."""
_FIRST = rf"(?:{VARIABLE}{_S}|\){_S}|(?<=[\s(,=|&+*/-])[.\d]++{_S}|[(,=<>&|]{_S})"
_NAME = r"[\w-]{0,250}+"
"""A longer name is none: each `-` may begin one or stand in it, and would be read to its end."""
_CALL = rf"(?:\w++|{_NAME}:{_NAME}){_S}\("
_SECOND = rf"(?:[-+*/]{_S}[-+]?{_S}(?:[?$(]|{_CALL})|[*/]{_S}[-+]?\d*+\.\d|/{_S}[-+]?\d)"
_WORKED_OUT = (re.compile(_SECOND), re.compile(_FIRST + _SECOND))
"""A sum, product or quotient that may have no value, or be NaN: what it ends in, and all of it."""
_SUM = rf"(?:SUM|AVG){_S}\("
_SUMS = re.compile(_SUM)
_TOLD_APART = re.compile(
    rf"SELECT{_S}(?:DISTINCT|REDUCED)|SAMETERM|\{{.*SELECT[^{{]*{_SUM}", re.DOTALL
)
"""Where it makes a difference which NaN a sum is."""


def may_be_wrong(text: str) -> bool:
    """Tell whether an expression or constant of `text` may be one that is written anew.

    >>> may_be_wrong("SELECT ?s { ?s ?p ?o FILTER(?o > 1.5 && BOUND(?s)) }")
    False
    >>> may_be_wrong("SELECT ?s { ?s ?p ?o FILTER(?o) }")
    True
    """
    capitals = text.upper()
    if any(map(capitals.__contains__, _WORDS)) or _NUMBER.search(capitals):
        return True
    if any(map(capitals.__contains__, _ORDERS)) and _ORDER.search(capitals):
        return True
    return _may_be_untrue(text, capitals)


def _may_be_untrue(text: str, capitals: str) -> bool:
    """Tell whether there may be a truth, cast or comparison of that kind."""
    if any(map(capitals.__contains__, _TRUTHS)) and _TRUTH.search(capitals):
        return True
    if _CUT.search(capitals) or (
        any(map(capitals.__contains__, _CASTS)) and _CAST.search(capitals)
    ):
        return True
    if _may_have_numbers(_IRI.sub("", capitals)):
        return True
    if "&&" not in text and "||" not in text:
        return False
    return (_FIRST_TRUTH.search(capitals) or _STRING.search(capitals)) is not None


def _may_have_numbers(capitals: str) -> bool:
    """Tell whether `capitals`, without IRIs, may have a comparison or number of that kind."""
    if _SUMS.search(capitals) and _TOLD_APART.search(capitals):
        return True
    if ("<" in capitals or ">" in capitals) and _may_compare(capitals):
        return True
    return all(pattern.search(capitals) for pattern in _WORKED_OUT)


def _may_compare(capitals: str) -> bool:
    """Tell whether a comparison may be one of booleans, or one whose error matters."""
    if _COMPARED.search(capitals):
        return True
    others = _PLAIN_FILTER.sub("", capitals)
    return "<" in others or ">" in others
