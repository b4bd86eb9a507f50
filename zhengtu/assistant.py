"""Tools for language-model assistants over the Model Context Protocol: `zhengtu mcp`.

They ask the endpoint, local or remote, with its limits; none of them changes anything.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from ontology.errors import UnknownValue, ZhengtuError
from ontology.ids import rebase
from ontology.standards import PREFIXES
from zhengtu.client.channel import Channel
from zhengtu.client.local import LocalServer, find_snapshot
from zhengtu.client.terms import expand
from zhengtu.settings import read_settings

if TYPE_CHECKING:
    from zhengtu.client.channel import Reply

_INSTRUCTIONS = """
政图 is a knowledge graph of Chinese government task documents (分解表): work items with their text,
supervising officials, lead and supporting agencies, targets, themes, each with the cell that prints
it. Begin with `ask` (a question in Chinese or English) or `search`; use `sparql` for what they
cannot say: the prefixes zt:, id:, skos:, dcterms:, prov: need no declaration, names carry @zh or
@en. Before you state a fact, look at its `source`; name the snapshot id with every number, for that
never changes.
""".strip()
_MOST_ROWS = 200
_MOST_CHARACTERS = 60_000
"""How much of an answer an assistant is given at a time."""

_READ_ONLY = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
_Tool = TypeVar("_Tool", bound=Callable[..., dict[str, Any]])


@dataclass(frozen=True)
class Tools:
    """What an assistant may ask of the endpoint behind `channel`."""

    channel: Channel

    def search(
        self,
        *,
        words: Annotated[str, Field(description="words, all must be found; may be empty")] = "",
        type: Annotated[str, Field(description="task, project, agency, official …")] = "",  # noqa: A002
        theme: Annotated[str, Field(description="such as environment or 教育")] = "",
        agency: Annotated[str, Field(description="any name, such as 环保局")] = "",
        official: Annotated[str, Field(description="name of a leader")] = "",
        year: Annotated[str, Field(description="2018 or 2016-2018")] = "",
        limit: Annotated[int, Field(ge=1, le=50)] = 10,
        offset: Annotated[int, Field(ge=0)] = 0,
    ) -> dict[str, Any]:
        """Find work items, bodies, leaders and documents by words and filters."""
        given = {"q": words, "type": type, "theme": theme, "agency": agency}
        given |= {"official": official, "year": year}
        asked = {name: value for name, value in given.items() if value}
        reply = self.channel.get("/api/search", {**asked, "limit": limit, "offset": offset})
        answer = _content(reply)
        answer.pop("facets", None)
        return answer

    def ask(
        self, question: Annotated[str, Field(description="in Chinese or English")]
    ) -> dict[str, Any]:
        """Answer a question in words: a sentence, rows, what was understood, and the SPARQL."""
        answer = _content(self.channel.get("/api/ask", {"q": question}))
        return _bounded(answer, "rows")

    def sparql(
        self, query: Annotated[str, Field(description="a SPARQL 1.1 query; reading only")]
    ) -> dict[str, Any]:
        """Run a SPARQL query; rows are plain values, `truncated` says that there are more."""
        accept = "application/sparql-results+json, application/ld+json;q=0.5"
        reply = self.channel.post("/sparql", {"query": query}, {}, accept)
        content = json.loads(reply.body)
        if "results" not in content:
            found = {"answer": content["boolean"]} if "boolean" in content else {"graph": content}
            return _bounded({**found, "snapshot": reply.snapshot}, "graph")
        rows = [
            {name: term["value"] for name, term in row.items()}
            for row in content["results"]["bindings"]
        ]
        columns = content["head"]["vars"]
        answer = {"columns": columns, "count": len(rows), "rows": rows}
        return _bounded({**answer, "snapshot": reply.snapshot}, "rows")

    def describe(
        self, iri: Annotated[str, Field(description="a node, such as id:theme/environment")]
    ) -> dict[str, Any]:
        """Return all that the graph says of a node, with labels."""
        base = self._prefixes()["id"]
        whole = self._whole(iri)
        if not whole.startswith(base):
            raise UnknownValue(f"iri: '{iri}' is no node of this graph; they begin with id:", "iri")
        return _bounded(_content(self.channel.get("/id/" + whole.removeprefix(base))), "incoming")

    def source(
        self, iri: Annotated[str, Field(description="a work item, assignment or target")]
    ) -> dict[str, Any]:
        """Return the cells that a statement was read from, with the exact characters."""
        return _content(self.channel.get("/api/explain", {"iri": self._whole(iri)}))

    def _whole(self, iri: str) -> str:
        whole = expand(iri, self._prefixes())
        if whole is None:
            raise UnknownValue(f"iri: '{iri}' is no IRI; write https://… or id:…", "iri")
        return whole

    def _prefixes(self) -> dict[str, str]:
        base = str(_content(self.channel.get("/api/info"))["base_iri"])
        return {name: rebase(iri, base) for name, iri in PREFIXES.items()}


def _content(reply: Reply) -> dict[str, Any]:
    content = json.loads(reply.body)
    assert isinstance(content, dict)  # noqa: S101 - our own endpoint
    content.setdefault("snapshot", reply.snapshot)
    return content


def _bounded(answer: dict[str, Any], name: str) -> dict[str, Any]:
    """Return `answer` with as much of its part `name` as an assistant can read; it says if cut."""
    part = answer.get(name)
    if isinstance(part, dict):
        part = [{key: value} for key, value in part.items()]
    kept: list[Any] = []
    room = _MOST_CHARACTERS
    for one in part or []:
        room -= len(json.dumps(one, ensure_ascii=False))
        if room < 0 or len(kept) == _MOST_ROWS:
            return {**answer, name: kept, "truncated": True}
        kept.append(one)
    return {**answer, "truncated": answer.get("truncated", False)}


def assistant(channel: Channel) -> MCPServer[Any]:
    """Return the server with all tools."""
    server: MCPServer[Any] = MCPServer(
        "zhengtu",
        title="政图",
        instructions=_INSTRUCTIONS,
        version=metadata.version("zhengtu"),
        log_level="WARNING",
    )
    tools = Tools(channel)
    for tool in (tools.ask, tools.search, tools.sparql, tools.describe, tools.source):
        name = tool.__name__
        server.add_tool(_told(tool), name=name, annotations=_READ_ONLY)
    return server


def _told(tool: _Tool) -> _Tool:
    """Let an error of ours reach the assistant as what it says, not as a defect."""
    from functools import wraps

    @wraps(tool)
    def call(*arguments: Any, **named: Any) -> dict[str, Any]:  # noqa: ANN401 - handed on
        try:
            return tool(*arguments, **named)
        except ZhengtuError as error:
            raise ToolError(f"{error.title}: {error}") from None

    return call  # type: ignore[return-value]


@contextmanager
def channel_to(where: str) -> Iterator[Channel]:
    """Open a channel to the address or folder `where`; without one, to the local snapshot."""
    if where.startswith(("http://", "https://")):
        channel, server = Channel(where.removesuffix("/sparql"), bar=False), None
    else:
        home, _ = find_snapshot(Path(where) if where else read_settings().home)
        server = LocalServer(home)
        channel = Channel(server.url, trust_env=False, bar=False)
    try:
        yield channel
    finally:
        channel.close()
        if server:
            server.close()


def run(where: str) -> None:
    """Serve the tools on standard input and output until these end."""
    with channel_to(where) as channel:
        assistant(channel).run("stdio")
