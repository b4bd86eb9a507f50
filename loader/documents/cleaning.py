"""Damage that a page did to a whole document, undone: pinyin set between characters, traditional
characters where the original has simplified ones, words of Taiwan that came with them, blanks that
set all characters apart, digits as wide as characters, blanks of other widths, radicals that look
like characters, marks of Markdown in plain text, what the recognition of a scan misread, noise that
a forum set against copying, words that a program wrote into empty cells, dots for full stops, signs
put for others or by their names, words that a copy spun for those of roles, and what is not
printed.

The raw text stays on the cell; what is read is the clean text beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from loader.documents.lookalikes import has_lookalikes, without_lookalikes
from loader.documents.readings import (
    has_tones,
    reads_characters,
    without_readings,
    without_toned,
)
from loader.documents.scans import (
    misreads_labels,
    reads_letters,
    sets_blanks,
    splits_figures,
    with_figures,
    with_labels,
    with_whole_figures,
    without_blanks,
)
from loader.documents.spun_words import without_spun, words_spun
from loader.documents.taiwan_words import without_switched, words_switched
from loader.source import Cell, Paragraph, Skipped, Source, Table
from ontology.radicals import RADICALS
from ontology.values import INVISIBLE

_TRADITIONAL = frozenset(
    "個們這來時國對會學產業發經濟實現務責關應當單設區縣鄉鎮辦廳與為內開進區項總標準點選導體環導財"
    "農機構領導負計畫劃統統購資質員據報規範圍費級組織網絡處數據號護衛檢驗權證書執辦備億萬幹"
    "牽頭協參聯術創協調確終場審護衛鐵藥稅糧農漁獸礦礎業戶團"
)
"""Characters of the words of such documents that no simplified text has."""

_STRAY = re.compile(f"[{''.join(sorted(_TRADITIONAL))}]")
_DIGITS = {ord("０") + n: str(n) for n in range(10)}
_BLANKS = dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F), " ")
_KEYS = {0x20E3: " ", 0x1F51F: "10 "}
"""The frame of a figure drawn as a key, and ten drawn so: 1⃣."""

_PLAIN = _DIGITS | _BLANKS | INVISIBLE | RADICALS | _KEYS
_ODD = re.compile(f"[{''.join(map(chr, _PLAIN))}]")
"""Characters that are printed as others are, or not at all."""

_STRONG = re.compile(r"\*\*(?=[\w（(【《“])([^*\n]{1,300}?)(?<=\S)\*\*")
"""Strong words in Markdown; A**、B** are names with a sign behind each."""

_HEADING = re.compile(r"^\s*#{1,6}\s+")
_FEWEST_STRONG = 3
_APART = re.compile(r"(?<=\S)[ \u3000\xa0](?=\S)")
"""A blank between two characters of a line that is set apart; two blanks are a border."""

_LONE = re.compile(r"(?<![^\s])[\u4e00-\u9fff](?!\S)")
_FEWEST_LONE, _LONE_SHARE = 5, 0.7
_FEWEST_LINES_APART = 3
_TRADITIONAL_SHARE = 0.02
_NOISE = re.compile(
    r"(?:^|(?<=[)）。；;\u4e00-\u9fff])(?![)）]))[ ]?[!-~]{1,2}(?: {1,2}[!-~]{1,2}){3,}"
    r"[ ]*(?=$|[\u4e00-\u9fff])",
    re.MULTILINE,
)
"""Words of a character or two that a forum hides between lines: J/ M3 J" R! Z."""

_NOISY = re.compile(r"[A-Za-z][!-@\[-`{-~]|[!-@\[-`{-~][A-Za-z]")
_SIGN = re.compile(r"""[!"'#$&(){}<>@^_`~*;?]""")
_FEWEST_NOISY = 3
_NO_VALUE = re.compile(r"NaN|nan|NaT|<NA>|#N/A|None|null|NULL|Unnamed: \d{1,3}(?:_level_\d+)?")
_FEWEST_UNSET = 3
_ESCAPED = re.compile(r"(?<=[\u4e00-\u9fff。；])\\r?n(?=[\u4e00-\u9fff\d])")
"""The end of a line within a cell as a program writes it: \\n."""

