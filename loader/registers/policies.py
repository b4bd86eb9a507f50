"""Policy documents that the register knows, by number and title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import NamedNode

from loader.registers.name_lexicon import longest_first
from loader.registers.name_rows import PolicyRow
from loader.registers.names import Name
from ontology import keys

_SHORTEST = 8
"""Characters at the least of a title that is looked for in running text."""
_BRACKETS = str.maketrans("[]［］（）()", "〔〕〔〕〔〕〔〕")


@dataclass(frozen=True)
class Policies:
    """The register of policies, with look-ups."""

    rows: tuple[PolicyRow, ...]

    def named(self, words: str) -> PolicyRow | None:
        """Return the policy with the number or title `words`, or None."""
        return self._by_name.get(keys.bare(words))

    def of_iri(self, document: NamedNode) -> PolicyRow | None:
        """Return what the register says of a document, or None."""
        return self._by_iri.get(document)

    def find(self, text: str) -> Iterator[Name]:
        """Yield the policies that a text names without the marks of a title."""
        for found in self._titles.finditer(text):
            yield Name(*found.span(), "policy", "register", "0.9")

    @cached_property
    def _titles(self) -> re.Pattern[str]:
        names = {name for row in self.rows for name in (row.title_zh, row.alias)}
        return longest_first(name for name in names if len(name) >= _SHORTEST)

    @cached_property
    def by_key(self) -> dict[str, PolicyRow]:
        """The policies by number and by title, as other registers name them."""
        return {name: row for row in self.rows for name in (row.number, row.title_zh) if name}

    @cached_property
    def _by_name(self) -> dict[str, PolicyRow]:
        found: dict[str, PolicyRow] = {}
        for row in self.rows:
            for name in filter(None, (row.number, row.title_zh, row.alias)):
                found.setdefault(keys.bare(name), row)
        return found

    @cached_property
    def _by_iri(self) -> dict[NamedNode, PolicyRow]:
        return {row.iri: row for row in self.rows}


def folded(words: str) -> str:
    """Return a title or number as it is compared.

    >>> folded("国发[2016] 31号"), folded("《关于推进海绵城市建设的指导意见》")
    ('国发〔2016〕31号', '关于推进海绵城市建设的指导意见')
    """
    bare = re.sub(r"[\s“”\"《》]", "", words)
    return bare.translate(_BRACKETS) if re.search(r"\d{4}.?\d+号", bare) else bare
