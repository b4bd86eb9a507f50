"""A connection that only looks up is answered by another process, and nobody can tell."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import pickle
import re
import select
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import cast
from urllib.parse import quote, urlencode, urlsplit

import httpx
import pytest

import api.connection.front
import api.connection.lending
import api.http.heads
from api.connection.front import Front
from api.connection.lending import LOAN, Back, Gone, Ready, Seen
from graph.serving.workers import Limits
from zhengtu.fronts import Fronts, Lender, _Front

THING = "SELECT ?o {{ <https://w3id.org/zhengtu/id/theme/environment> skos:prefLabel ?o }} # {n}"
TASKS = "SELECT ?t {{ ?t a zt:Task }} # {n}"
"""More than the server itself reads for a look-up."""
MANY = "SELECT ?s ?p ?o {{ ?s ?p ?o }} LIMIT 128 # {n}"
LONG = (
    "SELECT (COUNT(*) AS ?n) {{ ?a zt:role ?r . ?b zt:role ?q FILTER(STR(?r) != STR(?q)) }} # {n}"
)
"""It runs for more than a second, so that whoever looks meanwhile sees it run."""
NEITHER = {"asks_known": False, "asks_much": False}
NUMBERS = count(1)
Answer = tuple[int, dict[str, str], bytes]
Holder = Callable[[HTTPConnection], int]
Serving = Callable[..., AbstractContextManager[str]]
Lent = Callable[..., AbstractContextManager[HTTPConnection]]

pytestmark = pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity") or len(os.sched_getaffinity(0)) < 2,
    reason="on one processor nothing is lent",
)


def path_of(query: str) -> str:
    return f"/sparql?query={quote(query.format(n=next(NUMBERS)))}"


def ask(connection: HTTPConnection, path: str, method: str = "GET", form: str = "") -> Answer:
    kind = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
    connection.request(method, path, form or None, kind)
    answer = connection.getresponse()
    return (
        answer.status,
        {name.lower(): value for name, value in answer.getheaders()},
        answer.read(),
    )


def connect(url: str, source: str = "127.0.0.1") -> HTTPConnection:
    split = urlsplit(url)
    return HTTPConnection(split.hostname or "", split.port, timeout=20, source_address=(source, 0))


def until(is_so: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def lent(url: str, holder_of: Holder) -> Lent:
    """Return what gives a connection that was lent, because it only looked up."""

    @contextmanager
    def lend(source: str = "127.0.0.1") -> Iterator[HTTPConnection]:
        with closing(connect(url, source)) as connection:
            get_lent(connection, holder_of)
            yield connection

    return lend


def get_lent(connection: HTTPConnection, holder_of: Holder) -> None:
    """Look up on `connection` until it is lent."""
    ask(connection, path_of(THING))
    first = holder_of(connection)

    def is_lent() -> bool:
        for _ in range(101):
            assert ask(connection, path_of(THING))[0] == 200
        return holder_of(connection) != first

    until(is_lent)


def test_what_is_answered_there_is_the_same(url: str, lent: Lent, holder_of: Holder) -> None:
    with lent() as connection, closing(connect(url)) as other:
        front = holder_of(connection)
        for query in (THING, MANY, TASKS, "ASK {{ <http://x/{n}> zt:leadAgency ?a }}"):
            path = path_of(query)
            (status, fields, body), expected = ask(connection, path), ask(other, path)
            for varying in ("date", "zhengtu-seconds"):
                assert fields.pop(varying)
                assert expected[1].pop(varying)
            assert (status, fields, body) == expected
        assert holder_of(connection) == front != holder_of(other)


def test_a_few_look_ups_are_enough_where_processes_are_there(
    url: str, lent: Lent, holder_of: Holder
) -> None:
    with lent(), closing(connect(url)) as another:
        ask(another, path_of(THING))
        first = holder_of(another)
        for _ in range(20):
            assert ask(another, path_of(THING))[0] == 200
        until(lambda: holder_of(another) != first)


def test_who_looks_up_more_than_the_server_reads_is_lent(url: str, holder_of: Holder) -> None:
    with closing(connect(url)) as connection:
        ask(connection, path_of(TASKS))
        server = holder_of(connection)

        def is_lent() -> bool:
            for _ in range(21):
                assert ask(connection, path_of(TASKS))[0] == 200
            return holder_of(connection) != server

        until(is_lent)


def test_nobody_waits_for_more_than_one_answer_that_is_much(home: Path) -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    told = api.connection.lending.Lent(home, 0, Limits(), is_logged=False, with_text=False)
    front = Front(theirs, told)
    with theirs, ours, ExitStack() as stack:
        for number in range(4):
            stack.enter_context(client_of(front, number))
        first, second, *quick = files = list(front._open)
        for connection in front._open.values():
            stack.enter_context(connection.channel)
        events = [(file, select.EPOLLIN) for file in (*files, theirs.fileno())]
        assert front._in_turn(events, 1.0) == [*files, theirs.fileno()]
        for file in (first, second):
            front._open[file].is_told_much = True
        front._open[first].since += 1
        assert front._in_turn(events, 1.0) == [*quick, theirs.fileno(), second]
        front._open[second].since += 2
        assert front._in_turn(events, 1.0) == [*quick, theirs.fileno(), first]
        front._much_after = 2.0
        assert front._in_turn(events, 1.0) == [*quick, theirs.fileno()]
        assert front._in_turn(events[:2], 1.0) == [first]


def test_who_asks_for_much_shares_half_of_the_fronts(home: Path) -> None:
    told = api.connection.lending.Lent(home, 0, Limits(), is_logged=False, with_text=False)
    fronts = Fronts(4, told, bool)
    lent = [list[int]() for _ in range(4)]
    for had in lent:

        def lend(file: int, *_: object, had: list[int] = had, **__: object) -> bool:
            had.append(file)
            return True

        one = SimpleNamespace(lent=had, is_ready=True, asking_known=(), lend=lend, finish=bool)
        fronts._fronts.append(cast(_Front, one))
    for number in range(8):
        lender = cast(Lender, None)
        is_much = number < 4
        assert fronts.lend(number, b"", lender, asks_known=False, asks_much=is_much)
    assert lent == [[0, 2], [1, 3], [4, 6], [5, 7]]


def test_who_asks_for_what_is_known_shares_a_front(url: str, lent: Lent, holder_of: Holder) -> None:
    path = path_of(THING)
    with lent() as first, lent() as second, ExitStack() as stack:
        assert holder_of(first) != holder_of(second), "look-ups are spread"
        asking = [stack.enter_context(closing(connect(url))) for _ in range(3)]
        ask(asking[0], "/health")
        server = holder_of(asking[0])
        for connection in asking:
            for _ in range(21):
                assert ask(connection, path)[0] == 200
        until(lambda: server not in {holder_of(connection) for connection in asking})
        assert len({holder_of(connection) for connection in asking}) == 1
        moved = asking[0]
        before = holder_of(moved)
        for _ in range(12):
            assert ask(moved, path_of(THING))[0] == 200
        until(lambda: holder_of(moved) != before)


@pytest.mark.parametrize(
    ("path", "form", "status"),
    [
        ("/health", "", 200),
        ("/nowhere", "", 404),
        (path_of("CONSTRUCT WHERE {{ ?t zt:theme ?h }} LIMIT 9"), "", 200),
        (path_of("SELECT ?x {{ ?x"), "", 400),
        ("/sparql", urlencode({"query": "SELECT (RAND() AS ?n) {}"}), 200),
        (path_of("ASK {{ }} #" + "x" * 50_000), "", 200),
    ],
)
def test_whatever_else_comes_is_answered_by_the_server(
    path: str, form: str, status: int, lent: Lent, holder_of: Holder
) -> None:
    with lent() as connection:
        front = holder_of(connection)
        assert ask(connection, path, "POST" if form else "GET", form)[0] == status
        assert ask(connection, path_of(THING))[0] == 200
        until(lambda: holder_of(connection) != front)  # who gives it back closes its own end soon


@pytest.fixture
def front(home: Path) -> Iterator[socket.socket]:
    """Return the server's end of the channel to a front in a thread."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    told = api.connection.lending.Lent(home, 0, Limits(), is_logged=False, with_text=False)

    def run() -> None:
        with suppress(EOFError, ConnectionError):
            Front(theirs, told).run()

    thread = threading.Thread(target=run)
    with theirs, ours:
        ours.settimeout(20)
        thread.start()
        assert isinstance(heard(ours), Ready)
        yield ours
        ours.shutdown(socket.SHUT_RDWR)
        thread.join()


