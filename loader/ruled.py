"""Task tables in plain lines: one row per line, columns apart by pipes, TABs or runs of spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from loader.entities import Printed
from loader.registers import Registers
from loader.source import Paragraph
from loader.tables import MERGED, Row, fields_of, names_work

_RULES = (r"\|", r"\t", r"[ \u3000]{2,}")
"""What may stand between the columns of a line, the surest first."""

_MARKDOWN_RULE = re.compile(r"^[\s|:\-]+$")
_NOTHING = frozenset({"—", "——", "-", "－", "/", "无"})
_AS_ABOVE = frozenset({"", "同上", "〃", "″"})


@dataclass
class RuledTable:
    """A header line and the lines below it; `rule` is the pattern between columns."""

    fields: tuple[str | None, ...]
    rule: str
    lines: list[Paragraph] = field(default_factory=list)

    def takes(self, line: Paragraph) -> bool:
        """Tell whether `line` is a row of the table, or a title or rule between its rows."""
        return len(self.cells(line)) > 1 or len(line.text) < 40

    def cells(self, line: Paragraph) -> list[str]:
        text = line.text.strip("|").strip() if "|" in self.rule else line.raw.rstrip()
        cells = [cell.strip() for cell in re.split(self.rule, text)]
        return cells if "|" in self.rule or cells[0] else cells[1:]


def find_ruled(line: Paragraph, registers: Registers) -> RuledTable | None:
    """Return the table that `line` opens if it is a header line, or None."""
    for rule in _RULES:
        table = RuledTable((), rule)
        words = tuple("".join(cell.split()) for cell in table.cells(line))
        fields = fields_of(words, registers)
        if len(words) > 2 and names_work(fields) and sum(f is not None for f in fields) > 2:
            return RuledTable(fields, rule)
    return None


def ruled_rows(table: RuledTable) -> Iterator[Row | Printed | Paragraph]:
    """Yield the rows in printed order, section titles as what they print.

    A line of another width comes back as it is.
    """
    above: dict[str, Printed] = {}
    for line in table.lines:
        cells = table.cells(line)
        if _MARKDOWN_RULE.match(line.text):
            continue
        filled = [cell for cell in cells if cell]
        if len(filled) == 1 and len(filled[0]) < 45:
            yield Printed(filled[0], line)
        elif len(cells) != len(table.fields):
            yield line
        else:
            values = _values(cells, line, table.fields, above)
            above = {**above, **{name: v for name, v in values.items() if name in MERGED}}
            yield Row(line.annex, values)


def _values(
    cells: list[str],
    line: Paragraph,
    fields: tuple[str | None, ...],
    above: dict[str, Printed],
) -> dict[str, Printed]:
    values: dict[str, Printed] = {}
    for name, cell in zip(fields, cells, strict=True):
        if name is None or cell in _NOTHING:
            continue
        if cell not in _AS_ABOVE:
            values[name] = Printed(cell, line)
        elif name in above and name not in ("supporting", "guiding"):
            values[name] = Printed(above[name].text, above[name].cell, "inherited")
    return values
