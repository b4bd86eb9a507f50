"""The frame that a question gives: a DataFrame that knows where its numbers are from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

from ontology.packages import require

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Origin:
    """What was asked, with which values, of which snapshot of which endpoint; `cite` says it.

    `languages` are those of columns whose texts have one, `more` is what an answer says beside
    its rows, such as the number of all results or what was understood.
    """

    endpoint: str
    snapshot: str
    documents: tuple[str, ...] = ()
    asked: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    languages: Mapping[str, list[str]] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)


class ResultFrame(pd.DataFrame):  # type: ignore[misc]
    """A pandas DataFrame with the snapshot that it is from. What is made of it is a plain one.

    `to_arrow` and `to_polars` give the answer as it came; what was changed in the frame since is
    not in it.
    """

    _metadata = ["origin", "arrow"]  # noqa: RUF012 - as pandas wants it
    origin: Origin
    arrow: pa.Table

    @property
    def _constructor(self) -> type[pd.DataFrame]:
        return pd.DataFrame  # type: ignore[no-any-return]

    @property
    def snapshot(self) -> str:
        """The id of the snapshot that answered."""
        return self.origin.snapshot

    def to_arrow(self) -> pa.Table:
        """Return the answer as a table of Arrow, without a copy."""
        return self.arrow

    def to_polars(self) -> pl.DataFrame:
        """Return the answer as a frame of polars."""
        require("polars")
        import polars

        frame = polars.from_arrow(self.arrow)
        assert isinstance(frame, polars.DataFrame)  # noqa: S101 - of a table, not of a column
        return frame

    def _repr_html_(self) -> str | None:
        """Show the sentence of a free question above its table, escaped."""
        sentence = self.origin.more.get("sentence", "") if hasattr(self, "origin") else ""
        table: str | None = super()._repr_html_()
        return f"<p>{escape(sentence)}</p>{table}" if sentence and table else table

    def cite(self, style: str = "text") -> str:
        """Return a citation of this answer; `style` is text or bibtex."""
        from zhengtu.client.citation import cite

        return cite(self.origin, style)


def frame_of(table: pa.Table, origin: Origin) -> ResultFrame:
    """Return `table` as a frame: text shares memory with it, a number that is missing is `<NA>`."""
    if table.num_columns:
        frame = ResultFrame({name: _series(table[name]) for name in table.column_names}, copy=False)
    else:
        frame = ResultFrame(index=pd.RangeIndex(table.num_rows))
    frame.origin = origin
    frame.arrow = table
    frame.attrs["snapshot"] = origin.snapshot
    return frame


def _series(column: pa.ChunkedArray) -> pd.Series[Any]:
    kind = column.type
    if pa.types.is_date(kind):
        return column.cast(pa.timestamp("s")).to_pandas()
    if column.null_count and (nullable := _NULLABLE.get(str(kind))):
        return column.to_pandas(types_mapper=lambda _: nullable)
    return column.to_pandas()


_NULLABLE = {"int64": pd.Int64Dtype(), "bool": pd.BooleanDtype()}
"""Types of pandas for columns of numbers and truths in which some are missing."""


def rows_frame(rows: list[dict[str, Any]], columns: list[str], origin: Origin) -> ResultFrame:
    """Return rows of plain data as a frame; `columns` are there even if no row is."""
    arrays = {name: _array([row.get(name) for row in rows]) for name in columns}
    return frame_of(pa.table(arrays), origin)


def _array(values: list[Any]) -> pa.Array:
    if all(value is None or isinstance(value, str) for value in values):
        return pa.array(values, pa.large_string())
    return pa.array(values)
