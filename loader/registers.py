"""The registers: curated facts and rules, one CSV file each, read once per load.

Nothing about a single document stands in code; it stands here, in a row with its reason.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from ontology.errors import RegisterError
from ontology.values import fold_width

Fields = dict[str, str]
T = TypeVar("T")


@dataclass(frozen=True)
class AgencyRow:
    code: str
    slug: str
    name_zh: str
    name_en: str
    type: str
    parent: str
    administers: str
    confidence: str

    @property
    def key(self) -> str:
        return f"{self.code}/{self.slug}"


@dataclass(frozen=True)
class GroupRow:
    code: str
    slug: str
    label_zh: str
    label_en: str
    extent: str
    members: tuple[str, ...]
    possible_members: tuple[str, ...]
    confidence: str

    @property
    def key(self) -> str:
        return f"{self.code}/{self.slug}"


@dataclass(frozen=True)
class SurfaceRow:
    """How a body is written in a document of the division `code`; `agent` is `kind:key`."""

    as_written: str
    code: str
    agent: str
    confidence: str


@dataclass(frozen=True)
class OfficialRow:
    code: str
    slug: str
    name: str
    name_en: str
    post_zh: str
    period: str
    organization: str
    confidence: str
    evidence: str


@dataclass(frozen=True)
class PlaceRow:
    code: str
    slug: str
    name_zh: str
    name_en: str
    type: str
    parent: str
    notation: str
    confidence: str

    @property
    def key(self) -> str:
        return f"{self.code}/{self.slug}" if self.slug else self.code


@dataclass(frozen=True)
class TypeRow:
    slug: str
    label_zh: str
    label_en: str


@dataclass(frozen=True)
class ColumnRow:
    """A header word and the field it stands for; `{year}` in the word matches four digits."""

    header: str
    field: str


@dataclass(frozen=True)
class ItemKindRow:
    label: str
    kind: str


@dataclass(frozen=True)
class CorrectionRow:
    document: str
    field: str
    as_written: str
    meant: str
    why: str


@dataclass(frozen=True)
class ReferenceRow:
    """What a letter says it is based on: a meeting (`slug`) or a document (`issuer`)."""

    code: str
    year: str
    surface: str
    kind: str
    slug: str
    title_zh: str
    title_en: str
    issuer: str

    @classmethod
    def of_unknown(cls, code: str, surface: str) -> ReferenceRow:
        """Return the row for a surface that the register lacks: its words are its title."""
        kind = "document" if surface.startswith("《") else "meeting"
        return cls(code, "", surface, kind, "", surface.strip("《》"), "", "")


@dataclass(frozen=True)
class ThemeTermRow:
    theme: str
    scope: str
    term: str
    weight: str


@dataclass(frozen=True)
class Registers:
    """All registers of one folder."""

    folder: Path

    def _rows(self, name: str, make: Callable[[Fields], T]) -> list[T]:
        return [make(fields) for fields in read_fields(self.folder / f"{name}.csv")]

    @cached_property
    def agencies(self) -> list[AgencyRow]:
        return self._rows("agencies", lambda f: _pick(AgencyRow, f))

    @cached_property
    def groups(self) -> list[GroupRow]:
        return self._rows("groups", _group)

    @cached_property
    def surfaces(self) -> list[SurfaceRow]:
        return self._rows("surfaces", _surface)

    @cached_property
    def officials(self) -> list[OfficialRow]:
        return self._rows("officials", lambda f: _pick(OfficialRow, f))

    @cached_property
    def places(self) -> list[PlaceRow]:
        return self._rows("places", lambda f: _pick(PlaceRow, f))

    @cached_property
    def agency_types(self) -> list[TypeRow]:
        return self._rows("agency_types", lambda f: _pick(TypeRow, f))

    @cached_property
    def place_types(self) -> list[TypeRow]:
        return self._rows("place_types", lambda f: _pick(TypeRow, f))

    @cached_property
    def _item_kinds(self) -> list[tuple[re.Pattern[str], str]]:
        rows = self._rows("item_kinds", lambda f: _pick(ItemKindRow, f))
        return [(_pattern(row.label), row.kind) for row in rows]

    @cached_property
    def corrections(self) -> dict[tuple[str, str, str], CorrectionRow]:
        rows = self._rows("corrections", lambda f: _pick(CorrectionRow, f))
        return {(row.document, row.field, row.as_written): row for row in rows}

    @cached_property
    def references(self) -> list[ReferenceRow]:
        return self._rows("references", lambda f: _pick(ReferenceRow, f))

    @cached_property
    def theme_terms(self) -> list[ThemeTermRow]:
        return self._rows("theme_terms", lambda f: _pick(ThemeTermRow, f))

    @cached_property
    def _columns(self) -> list[tuple[re.Pattern[str], str]]:
        rows = self._rows("columns", lambda f: _pick(ColumnRow, f))
        return [(_pattern(row.header), row.field) for row in rows]

    @cached_property
    def _role_words(self) -> dict[str, str]:
        rows = read_fields(self.folder / "role_words.csv")
        return {row["word"]: row["role"] for row in rows}

    @cached_property
    def _unit_ending(self) -> re.Pattern[str]:
        rows = read_fields(self.folder / "unit_endings.csv")
        endings = sorted((row["ending"] for row in rows), key=len, reverse=True)
        return re.compile(f"(?:{'|'.join(map(re.escape, endings))})$")

    def ends_like_unit(self, name: str) -> bool:
        """Tell whether `name` ends as bodies do, a place in brackets after it left aside."""
        return self._unit_ending.search(re.sub(r"[（(][^（）()]*[）)]$", "", name)) is not None

    def role_of_label(self, label: str) -> str | None:
        """Return the role that a label gives: a header word (责任单位), or a role word (协办)."""
        field = self.field_of(label)
        return field or self._role_words.get(fold_width(label))

    def role_of(self, words: str) -> str | None:
        """Return the role of the first role word in `words`; 牵头负责 is lead."""
        found = re.search("|".join(sorted(self._role_words, key=len, reverse=True)), words)
        return self._role_words[found[0]] if found else None

    def role_verb(self, manner: str, after: str) -> re.Pattern[str]:
        """Return the pattern of a role word at the end of a piece, with what goes round it."""
        words = "|".join(sorted(self._role_words, key=len, reverse=True))
        return re.compile(f"(?P<verb>{manner}*(?:{words}){after}*)$")

    def field_of(self, header: str) -> str | None:
        """Return the field that a header word stands for, or None if it is not known."""
        return _first_match(self._columns, header)

    def header_run(self) -> re.Pattern[str]:
        """Return the pattern of three and more header words that run together."""
        return re.compile(f"{self._header_word.pattern}{{3,}}")

    def fields_of_run(self, words: str) -> list[str]:
        """Return the fields of the header words that run together in `words`."""
        found = (self.field_of(match[0]) for match in self._header_word.finditer(words))
        return [name for name in found if name]

    @cached_property
    def _header_word(self) -> re.Pattern[str]:
        rows = self._rows("columns", lambda f: _pick(ColumnRow, f))
        words = sorted((_pattern(row.header).pattern for row in rows), key=len, reverse=True)
        return re.compile(f"(?:{'|'.join(words)})")

    def kind_of(self, category: str) -> str | None:
        """Return the kind of item that a category makes of its rows, or None for a plain task."""
        return _first_match(self._item_kinds, category)

    def fingerprint(self) -> str:
        """Return the SHA-256 over all register files: the version of the registers."""
        digest = hashlib.sha256()
        for path in sorted(self.folder.glob("*.csv")):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()


def read_fields(path: Path) -> Iterator[Fields]:
    """Yield the rows of the CSV file at `path`, each complete.

    Raises RegisterError with file and line if the file is missing or a row has the wrong width.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        message = f"{path}: no such register; set ZHENGTU_DATA to the folder that holds registers/"
        raise RegisterError(message) from None
    except UnicodeDecodeError as error:
        message = f"{path}: not UTF-8 at byte {error.start}; save it as CSV UTF-8"
        raise RegisterError(message) from None
    reader = csv.DictReader(text.splitlines())
    for fields in reader:
        if None in fields or None in fields.values():
            raise RegisterError(f"{path}, line {reader.line_num}: not as many cells as the header")
        yield fields


def _pick(make: Callable[..., T], fields: Fields) -> T:
    """Call the row class `make` with the columns that it names; notes are for readers only."""
    names = make.__dataclass_fields__  # type: ignore[attr-defined]
    return make(**{name: fields[name] for name in names})


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("|") if part)


def _group(fields: Fields) -> GroupRow:
    split = {name: _split(fields[name]) for name in ("members", "possible_members")}
    return _pick(GroupRow, {**fields, **split})  # type: ignore[dict-item]


def _surface(fields: Fields) -> SurfaceRow:
    return _pick(SurfaceRow, fields)


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(re.escape(fold_width(words)).replace(re.escape("{year}"), r"\d{4}"))


def _first_match(patterns: list[tuple[re.Pattern[str], str]], words: str) -> str | None:
    key = fold_width(words)
    return next((value for pattern, value in patterns if pattern.fullmatch(key)), None)
