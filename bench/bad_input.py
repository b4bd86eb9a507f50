"""Read hostile files one after another; print the time and the memory that each takes.

    python -m bench.bad_input                # the files of the tests, and bench/hostile_files.py
    python -m bench.bad_input deep brackets  # those with a word in their names

Each is read, understood and written as a load does it, in a process of its own with the limits of
`loader/budget.py`. Printed are seconds of work (of LibreOffice too) and by the clock, the peak
memory of the largest process, and what the user is told. The exit code is 1 where a file took more
than 10 s of work or 512 MB.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

from bench.hostile_files import HOSTILE
from bench.hostile_reader import MEGABYTES, SECONDS, Taken
from tests.loader.bad_files import BAD, ODD


def main() -> None:
    """Read the files that the command line asks for, or all."""
    made = {**{name: bad.make for name, bad in BAD.items()}, **ODD, **HOSTILE}
    asked = [name for name in made if not sys.argv[1:] or any(w in name for w in sys.argv[1:])]
    command = [sys.executable, "-m", "bench.hostile_reader"]
    with (
        tempfile.TemporaryDirectory(prefix="zhengtu-") as folder,
        subprocess.Popen(  # noqa: S603 - this very Python
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as kept,
    ):
        taken = {}
        for name in asked:
            path = Path(folder, name)
            made[name](path)
            taken[name] = _ask(kept, path)
            _print(name, taken[name], folder)
            if path.is_file():
                path.unlink()
        kept.communicate()
    over = [name for name, one in taken.items() if not one.is_within]
    print(f"{len(taken)} files, {len(over)} over {SECONDS} s or {MEGABYTES} MB: {over}")
    most = max(one.megabytes for one in taken.values())
    print(f"most work {max(one.work for one in taken.values()):.1f} s, most memory {most:.0f} MB")
    sys.exit(bool(over))


def _ask(kept: subprocess.Popen[str], path: Path) -> Taken:
    stdin, stdout = _streams(kept)
    stdin.write(f"{json.dumps(str(path))}\n")
    stdin.flush()
    return Taken(**json.loads(stdout.readline()))


def _streams(kept: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    if kept.stdin is None or kept.stdout is None:
        raise ValueError("the reader has no pipes")
    return kept.stdin, kept.stdout


def _print(name: str, taken: Taken, folder: str) -> None:
    mark = " " if taken.is_within else "!"
    figures = f"{taken.work:6.1f} s {taken.clock:6.1f} s {taken.megabytes:5.0f} MB"
    print(
        f"{mark} {ascii(name)[:40]:<42}{figures}  {taken.said.replace(folder, '')[:90]}", flush=True
    )


if __name__ == "__main__":
    main()
