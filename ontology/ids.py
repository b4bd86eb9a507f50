"""The one place that mints identifiers. The key is what the source wrote (`ontology.keys`).

Identifiers are ASCII; Chinese lives in labels. Patterns are those of the ontology contract.
Everything is minted under `DEFAULT_BASE`; `rebase` moves a text of RDF or SPARQL to another base.
"""

from __future__ import annotations

import base64
import hashlib
import re
from urllib.parse import quote

from pyoxigraph import NamedNode

from ontology.keys import hash10, initials

DEFAULT_BASE = "https://w3id.org/zhengtu/"
ID = DEFAULT_BASE + "id/"
DEFINITIONS = DEFAULT_BASE + "def"

_DOCUMENT_NUMBER = re.compile(
    r"(?P<agency>[^\s〔〕\[\]（）()【】\d]{1,16})\s*[〔\[（(【]\s*(?P<year>\d{4})\s*[〕\]）)】]\s*"
    r"(?P<number>\d+)\s*号"
)


def rebase(text: str, base_iri: str) -> str:
    """Return RDF or SPARQL `text` with `base_iri` in the place of the default base.

    >>> rebase("<https://w3id.org/zhengtu/id/theme/reform>", "https://example.org/")
    '<https://example.org/id/theme/reform>'
    """
    return text if base_iri == DEFAULT_BASE else text.replace(DEFAULT_BASE, base_iri)


def rebased(term: NamedNode, base_iri: str) -> NamedNode:
    """Return a term of our vocabulary as it stands in a store with `base_iri`."""
    return term if base_iri == DEFAULT_BASE else NamedNode(rebase(term.value, base_iri))


def document(code: str, number: str | None, title: str, issuer: str) -> NamedNode:
    """Return the identifier of a document of the division `code`.

    >>> document("320585", "太政发〔2018〕3号", "", "").value.removeprefix(ID)
    'doc/320585/tzf-2018-3'
    """
    parts = _DOCUMENT_NUMBER.search(number or "")
    if parts is None:
        return NamedNode(f"{ID}doc/{code}/{hash10(title + issuer)}")
    key = f"{initials(parts['agency'])}-{parts['year']}-{int(parts['number'])}"
    return NamedNode(f"{ID}doc/{code}/{key}")


def canonical_number(number: str) -> str:
    """Return a document's number as its identifier takes it; words that are none as they are.

    >>> canonical_number("国发[2016] 031号")
    '国发〔2016〕31号'
    """
    parts = _DOCUMENT_NUMBER.search(number)
    if parts is None:
        return number
    return f"{parts['agency']}〔{parts['year']}〕{int(parts['number'])}号"


def document_graph(document: NamedNode) -> NamedNode:
    return NamedNode(f"{document.value}/graph")


def register_graph(name: str) -> NamedNode:
    return NamedNode(f"{ID}graph/{name}")


EDITS = register_graph("edits")
"""The graph that says who wrote what when."""


DESCRIPTION = register_graph("description")
"""The graph that says what all graphs together hold."""

DATASET = NamedNode(f"{ID}dataset")


def partition(dataset: NamedNode, kind: str, iri: NamedNode) -> NamedNode:
    """Return the identifier of what a data set holds of a class or property."""
    digest = hashlib.sha256(iri.value.encode()).hexdigest()[:12]
    return NamedNode(f"{dataset.value}/{kind}/{digest}")


def prefix_declaration(name: str) -> NamedNode:
    return NamedNode(f"{DATASET.value}/prefix/{name}")


def question(name: str) -> NamedNode:
    return NamedNode(f"{ID}question/{name}")


def edit(words: str) -> NamedNode:
    """Return the identifier of a write; `words` are all that is known of it."""
    return NamedNode(f"{ID}edit/{hash10(words)}")


def author(name: str) -> NamedNode:
    """Return the identifier of the holder of a token."""
    return NamedNode(f"{ID}author/{quote(name, safe='')}")


def version(document: NamedNode, sha256: str) -> NamedNode:
    return NamedNode(f"{document.value}/v/{sha256[:12]}")


def table_cell(version: NamedNode, annex: int, row: int, column: int) -> NamedNode:
    """Return the identifier of a cell; `row` counts printed rows, headers included.

    >>> table_cell(NamedNode("http://e/v/1"), 1, 37, 4).value
    'http://e/v/1/a1/r037/c4'
    """
    return NamedNode(f"{version.value}/a{annex}/r{row:03d}/c{column}")


def paragraph(version: NamedNode, number: int) -> NamedNode:
    return NamedNode(f"{version.value}/p{number:04d}")


def selector(node: NamedNode) -> NamedNode:
    return NamedNode(f"{node.value}/sel")


def annex(document: NamedNode, number: int) -> NamedNode:
    return NamedNode(f"{document.value}/a{number}")


def category(document: NamedNode, label: str) -> NamedNode:
    return NamedNode(f"{document.value}/category/{hash10(label)}")


def heading(document: NamedNode, label: str) -> NamedNode:
    return NamedNode(f"{document.value}/heading/{hash10(label)}")


def provision(above: NamedNode, key: str) -> NamedNode:
    """Return the identifier of a provision that is part of `above`: a provision or document.

    >>> document = NamedNode("http://e/doc/1")
    >>> provision(provision(document, "c2"), "a13.1").value
    'http://e/doc/1/provision/c2/a13.1'
    """
    inside = "/provision/" in above.value
    return NamedNode(f"{above.value}/{key}" if inside else f"{above.value}/provision/{key}")


def task(document: NamedNode, annex: int, words: str) -> NamedNode:
    """Return the identifier of a task (`words`: its text) or indicator item (title and text)."""
    return NamedNode(f"{_item_root(document, 'task')}/a{annex}-{hash10(words)}")


