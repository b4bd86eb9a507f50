"""Reads hostile files for `bench.bad_input`, each in a copy of this process."""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import loader.warm  # noqa: F401 - what workers are copied from
from loader import budget, parts
from ontology.errors import ZhengtuError

REGISTERS = Path(__file__).parents[1] / "data" / "registers"
SECONDS, MEGABYTES = 10, 512


@dataclass(frozen=True)
class Taken:
    """What one file took: seconds of work and by the clock, peak megabytes, and what was said."""

    work: float
    clock: float
    megabytes: float
    said: str

    @property
    def is_within(self) -> bool:
        return self.work <= SECONDS and self.megabytes <= MEGABYTES


def main() -> None:
    """Read each file that standard input names in a copy of this process; print what it took."""
    parts._registers(REGISTERS)
    parts._known(REGISTERS)
    for line in sys.stdin:
        print(json.dumps(_take(Path(json.loads(line))).__dict__), flush=True)


def _take(path: Path) -> Taken:
    begun = time.monotonic()
    said = path.parent / "said"
    process = multiprocessing.get_context("fork").Process(target=_read_file, args=(path, said))
    process.start()
    _, status, used = os.wait4(process.pid or 0, 0)
    code = os.waitstatus_to_exitcode(status)
    words = said.read_text(encoding="utf-8") if not code else budget.why_it_ended(code)
    work = used.ru_utime + used.ru_stime
    return Taken(work, time.monotonic() - begun, used.ru_maxrss / 1000, words)


def _read_file(path: Path, said: Path) -> None:
    budget.begin_worker()
    folder = path.parent / "parts"
    folder.mkdir(exist_ok=True)
    made = parts._attempt(parts.Task(path, path.name, REGISTERS, "https://a/", "", folder))
    words = str(made) if isinstance(made, ZhengtuError) else f"read: {made.document.counts}"
    said.write_text(words, encoding="utf-8")


if __name__ == "__main__":
    main()
