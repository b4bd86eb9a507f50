"""Exports on the command line: to a file, a folder, or standard output."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import IO

from graph.opened import OpenSnapshot
from graph.storage.export import export
from graph.storage.snapshot import open_current
from queries.exports.formats import Wanted, single_file, write_export, write_one_file
from zhengtu.settings import Settings

_SECONDS = 3_600.0
"""Time for one table: whoever exports at home waits for it."""


def export_to(wanted: Wanted, settings: Settings, output: Path | None) -> None:
    """Write what is `wanted` of the current snapshot to `output`, or to standard output.

    Several files make a folder, or an archive if `output` ends in .zip. Raises OSError where it
    cannot be written.
    """
    snapshot = open_current(settings.home)
    if wanted.format.holds == "quads" and output is None:
        export(snapshot, wanted.format.name, sys.stdout.buffer)
        return
    most = sys.maxsize
    limits = replace(settings.limits(), seconds=_SECONDS, result_bytes=most, result_rows=most)
    with OpenSnapshot(snapshot, limits) as opened:
        if output is None:
            _to_stream(wanted, opened, sys.stdout.buffer)
        elif single_file(wanted) or output.suffix == ".zip" or not wanted.format.is_folder:
            write_one_file(wanted, opened, output)
        else:
            write_export(wanted, opened, output)


def _to_stream(wanted: Wanted, opened: OpenSnapshot, stream: IO[bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        write_one_file(wanted, opened, path)
        stream.write(path.read_bytes())