def repeated(item: NamedNode, occurrence: int) -> NamedNode:
    """Return the identifier of the second (third …) item that would be called `item`.

    >>> repeated(NamedNode("http://e/a1-x"), 1).value, repeated(NamedNode("http://e/a1-x"), 2).value
    ('http://e/a1-x', 'http://e/a1-x-2')
    """
    return item if occurrence == 1 else NamedNode(f"{item.value}-{occurrence}")


def project(document: NamedNode, annex: int, number: int) -> NamedNode:
    return NamedNode(f"{_item_root(document, 'project')}/a{annex}-{number:02d}")


def _item_root(document: NamedNode, kind: str) -> str:
    return document.value.replace(f"{ID}doc/", f"{ID}{kind}/", 1)


def assignment(item: NamedNode, role: str, position: int) -> NamedNode:
    return NamedNode(f"{item.value}/{role}-{position}")


def target(item: NamedNode, position: int) -> NamedNode:
    return NamedNode(f"{item.value}/target-{position}")


def theme_tag(item: NamedNode, theme: str) -> NamedNode:
    return NamedNode(f"{item.value}/theme-{theme}")


def link(subject: NamedNode, name: str, position: int) -> NamedNode:
    return NamedNode(f"{subject.value}/{name}-{position}")


def link_between(subject: NamedNode, term: NamedNode, body: NamedNode) -> NamedNode:
    """Return the identifier of a link between nodes of two documents."""
    words = " ".join((subject.value, term.value, body.value))
    digest = hashlib.sha256(words.encode()).digest()
    return NamedNode(f"{ID}link/{base64.b32encode(digest).decode().lower()[:10]}")


def agency(code: str, slug: str) -> NamedNode:
    return NamedNode(f"{ID}agency/{code}/{slug}")


def agency_part(whole: NamedNode, slug: str) -> NamedNode:
    """Return the identifier of a branch of the agency `whole`.

    >>> agency_part(agency("430700", "shengtaihuanjingju"), "fenju-x").value.removeprefix(ID)
    'agency/430700/shengtaihuanjingju-fenju-x'
    """
    return NamedNode(f"{whole.value}-{slug}")


def group(code: str, slug: str) -> NamedNode:
    return NamedNode(f"{ID}group/{code}/{slug}")


def agent(reference: str) -> NamedNode:
    """Return the identifier that a register writes as `agency:code/slug` or `group:code/slug`.

    >>> agent("group:320585/grp-departments") == group("320585", "grp-departments")
    True
    """
    kind, _, key = reference.partition(":")
    code, _, slug = key.partition("/")
    return group(code, slug) if kind == "group" else agency(code, slug)


def person(code: str, slug: str) -> NamedNode:
    return NamedNode(f"{ID}person/{code}/{slug}")


def membership(person: NamedNode, position: int) -> NamedNode:
    return NamedNode(f"{person.value}/post-{position}")


def printed_post(person: NamedNode, year: int | None, post: str) -> NamedNode:
    """Return the identifier of a post that documents of `year`, or of none, print beside a name."""
    of_year = "" if year is None else f"{year}-"
    return NamedNode(f"{person.value}/post-{of_year}{hash10(post)}")


def place(key: str) -> NamedNode:
    """Return the identifier of the place `key`: a division code, or `code/slug`."""
    return NamedNode(f"{ID}place/{key}")


def mention(cell: NamedNode, position: int) -> NamedNode:
    """Return the identifier of what the cell names at the `position` of its mentions, from 1."""
    return NamedNode(f"{cell.value}/m{position}")


def named(kind: str, slug: str) -> NamedNode:
    """Return the identifier of a facility, organization, programme or event.

    >>> named("programme", "hezhangzhi").value.removeprefix(ID)
    'programme/hezhangzhi'
    """
    return NamedNode(f"{ID}{kind}/{slug}")


def event(slug: str) -> NamedNode:
    return NamedNode(f"{ID}event/{slug}")


def indicator(slug: str) -> NamedNode:
    return NamedNode(f"{ID}indicator/{slug}")


def outcome(code: str, about: str, year: str, measure: str) -> NamedNode:
    """Return the identifier of what was reached; `about` is an indicator's slug or an item's path.

    >>> outcome("320585", "gdp", "2018", "growthRate").value.removeprefix(ID)
    'outcome/320585/gdp-2018-growthRate'
    """
    return NamedNode(f"{ID}outcome/{code}/{about.replace('/', '-')}-{year}-{measure}")


def iri_of(written: str, base_iri: str) -> str:
    """Return the IRI that a person wrote: in full, with `id:`, or only its path.

    >>> iri_of("id:agency/320585/huanbaoju", DEFAULT_BASE) == iri_of("agency/320585/huanbaoju",
    ...     DEFAULT_BASE)
    True
    """
    written = written.strip().strip("<>")
    if re.match(r"[A-Za-z][\w+.-]*:", written) and not written.startswith("id:"):
        return written
    return f"{base_iri}id/{written.removeprefix('id:').lstrip('/')}"


def at_path(path: str) -> NamedNode:
    """Return the identifier that a register gives by its path: task/320585/tzf-2018-3/a1-x."""
    return NamedNode(ID + path)


def theme(slug: str) -> NamedNode:
    return NamedNode(f"{ID}theme/{slug}")


def agency_type(slug: str) -> NamedNode:
    return NamedNode(f"{ID}agency-type/{slug}")


def business_line(slug: str) -> NamedNode:
    return NamedNode(f"{ID}business-line/{slug}")


def place_type(slug: str) -> NamedNode:
    return NamedNode(f"{ID}place-type/{slug}")
