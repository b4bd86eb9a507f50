"""From SPARQL results in TSV, which keep the type of every term, to columns of Arrow.

The engine writes TSV about as fast as it finds solutions, and Arrow reads it in parallel. Terms
repeat, so each distinct one is understood once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from ontology.standards import PREFIXES
from queries.tsv import unescape

XSD = PREFIXES["xsd"]
TEXT = pa.large_string()
"""As pandas keeps text: then a frame shares it."""

_LITERAL = r'(?s)^"(?P<text>.*)"(?:@(?P<language>[A-Za-z0-9-]+)|\^\^<(?P<datatype>[^<>]*)>)?$'
_INTEGER = r"^[+-]?[0-9]+$"
_DECIMAL = r"^[+-]?[0-9]*\.[0-9]+$"
_INTEGERS = frozenset({XSD + n for n in ("integer", "int", "long", "short", "byte", "gYear")})
_FLOATS = frozenset({XSD + name for name in ("decimal", "double", "float")})
_OTHERS = {
    XSD + "boolean": pa.bool_(),
    XSD + "date": pa.date32(),
    XSD + "dateTime": pa.timestamp("us", tz="UTC"),
}


@dataclass(frozen=True)
class Columns:
    """The columns of an answer, and the languages of those whose texts have one."""

    table: pa.Table
    languages: dict[str, list[str]] = field(default_factory=dict)


def read_tsv(body: bytes, prefixes: Mapping[str, str], language: str = "") -> Columns:
    """Read SPARQL results in TSV; IRIs are shortened by `prefixes`, numbers, years and dates typed.

    With a `language`, rows with a text in another one are left out; texts without any stay.

    >>> columns = read_tsv(b"?n\\t?x\\n7\\t<http://a.b/c>\\n", {"ab": "http://a.b/"})
    >>> columns.table.to_pylist()
    [{'n': 7, 'x': 'ab:c'}]
    """
    names = [name.removeprefix("?") for name in body.partition(b"\n")[0].decode().split("\t")]
    if names == [""]:
        return Columns(pa.table({}))
    raw = _read(body, names)
    terms = {name: _Terms(raw[name].combine_chunks(), prefixes) for name in names}
    kept = _kept(terms, language) if language else None
    columns = {name: one.values() for name, one in terms.items()}
    table = pa.table(columns)
    if kept is not None:
        table = table.filter(kept)
    return Columns(table, {name: one.languages for name, one in terms.items() if one.languages})


def _read(body: bytes, names: list[str]) -> pa.Table:
    kind = pa.dictionary(pa.int32(), pa.string())
    table = csv.read_csv(
        pa.BufferReader(body),
        csv.ReadOptions(column_names=names, skip_rows=1, block_size=1 << 24),
        csv.ParseOptions(
            delimiter="\t", quote_char=False, double_quote=False, ignore_empty_lines=False
        ),
        csv.ConvertOptions(
            column_types=dict.fromkeys(names, kind), null_values=[""], strings_can_be_null=True
        ),
    )
    return table.unify_dictionaries()


def _kept(terms: Mapping[str, _Terms], language: str) -> pa.Array | None:
    kept = None
    for one in terms.values():
        if set(one.languages) - {language}:
            fits = one.in_language(language)
            kept = fits if kept is None else pc.and_(kept, fits)
    return kept


class _Terms:
    """The terms of one column: distinct ones, and which row has which."""

    def __init__(self, column: pa.DictionaryArray, prefixes: Mapping[str, str]) -> None:
        if not isinstance(column, pa.DictionaryArray):  # no row at all
            column = pa.array([], pa.dictionary(pa.int32(), pa.string()))
        self._indices = column.indices
        self._terms = column.dictionary
        self._prefixes = prefixes
        parts = pc.extract_regex(self._terms, _LITERAL)
        self._text, self._language, self._datatype = (pc.struct_field(parts, i) for i in range(3))
        self._literal = pc.is_valid(parts)
        # a group that took no part is given as empty
        self.languages = sorted(set(pc.unique(self._language).to_pylist()) - {None, ""})

    def in_language(self, language: str) -> pa.Array:
        """Return for each row whether its term is in `language` or in none."""
        fits = pc.is_in(pc.fill_null(self._language, ""), pa.array([language, ""]))
        return pc.fill_null(fits.take(self._indices), True)  # noqa: FBT003 - a value of a column

    def values(self) -> pa.Array:
        return self._typed().take(self._indices)

    def _typed(self) -> pa.Array:
        """Return the distinct terms in the narrowest type that holds them all, or as text."""
        if not len(self._terms):
            return pa.array([], TEXT)
        kinds = self._kinds()
        lexical = pc.if_else(self._literal, self._text, self._terms)
        for types, read in _READERS:
            if kinds <= types:
                try:
                    return read(lexical)
                except pa.ArrowInvalid:
                    break  # beyond what the type holds, such as a date before our era
        return self._as_text()

    def _kinds(self) -> set[str]:
        """Return the data types that occur; "" stands for texts, IRIs and blank nodes."""
        found = pc.unique(self._datatype).to_pylist()
        kinds = {kind for kind in found if kind}
        plain = pc.and_(self._literal, pc.equal(pc.fill_null(self._datatype, ""), ""))
        if pc.any(plain).as_py():
            kinds.add("")
        return kinds | self._bare_kinds()

    def _bare_kinds(self) -> set[str]:
        """Return the types of terms without quotes: numbers and booleans are written so."""
        bare = self._terms.filter(pc.invert(self._literal))
        kinds = set()
        for pattern, kind in ((_INTEGER, "integer"), (_DECIMAL, "decimal")):
            fits = pc.match_substring_regex(bare, pattern)
            if pc.any(fits).as_py():
                kinds.add(XSD + kind)
                bare = bare.filter(pc.invert(fits))
        truths = pc.is_in(bare, pa.array(["true", "false"]))
        if pc.any(truths).as_py():
            kinds.add(XSD + "boolean")
            bare = bare.filter(pc.invert(truths))
        return kinds | {""} if len(bare) else kinds

    def _as_text(self) -> pa.Array:
        text = pc.if_else(self._literal, _unescaped(self._text), self._shortened())
        return text.cast(TEXT)

    def _shortened(self) -> pa.Array:
        """Return the terms that are IRIs without brackets and with a prefix, others as they are."""
        is_iri = pc.and_(pc.starts_with(self._terms, "<"), pc.invert(self._literal))
        if not pc.any(is_iri).as_py():
            return self._terms
        bare = pc.replace_substring_regex(self._terms, r"^<([^<].*)>$", r"\1")
        for name, namespace in sorted(self._prefixes.items(), key=lambda pair: len(pair[1])):
            begins = pc.and_(pc.starts_with(bare, namespace), is_iri)
            if pc.any(begins).as_py():
                rest = pc.utf8_slice_codeunits(bare, len(namespace))
                short = pc.binary_join_element_wise(f"{name}:", rest, "")
                bare = pc.if_else(begins, short, bare)
        return pc.if_else(is_iri, bare, self._terms)


def _unescaped(texts: pa.Array) -> pa.Array:
    """Return `texts` with their escapes resolved; few have any."""
    has = pc.fill_null(pc.match_substring(texts, "\\"), False)  # noqa: FBT003 - a value of a column
    if not pc.any(has).as_py():
        return texts
    plain = [unescape(text) for text in texts.filter(has).to_pylist()]
    return pc.replace_with_mask(texts, has, pa.array(plain, texts.type))


Reader = Callable[[pa.Array], pa.Array]


def _as(kind: pa.DataType) -> Reader:
    return lambda lexical: lexical.cast(kind)


_READERS: tuple[tuple[frozenset[str], Reader], ...] = (
    (_INTEGERS, _as(pa.int64())),
    (_INTEGERS | _FLOATS, _as(pa.float64())),
    *((frozenset({kind}), _as(type_)) for kind, type_ in _OTHERS.items()),
)
"""Sets of data types that may stand in one column, and what reads their lexical forms."""
