"""Who signs a document and when, at its end: on lines of their own, or behind the last sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loader.documents.dates import DATE
from loader.documents.head import SIGNATURE
from loader.source import Paragraph, Stretch
from loader.texts.marks import read_mark
from ontology.values import fold_space

MOST_LINES = 8
_PUBLIC = re.compile(r"[（(]\s*此\s*件[^）)]*[）)]")
_SIGNED = rf"(?P<body>[\u4e00-\u9fff]{{2,28}}?)\s*(?:{DATE.pattern})\s*(?:{_PUBLIC.pattern})?"
IMPRINT = re.compile(
    r"^(?:主送|主\s*办|承\s*办|版权所有|技术支持)[^：:]{0,4}[：:]"
    r"(?:.*(?:备案|ICP|邮编|地址|技术支持|网站标识)|(?!.*(?:联系人|[（(][^（()）]*电话)).*电话)"
)
"""What a page prints at its foot: who runs it.

Whom to call of a body that answers for work stands in brackets, or behind a name.
"""

_TAIL = re.compile(rf"(?:(?<=[。；）)：:])|^)\s*{_SIGNED}")
_NO_BODY = re.compile(r"[。；，、：:“”《》\d]")
_LONGEST_BODY = 28


@dataclass(frozen=True)
class Signatures:
    """Finds the signatures of a document whose `issuer` and `signer` are known, or empty."""

    issuer: str
    signer: str

    def count_lines(self, lines: list[Paragraph]) -> int:
        """Return how many of `lines`, from the first on, sign: bodies, date, 此件公开发布."""
        folded = [fold_space(line.text) for line in lines]
        dated = next((n for n, text in enumerate(folded) if DATE.fullmatch(text)), -1)
        count = 0
        if dated >= 0 and self._sign(lines[:dated], folded[dated + 1 :]):
            count = dated + 1
        elif folded and folded[0] in {self.issuer, self.signer} - {""}:
            count = 1
        if count < len(folded) and _PUBLIC.fullmatch(folded[count]):
            count += 1
        return count

    def _sign(self, lines: list[Paragraph], after: list[str]) -> bool:
        """Tell whether `lines` before a date sign; a date alone does at the end of a text."""
        if not lines:
            return not after or _PUBLIC.fullmatch(after[0]) is not None
        folded = [fold_space(line.text) for line in lines]
        short = all(len(text) <= _LONGEST_BODY and not _NO_BODY.search(text) for text in folded)
        plain = all(not line.mark and read_mark(line.text) is None for line in lines)
        named = any(text == self.issuer or SIGNATURE.match(text) for text in folded)
        return short and plain and named

    def find_inside(self, line: Stretch) -> Iterator[tuple[int, int]]:
        """Yield where in the paragraph signatures with their date share a line with other words."""
        found = [m for m in _TAIL.finditer(line.words) if SIGNATURE.match(m["body"])]
        if self.issuer:
            own = _SIGNED.replace(r"[\u4e00-\u9fff]{2,28}?", re.escape(self.issuer))
            found += re.finditer(own, line.words)
        spans = {match.end(): match.start("body") for match in found}
        for end, start in sorted(spans.items()):
            yield line.start + start, line.start + end