def heard(channel: socket.socket) -> object:
    """Return what a front says next, but for figures."""
    while True:
        message = pickle.loads(channel.recv(65_536))  # noqa: S301 - of our own front
        if not isinstance(message, Seen):
            return message


def head_of(query: str) -> bytes:
    return f"GET {path_of(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode()


def lend_to(front: socket.socket) -> socket.socket:
    """Lend a connection that takes little at a time; return the end of its client."""
    client, server = socket.socketpair()
    with server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        socket.send_fds(front, [LOAN.pack(7, 0) + head_of(MANY)], [server.fileno()])
    client.settimeout(20)
    return client


def test_who_reads_slowly_gets_all_of_it(front: socket.socket) -> None:
    with lend_to(front) as client, client.makefile("rb") as received:
        for _ in range(3):
            time.sleep(0.05)
            assert received.readline() == b"HTTP/1.1 200 OK\r\n"
            while (line := received.readline()) != b"\r\n":
                if line.startswith(b"content-length: "):
                    length = int(line.split()[1])
            assert len(json.loads(received.read(length))["results"]["bindings"]) == 128
            client.sendall(head_of(MANY))


def test_what_was_answered_is_sent_before_it_ends(front: socket.socket) -> None:
    with lend_to(front) as client, client.makefile("rb") as received:
        assert client.recv(1, socket.MSG_PEEK)
        front.shutdown(socket.SHUT_WR)
        head, _, body = received.read().partition(b"\r\n\r\n")
        assert f"content-length: {len(body)}\r\n".encode() in head
        assert len(json.loads(body)["results"]["bindings"]) == 128
        assert heard(front) == Gone(7)


