"""A connection: SPARQL as frames, page by page where it must be, all of one snapshot."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any

from rdflib import Graph

from ontology.errors import QueryError, RemoteError, ResultTooLarge, UnknownName
from ontology.ids import DEFAULT_BASE, rebase
from ontology.standards import PREFIXES
from zhengtu.client.channel import Channel, Reply
from zhengtu.client.columns import Columns, read_tsv
from zhengtu.client.frames import Origin, frame_of
from zhengtu.client.problems import shown_in_query
from zhengtu.client.query_text import Bound, bind, form_of, paged

if TYPE_CHECKING:
    import pyarrow as pa

    from zhengtu.client.local import LocalServer

_TSV = "text/tab-separated-values"
_JSON = "application/sparql-results+json"
_TRIPLES = "application/n-triples"
_FIRST_PAGE = 200_000
"""Rows that are asked for at a time where an answer is too large to come in one piece."""


class Connection:
    """A connection to an endpoint. Close it, or use it as a context manager.

    `place` is the address or folder that `connect` takes: it is cited, since the address of a
    local server ends with its process.
    """

    def __init__(
        self,
        channel: Channel,
        snapshot: str | None = None,
        language: str = "zh",
        server: LocalServer | None = None,
        place: str = "",
    ) -> None:
        self._channel = channel
        self._server = server
        self.place = place or channel.url
        self._pinned = snapshot or ""
        self.language = language
        self._labels: dict[str, dict[str, str]] = {}
        pin = {"snapshot": snapshot} if snapshot else {}
        self.info: dict[str, Any] = json.loads(channel.get("/api/info", pin).body)
        if snapshot and snapshot != self.snapshot:
            served = f"{self.url} has no snapshot '{snapshot}'; it serves {self.snapshot}"
            raise UnknownName(served)

    @property
    def url(self) -> str:
        return self._channel.url

    @property
    def snapshot(self) -> str:
        """The id of the snapshot that answers."""
        return str(self.info["id"])

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """Prefixes that queries need not declare, and by which IRIs are shortened."""
        base = str(self.info.get("base_iri", DEFAULT_BASE))
        return {name: rebase(iri, base) for name, iri in PREFIXES.items()}

    def labels_of(self, language: str) -> dict[str, str]:
        """Return the labels that were fetched in `language`, by IRI: they never change."""
        return self._labels.setdefault(language, {})

    def sparql(
        self,
        query: str,
        *,
        labels: bool | Iterable[str] = False,
        language: str = "",
        iris: str = "short",
        **values: object,
    ) -> Any:  # noqa: ANN401 - by the form of the query
        """Answer a query: SELECT by a frame, ASK by a bool, others by a graph of rdflib.

        `values` are bound to variables (a list: any of its own), `labels` adds a column `xLabel`
        for the IRIs of each column x (or of those named), `language` leaves out rows with a text
        in another language, `iris` is short or full. Raises QueryError with a caret.
        """
        bound = bind(query, values, self.prefixes)
        form = form_of(query)
        if form == "ASK":
            return bool(json.loads(self._sparql(bound, _JSON).body)["boolean"])
        if form != "SELECT":
            return Graph().parse(data=self._sparql(bound, _TRIPLES).body.decode(), format="nt")
        prefixes = self.prefixes if iris == "short" else {}
        columns, elsewhere = self._solutions(bound, prefixes, language)
        more = {"elsewhere": elsewhere} if elsewhere else None
        origin = self._origin(query, values, columns.languages, more)
        table = columns.table
        if labels:
            table = self._labelled(table, None if labels is True else labels, language)
        return frame_of(table, origin)

    def _solutions(
        self, bound: Bound, prefixes: Mapping[str, str], language: str
    ) -> tuple[Columns, str]:
        """Return the solutions of a query, and who was asked elsewhere for them."""
        try:
            reply = self._sparql(bound, _TSV)
        except ResultTooLarge:
            return self._pages(bound, prefixes, language), ""
        return read_tsv(reply.body, prefixes, language), reply.elsewhere

    def _pages(self, bound: Bound, prefixes: Mapping[str, str], language: str) -> Columns:
        """Return an answer that is too large for one piece, page by page in a total order.

        Raises ResultTooLarge where others are asked: they may say something else for each page.
        """
        reply = self._sparql(Bound(paged(bound.text, ()).page(0, 0), bound.original), _TSV)
        if reply.elsewhere:
            raise ResultTooLarge("too large for one piece, and SERVICE is not asked page by page")
        head = reply.body
        pages = paged(bound.text, [n.removeprefix("?") for n in head.decode().split()])
        size, start, bodies = _FIRST_PAGE, 0, [head]
        while True:
            try:
                body = self._sparql(Bound(pages.page(start, size), bound.original), _TSV).body
            except ResultTooLarge:
                if size == 1:
                    raise
                size = max(1, size // 2)
                continue
            bodies.append(body.partition(b"\n")[2])
            start += (count := bodies[-1].count(b"\n"))
            if count < size:
                return read_tsv(b"".join(bodies), prefixes, language)

    def _sparql(self, bound: Bound, accept: str) -> Reply:
        try:
            return self._post("/sparql", {"query": bound.text}, accept)
        except QueryError as error:
            raise shown_in_query(error, bound) from None

    def _post(self, path: str, form: Mapping[str, Any], accept: str) -> Reply:
        return self._of_one_snapshot(lambda pin: self._channel.post(path, form, pin, accept))

    def _get(self, path: str, params: Mapping[str, Any], accept: str = "application/json") -> Reply:
        given = {name: value for name, value in params.items() if value is not None}
        return self._of_one_snapshot(lambda pin: self._channel.get(path, {**given, **pin}, accept))

    def _of_one_snapshot(self, ask: Callable[[Mapping[str, str]], Reply]) -> Reply:
        """Return an answer of the snapshot that this connection reads, also if another is current.

        Raises RemoteError if the server no longer has it.
        """
        reply = ask({"snapshot": self._pinned} if self._pinned else {})
        if reply.snapshot in ("", self.snapshot):
            return reply
        self._pinned = self.snapshot
        reply = ask({"snapshot": self._pinned})
        if reply.snapshot != self.snapshot:
            message = f"{self.url} now serves {reply.snapshot}, no longer {self.snapshot}"
            raise RemoteError(f"{message}; connect again")
        return reply

    def _json(self, path: str, **params: object) -> Any:  # noqa: ANN401 - plain data
        return json.loads(self._get(path, params).body)

    def close(self) -> None:
        """Close the connection, and the local server if it has one."""
        self._channel.close()
        if self._server:
            self._server.close()

    def __enter__(self) -> Connection:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        documents = len(self.info["documents"])
        return f"<zhengtu {self.place}, snapshot {self.snapshot}, documents {documents}>"

    def _origin(
        self,
        asked: str,
        values: Mapping[str, object],
        languages: Mapping[str, list[str]] | None = None,
        more: dict[str, Any] | None = None,
    ) -> Origin:
        documents = tuple(str(document["label"]) for document in self.info["documents"])
        return Origin(
            self.place, self.snapshot, documents, asked, dict(values), languages or {}, more or {}
        )

    def _labelled(self, table: pa.Table, names: Iterable[str] | None, language: str) -> pa.Table:
        from zhengtu.client.labels import add_labels

        return add_labels(self, table, names, language or self.language)
