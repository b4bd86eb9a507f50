"""An assistant asks through the protocol's own client, reads only, and is told what went wrong."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters

from zhengtu.assistant import assistant, channel_to

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
ITEM = "https://w3id.org/zhengtu/id/task/320585/tzf-2018-3/a1-zvmhnviwvj"
Use = Callable[[Client], Awaitable[Any]]
Asked = Callable[[Use], Any]


@pytest.fixture(scope="module")
def asked(url: str) -> Iterator[Asked]:
    """Return a function that uses a client that is connected to the tools."""
    with channel_to(url) as channel:
        server = assistant(channel)

        def run(use: Use) -> Any:
            async def connected() -> Any:
                async with Client(server) as client:
                    return await use(client)

            return asyncio.run(connected())

        yield run


def call(name: str, **arguments: Any) -> Use:
    return lambda client: client.call_tool(name, arguments)


def content(result: Any) -> dict[str, Any]:
    assert not result.is_error, result.content
    found = json.loads(result.content[0].text)
    assert isinstance(found, dict)
    return found


def test_the_tools_are_listed_as_reading_only(asked: Asked) -> None:
    listed = asked(lambda client: client.list_tools())
    assert {tool.name for tool in listed.tools} == {"ask", "search", "sparql", "describe", "source"}
    for tool in listed.tools:
        assert tool.description
        assert tool.annotations.read_only_hint
        assert all(
            "description" in p or "title" in p for p in tool.input_schema["properties"].values()
        )


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("ask", {"question": "哪些部门牵头环境任务？"}, "太仓市环境保护局（15 项）"),
        ("search", {"words": "河长制", "theme": "environment"}, "深入推进“河长制”"),
        ("sparql", {"query": "SELECT (COUNT(?t) AS ?n) { ?t a zt:Task }"}, '"132"'),
        ("sparql", {"query": "ASK { ?t a zt:Task }"}, "true"),
        ("describe", {"iri": "id:theme/environment"}, "生态环境"),
        ("source", {"iri": ITEM}, "完成上级下达任务"),
    ],
)
def test_each_tool_answers_with_its_snapshot(
    asked: Asked, snapshot_id: str, name: str, arguments: dict[str, Any], said: str
) -> None:
    found = content(asked(call(name, **arguments)))
    assert said in json.dumps(found, ensure_ascii=False)
    assert found["snapshot"] == snapshot_id


def test_a_long_answer_is_openly_cut(asked: Asked) -> None:
    found = content(asked(call("sparql", query="SELECT ?a { ?a a zt:Assignment }")))
    assert found["count"] == 847
    assert found["truncated"]
    assert len(found["rows"]) == 200
    short = content(asked(call("sparql", query="SELECT ?a { ?a a zt:Assignment } LIMIT 5")))
    assert not short["truncated"]
    assert len(short["rows"]) == 5


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("sparql", {"query": "SELECT ?x { ?x ?? }"}, "not valid SPARQL"),
        ("sparql", {"query": "DELETE WHERE { ?a ?b ?c }"}, "only reads|update"),
        ("sparql", {"query": "SELECT * { SERVICE <http://a.b/> { ?a ?b ?c } }"}, "SERVICE"),
        ("search", {"theme": "环镜"}, "no theme '环镜'"),
        ("describe", {"iri": "http://example.org/x"}, "begin with id:"),
        ("describe", {"iri": "id:theme/nothing"}, "no node"),
        ("source", {"iri": "环保局"}, "is no IRI"),
    ],
)
def test_a_mistake_is_told(asked: Asked, name: str, arguments: dict[str, Any], said: str) -> None:
    result = asked(call(name, **arguments))
    assert result.is_error
    text = result.content[0].text
    assert any(word in text for word in said.split("|")), text
    assert "Traceback" not in text


def test_the_command_speaks_the_protocol(url: str, tmp_path: Path) -> None:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ZHENGTU_")}
    command = ["-m", "zhengtu.cli", "mcp", url]
    server = StdioServerParameters(command=sys.executable, args=command, env=kept, cwd=tmp_path)

    async def ask() -> Any:
        async with Client(server) as client:
            return await client.call_tool("sparql", {"query": "ASK { ?t a zt:Task }"})

    assert content(asyncio.run(ask()))["answer"] is True