def test_a_signal_to_all_processes_of_the_server_takes_no_answer(
    home: Path, serving: Serving, holder_of: Holder
) -> None:
    """A front and a worker have something to answer when it comes."""
    with ExitStack() as stack:
        url = stack.enter_context(serving(home))
        looking, asking, seeing = (stack.enter_context(closing(connect(url))) for _ in range(3))
        get_lent(looking, holder_of)
        front = holder_of(looking)
        os.kill(front, signal.SIGSTOP)
        looking.request("GET", path_of(MANY))
        asking.request("GET", path_of(LONG))
        until(lambda: b'{what="running"} 1.0' in ask(seeing, "/metrics")[2])
        os.killpg(os.getpgid(front), signal.SIGTERM)
        os.kill(front, signal.SIGCONT)
        for connection, rows in ((looking, 128), (asking, 1)):
            answer = connection.getresponse()
            assert answer.status == 200
            assert len(json.loads(answer.read())["results"]["bindings"]) == rows


@pytest.mark.parametrize(("limit", "reads"), [("_KEPT", True), ("SLOWEST", False)])
def test_who_does_not_ask_or_read_is_cut_off(
    *, limit: str, reads: bool, front: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"api.connection.front.{limit}", 0.1)
    with lend_to(front) as client:
        if reads:
            while client.recv(65_536):
                pass
        assert heard(front) == Gone(7)


