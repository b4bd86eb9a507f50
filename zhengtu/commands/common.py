"""What commands have in common: the home, the settings, the snapshot that is asked, values."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from graph.opened import OpenSnapshot
    from zhengtu.settings import Settings

Home = Annotated[Path | None, typer.Option("--home", help="where snapshots live")]
Output = Annotated[Path | None, typer.Option("--output", "-o", help="write to this file")]


def settings_of(home: Path | None) -> Settings:
    """Return the settings; `home` is the option, which wins over its setting."""
    from zhengtu.settings import read_settings

    settings = read_settings()
    return settings if home is None else settings.model_copy(update={"home": home})


@contextmanager
def opened_at(home: Path | None) -> Iterator[OpenSnapshot]:
    """Open the current snapshot of `home` for one command."""
    from graph.opened import OpenSnapshot
    from graph.storage.snapshot import open_current

    settings = settings_of(home)
    with OpenSnapshot(open_current(settings.home), settings.limits()) as opened:
        yield opened


def read_text(path: Path) -> str:
    """Return the text of a file that the user names."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise typer.BadParameter(f"{path}: {error}") from None


def given_values(values: list[str]) -> dict[str, str]:
    """Return what was given as name=value, by name."""
    pairs = [value.partition("=") for value in values]
    names = [name for name, _, _ in pairs]
    for name, equals, _ in pairs:
        if not equals:
            raise typer.BadParameter(f"'{name}' is not name=value")
        if names.count(name) > 1:
            raise typer.BadParameter(f"'{name}' is given more than once")
    return {name: value for name, _, value in pairs}