_DOT = re.compile(
    r"(?<![一二三四五六七八九十])(?<=[\u4e00-\u9fff%％）)”])\.(?=[\u4e00-\u9fff（(〔“]|\s|$)",
    re.MULTILINE,
)
_FEWEST_DOTS = 3
"""A dot that ends a sentence, and how many do at least."""

_LAST_DOT = re.compile(r"[\u4e00-\u9fff]\.(?:[（(〔]|\s*$)")
"""One where full stops are more: before a bracket or at the end of a line that has none of them."""

_BORDER = re.compile(r"(?<=[)）。]) *\|$")
"""What is left at the end of a line of the cell that held a whole page."""


_FRAMED = re.compile(r"\s*\|\s*([^|\n]{200,}?)\s*\|\s*")
"""A page on one line that was the only cell of a table."""


def clean_source(source: Source) -> Source:
    """Return `source` with clean text beside the raw where the document is damaged.

    >>> clean_text("責(zé)任單位", pinyin=True, traditional=True)
    '责任单位'
    """
    text = "".join(block_text(block) for block in source.blocks)
    pinyin, toned = reads_characters(text), has_tones(text)
    traditional = sum(c in _TRADITIONAL for c in text) > _TRADITIONAL_SHARE * len(text)
    stray = not traditional and _STRAY.search(text) is not None
    plain = clean_text(text, pinyin=pinyin, traditional=True) if traditional else ""
    switched = words_switched(plain)
    apart = sum(_is_set_apart(line.raw) for line in source.paragraphs()) >= _FEWEST_LINES_APART
    odd = _ODD.search(text) is not None
    marked = len(_STRONG.findall(text)) >= _FEWEST_STRONG
    noisy = sum(_without_noise(line.raw) != line.raw for line in source.paragraphs())
    noisy *= noisy >= _FEWEST_NOISY
    printed = [line.raw for line in source.paragraphs()]
    blanks, letters = sets_blanks(printed), reads_letters(printed)
    labels = misreads_labels(printed)
    written = sum(_is_no_value(cell.raw) for table in source.tables() for cell in table.cells())
    unset = written >= _FEWEST_UNSET
    escaped = _ESCAPED.search(text) is not None
    alike, split = has_lookalikes(text), splits_figures(text)
    dots = sum(len(_DOT.findall(block_text(block))) for block in source.blocks)
    dotted = dots >= _FEWEST_DOTS
    stopped = text.count("。") > dots
    spun = words_spun(text)
    framed = any(_FRAMED.fullmatch(line) for line in printed)
    damages = (pinyin, toned, traditional, stray, apart, odd, marked, noisy, blanks, letters)
    if not any((*damages, labels, unset, escaped, dotted, alike, split, spun, framed)):
        return source

    def clean(raw: str) -> str:
        if unset and _is_no_value(raw):
            return ""
        text = _FRAMED.sub(r"\1", raw) if framed and _FRAMED.fullmatch(raw) else raw
        text = without_lookalikes(text) if alike else text
        text = _ESCAPED.sub("\n", text) if escaped else text
        is_dotted = dotted and not (stopped and ("。" in text or not _LAST_DOT.search(text)))
        text = _DOT.sub("。", text) if is_dotted else text
        text = _BORDER.sub("", _without_noise(text)) if noisy else text
        text = _APART.sub("", text) if apart and _is_set_apart(raw) else text
        text = text.translate(_PLAIN) if odd or alike else text
        text = _without_marks(text) if marked else text
        text = without_blanks(text) if blanks else text
        text = with_figures(text) if letters else text
        text = with_whole_figures(text) if split else text
        text = with_labels(text) if labels else text
        text = without_toned(text) if toned else text
        text = _STRAY.sub(lambda found: _simplifier()(found[0]), text) if stray else text
        text = clean_text(text, pinyin=pinyin, traditional=traditional)
        text = without_spun(text, spun) if spun else text
        return without_switched(text, switched) if switched else text

    blocks = [_cleaned(_with_strong(block) if marked else block, clean) for block in source.blocks]
    noise = (block.raw for block in blocks if isinstance(block, Paragraph) and _is_empty(block))
    skipped = (Skipped(raw, "random characters against copying") for raw in noise)
    kept = (b for b in blocks if not (isinstance(b, Paragraph) and _is_empty(b)))
    return replace(source, blocks=tuple(kept), skipped=(*source.skipped, *skipped))