def test_a_request_as_late_as_the_end_of_patience_holds_nobody_up(home: Path) -> None:
    """It comes in the very look in which its connection would be closed."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    front = Front(
        theirs, api.connection.lending.Lent(home, 0, Limits(), is_logged=False, with_text=False)
    )
    front._swept = front._told = time.monotonic() - 5
    ours.settimeout(20)
    with theirs, ours, ExitStack() as stack:
        late, other = clients = [stack.enter_context(client_of(front, n)) for n in (1, 2)]
        for connection in list(front._open.values())[:1]:
            connection.since -= 100
        late.sendall(b"late")
        thread = threading.Thread(target=run_to_the_end, args=[front])
        thread.start()
        assert isinstance(heard(ours), Ready)
        assert getattr(heard(ours), "number", 0) == 1
        other.sendall(head_of(THING))
        assert clients[1].recv(65_536).startswith(b"HTTP/1.1 200 OK")
        ours.shutdown(socket.SHUT_RDWR)
        thread.join()
        for connection in front._open.values():
            connection.channel.close()


@pytest.mark.parametrize("is_first", [True, False])
def test_the_first_front_looks_out_for_its_only_client(
    *, is_first: bool, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While it does, it hears the server as well."""
    monkeypatch.setattr("api.connection.front._MOMENT", 20)
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    told = api.connection.lending.Lent(home, 0, Limits(), is_logged=False, with_text=False)
    front = Front(theirs, told._replace(is_first=is_first))
    ours.settimeout(20)
    with theirs, ours, client_of(front, 1) as client:
        thread = threading.Thread(target=run_to_the_end, args=[front])
        thread.start()
        assert isinstance(heard(ours), Ready)
        for _ in range(3):
            client.sendall(head_of(THING))
            assert client.recv(65_536).startswith(b"HTTP/1.1 200 OK")
        until(lambda: front._is_quick == is_first)
        ours.shutdown(socket.SHUT_RDWR)
        thread.join(20)
        assert not thread.is_alive()


def client_of(front: Front, number: int) -> socket.socket:
    client, server = socket.socketpair()
    server.settimeout(0)
    front._open[server.fileno()] = api.connection.front._Connection(
        number, server, time.monotonic()
    )
    front._poll.register(server, select.EPOLLIN)
    client.settimeout(20)
    return client


def run_to_the_end(front: Front) -> None:
    with suppress(EOFError, ConnectionError):
        front.run()


def test_no_head_with_a_token_is_kept() -> None:
    kept = api.http.heads._read_plain_fields.cache_info().currsize
    head = b"GET /sparql?query=ASK{} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer s\r\n\r\n"
    assert api.http.heads.read_head(head) is None
    assert api.http.heads._read_plain_fields.cache_info().currsize == kept


def test_a_front_that_dies_takes_only_its_connections(lent: Lent, holder_of: Holder) -> None:
    with ExitStack() as stack:
        both = [stack.enter_context(lent()) for _ in range(2)]
        dead, alive = map(holder_of, both)
        assert dead != alive
        os.kill(dead, signal.SIGKILL)
        with pytest.raises((OSError, HTTPException)):
            ask(both[0], path_of(THING))
        assert ask(both[1], path_of(THING))[0] == 200
        assert holder_of(both[1]) == alive
        again = stack.enter_context(lent())
        assert holder_of(again) not in (dead, alive)


def test_a_client_has_a_number_of_connections_wherever_they_are(
    url: str, lent: Lent, holder_of: Holder
) -> None:
    source = "127.0.0.77"

    def is_refused() -> bool:
        with closing(connect(url, source)) as one_more:
            try:
                return ask(one_more, path_of(THING))[0] != 200
            except (OSError, HTTPException):
                return True

    with ExitStack() as stack:
        mine = [stack.enter_context(lent(source)) for _ in range(4)]
        others = [stack.enter_context(closing(connect(url, source))) for _ in range(96)]
        for connection in others:
            connection.connect()
        until(is_refused)
        assert len({*map(holder_of, mine)}) > 1
        mine[0].close()
        until(lambda: not is_refused())


