"""Where numbers are parts of names, dates, marks and codes, and so no targets."""

from __future__ import annotations

from loader.registers.target_grammar import Grammar


def mask_names(text: str, grammar: Grammar) -> bytearray:
    """Return one byte for each character of `text`: 1 in what a pattern of names matches."""
    mask = bytearray(len(text))
    for pattern in grammar.names:
        for match in pattern.finditer(text):
            start, end = match.span()
            mask[start:end] = b"\x01" * (end - start)
    return mask
