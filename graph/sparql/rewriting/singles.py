"""The numbers of doubles and floats, as they are kept."""

from __future__ import annotations

from struct import pack, unpack

from ontology.standards import PREFIXES

DOUBLE = PREFIXES["xsd"] + "double"
FLOATING = (DOUBLE, PREFIXES["xsd"] + "float")


def exact_float(text: str, kind: str) -> float:
    """Return the number that `text` is as a double or float; raises ValueError if it is none."""
    number = float(text)
    if kind == DOUBLE:
        return number
    (single,) = unpack("f", pack("f", number))
    return float(single)
