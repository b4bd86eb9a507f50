"""Where the characters of a text stand in the source: the text may be cut, joined or repaired."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from loader.entities import Place, Printed
from loader.source import Span, parts_of


@dataclass(frozen=True)
class Placement:
    """The lines or the cell that print a text, and where each of its characters stands."""

    printed: Printed

    def span(self, start: int, end: int) -> tuple[Place, Span] | None:
        """Return where the characters `start` to `end` of the text are printed.

        Of words that a line break cuts in two, the longer part. None where the raw text is damaged
        and does not hold them.
        """
        spots = self._spots[start:end]
        pieces = [self._piece(part, spots) for part in range(len(self._parts))]
        longest = max(pieces, key=lambda span: span.end - span.start)
        if longest.end > longest.start:
            return self._parts[pieces.index(longest)], longest
        return self._search(self.printed.text[start:end])

    def _piece(self, part: int, spots: list[tuple[int, int]]) -> Span:
        places = [place for where, place in spots if where == part]
        return Span(places[0], places[-1] + 1) if places else Span(0, 0)

    def _search(self, words: str) -> tuple[Place, Span] | None:
        found = ((part, part.raw.find(words)) for part in self._parts)
        return next(((p, Span(at, at + len(words))) for p, at in found if at >= 0), None)

    @cached_property
    def _parts(self) -> tuple[Place, ...]:
        return parts_of(self.printed.cell)

    @cached_property
    def _spots(self) -> list[tuple[int, int]]:
        """Return part and place of each character; white space counts to what is before it.

        Empty where the raw texts do not hold the whole text.
        """
        raw = [
            (n, at) for n, p in enumerate(self._parts) for at, c in enumerate(p.raw) if c.strip()
        ]
        solid = "".join(self._parts[part].raw[at] for part, at in raw)
        text = self.printed.text
        first = solid.find("".join(text.split()))
        if first < 0 or not raw:
            return []
        spots, position = [], first
        for character in text:
            if character.isspace():
                spots.append(raw[max(position - 1, 0)])
            else:
                spots.append(raw[position])
                position += 1
        return spots
