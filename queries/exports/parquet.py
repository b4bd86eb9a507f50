"""Tables as Parquet, one file each, with their descriptions in the schema."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ontology.packages import require
from queries.exports.about import About
from queries.exports.tables import Cell, Column, Filled

if TYPE_CHECKING:
    import pyarrow as pa


def write_parquet(filled: Sequence[Filled], about: About, folder: Path) -> None:
    """Write a file for each table. Raises MissingPackage without pyarrow."""
    require("pyarrow")
    from pyarrow import parquet

    for one in filled:
        parquet.write_table(arrow_table(one, about), folder / f"{one.table.name}.parquet")


def arrow_table(one: Filled, about: About) -> pa.Table:
    """Return a table with the types of its columns and what they mean."""
    import pyarrow as pa

    columns = list(zip(*one.rows, strict=True)) or [()] * len(one.table.columns)
    arrays = [_array(c, list(cells)) for c, cells in zip(one.table.columns, columns, strict=True)]
    fields = [
        pa.field(c.name, array.type, not c.required, {"description": c.description})
        for c, array in zip(one.table.columns, arrays, strict=True)
    ]
    said = {"title": f"{one.table.title_zh} {one.table.title_en}", "row": one.table.row}
    schema = pa.schema(fields, {**said, "source": about.source})
    return pa.table(arrays, schema=schema)


def _array(column: Column, cells: list[Cell]) -> pa.Array:
    import pyarrow as pa

    types = {"integer": pa.int64(), "year": pa.int64(), "decimal": pa.float64()}
    types |= {"boolean": pa.bool_(), "date": pa.date32()}
    if column.type == "date" and any(isinstance(cell, str) for cell in cells):
        cells = [c.isoformat() if isinstance(c, datetime.date) else c for c in cells]
        return pa.array(cells, pa.string())
    return pa.array(cells, types.get(column.type, pa.string()))
