"""Items that an article tells in its sentences, read as brackets say it.

例如，第3项任务“修桥三座”，牵头领导是副市长王明，主责单位是市交通局。   is
第3项  修桥三座（牵头领导：副市长王明；主责单位：市交通局）
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import PEOPLE, ROLES
from loader.assignments.plausibility import are_plausible
from loader.source import Paragraph
from loader.texts.deadlines import dates_in
from loader.texts.units import split_list

_ITEM = re.compile(
    "(?P<before>[^。]{0,40}?(?:例如|比如|譬如|又如|其中|如)?[，,：:]?)"
    r"(?P<number>第[\d一二三四五六七八九十百]{1,4}[项条件])(?:重点)?(?:任务|工作|实事|事项)?[，,：:]?"
    "(?P<words>[^。]{6,})"
)
"""A sentence that tells an item by its number."""

_LABEL = re.compile(
    "[，,；;](?P<label>[\u4e00-\u9fff]{2,8}?)(?:分别|同样|也|仍然?|还)?[是为](?=[\u4e00-\u9fff])"
)
_QUOTES = '“”‘’"「」，,：: '
_SHORTEST = 6
_LIMIT = "完成时限"


def with_told_items_apart(lines: Iterable[Paragraph], reader: ClauseReader) -> Iterator[Paragraph]:
    """Yield `lines`, each item that a sentence tells with who has it as a line of its own."""
    for line in lines:
        sentences = line.text.split("。")
        found = [_closed(line, sentence, reader) for sentence in sentences]
        if not any(found):
            yield line
            continue
        for sentence, item in zip(sentences, found, strict=True):
            if item or sentence.strip():
                yield item or line.with_words(f"{sentence.strip()}。")


def _closed(line: Paragraph, sentence: str, reader: ClauseReader) -> Paragraph | None:
    """Return the line of an item that `sentence` tells, None if it tells none."""
    item = _ITEM.fullmatch(sentence.strip())
    if item is None:
        return None
    words = item["words"]
    fields = reader.registers.role_of_label
    labels = [one for one in _LABEL.finditer(words) if fields(one["label"]) in ROLES]
    text = words[: labels[0].start()].strip(_QUOTES).removeprefix("是") if labels else ""
    if len(text) < _SHORTEST:
        return None
    ends = [*(one.start() for one in labels[1:]), len(words)]
    said = [(one["label"], words[one.end() : end]) for one, end in zip(labels, ends, strict=True)]
    label, last = said[-1]
    names, *rest = re.split("[，,]", last, maxsplit=1)
    date = next(dates_in(rest[0]), None) if rest else None
    if date:
        said[-1:], text = [(label, names), (_LIMIT, date[0])], f"{text}，{rest[0]}"
    for label, names in said:
        is_named = fields(label) in PEOPLE or label == _LIMIT
        if not is_named and not are_plausible(split_list(names), reader.registers):
            return None
    closing = "；".join(f"{label}：{names}" for label, names in said)
    return line.with_words(f"{text}（{closing}）", mark=item["number"])
