"""The documents of `bench.make_corpus` as entries of an index, without loading them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from bench.make_corpus import NARROW, Line, chance_of, city_of, lines_of
from bench.wordings import Wording
from graph.index.entries.entries import Entry, Named, Responsible
from graph.index.words.lexicon import Lexicon
from graph.index.writer import IndexWriter, entry_fields
from ontology.ids import ID

_THEMES = {
    "产业发展": "economy-industry",
    "城乡建设": "housing-urban",
    "生态环境": "environment",
    "民生保障": "social-security-employment",
    "社会治理": "community-governance",
    "政府建设": "government-building",
}


def write_index(folder: Path, documents: int, lexicon: Lexicon, wording: Wording = NARROW) -> None:
    """Write the index of the first `documents` of the corpus to `folder`."""
    words, writer = lexicon.segmentation(), IndexWriter(folder, lexicon)
    writer.add(
        json.dumps(entry_fields(entry, words), ensure_ascii=False)
        for number in range(documents)
        for entry in entries_of(number, wording)
    )
    themes = (Entry(f"{ID}theme/{slug}", "theme", name, (name,)) for name, slug in _THEMES.items())
    writer.add(json.dumps(entry_fields(theme, words), ensure_ascii=False) for theme in themes)
    writer.commit()


def entries_of(number: int, wording: Wording = NARROW) -> Iterator[Entry]:
    """Yield the entries of document `number`: itself, its place, bodies, leaders, items."""
    name, year = city_of(number)
    place = Named(f"{ID}place/{number}", name)
    title = f"关于分解落实{year}年政府重点工作任务的通知"
    document = Named(f"{ID}doc/{number}/tasks", title)
    sign = f"{name[0]}政发〔{year}〕{number + 1}号"
    yield Entry(document.iri, "document", title, (title, sign), jurisdiction=place, year=str(year))
    yield Entry(place.iri, "place", name, (name, name[:-1]))
    items = [
        _item(n, line, document, place, year) for n, line in enumerate(items_of(number, wording), 1)
    ]
    agents = {
        agent.iri: (kind, agent.label)
        for item in items
        for kind, found in (("agency", item.agencies), ("official", item.officials))
        for agent in found
    }
    for iri, (kind, label) in agents.items():
        yield Entry(iri, kind, label, (label, label.removeprefix(name)), jurisdiction=place)
    categories = {item.category for item in items if item.category}
    yield from (
        Entry(c.iri, "category", c.label, (c.label,), document=document) for c in categories
    )
    yield from items


def items_of(number: int, wording: Wording = NARROW) -> list[Line]:
    """Return the lines of document `number`."""
    return list(lines_of(chance_of(number), wording))


def _item(number: int, line: Line, document: Named, place: Named, year: int) -> Entry:
    units = [(line.lead, "lead"), *((unit, "supporting") for unit in line.supporting.split("、"))]
    body = f"{ID}agency/{place.iri.rpartition('/')[2]}/"
    theme = _THEMES[line.section]
    return Entry(
        iri=f"{document.iri}/{number}",
        type="task",
        label=line.text,
        names=(),
        text=line.text,
        surfaces=(*(unit for unit, _ in units), line.leader),
        document=document,
        jurisdiction=place,
        agencies=tuple(Responsible(body + u, place.label + u, role) for u, role in units),
        officials=(Responsible(f"{document.iri}/{line.leader}", line.leader, "supervising"),),
        themes=(Named(f"{ID}theme/{theme}", line.section),),
        category=Named(f"{document.iri}/category/{line.section}", line.section),
        targets=1,
        year=str(year),
        order=(1, number),
    )
