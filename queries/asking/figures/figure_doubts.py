"""What is doubtful of the numbers that an answer tells, held against the words by them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from queries.asking.figures.targets import OF_SIZE
from queries.asking.readings.draft import IDLE, Draft
from queries.asking.readings.light import is_light
from queries.asking.rows.tables import Row
from queries.asking.words.pieces import words_of
from queries.asking.words.placing import letters
from queries.asking.words.tokens import UNKNOWN, Token


def said_in(draft: Draft) -> str:
    return "".join(token.text for token in draft.tokens)


def area_doubts(draft: Draft, rows: list[Row]) -> tuple[str, ...]:
    """Say so where the sentence of the one number names no area that the question names."""
    if len(rows) != 1 or "sentence" not in rows[0]:
        return ()
    row, quote = rows[0], str(rows[0]["quote"])
    before, _, behind = str(row["sentence"]).partition(quote)
    printed = f"{row.get('title') or ''} {before}{quote} {behind.partition('：')[0]}"
    named = (_AREA.fullmatch(t.text) for t in draft.tokens if t.has("phrase", "name"))
    missing = [match[1] for match in named if match and match[1] not in printed]
    return tuple(f"没有把握：给出的数值旁边没有“{word}”。" for word in missing)


def joint_doubts(draft: Draft, rows: list[Row]) -> tuple[str, ...]:
    """Say so where two words of the question together stand by another number of the sentence.

    `工业企业挥发性有机物…几家` of 60家工业企业和93家汽修企业挥发性有机物: 93 is of others.
    """
    pairs = zip(draft.tokens, draft.tokens[1:], strict=False)
    joints = [
        first.text + second.text[:2]
        for first, second in pairs
        if first.end == second.start and first.has("theme") and second.has("phrase")
    ]
    for row in rows if draft.language == "zh" else ():
        pieces = _PIECE.split(str(row.get("sentence", "")))
        own = [piece for piece in pieces if str(row["quote"]) in piece]
        others = [piece for piece in pieces if piece not in own and _DIGIT.search(piece)]
        for joint in joints:
            if own and not any(joint in one for one in own) and any(joint in o for o in others):
                return (f"没有把握：给出的数值旁边没有“{joint}”。",)
    return ()


def addend_doubts(draft: Draft, sentence: str, rows: list[Row]) -> tuple[str, ...]:
    """Say so where a sum is of more numbers or fewer than the question has things: 三所学校."""
    if "合计" not in sentence:
        return ()
    counts = (_THINGS.fullmatch(t.text) and int(t.value("num") or 0) for t in draft.tokens)
    wanted = {count for count in counts if count and count > 1}
    if not wanted or len(rows) in wanted:
        return ()
    return (f"没有把握：问的是 {min(wanted)} 个，加起来的是 {len(rows)} 个数。",)


def context_doubts(draft: Draft, rows: list[Row]) -> tuple[str, ...]:
    """Say so where a comma parts the name of a thing that no item told prints: 沙县小学，….

    That the texts print its last word alone (小学) is not enough.
    """
    printed = [letters(f"{r.get('title')}{r.get('text')}{r.get('annualTask')}") for r in rows]
    ends = [i for i, token in enumerate(draft.tokens) if token.text == ","]
    runs = [_run_before(draft.tokens, end) for end in ends]
    lost = [
        token.text
        for *names, thing in filter(None, runs)
        if thing.has("phrase") and any(letters(thing.text) in text for text in printed)
        for token in names
        if _is_naming(token) and not any(_name_of(token) in text for text in printed)
    ]
    if not rows or not lost or draft.language != "zh":
        return ()
    return (f"没有把握：给出的数值旁边没有“{'”、“'.join(lost)}”。",)


def _is_naming(token: Token) -> bool:
    """Tell whether a word says of which thing a question is: no verb, number or joint does."""
    said = token.has(UNKNOWN, "phrase", "name") and not token.has("num", "count", "and", "type")
    plain = token.text in OF_SIZE or token.text[0] == "各" or is_light(token.text)
    return said and len(token.text) > 1 and not plain


def _name_of(token: Token) -> str:
    """Return the letters of a name that a text prints: of a town without 镇."""
    name = letters(words_of(token))
    return name.rstrip("镇区") if len(name) > _SHORTEST else name


_SHORTEST = 2


def _run_before(tokens: Sequence[Token], end: int) -> list[Token]:
    """Return the tokens before `end` that touch each other and say something."""
    begin = end
    while begin > 0 and not tokens[begin - 1].has(*IDLE, "now", "year"):
        if begin < end and tokens[begin - 1].end != tokens[begin].start:
            break
        begin -= 1
    return list(tokens[begin:end])


def known_doubts(draft: Draft, rows: list[Row]) -> tuple[str, ...]:
    """Say so where the one number found is one that the question states: 22所是…，那…是多少所."""
    asks = any(t.has("count") for t in draft.tokens) and draft.language == "zh"
    quote = str(rows[0]["quote"]) if len(rows) == 1 and asks else ""
    if not quote or not re.search(rf"(?<![\d.]){re.escape(quote)}", said_in(draft)):
        return ()
    return (f"没有把握：“{quote}”是问句里已有的数，问的可能是别的数。",)


_THINGS = re.compile("(?:[二三四五六七八九十两]|[2-9]|1[0-9])[所座条家个处片块地]")
_PIECE, _DIGIT = re.compile("[、，；。和与及]"), re.compile(r"\d")
_AREA = re.compile(r"在?(?!.*[片小园地镇社各]区)(\w{1,4}[区镇])")
