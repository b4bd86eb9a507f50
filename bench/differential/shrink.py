"""Make a query that is answered wrongly smaller while it stays wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from bench.differential.syntax import Group, Path, Select, Var

Wrong = Callable[[Select], bool]


def shrink(select: Select, is_wrong: Wrong) -> Select:
    """Return a query with nothing left that could be taken away."""
    for smaller in _smaller(select):
        if isinstance(smaller, Select) and smaller != select and is_wrong(smaller):
            return shrink(smaller, is_wrong)
    return select


def _smaller(node: Any) -> Iterator[Any]:  # noqa: ANN401 - any part of the tree
    """Yield versions of `node` with one thing less, the largest steps first."""
    if isinstance(node, Group):
        for element in node.elements:
            if isinstance(getattr(element, "group", None), Group):
                yield element.group  # type: ignore[union-attr]
    if isinstance(node, Path):
        yield from node.parts
    if isinstance(node, Select):
        yield from _simpler_select(node)
    if isinstance(node, tuple):
        yield from (node[:at] + node[at + 1 :] for at in range(len(node)))
        for at, part in enumerate(node):
            yield from ((*node[:at], less, *node[at + 1 :]) for less in _smaller(part))
    elif is_dataclass(node):
        for one in fields(node):
            for less in _smaller(getattr(node, one.name)):
                if _fits(node, one.name, less):
                    yield replace(node, **{one.name: less})  # type: ignore[type-var]


def _fits(node: object, name: str, less: object) -> bool:
    """Tell whether a part that was made smaller may stand where it stood."""
    if name in ("columns", "names", "arguments", "rows", "keys"):
        return isinstance(node, Select) and name == "columns" and bool(less) and not node.every
    return bool(less) or name not in ("parts", "groups")


def _simpler_select(select: Select) -> Iterator[Select]:
    yield replace(select, distinct=False, order=(), limit=None, offset=0)
    yield replace(select, limit=None, offset=0, order=())
    plain = tuple(column for column in select.columns if isinstance(column, Var))
    if plain and not select.keys:
        yield replace(select, columns=plain, having=None)
