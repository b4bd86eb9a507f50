"""Names in quotes and titles: “263”专项行动, 《政府工作报告》, 国发〔2018〕1号."""

from __future__ import annotations

import re
from collections.abc import Iterator

from loader.mentions.stems import StemReader
from loader.registers.name_lexicon import NameLexicon
from loader.registers.names import Name

_BRACKETS = str.maketrans("「」『』〝〞", "“”“”“”")
_TITLE = re.compile(r"《[^《》]{2,80}(?:《[^《》]{2,60}》[^《》]{0,20})?》")
_NUMBER = re.compile(
    r"[\u4e00-\u9fff]{1,7}[〔\[［（(]\s*(?:19|20)\d{2}\s*[〕\]］）)]\s*\d{1,4}\s*号"
)
_QUOTED = re.compile(r"“(?P<words>[^“”]{1,25})”")
_EVENT = re.compile(r"第[一二三四五六七八九十\d]+届[\u4e00-\u9fff]{0,6}\Z")
_CHAIN = re.compile(r"(?:”[、和及与]?|\d[个项家次处]|[省市县区国家]级)\Z")
_DEFINED = re.compile(r"(?:简称|称为|称|即|谓)\Z")
_PARTED = re.compile(r"[\u4e00-\u9fff]{2,6}?(?=(?:专项|攻坚|整治)?(?:行动|工程|活动|改革)(?!方案))")
_NAMING = re.compile(r"[一二两双三四五六七八九十百千万\d]|工程|行动|计划|规划|制|改革|\+")
_NO_NUMBER = re.compile(
    r"^.*(?:意见|通知|办法|方案|决定|规定|公告|报告|和|与|及|按照|根据|依据|落实|贯彻|执行|由|对|见|的|了|是|为)"
)


def with_paired_quotes(text: str) -> str:
    """Return a text with straight quotes and corner brackets as “ and ”; as long as it was.

    >>> with_paired_quotes('推行"河长制"和「林长制」')
    '推行“河长制”和“林长制”'
    """
    if '"' in text:
        parts = text.split('"')
        opened = zip(parts, ["“", "”"] * (len(parts) // 2 + 1), strict=False)
        text = "".join(part + quote for part, quote in opened)[:-1]
    return text.translate(_BRACKETS)


def find_titles(text: str, names: NameLexicon) -> Iterator[Name]:
    """Yield the policy documents that a text names by title or number, no books or papers."""
    for found in _TITLE.finditer(text):
        if not re.sub(r"[（(][^）)]*[）)]$", "", found[0][1:-1]).endswith(names.documents):
            continue
        yield Name(*found.span(), "policy", "title", "0.9")
    for found in _NUMBER.finditer(text):
        lead = _NO_NUMBER.match(found[0])
        start = found.start() + (lead.end() if lead else 0)
        yield Name(start, found.end(), "policy", "number", "0.95")


def find_quoted(reader: StemReader) -> Iterator[Name]:
    """Yield the programmes and events that a text names in quotes."""
    text = reader.words.text
    for found in _QUOTED.finditer(text):
        event = _EVENT.search(text[: found.start()])
        if event:
            yield Name(event.start(), found.end(), "event", "quoted", "0.85")
            continue
        name = _programme(reader, found)
        if name:
            yield name


def _programme(reader: StemReader, found: re.Match[str]) -> Name | None:
    text, words = reader.words.text, found["words"]
    if words in reader.names.phrases or _DEFINED.search(text[: found.start()]):
        return None
    head = reader.names.head.match(text, found.end()) or _head_after(reader, found.end())
    end = head.end() if head else found.end()
    long = re.search("[，。；：]|、.{6}", words) is not None
    if head is None and (long or not (_is_implemented(reader, found.start()) or _names(words))):
        return None
    if words.endswith(reader.names.event_heads) and head is None:
        return Name(found.start(), end, "event", "quoted", "0.7")
    return Name(found.start(), end, "programme", "quoted", "0.8" if head else "0.7")


def _head_after(reader: StemReader, start: int) -> re.Match[str] | None:
    """Return the head that a few plain words part from the quotes: “僵尸企业”出清行动.

    A verb may stand before 行动 alone: “僵尸车”清理行动.
    """
    found = _PARTED.match(reader.words.text, start)
    head = reader.names.head.match(reader.words.text, found.end()) if found else None
    between = reader.words.within(start, found.end()) if found else []
    plain_words = between[:-1] if head and head[0].endswith("行动") else between
    plain = not any(reader.names.opens(word.text) for word in plain_words)
    return head if head and plain and head.end() in reader.words.edges else None


def _names(words: str) -> bool:
    return _NAMING.search(words) is not None


def _is_implemented(reader: StemReader, start: int) -> bool:
    """Tell whether what begins at `start` is carried out: a verb stands before it, or its like."""
    text = reader.words.text
    chain = _CHAIN.search(text[:start])
    if chain:
        return True
    before = [word for word in reader.words.words if word.end == start]
    return bool(before) and (reader.names.opens(before[0].text) or before[0].tag[:1] == "v")
