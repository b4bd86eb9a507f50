"""Other SPARQL endpoints, on this machine, for queries that ask some by SERVICE."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from pyoxigraph import QueryResultsFormat, Store

from graph.outward.hosts import SERVICE_SETTING, Address, Outward

JSON = "application/sparql-results+json"
Given = tuple[int, Mapping[str, str], bytes]
"""A status, headers and a body."""
Answer = Callable[[str, str, Mapping[str, str]], Given]
"""What answers to a path, a query, and the headers of the request."""
_FORM = "application/x-www-form-urlencoded"


class _Quiet(ThreadingHTTPServer):
    """Says nothing of clients that leave."""

    def handle_error(self, *_: object) -> None:
        pass


@contextmanager
def serve(answer: Answer) -> Iterator[str]:
    """Let `answer` be asked; yield the host."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            query = parse_qs(text)["query"][0] if self.headers["Content-Type"] == _FORM else text
            status, headers, body = answer(self.path, query, dict(self.headers))
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with _Quiet(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"localhost:{server.server_port}"
        server.shutdown()


def outward_to(host: str, *, most_bytes: int = 10_000_000) -> Outward:
    """Return what allows SERVICE to ask `host`, and takes this machine for the open net."""
    return Outward(
        frozenset({host}), most_bytes=most_bytes, may_reach=_is_here, setting=SERVICE_SETTING
    )


def _is_here(address: Address) -> bool:
    return str(address) == "127.0.0.1"


def answer_from(store: Store, query: str) -> Given:
    """Answer a query with solutions from `store`; 400 for a text that is none."""
    try:
        body = store.query(query).serialize(format=QueryResultsFormat.JSON)
    except SyntaxError as error:
        return 400, {}, str(error).encode()
    return 200, {"Content-Type": JSON}, body or b""
