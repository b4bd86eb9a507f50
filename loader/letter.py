"""The head of a document: number, title, addressees, what it is based on, annexes, signature."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loader.agents import Directory
from loader.entities import Addressee, Letter, Reference
from loader.registers import ReferenceRow, Registers
from loader.report import Report
from loader.source import Paragraph, Source
from ontology import ids
from ontology.errors import LayoutError
from ontology.values import fold_space, fold_width

_NUMBER = re.compile(r"^[^\s\d〔〕]{1,16}[〔\[（(【]\s*\d{4}\s*[〕\]）)】]\s*\d+\s*号$")
_GENRES = "通知|意见|方案|决定|报告|办法|规划|计划|分工|批复|函|通报|公告|细则|规定|任务书|分解表"
_TITLE_END = re.compile(rf"(?:{_GENRES})(?:（[^）]*）)?$")
_ANNEX_LIST = re.compile(r"^附\s*件\s*[:：]\s*")
_ANNEX_ENTRY = re.compile(r"^(?P<number>\d{1,2})\s*[.．、]\s*(?P<title>.+)$")
_SIGNATURE = re.compile(
    r"^[\u4e00-\u9fff（）]{2,30}(?:政府|办公室|办公厅|委员会|局|厅|部|领导小组)$"
)
_BASIS = re.compile(r"^(?:根据|按照|依据|遵照|为[^，。]{0,30}(?:贯彻|落实))[^。]*。?")
_BASIS_JOINTS = re.compile(r"根据|按照|依据|遵照|贯彻|落实|以及|精神|[和及、，]")
_MEETING = re.compile(r"^[^《》]*?会议")
_TITLED = re.compile(r"《[^》]+》")
_BODY_ENDINGS = ("管委会", "管理委员会", "人民政府", "办事处", "委员会", "政府")
_YEAR = re.compile(r"(20\d{2}|19\d{2})\s*年")


@dataclass(frozen=True)
class _Head:
    """The paragraphs of a letter by what they are."""

    number: Paragraph | None
    title: tuple[Paragraph, ...]
    addressees: Paragraph | None
    body: tuple[Paragraph, ...]
    signature: Paragraph | None


def read_letter(source: Source, registers: Registers, report: Report) -> Letter:
    """Return the head of the document in `source`.

    Raises LayoutError if it has no title or no year.
    """
    head = _head(list(source.paragraphs(annex=0)), registers)
    number = fold_space(head.number.text) if head.number else None
    title = "".join(fold_space(line.text) for line in head.title)
    if not title:
        raise LayoutError(f"{source.name}: no title found; it stands after the document number")
    code = _code(head.signature, registers)
    directory = Directory(registers, code)
    issuer = _addressee(fold_space(head.signature.text), directory) if head.signature else None
    year = _year(title, number, source.name)
    letter = Letter(
        iri=ids.document(code, number, title, issuer.surface if issuer else ""),
        title=title,
        number=number,
        issuer=issuer,
        code=code,
        year=year,
        addressees=tuple(_addressees(head.addressees, directory)),
        based_on=tuple(_references(head.body, registers, code, year)),
        annexes=tuple(_annexes(source)),
        paragraphs=tuple(source.paragraphs()),
    )
    _note_gaps(letter, head, report)
    return letter


def _head(paragraphs: list[Paragraph], registers: Registers) -> _Head:
    number = next((p for p in paragraphs if _NUMBER.match(fold_space(p.text))), None)
    rest = [p for p in paragraphs if p is not number]
    title = _title(rest)
    after = rest[rest.index(title[-1]) + 1 :] if title else rest
    addressees = next((p for p in after[:3] if p.text.endswith(("：", ":"))), None)
    body = tuple(p for p in after if p is not addressees)
    return _Head(number, title, addressees, body, _signature(body, registers))


def _title(paragraphs: list[Paragraph]) -> tuple[Paragraph, ...]:
    """Return the first paragraphs up to the one that ends in the name of a genre."""
    for count, paragraph in enumerate(paragraphs[:6], 1):
        if paragraph.text.endswith(("：", ":", "。")):
            return ()
        if _TITLE_END.search(fold_space(paragraph.text)):
            return tuple(paragraphs[:count])
    return ()


def _signature(body: Iterable[Paragraph], registers: Registers) -> Paragraph | None:
    names = {fold_width(row.name_zh) for row in registers.agencies}
    for paragraph in reversed(tuple(body)):
        folded = fold_space(paragraph.text)
        if fold_width(folded) in names or _SIGNATURE.match(folded):
            return paragraph
    return None


def _code(signature: Paragraph | None, registers: Registers) -> str:
    """Return the division code of the body that signs, by its name or its place's name."""
    if signature is None:
        return ids.NO_DIVISION
    key = fold_width(signature.text)
    by_name = {fold_width(row.name_zh): row.code for row in registers.agencies}
    by_place = (
        row.code
        for row in sorted(registers.places, key=lambda row: -len(row.name_zh))
        if not row.slug and key.startswith(fold_width(row.name_zh))
    )
    return by_name.get(key) or next(by_place, ids.NO_DIVISION)


