"""Another SPARQL endpoint, on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from pyoxigraph import QueryResultsFormat, RdfFormat, Store

from graph.outward.hosts import SERVICE_SETTING, Address, Outward

JSON = "application/sparql-results+json"


class Endpoint:
    """Answers from `data` at `/sparql`; at any other path with what `answers` has there.

    An answer there is a status, headers and a body. `questions` are those that came.
    """

    def __init__(self, data: str, answers: Mapping[str, tuple[int, dict[str, str], bytes]]) -> None:
        self.data, self.answers = data, answers
        self.questions: list[str] = []
        self.heads: list[Mapping[str, str]] = []
        self.host = ""

    @property
    def iri(self) -> str:
        return f"http://{self.host}/sparql"

    def answer(self, query: str) -> tuple[int, dict[str, str], bytes]:
        store = Store()
        store.load(self.data.encode(), RdfFormat.TURTLE)
        try:
            body = store.query(query).serialize(format=QueryResultsFormat.JSON)
        except SyntaxError as error:
            return 400, {}, str(error).encode()
        return 200, {"Content-Type": JSON}, body

    def outward(self, **others: Any) -> Outward:
        return Outward(frozenset({self.host}), may_reach=inside, setting=SERVICE_SETTING, **others)


def inside(address: Address) -> bool:
    """Take this machine for the open net, where the test has its other server."""
    return str(address) == "127.0.0.1"


def bindings(*rows: Mapping[str, Mapping[str, str]]) -> tuple[int, dict[str, str], bytes]:
    """Return an answer with solutions as JSON."""
    names = sorted({name for row in rows for name in row})
    content = {"head": {"vars": names}, "results": {"bindings": list(rows)}}
    return 200, {"Content-Type": JSON}, json.dumps(content).encode()


class _Quiet(ThreadingHTTPServer):
    """Says nothing of clients that leave."""

    def handle_error(self, *_: object) -> None:
        pass


@contextmanager
def endpoint(
    data: str, answers: Mapping[str, tuple[int, dict[str, str], bytes]] | None = None
) -> Iterator[Endpoint]:
    """Serve an endpoint on a port of this machine."""
    served = Endpoint(data, answers or {})

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = self.headers["Content-Type"] == "application/x-www-form-urlencoded"
            query = parse_qs(body)["query"][0] if form else body
            served.questions.append(query)
            served.heads.append(dict(self.headers))
            found = served.answers.get(self.path.rpartition("/")[2])
            if found is None:
                found = served.answer(query) if self.path == "/sparql" else (404, {}, b"")
            status, headers, content = found
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with _Quiet(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        served.host = f"localhost:{server.server_port}"
        yield served
        server.shutdown()
