"""Run the suite and print the page; with --write, keep it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from bench.conformance.outcome import FAILED
from bench.conformance.report import page
from bench.conformance.run import run_suite

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "conformance.md"


def main(arguments: list[str]) -> int:
    shared = Path(os.environ.get("ZHENGTU_SHARED", ROOT.parent / "shared"))
    outcomes = run_suite((shared / "w3c" / "sparql" / "sparql11").absolute())
    text = page(outcomes)
    if "--write" in arguments:
        PAGE.write_text(text, encoding="utf-8")
    print(text)
    return 1 if any(outcome.state == FAILED for outcome in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
