"""The letter of a document: who issued it, to whom, for which year and place, and based on what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from loader.bodies.agents import Directory
from loader.documents.dates import DATE
from loader.documents.head import Head, read_head
from loader.entities import Addressee, Letter, Reference
from loader.places.jurisdictions import Traces, find_jurisdiction
from loader.registers.registers import Registers
from loader.registers.rows import ReferenceRow
from loader.report import Report
from loader.source import Paragraph, Source
from loader.texts.brackets import split_outside
from loader.texts.collectives import is_collective
from loader.texts.listed_groups import joined_groups
from loader.texts.years import year_of_name, years_in
from ontology import ids, keys
from ontology.errors import LayoutError
from ontology.values import fold_space

_ANNEX_LIST = re.compile(r"^附\s*件\s*[:：]\s*")
_ANNEX_ENTRY = re.compile(r"^(?P<number>\d{1,2})\s*[.．、]\s*(?P<title>.+)$")
_BASIS = re.compile(r"^(?:根据|按照|依据|遵照|为[^，。]{0,30}(?:贯彻|落实))[^。]*。?")
_BASIS_JOINTS = re.compile(r"根据|按照|依据|遵照|贯彻|落实|以及|精神|[和及、，]")
_MEETING = re.compile(r"^[^《》]*?会议")
_TITLED = re.compile(r"《[^《》]+(?:《[^《》]+》[^《》]*)*》")
_NO_YEAR = (
    "neither the text nor the name of the file tells a year: the document is of none, and its "
    "dates without one are left out; put the year into the title or the name of the file"
)
_MOST_ABOVE = 12
"""Lines that a page prints above an annex that it shows alone, at the most."""

_FEWEST_WORDS = 10
"""Characters of words in a file, at the least."""

_BODY_ENDINGS = ("管委会", "管理委员会", "人民政府", "办事处", "委员会", "政府")
_NAMES_PLACE = re.compile(r"..+?[省市县区州旗盟镇乡]")


def read_letter(source: Source, registers: Registers, report: Report) -> Letter:
    """Return the letter of the document in `source`.

    A file without a letter, such as a sheet, has its title and year from its first lines or its
    name. Where nothing tells the year it is not known, which the report says. Raises LayoutError
    for a file that tells none and holds hardly a word.
    """
    paragraphs = list(source.paragraphs())
    letter_paragraphs = list(source.paragraphs(annex=0)) or paragraphs
    head = read_head(letter_paragraphs)
    title = head.title or _plain_title(head.body or letter_paragraphs)
    title = title or _annexed_title(source, letter_paragraphs) or source.name.rpartition(".")[0]
    issuer_name = _issuer_of(title) or head.signature
    year, states_year = _year(title, head, source)
    if year is None and not _holds_words(source):
        raise LayoutError(f"{source.name}: no title, no year and hardly a word; it is no document")
    traces = _traces(source, title, head, year, letter_paragraphs)
    jurisdiction = find_jurisdiction(traces, registers)
    code = jurisdiction.code if jurisdiction.known else _unknown(issuer_name, title)
    directory = Directory(registers, code, year)
    issuer = Addressee(issuer_name, directory.body(issuer_name)) if issuer_name else None
    letter = Letter(
        iri=ids.document(code, head.number, title, issuer_name),
        title=title,
        number=head.number,
        issuer=issuer,
        jurisdiction=jurisdiction,
        year=year,
        states_year=states_year,
        date=head.date,
        addressees=tuple(_addressees(head.addressees, directory, title)),
        based_on=tuple(_references(head.body, registers, code, title)),
        annexes=tuple(_annexes(letter_paragraphs)),
        paragraphs=tuple(letter_paragraphs),
    )
    if year is None:
        report.add_part("no year", "", title, _NO_YEAR)
    _note_gaps(letter, head, report)
    return letter


def _unknown(issuer: str, title: str) -> str:
    """Return the code of an unknown place, which documents share only if their issuer names it."""
    return keys.unknown_division(issuer if _NAMES_PLACE.match(issuer) else issuer + title)


def _plain_title(paragraphs: Sequence[Paragraph]) -> str:
    """Return the first short line that names a year and is no sentence, for want of a head.

    Else the first line of all is the title, if it has the form of one.
    """
    for paragraph in paragraphs[:5]:
        text = fold_space(paragraph.text)
        is_short = 6 <= len(text) <= 60 and not _NO_TITLE.search(text)
        if is_short and years_in(text) and not DATE.fullmatch(text):
            return text
    first = paragraphs[0] if paragraphs else None
    is_titled = first and not first.mark and _PLAIN_TITLE.match(first.text.strip())
    return fold_space(first.text) if first and is_titled else ""


def _annexed_title(source: Source, letter: Sequence[Paragraph]) -> str:
    """Return the title of the first annex, where nothing but lines of a page stands above it."""
    annex = list(source.paragraphs(annex=1))
    if len(letter) > _MOST_ABOVE or any("。" in line.text for line in letter):
        return ""
    return read_head(annex).title or _plain_title(annex)


_HANDS_ON = re.compile("转发|批转|印发")
_NO_TITLE = re.compile(r"[。；：:]|^\d{1,2}[.．、]")
_PLAIN_TITLE = re.compile(r"(?!附[件表])(?=.*[\u4e00-\u9fff]{6})[^\t|│>＞。；：:，,、0-9]{6,45}$")


def _issuer_of(title: str) -> str:
    """Return the body before 关于 in a title, or before that of a document that it hands on.

    >>> _issuer_of("临江市政府办公室转发市教育局关于办学的意见"), _issuer_of("转发市教育局关于")
    ('临江市政府办公室', '')
    """
    bodies, about, _ = title.partition("关于")
    body = _HANDS_ON.split(bodies)[0]
    return (
        body if about and re.search(r"(?:政府|办公[厅室]|委员会|国务院|[委局厅部])$", body) else ""
    )


def _traces(
    source: Source, title: str, head: Head, year: int | None, paragraphs: list[Paragraph]
) -> Traces:
    """Return the words that can tell whose document it is; its places are those of its issue."""
    stated = next((one for text in (head.date, head.number) for one in years_in(text or "")), year)
    own_title = "" if title == source.name.rpartition(".")[0] else title
    return Traces(
        year=stated,
        title=own_title,
        issuer=_issuer_of(own_title),
        signature=head.signature,
        number=head.number or "",
        addressees=head.addressees,
        publisher=head.publisher,
        first_lines=tuple(paragraph.text for paragraph in paragraphs[:6]),
        file_name=source.name.rpartition(".")[0],
        text="".join(paragraph.text for paragraph in source.paragraphs()) + _in_cells(source),
    )


def _in_cells(source: Source) -> str:
    cells = (cell.text for table in source.tables() for cell in table.cells() if cell.text)
    return "".join(f"；{text}" for text in cells)


def _year(title: str, head: Head, source: Source) -> tuple[int | None, bool]:
    """Return the year that the document is for, None if unknown, and whether it states it itself.

    It stands in the title, if that names no time far ahead (2035年远景目标), else in the number or
    date, else in the first lines or the file's name, else it is the year that the text names most
    often, and of these the latest; where no text names one, that of the tables.
    """
    paragraphs = [paragraph.text for paragraph in source.paragraphs()]
    own_title = "" if title == source.name.rpartition(".")[0] else title
    signed = years_in(f"{head.number or ''} {head.date or ''}")
    titled = [year for year in years_in(own_title) if not signed or year <= signed[0] + 1]
    first = [paragraph.text for paragraph in head.body[:10]]
    for years in (titled, signed, *map(years_in, (own_title, *first))):
        if years:
            return years[0], True
    if year := year_of_name(source.name):
        return year, False
    cells = [cell.text for table in source.tables() for cell in table.cells()]
    for texts in (paragraphs, cells):
        named = Counter(year for text in texts for year in years_in(text))
        if named:
            return max(named, key=lambda year: (named[year], year)), False
    return None, False


def _holds_words(source: Source) -> bool:
    """Tell whether a file holds more words than a heap of blanks or brackets does."""
    texts = [paragraph.text for paragraph in source.paragraphs()]
    texts += [cell.text for table in source.tables() for cell in table.cells()]
    words = (sum(map(str.isalnum, text)) for text in texts)
    return any(total >= _FEWEST_WORDS for total in accumulate(words))


def _addressees(printed: str, directory: Directory, title: str) -> Iterator[Addressee]:
    clauses = list(split_outside(printed, "，,；;"))
    listed = [joined_groups(filter(None, split_outside(clause, "、"))) for clause in clauses]
    single = (name for names in listed for name in names if not is_collective(name))
    directory = directory.informed_by(single, title)
    for names in listed:
        for surface in distribute(names):
            is_group = is_collective(surface)
            agent = directory.group(surface) if is_group else directory.body(surface)
            yield Addressee(surface, agent)


def distribute(names: list[str]) -> list[str]:
    """Return `names` with the last one's ending given to those that have none of their own.

    >>> distribute(["太仓高新区", "旅游度假区管委会"])
    ['太仓高新区管委会', '旅游度假区管委会']
    """
    ending = next((e for e in _BODY_ENDINGS if names and names[-1].endswith(e)), "")
    own = (*_BODY_ENDINGS, "局", "办", "院", "部委", "机构", "单位", "部门")
    return [name if name.endswith(own) else name + ending for name in names]


def _references(
    body: Iterable[Paragraph], registers: Registers, code: str, title: str
) -> Iterator[Reference]:
    years = years_in(title)
    rows = (row for row in registers.references if row.code == code)
    known = {keys.bare(row.surface): row for row in rows if years and row.year == str(years[0])}
    for surface in _basis_surfaces(body):
        row = known.get(keys.bare(surface)) or ReferenceRow.of_unknown(code, surface)
        yield reference_of(row, registers)


def reference_of(row: ReferenceRow, registers: Registers) -> Reference:
    """Return the meeting or document that a row of the register states."""
    issuer = next((agency for agency in registers.agencies if agency.key == row.issuer), None)
    node = ids.agency(issuer.code, issuer.slug) if issuer else None
    if row.kind == "meeting":
        iri = ids.event(row.slug or keys.hash10(row.surface + row.code))
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


def _annexes(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[int, str]]:
    """Yield number and title of each annex, from the list in the letter."""
    listed = False
    for paragraph in paragraphs:
        text = paragraph.text
        opens = _ANNEX_LIST.match(text)
        if opens:
            listed, text = True, text[opens.end() :]
        entry = _ANNEX_ENTRY.match(text)
        if listed and entry:
            yield int(entry["number"]), fold_space(entry["title"])
        elif opens and text.strip():
            yield 1, fold_space(text)
            listed = False
        elif listed and text:
            listed = False


def _note_gaps(letter: Letter, head: Head, report: Report) -> None:
    if not letter.paragraphs:
        return
    first = letter.paragraphs[0]
    where = head.places.get("signature", first)
    kind = "jurisdiction" if letter.jurisdiction.known else "unresolved"
    unsaid = "the issuer's place is in no register; name it in the title or in the file's name"
    for doubt in letter.jurisdiction.doubts or (() if letter.jurisdiction.known else (unsaid,)):
        report.add(kind, where, letter.title, doubt)
    for addressee in (*letter.addressees, *([letter.issuer] if letter.issuer else [])):
        if addressee.agent.resolution == "unresolved" and addressee.agent.kind == "agency":
            where = head.places.get("addressees", first)
            report.add("unresolved", where, addressee.surface, "no register knows this body")