def _is_no_value(raw: str) -> bool:
    """Tell whether a program wrote the cell for one that was empty: NaN, Unnamed: 3."""
    return _NO_VALUE.fullmatch(raw.strip()) is not None


def _is_empty(line: Paragraph) -> bool:
    """Tell whether nothing is left of a line that has been cleaned."""
    return bool(line.raw) and not line.text


def _without_noise(text: str) -> str:
    """Return `text` without the random characters that a forum set before or behind it.

    >>> _without_noise("修渠(水务局牵头)& x2 L! ]8 N) k"), _without_noise("修渠 A1 B2 C3 D4")
    ('修渠(水务局牵头)', '修渠 A1 B2 C3 D4')
    """

    def left(found: re.Match[str]) -> str:
        is_noise = len(_NOISY.findall(found[0])) > 1 and _SIGN.search(found[0])
        return "" if is_noise else found[0]

    return _NOISE.sub(left, text)


def _without_marks(text: str) -> str:
    """Return a line without what Markdown sets around strong words and before a heading.

    >>> _without_marks("## 一、水利"), _without_marks("- **牵头单位：** 县水利局")
    ('一、水利', '- 牵头单位： 县水利局')
    """
    return _STRONG.sub(r"\1", _HEADING.sub("", text))


def _with_strong(block: Paragraph | Table) -> Paragraph | Table:
    """Return a line or table with the words between such marks as those in bold print."""
    if isinstance(block, Paragraph):
        return replace(block, strong=block.strong or _strong(block.raw))
    rows = (
        tuple(replace(cell, strong=cell.strong or _strong(cell.raw)) for cell in row)
        for row in block.rows
    )
    return replace(block, rows=tuple(rows))


def _strong(raw: str) -> tuple[str, ...]:
    return tuple(_STRONG.findall(raw))


def _is_set_apart(text: str) -> bool:
    """Tell whether blanks stand between the characters of `text`, as a scan has them.

    >>> _is_set_apart("责 任 单 位 ： 县 文 体 局"), _is_set_apart("序号 工 作 任 务 牵头部门")
    (True, False)
    """
    words, lone = len(text.split()), len(_LONE.findall(text))
    return lone >= _FEWEST_LONE and lone >= _LONE_SHARE * words


def clean_text(text: str, *, pinyin: bool, traditional: bool) -> str:
    without = without_readings(text) if pinyin else text
    return _simplifier()(without) if traditional else without


@cache
def _simplifier() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def block_text(block: Paragraph | Table) -> str:
    if isinstance(block, Paragraph):
        return block.raw
    return "".join(cell.raw for cell in block.cells())


def _cleaned(block: Paragraph | Table, clean: Callable[[str], str]) -> Paragraph | Table:
    if isinstance(block, Paragraph):
        return replace(block, clean=clean(block.raw))
    rows = tuple(tuple(_cleaned_cell(cell, clean) for cell in row) for row in block.rows)
    return replace(block, rows=rows)


def _cleaned_cell(cell: Cell, clean: Callable[[str], str]) -> Cell:
    return replace(cell, clean=clean(cell.raw))