def _year(title: str, number: str | None, name: str) -> int:
    found = _YEAR.search(title) or re.search(r"[〔\[（(【]\s*(\d{4})", number or "")
    if found is None:
        raise LayoutError(f"{name}: no year in the title or the document number")
    return int(found[1])


def _addressee(surface: str, directory: Directory) -> Addressee:
    return Addressee(surface, directory.body(surface))


def _addressees(line: Paragraph | None, directory: Directory) -> Iterator[Addressee]:
    if line is None:
        return
    for clause in re.split(r"[，,；;]", fold_space(line.text).rstrip("：:")):
        for surface in distribute(clause.split("、")):
            yield _addressee(surface, directory)


def distribute(names: list[str]) -> list[str]:
    """Return `names` with the last one's ending given to those that have none of their own.

    >>> distribute(["太仓高新区", "旅游度假区管委会"])
    ['太仓高新区管委会', '旅游度假区管委会']
    """
    ending = next((e for e in _BODY_ENDINGS if names[-1].endswith(e)), "")
    return [n if n.endswith((*_BODY_ENDINGS, "局", "办", "院")) else n + ending for n in names]


def _references(
    body: Iterable[Paragraph], registers: Registers, code: str, year: int
) -> Iterator[Reference]:
    rows = (row for row in registers.references if (row.code, row.year) == (code, str(year)))
    known = {row.surface: row for row in rows}
    for surface in _basis_surfaces(body):
        row = known.get(surface) or ReferenceRow.of_unknown(code, year, surface)
        yield _reference(row, registers)


def _reference(row: ReferenceRow, registers: Registers) -> Reference:
    issuer = next((agency for agency in registers.agencies if agency.key == row.issuer), None)
    node = ids.agency(issuer.code, issuer.slug) if issuer else None
    if row.kind == "meeting":
        iri = ids.event(row.slug or ids.hash10(row.surface + row.code))
        return Reference(iri, "meeting", row.title_zh, row.title_en, node)
    iri = ids.document(row.code, None, row.title_zh, issuer.name_zh if issuer else "")
    return Reference(iri, "document", row.title_zh, row.title_en, node)


def _basis_surfaces(body: Iterable[Paragraph]) -> Iterator[str]:
    """Yield the meetings and titles that the first sentence on the basis names."""
    sentences = (_BASIS.match(paragraph.text) for paragraph in body)
    sentence = next((match[0] for match in sentences if match), "")
    for clause in _BASIS_JOINTS.split(sentence):
        meeting = _MEETING.match(clause)
        if meeting:
            yield meeting[0]
    yield from dict.fromkeys(_TITLED.findall(sentence))


def _annexes(source: Source) -> Iterator[tuple[int, str]]:
    """Yield number and title of each annex, from the list in the letter."""
    listed = False
    for paragraph in source.paragraphs(annex=0):
        text = paragraph.text
        if _ANNEX_LIST.match(text):
            listed, text = True, _ANNEX_LIST.sub("", text)
        entry = _ANNEX_ENTRY.match(text)
        if listed and entry:
            yield int(entry["number"]), fold_space(entry["title"])
        elif listed and text:
            listed = False


def _note_gaps(letter: Letter, head: _Head, report: Report) -> None:
    first = letter.paragraphs[0]
    if letter.code == ids.NO_DIVISION:
        where = head.signature or first
        message = "the issuer's place is in no register; add it to places.csv or agencies.csv"
        report.add("unresolved", where, where.text, message)
    for addressee in (*letter.addressees, *([letter.issuer] if letter.issuer else [])):
        if addressee.agent.resolution == "unresolved":
            where = head.addressees or first
            report.add("unresolved", where, addressee.surface, "no register knows this body")
