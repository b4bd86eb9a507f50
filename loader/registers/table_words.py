"""The words by which tables and brackets say what is what: headers, labels, roles, categories."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from loader.registers.files import RegisterFolder
from loader.registers.header_words import JOINED, HeaderParts, year_pattern
from loader.registers.rows import ColumnRow, HeaderPartRow, ItemKindRow, RoleWordRow
from ontology.values import fold_width

_LONGEST_HEADER = 40
"""Characters of a header, without its remark and blanks; a sentence has more."""

_REMARK_ENDS = ")）"
_REMARK = re.compile(r"\([^()]*\)$")
_TURNED = re.compile("^(?P<who>领导|部门|单位)责任$")
"""A label whose words may be turned: 领导责任."""

_PERSON_WITHIN = re.compile(
    "(?P<body>.{2,8}(?:单位|部门))的?(?:主要|直接|具体)?(?:负责|责任)(?:人员?|同志)$"
)
_OF_BODIES = ("lead", "responsible", "supporting", "guiding")
_OF_PERSON = re.compile(
    r"(?:[及和与、/]其?(?:职务|姓名|(?:联系)?(?:电话|方式)|手机|(?:职责|任务|具体)?分工)|姓名)+$"
)
"""What a header says that is beside a person or body in the cells: 包抓领导及职务, 单位及分工."""

_WHETHER = re.compile(r"是否[\u4e00-\u9fff]{1,10}")
"""What a header asks of work that is under way: 是否达到序时进度."""

_PERIOD = re.compile(
    r"(?:截[至止]|[至到])?(?:\d{4}年)?"
    r"(?:\d{1,2}(?:[-—–~～至到]\d{1,2})?月[份底末]?|[上下]半年|目前|当前|本[月周]|上月)(?:的|累计|实际|工作)?"
)
"""The part of a year of which a header says how far the work is: 1-10月推进情况."""

_YEAR = "{year}"
"""Stands for four digits in the words of a register."""


class TableWords(RegisterFolder):
    """The registers of header words, labels, role words and categories."""

    @cached_property
    def _item_kinds(self) -> dict[str, str]:
        rows = self._rows("item_kinds", ItemKindRow)
        return {fold_width(row.label): row.kind for row in rows}

    @cached_property
    def _columns(self) -> dict[str, str]:
        rows = self._rows("columns", ColumnRow)
        return {fold_width(row.header): row.field for row in rows}

    @cached_property
    def _role_rows(self) -> list[RoleWordRow]:
        return self._rows("role_words", RoleWordRow)

    @cached_property
    def _role_words(self) -> dict[str, str]:
        return {row.word: row.role for row in self._role_rows}

    def role_of_label(self, label: str) -> str | None:
        """Return the role that a label gives: a header word (责任单位), or a role word (协办)."""
        field = self.field_of(label)
        known = self._role_words if self.role_word.fullmatch(fold_width(label)) else {}
        return field or known.get(fold_width(label))

    def role_of_line(self, label: str) -> str | None:
        """Return the role that a label gives a line: it may name somebody in a body, too.

        So does 承办单位负责人; 部门责任 is 责任部门. The same words above a column may be two, one
        below the other or beside it: 分管领导责任单位.
        """
        role = self.role_of_label(_TURNED.sub(r"责任\g<who>", label))
        found = None if role else _PERSON_WITHIN.match(label)
        of_body = self.field_of(found["body"]) if found else None
        return "in_charge" if of_body in _OF_BODIES else role

    def role_of(self, words: str) -> str | None:
        """Return the role of the first role word in `words`; 牵头负责 is lead."""
        found = self.role_word.search(words)
        return self._role_words[found[0]] if found else None

    def role_of_word(self, word: str) -> str:
        """Return the role that a role word gives."""
        return self._role_words[word]

    @cached_property
    def role_word(self) -> re.Pattern[str]:
        """The pattern of the role words of a sentence, longer ones first."""
        return _any_of(row.word for row in self._role_rows if row.scope == "any")

    @cached_property
    def role_word_in_bracket(self) -> re.Pattern[str]:
        """The pattern of all role words, longer ones first."""
        return _any_of(self._role_words)

    def field_of(self, header: str) -> str | None:
        """Return the field that a header stands for, or None if it is not known.

        A header is known as a whole (`columns.csv`) or by its parts (`header_parts.csv`), with or
        without the remark in brackets that ends it.
        """
        if len(header) > _LONGEST_HEADER:
            words = "".join(header.split())
            is_long = len(words) > _LONGEST_HEADER and words[-1] not in _REMARK_ENDS
            return None if is_long else self._read_field(header)
        if header not in self._fields:
            self._fields[header] = self._read_field(header)
        return self._fields[header]

    @cached_property
    def _fields(self) -> dict[str, str | None]:
        """The fields of the words that were asked for: the same stand in every row."""
        return {}

    def _read_field(self, header: str) -> str | None:
        words = fold_width(header)
        remark = _REMARK.search(words)
        plain = words[: remark.start()] if remark else words
        turned = f"{remark[0][1:-1]}{plain}" if remark else words
        alone = _OF_PERSON.sub("", plain)
        forms = (words, turned, plain, *((alone,) if alone != plain else ()))
        return next((field for form in forms if (field := self._field_of(form))), None)

    def _field_of(self, header: str) -> str | None:
        if len(header) > _LONGEST_HEADER:
            return None
        known = _look_up(self._columns, header) or self._header_parts.field_of(fold_width(header))
        return known or ("remark" if self._tells_progress(header) else None)

    def role_around(self, header: str) -> str | None:
        """Return the role that an unknown header gives by how it begins and ends: 牵头起草部门."""
        return self._header_parts.role_around(fold_width(header))

    def is_cut(self, word: str, following: str) -> bool:
        """Tell whether two words are one header word that a narrow column cut: 责任 / 领导."""
        return self._header_parts.is_cut(fold_width(word), fold_width(following))

    def _tells_progress(self, header: str) -> bool:
        """Tell whether a header asks how far the work is: 1-10月推进情况, 是否达序."""
        period = _PERIOD.match(header)
        state = _look_up(self._columns, header[period.end() :]) if period else None
        return state in ("remark", "outcome") or _WHETHER.fullmatch(header) is not None

    @cached_property
    def _header_parts(self) -> HeaderParts:
        return HeaderParts.of(self._rows("header_parts", HeaderPartRow))

    @cached_property
    def label(self) -> re.Pattern[str]:
        """The pattern of a header word that a colon follows; the word is its first group."""
        return re.compile(f"({self.header_word.pattern})[：:]")

    @cached_property
    def role_label(self) -> re.Pattern[str]:
        """The pattern of a role word behind blanks or a stop, with a colon: 修桥  牵头：A."""
        return re.compile(rf"(?:(?<=[ \t\u3000]{{2}})|(?<=[。；;]))({self.role_word.pattern})[：:]")

    @cached_property
    def header_run(self) -> re.Pattern[str]:
        """The pattern of three and more header words that run together."""
        return re.compile(f"{self.header_word.pattern}{{3,}}")

    def fields_of_run(self, words: str) -> list[str]:
        """Return the fields of the header words that run together in `words`.

        What two headers make, the number and another, or two of bodies, is no header put together
        of parts: 项目业主牵头部门.
        """
        found = (
            self.field_of(one)
            for match in self.header_word.finditer(words)
            for one in self._apart(match[0])
        )
        return [name for name in found if name]

    def fields_of_glued(self, line: str) -> list[str]:
        """Return the fields of a line that is nothing but three header words and more run together.

        Words that a sign joins are one: 序号工作内容及目标牵头单位配合单位. Of 主要工作牵头单位 the
        first part is the work, if no other word is.
        """
        if len(line) > _LONGEST_LINE or not self._glued_line.fullmatch(line):
            return []
        words = [
            one for match in self._joined_words.finditer(line) for one in self._apart(match[0])
        ]
        fields = [self.field_of(one) or next(iter(self.fields_of_run(one)), "") for one in words]
        if not _OF_WORK & {*fields}:
            fields = [name for word in words for name in self._fields_with_work(word)]
        return fields if all(fields) and len(fields) >= _FEWEST_GLUED else []

    def _fields_with_work(self, word: str) -> list[str]:
        """Return the fields of the two headers that `word` is made of if the first is of work."""
        for cut in range(2, len(word) - 1):
            first, second = self.field_of(word[:cut]), self.field_of(word[cut:])
            if first in _OF_WORK and second:
                return [first, second]
        return [self.field_of(word) or ""]

    @cached_property
    def _joined_words(self) -> re.Pattern[str]:
        word = self.header_word.pattern
        return re.compile(f"{word}(?:{JOINED}{word})*")

    @cached_property
    def _glued_line(self) -> re.Pattern[str]:
        return re.compile(f"(?:{self._joined_words.pattern})+")

    def _apart(self, word: str) -> tuple[str, ...]:
        for cut in range(_SHORTEST_APART, len(word) - _SHORTEST_APART + 1):
            first, second = word[:cut], word[cut:]
            known, behind = self._columns.get(first), self.field_of(second)
            are_bodies = known != behind and {known, behind} <= {*_OF_BODIES}
            if behind and (known == "number" or are_bodies):
                return first, second
        return (word,)

    @cached_property
    def header_word(self) -> re.Pattern[str]:
        """The pattern of a header word, whole or made of parts."""
        words = sorted(map(year_pattern, self._columns), key=len, reverse=True)
        return re.compile(f"(?:{self._header_parts.pattern}|{'|'.join(words)})")

    def kind_of(self, category: str) -> str | None:
        """Return the kind of item that a category makes of its rows, or None for a plain task."""
        return _look_up(self._item_kinds, category)


_SHORTEST_APART = 3
"""Characters of a header that runs together with another: 项目编号|目标任务."""


_OF_WORK = frozenset({"text", "title"})
_FEWEST_GLUED, _LONGEST_LINE = 3, 60
"""Header words of a line in which nothing parts them, and characters that it has at the most."""


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _look_up(known: dict[str, str], words: str) -> str | None:
    """Return the value for `words` whatever year they name."""
    key = fold_width(words)
    return known.get(key) or known.get(re.sub(r"\d{4}", _YEAR, key))