def counted(client: httpx.Client) -> tuple[int, int]:
    """Return how many queries were answered, by the figures, and of them from memory."""
    text = client.get("/metrics").text
    asked = re.search(r'^zhengtu_queries_total\{outcome="answered"\} (\S+)$', text, re.MULTILINE)
    cached = re.search(r"^zhengtu_query_cache_hits_total (\S+)$", text, re.MULTILINE)
    assert asked is not None
    assert cached is not None
    return int(float(asked[1])), int(float(cached[1]))


def test_figures_and_log_are_those_of_all_processes(
    url: str, lent: Lent, client: httpx.Client, query_log: Path
) -> None:
    with ExitStack() as stack:
        both = [stack.enter_context(lent()) for _ in range(2)]
        both.append(stack.enter_context(closing(connect(url))))
        time.sleep(0.3)  # what was counted before is told
        before, path = counted(client), path_of(THING)
        entries = len(query_log.read_text("utf-8").splitlines())
        for connection in both:
            assert [ask(connection, path)[0] for _ in range(5)] == [200] * 5
        until(lambda: counted(client) == (before[0] + 15, before[1] + 12))
        lines = query_log.read_text("utf-8").splitlines()[entries:]
    assert len(lines) == 15
    assert len({json.loads(line)["entry"]["query"] for line in lines}) == 1


@pytest.mark.parametrize("hangs", [False, True], ids=["unused", "hanging"])
def test_fronts_that_nobody_uses_and_that_hang_end(
    *, hangs: bool, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit, seconds = ("_PATIENCE", 4) if hangs else ("_UNUSED", 1)
    monkeypatch.setattr(f"zhengtu.fronts.{limit}", seconds)
    told = api.connection.lending.Lent(home, 0, Limits(), is_logged=False, with_text=False)
    ends = list[object]()

    class Lender:
        def take_back(self, channel: socket.socket, data: bytes) -> None:
            ends.append((channel.recv(65_536), data))
            channel.close()

        def gone(self) -> None:
            ends.append("gone")

    async def lend_and_wait() -> None:
        fronts = Fronts(1, told, lambda figures: ends.append(figures.requests.total()))
        client, server = socket.socketpair()
        before = {*multiprocessing.active_children()}
        with client, server:
            client.sendall(b"more")
            async with asyncio.timeout(30):
                while not [front for front in fronts._fronts if front.is_ready]:
                    fronts._start()
                    await asyncio.sleep(0.05)
                if hangs:
                    for process in {*multiprocessing.active_children()} - before:
                        os.kill(process.pid or 0, signal.SIGSTOP)
                assert fronts.lend(server.fileno(), b"GET / HTTP/1.1", Lender(), **NEITHER)
                while not ends or {*multiprocessing.active_children()} - before:
                    await asyncio.sleep(0.05)

    asyncio.run(lend_and_wait())
    assert ends == ["gone" if hangs else (b"more", b"GET / HTTP/1.1")]


def test_what_a_front_gave_back_before_it_died_is_taken() -> None:
    """It had not read all: then the system says first that the channel was reset."""
    front, ended, taken = _Front(bool, lambda _: ended.append(1)), list[int](), list[bytes]()
    front.lent[1] = SimpleNamespace(
        take_back=lambda *back: (back[0].close(), taken.append(back[1]))
    )
    front._process = SimpleNamespace(kill=bool)

    async def die() -> None:
        front.listen(asyncio.get_running_loop())
        with socket.socket() as lent, front._theirs:
            socket.send_fds(front._theirs, [pickle.dumps(Back(1, b"more"))], [lent.fileno()])
        async with asyncio.timeout(20):
            while not ended:
                await asyncio.sleep(0.01)

    asyncio.run(die())
    assert (taken, ended) == ([b"more"], [1])
