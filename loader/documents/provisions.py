"""The provisions of a policy document: its chapters, articles, items and paragraphs.

Each paragraph and table belongs to one provision, or to the head, the signature or the list of
annexes; nothing vanishes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from loader.documents.frame import Text, read_frame
from loader.entities import Letter, Place, Provision, WorkItem
from loader.report import Report
from loader.source import Cell, Paragraph, Source
from loader.texts.nesting import Part, nest
from loader.texts.outline import is_heading
from ontology import ids, keys
from ontology.values import fold_space

_KINDS = {"division": "part", "circled": "detail", "": "paragraph"}
"""Kinds of provisions by the form of their mark, where the two are not called the same."""

_LETTERS = {
    "book": "b",
    "chapter": "c",
    "section": "s",
    "article": "a",
    "division": "v",
    "part": "p",
    "item": "i",
    "subitem": "n",
    "detail": "d",
    "circled": "o",
    "box": "x",
}
_FIRST_SENTENCE = re.compile(r"^(?P<title>[^。；;：:！？]{2,30})。(?=.)", re.DOTALL)


@dataclass
class _Writer:
    """Names provisions and counts them through the document."""

    letter: Letter
    seen: Counter[NamedNode] = field(default_factory=Counter)
    order: int = 0

    def name(self, above: NamedNode, key: str) -> NamedNode:
        iri = ids.provision(above, key)
        self.seen[iri] += 1
        return ids.repeated(iri, self.seen[iri])

    def count(self) -> int:
        self.order += 1
        return self.order


def read_provisions(source: Source, letter: Letter, report: Report) -> tuple[Provision, ...]:
    """Return the provisions of `source` in printed order; the report gets their numbers by kind."""
    frame = read_frame(source, letter)
    writer = _Writer(letter)
    provisions = tuple(p for text in frame.texts for p in _provisions(text, writer))
    report.count("provisions", [provision.kind for provision in provisions])
    around = [role for role, stretches in frame.around.items() for _ in stretches]
    report.count("outside provisions", around)
    return provisions


def _provisions(text: Text, writer: _Writer) -> Iterator[Provision]:
    root = _root(text, writer)
    if root:
        yield root
    top = root.iri if root else writer.letter.iri
    parts = nest(text.blocks)
    articles = _numbered_on(parts)
    named: dict[int, NamedNode] = {}
    for part in (part for part in parts if part.text):
        above = named[id(part.above)] if part.above else top
        kind = "article" if id(part) in articles else _kind(part)
        iri = writer.name(above, _key(part, kind))
        named[id(part)] = iri
        yield Provision(
            iri=iri,
            above=above,
            kind=kind,
            annex=text.annex,
            order=writer.count(),
            text=part.text,
            title=_title(part, kind),
            number=part.mark.printed if part.mark else None,
            stretches=tuple(part.stretches),
            start=part.begins,
            cells=part.cells,
        )


def _root(text: Text, writer: _Writer) -> Provision | None:
    """Return the provision that an annex or a text with a title of its own is."""
    if not text.title:
        return None
    lines = text.title[1:] if text.number else text.title
    words = "".join(line.folded for line in lines)
    digits = re.search(r"\d+", text.number or "")
    key = (
        keys.provision_key("annex", int(digits[0]))
        if digits
        else keys.provision_words("annex", words or str(text.annex))
    )
    above = writer.letter.iri
    return Provision(
        iri=writer.name(above, key),
        above=above,
        kind="annex",
        annex=text.annex,
        order=writer.count(),
        text=words or text.number or "",
        title=words or None,
        number=text.number,
        stretches=tuple(text.title),
        start=(lines or text.title)[0].stripped().start,
    )


def _kind(part: Part) -> str:
    if part.cells:
        return part.form or "table"
    return _KINDS.get(part.form, part.form)


def _key(part: Part, kind: str) -> str:
    if part.mark is None:
        return keys.provision_words("table" if part.cells else "t", part.text)
    letter = _LETTERS["article" if kind == "article" else part.form]
    return keys.provision_key(letter, part.mark.value, part.mark.branch)


def _numbered_on(parts: list[Part]) -> set[int]:
    """Return the parts 一、 that are articles: below chapters, and numbered on through them."""
    below = [p for p in parts if p.form == "part" and p.above and p.above.form == "chapter"]
    chapters = {id(part.above) for part in below}
    values = [part.mark.value for part in below if part.mark]
    runs_on = len(chapters) > 1 and len(set(values)) == len(values)
    return {id(part) for part in below} if runs_on else set()


def _title(part: Part, kind: str) -> str | None:
    """Return the heading of a part with a mark: its whole line, or its first sentence."""
    if part.mark is None or part.text == part.mark.printed:
        return None
    ends = part.text[-1:] in tuple("。；;，,、：:")
    if is_heading(part.text) and (not ends or (part.below and kind != "article")):
        return _closed_up(part.text.rstrip("。"))
    first = _FIRST_SENTENCE.match(part.text)
    return _closed_up(first["title"]) if first and kind != "article" else None


def _closed_up(words: str) -> str:
    """Return a heading without the spaces that pad it: 总　　则 is 总则."""
    return words if re.search(r"[A-Za-z]", words) else fold_space(words)


def find_provisions(
    items: Iterable[WorkItem], provisions: Iterable[Provision]
) -> dict[NamedNode, NamedNode]:
    """Return in which provision each work item stands."""
    held: dict[tuple[int, ...], list[Provision]] = {}
    for provision in provisions:
        for place in derived_from(provision):
            held.setdefault(_where(place), []).append(provision)
    found = {item.iri: _holder(item, held.get(_where(item.text_cell), [])) for item in items}
    return {item: holder.iri for item, holder in found.items() if holder}


def _where(place: Place) -> tuple[int, ...]:
    if isinstance(place, Paragraph):
        return (place.number,)
    return (place.annex, place.row, place.column)


def _holder(item: WorkItem, provisions: list[Provision]) -> Provision | None:
    """Return which of the provisions of a paragraph or cell holds the first words of `item`."""
    for words in (item.text, item.text[:10]):
        for provision in provisions:
            if words in provision.text:
                return provision
    return provisions[0] if provisions else None


def derived_from(provision: Provision) -> tuple[Paragraph | Cell, ...]:
    """Return the paragraphs or cells that a provision was read from, each once."""
    paragraphs = {s.paragraph.number: s.paragraph for s in provision.stretches}
    return (*paragraphs.values(), *provision.cells)
