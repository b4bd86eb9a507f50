"""政图: Chinese government task documents as a knowledge graph that researchers can question.

    import zhengtu

    kg = zhengtu.connect()                       # the snapshot on this computer
    kg.question("lead-agencies-of-theme", theme="环境")

Nothing heavy is imported before it is used.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from zhengtu.client.graph import KnowledgeGraph

__all__ = ["connect", "load_ipython_extension"]


def connect(
    where: str | Path | None = None, *, snapshot: str | None = None, language: str = "zh"
) -> KnowledgeGraph:
    """Connect to the address of a server, or to a folder of snapshots; None is the local one.

    `snapshot` is the id of the snapshot to read, so that a number of a paper can be run again;
    `language` that of labels. Needs `pip install 'zhengtu[notebook]'`.
    """
    from zhengtu.client.connecting import connect as connect_to

    return connect_to(where, snapshot=snapshot, language=language)


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Add `%%sparql` to a notebook: `%load_ext zhengtu`."""
    from zhengtu.client.magic import register

    register(shell)
