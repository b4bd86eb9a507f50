"""Words of roles that nothing but blanks, or nothing, parts from bodies and from each other.

主办　甲局　　会办　乙局    is 主办：甲局；会办：乙局
甲局主办乙局会办          is 甲局主办，乙局会办
"""

from __future__ import annotations

import re
from functools import lru_cache

from loader.assignments.fields import BLANK, OWNING
from loader.assignments.plausibility import are_plausible
from loader.assignments.verbs import NO_OFFICE
from loader.registers.registers import Registers
from loader.texts.people import NO_NAMES
from loader.texts.units import split_list

_KIND = "(?:责任)?(?:单位|部门)"
_JOINT = r"\s*[为是—－\-–|｜/／]\s*|\s+"
_LIMIT = re.compile("(?:办理|办结|完成|答复|办复)(?:时限|期限|时间|日期)")
_NOBODY = BLANK | NO_NAMES
_LABEL = re.compile(r"^[^：:（）()，,；;。、\s]{2,12}[：:]\s*")
_ENDS = re.compile(r"^[\s、]+|[\s；;，,。、]+$")

_APART = re.compile(r"[，,；;、。\s]")

_CALLING = re.compile("(?<=牵头|负责|主办|承办)(?=会同)")
_FEWEST_GLUED = 2
"""Words that nothing parts from their bodies; one alone may be the verb of a sentence."""


def with_leading_words_labelled(text: str, registers: Registers) -> str:
    """Return `text` with a colon behind each word of a role that stands before its bodies.

    The text, or what stands behind its label, must begin with such a word, and behind each nothing
    but bodies may stand: 配合县水务局修桥 is a sentence.
    """
    leading = _leading(registers.role_word.pattern)
    begin = _behind_label(text, registers)
    begin = begin if leading.match(text, begin) else 0
    found = list(leading.finditer(text, begin))
    words = [word for word in found if not word["framed"] or found[0]["framed"]]
    if not words or text[begin : words[0].start()].strip():
        return text
    names = [word["framed"] or word["word"] or word["when"] for word in words]
    if any(word["glue"] is not None for word in words) and not _tells_owner(names, registers):
        return text
    ends = [*(word.start() for word in words[1:]), len(text)]
    said = [_ENDS.sub("", text[w.end() : end]) for w, end in zip(words, ends, strict=True)]
    told = [(name, one) for name, one in zip(names, said, strict=True) if one not in _NOBODY]
    bodies = [one for name, one in told if not _LIMIT.fullmatch(name)]
    if not bodies or not all(are_plausible(split_list(one), registers) for one in bodies):
        return text
    labelled = "；".join(f"{name}：{one}" for name, one in told)
    return text[:begin] + "；" * bool(begin) + labelled


def _tells_owner(names: list[str], registers: Registers) -> bool:
    """Tell whether several words give roles, one of them to who answers: 主办甲局，会办乙局."""
    roles = {registers.role_of(name) for name in names}
    return len(set(names)) >= _FEWEST_GLUED and bool(roles & OWNING)


def with_verbs_apart(text: str, registers: Registers) -> str:
    """Return `text` with a comma behind each verb of a role that the next bodies follow at once.

    Each must stand behind bodies alone: 甲局负责乙县的项目 is a sentence. One before whom they call
    in is such a verb too: 甲局牵头会同乙局.
    """
    text = _CALLING.sub("，", text)
    begin = _behind_label(text, registers)
    word = f"(?<=[\u4e00-\u9fff]){NO_OFFICE}(?:{registers.role_word.pattern})"
    verb = f"({word}(?!单位|部门|[人方者]|公[室厅]))"
    pieces = re.split(verb, text[begin:])
    bodies, verbs, rest = pieces[:-1:2], pieces[1::2], pieces[-1]
    are_apart = all(map(_APART.match, bodies[1:]))
    if len(verbs) < _FEWEST_GLUED or are_apart or rest.strip("。； "):
        return text
    if not all(are_plausible(split_list(one.strip("，, ")), registers) for one in bodies):
        return text
    said = (one.strip("，, ") + verb for one, verb in zip(bodies, verbs, strict=True))
    return text[:begin] + "，".join(said)


def _behind_label(text: str, registers: Registers) -> int:
    """Return where the words begin behind the label that opens `text`: 承办单位：主办　甲局."""
    label = _LABEL.match(text)
    is_of_role = label is not None and registers.role_of_label(label[0].strip("：: "))
    return label.end() if label and is_of_role else 0


@lru_cache(maxsize=4)
def _leading(role_word: str) -> re.Pattern[str]:
    """Return the pattern of a word of a role where a piece begins, with what parts it from names.

    One in a frame needs no other sign before it or behind: 【主办】甲局【会办】乙局.
    """
    word = f"(?:{role_word})(?:{_KIND})?"
    framed = rf"[【〔\[（(《]\s*(?P<framed>{word})\s*[】〕\]）)》][：:]?(?=\s*\S)"
    behind = rf"(?:[：:]|{_JOINT}|(?P<glue>(?=[\u4e00-\u9fff])))"
    bare = rf"(?:^|(?<=[\s；;，,。：:、]))(?P<word>{word}){behind}"
    return re.compile(
        rf"{framed}|{bare}|(?<=[\s；;，,。])(?P<when>{_LIMIT.pattern})(?:[：:]|{_JOINT})"
    )
