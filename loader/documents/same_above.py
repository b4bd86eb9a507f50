"""Labels that print 同上: what the same label said last is meant (分管领导：同上)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from loader.assignments.fields import AS_ABOVE, ROLES
from loader.assignments.labels import read_label
from loader.registers.registers import Registers
from loader.source import Paragraph


def with_same_as_above(lines: Iterable[Paragraph], registers: Registers) -> Iterator[Paragraph]:
    """Yield `lines`, labels of roles that say 同上 with what they last said themselves."""
    said: dict[str, str] = {}
    for line in lines:
        label = read_label(line.text, registers)
        if label and label.field in ROLES and label.label:
            rest = label.rest.strip().rstrip("。；;")
            if rest in AS_ABOVE and label.label in said:
                before = line.text[: line.text.index(label.label)]
                yield replace(line, clean=f"{before}{label.label}：{said[label.label]}")
                continue
            said[label.label] = label.rest
        yield line
