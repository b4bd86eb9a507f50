"""Files that never change once written: shown at a second place without being copied."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

FIXED = frozenset({".fast", ".fieldnorm", ".idx", ".pos", ".store", ".term", ".del"})
"""Files of a segment of a text index: they never change."""


def link_file(source: Path, target: Path) -> None:
    """Show a file that never changes at a second place; copy it where links are not possible."""
    try:
        os.link(source, target)
    except FileExistsError:
        return
    except OSError:
        shutil.copy2(source, target)


def link_folder(source: Path, target: Path) -> None:
    """Show all files of a folder that nobody writes at a second place."""
    for path in filter(Path.is_file, source.rglob("*")):
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        link_file(path, place)
    target.mkdir(parents=True, exist_ok=True)


def copy_folder(source: Path, target: Path, fixed: frozenset[str]) -> None:
    """Copy the files of a folder; those with a suffix in `fixed` never change and are linked."""
    target.mkdir(parents=True)
    for path in filter(Path.is_file, source.iterdir()):
        place = target / path.name
        link_file(path, place) if path.suffix in fixed else shutil.copy2(path, place)
