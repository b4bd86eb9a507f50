"""Nobody keeps the others waiting: who is served first, who makes way, who is stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pyoxigraph import Store

from graph.serving import staff
from graph.serving.jobs import Crew, Job
from graph.serving.pool import Pool
from graph.serving.process import WorkerProcess
from graph.serving.worker import Place, Stores
from graph.sparql.rows import RowCounter
from ontology.errors import (
    EngineFault,
    QueryOutOfMemory,
    QueryStopped,
    QueryTimeout,
    ServerBusy,
    TooManyQueries,
)

XSD = "http://www.w3.org/2001/XMLSchema#"


def sleep(_: Stores, seconds: float) -> str:
    time.sleep(seconds)
    return f"slept {seconds}"


def work(_: Stores, seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def die(_: Stores) -> None:
    os._exit(1)


def panic(_stores: Stores) -> None:
    """Let the engine sort what it compares in no order, which it notices as a rule."""
    random, kinds = Random(1), ("{}", '"{}x"', f'"2020-01-{{:02}}"^^<{XSD}date>', '"{}"@en')  # noqa: S311
    for _ in range(100):
        values = (random.choice(kinds).format(random.randrange(1, 28)) for _ in range(300))
        list(Store().query(f"SELECT ?x {{ VALUES ?x {{ {' '.join(values)} }} }} ORDER BY ?x"))


def take_memory(_: Stores) -> None:
    numbers = " ".join(map(str, range(300)))
    tables = " ".join(f"VALUES ?{name} {{ {numbers} }}" for name in "abcdefgh")
    list(Store().query(f"SELECT * {{ {tables} }} ORDER BY ?a ?b"))


def nest(_: Stores) -> None:
    Store().query(f"ASK {'{' * 200_000}{'}' * 200_000}")


def complain(_: Stores) -> str:
    with suppress(OSError):
        for _line in range(10_000):
            os.write(2, b"a warning of a hundred characters, let us say\n" * 2)
    return "said"


def call(_: Stores, address: tuple[str, int]) -> str:
    """Tell what comes of a call to another server."""
    try:
        socket.create_connection(address, timeout=2).close()
    except OSError as error:
        return type(error).__name__
    return "called"


def start_program(_: Stores) -> str:
    try:
        subprocess.run(["/bin/true"], check=True)
    except OSError as error:
        return type(error).__name__
    return "started"


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    pool = Pool(Crew(quick=1, long=1, per_client=3, memory=0))
    pool.warm()
    ask(pool, 0).result()
    yield pool
    pool.close()


def ask(pool: Pool, seconds: float, client: str = "a", most: float = 20) -> Future[Any]:
    return pool.submit(Job(sleep, (seconds,), most, client))


@pytest.mark.parametrize(
    ("begun", "now", "error", "said"),
    [
        (None, 3.9, None, ""),
        (None, 4.1, ServerBusy, "waited 4.1 s for others, as long as its timeout says"),
        (1.5, 3.9, None, ""),
        (1.5, 4.1, QueryTimeout, "stopped after 2.6 s, having waited 1.5 s for others"),
        (0.05, 4.1, QueryTimeout, "stopped after 4 s; narrow"),
        (4.1006, 4.1, ServerBusy, "waited 4.1 s for others, as long as its timeout says"),
    ],
)
def test_a_client_waits_no_longer_than_it_says(
    begun: float | None, now: float, error: type[Exception] | None, said: str
) -> None:
    """However much of that its query stands in line."""
    job = Job(sleep, (9,), 4, since=100, until=104, begun=begun and 100 + begun)
    found = job.overdue(100 + now)
    assert (type(found) if found else None) is error
    assert said in str(found)


def test_who_waits_longer_than_a_query_may_run_gives_it_no_more(pool: Pool) -> None:
    job = Job(sleep, (9,), 4, since=100, until=200, begun=150)
    assert "waited 50.0 s" in str(job.overdue(154.1))
    held = [ask(pool, 2, name) for name in ("b", "c")]
    late = pool.submit(Job(sleep, (9,), 4, "d", until=time.monotonic() + 0.3))
    with pytest.raises((ServerBusy, QueryTimeout), match=r"waited|stopped after 0"):
        late.result(timeout=2)
    for one in held:
        one.cancel()


def test_a_quick_query_does_not_wait_for_a_long_one(pool: Pool) -> None:
    long = ask(pool, 1.5, "slow")
    assert ask(pool, 0, "quick").result() == "slept 0"
    assert not long.done()
    assert long.result() == "slept 1.5"


def test_where_long_ones_are_too_many_the_greediest_loses_one(pool: Pool) -> None:
    greedy = ask(pool, 20, "greedy")
    assert ask(pool, 0, "quick").result() == "slept 0"
    long = ask(pool, 20, "long")
    assert ask(pool, 0, "quick").result() == "slept 0"
    with pytest.raises(ServerBusy, match="others wait"):
        greedy.result()
    assert not long.done()
    long.cancel()


def test_who_took_much_begins_behind_the_others(pool: Pool) -> None:
    pool.submit(Job(work, (0.1,), 20, "light")).result()
    pool.submit(Job(work, (0.8,), 20, "heavy")).result()
    heavy = [ask(pool, 20, "heavy"), ask(pool, 20, "heavy")]
    assert [ask(pool, 0, "light").result() for _ in range(5)] == ["slept 0"] * 5
    counts = pool.counts()
    assert (counts["long"], counts["running"], counts["waiting"]) == (1, 1, 1)
    for future in heavy:
        future.cancel()


def test_who_is_known_to_be_quick_does_not_stand_behind_who_is_new() -> None:
    jobs = [Job(sleep, (20.0,), 20, f"new {number}") for number in range(6)]
    pool = Pool(Crew(quick=2, long=2, memory=0))
    try:
        # nothing that a process has to import first
        pool.submit(Job(callable, (), 20, "known")).result()
        new = [pool.submit(job) for job in jobs]
        assert pool.submit(Job(callable, (), 20, "known")).result() is False
        assert sum(job.begun is None for job in jobs) > 1
        for future in new:
            future.cancel()
    finally:
        pool.close()


def test_a_client_has_a_number_of_queries_and_no_more(pool: Pool) -> None:
    running = [ask(pool, 20, "many") for _ in range(3)]
    with pytest.raises(TooManyQueries, match="3 queries of yours") as raised:
        ask(pool, 0, "many").result()
    assert raised.value.headers() == {"Retry-After": "1"}
    assert ask(pool, 0, "other").result() == "slept 0"
    for future in running:
        future.cancel()
    while pool.counts()["running"]:
        time.sleep(0.01)
    # it begins behind, which takes long where other programs are busy
    assert ask(pool, 0, "many", most=120).result() == "slept 0"


def test_a_deadline_is_that_of_each_query(pool: Pool) -> None:
    with pytest.raises(QueryTimeout, match=r"after 0\.3 s"):
        ask(pool, 20, most=0.3).result()


def test_the_operator_can_stop_a_query(pool: Pool) -> None:
    future = ask(pool, 20, "watched")
    while not any(job.begun for job in pool.jobs()):
        time.sleep(0.01)
    job = next(pool.jobs())
    pool.stop(job)
    with pytest.raises(QueryStopped):
        future.result()


def test_a_process_that_dies_takes_one_query_with_it(pool: Pool) -> None:
    with pytest.raises(QueryOutOfMemory, match="narrow"):
        pool.submit(Job(die, (), 20)).result()
    assert ask(pool, 0).result() == "slept 0"


@pytest.fixture
def narrow() -> Iterator[Pool]:
    pool = Pool(Crew(quick=1, long=1, memory=1_200_000_000))
    yield pool
    pool.close()


def test_a_fault_of_the_engine_is_told_from_a_lack_of_memory(
    narrow: Pool, caplog: pytest.LogCaptureFixture
) -> None:
    pool = narrow
    with pytest.raises(EngineFault, match="no fault of the query") as failed:
        pool.submit(Job(panic, (), 20)).result()
    assert "order" not in str(failed.value)
    assert "correctly implement a total order" in caplog.text
    with pytest.raises(QueryOutOfMemory, match="MB of memory"):
        pool.submit(Job(take_memory, (), 20)).result()
    with pytest.raises(QueryOutOfMemory, match="nested too deep"):
        pool.submit(Job(nest, (), 20)).result()
    assert ask(pool, 0).result() == "slept 0"


def test_who_says_much_among_errors_goes_on(pool: Pool) -> None:
    assert pool.submit(Job(complain, (), 20)).result() == "said"


def test_a_worker_can_neither_call_nor_start_anything(pool: Pool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        called = pool.submit(Job(call, (server.getsockname(),), 20)).result()
        assert called == "PermissionError"
        with socket.create_connection(server.getsockname()):
            """Whoever is not fenced gets through."""
    assert pool.submit(Job(start_program, (), 20)).result() == "PermissionError"


def test_what_is_closed_says_so() -> None:
    pool = Pool(Crew(quick=1), Place("/nowhere", "http://e/"))
    waiting = ask(pool, 20)
    pool.close()
    with pytest.raises(ServerBusy, match="stopping"):
        waiting.result()


CASES = [
    ("application/sparql-results+json", b'{"head":{"vars":[]},"results":{"bindings":[]}}', 0),
    (
        "application/sparql-results+json",
        b'{"head":{"vars":["a","b"]},"results":{"bindings":['
        b'{"b":{"type":"literal","value":"},{\\"x,\\n"}},'
        b'{"a":{"type":"literal","value":"a[{\\\\"},"b":{"type":"uri","value":"http://x"}},{}]}}',
        3,
    ),
    (
        "application/sparql-results+json",
        b'{"head":{"vars":["a"]},"results":{"bindings":['
        b'{"a":{"type":"literal","value":"\\"}},{\\"a\\":"}},{"a":{"type":"uri","value":"x"}}]}}',
        2,
    ),
    (
        "application/sparql-results+json",
        b'{"head":{"vars":["a"]},"results":{"bindings":['
        b'{"a":{"type":"literal","value":"x}},{"}},{"a":{"type":"literal","value":"}},{","xml:lang":'
        b'"zh"}},{"a":{"type":"uri","value":"x"}}]}}',
        3,
    ),
    ("application/sparql-results+xml", b"<sparql><results></results></sparql>", 0),
    ("application/sparql-results+xml", b"<r><result></result><result>&lt;result></result></r>", 2),
    ("text/csv", b'a,b\r\n,"},{""x,\n"\r\n"a\nb"",",http://x\r\n,\r\n', 3),
    ("text/tab-separated-values", b'?a\t?b\n\t"},{\\"x,\\n"\n\t\n', 2),
]


def test_a_yes_or_no_is_a_row() -> None:
    counter = RowCounter("application/sparql-results+json")
    counter.feed(b'{"head":{},"boolean":true}')
    assert counter.rows() == 1


@pytest.mark.parametrize(("media_type", "body", "rows"), CASES)
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_rows_are_counted_however_the_bytes_come(
    media_type: str, body: bytes, rows: int, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.sparql.rows._BATCH", 0)
    counter = RowCounter(media_type)
    for start in range(0, len(body), size):
        counter.feed(body[start : start + size])
    assert counter.rows() == rows


STARTS = """
import time
from graph.serving.process import process_of
process = process_of(time.sleep, 60)
process.start()
print(process.pid, flush=True)
input()
"""


@pytest.mark.parametrize("is_killed", [True, False])
def test_a_busy_process_ends_with_its_server_and_not_before(*, is_killed: bool) -> None:
    command = [sys.executable, "-c", STARTS]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin
        assert server.stdout
        busy = int(server.stdout.readline())
        for stop in (signal.SIGINT, signal.SIGTERM):
            os.kill(busy, stop)
        time.sleep(0.2)
        os.kill(busy, 0)
        if is_killed:
            server.kill()
        server.stdin.close()
        server.wait(timeout=10)
    end = time.monotonic() + 10
    while Path(f"/proc/{busy}").exists():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_another_takes_the_place_of_processes_that_do_not_come_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun: list[WorkerProcess] = []
    start = WorkerProcess.start

    async def stuck_at_first(worker: WorkerProcess, memory: int, place: Place | None) -> None:
        begun.append(worker)
        if len(begun) > 2:
            await start(worker, memory, place)

    monkeypatch.setattr(WorkerProcess, "start", stuck_at_first)
    monkeypatch.setattr(staff, "_STARTS", 0.5)
    pool = Pool(Crew(quick=2, long=1, memory=0))
    try:
        assert ask(pool, 0).result(timeout=15) == "slept 0"
        assert len(begun) > 2
    finally:
        pool.close()
