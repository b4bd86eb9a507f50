"""What became of a test."""

from __future__ import annotations

from dataclasses import dataclass

PASSED, REFUSED, FAILED = "passed", "refused", "failed"


@dataclass(frozen=True)
class Outcome:
    """A test that passed, was refused by an error that names the construct, or failed."""

    group: str
    name: str
    state: str
    why: str = ""
