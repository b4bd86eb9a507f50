"""The filters as options of a command: `--theme`, `--agency` and so on, the same everywhere."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated

import typer

Given = dict[str, str]
"""The filters that a command was given, by name, as they were written."""

OPTIONS = {
    "type": "task, project, agency …; item: every work item",
    "theme": "slug or name",
    "agency": "any name or alias; NAME:lineage, NAME:parts",
    "role": "role of the agency or official: lead, main …",
    "official": "name",
    "line": "business line",
    "category": "name",
    "place": "place in the text; NAME:parts",
    "jurisdiction": "place of the document; NAME:parts",
    "year": "four digits, or 2016-2018",
    "document": "number or title",
    "programme": "name",
}
"""What help says of each filter; any of a,b, all of a;b, not !a."""


def with_filters(command: Callable[..., None]) -> Callable[..., None]:
    """Give `command` an option for each filter; it gets those that are set as `filters`."""

    @wraps(command)
    def run(**arguments: object) -> None:
        given = {name: arguments.pop(name) for name in OPTIONS}
        command(**arguments, filters={n: v for n, v in given.items() if v is not None})

    own = inspect.signature(command, eval_str=True)
    parameters = [p for name, p in own.parameters.items() if name != "filters"]
    options = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=None,
            annotation=Annotated[str | None, typer.Option(help=text)],
        )
        for name, text in OPTIONS.items()
    ]
    run.__signature__ = own.replace(parameters=[*parameters, *options])  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in (*parameters, *options)}
    return run
