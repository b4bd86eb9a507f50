"""A new document is loaded while clients ask: no request fails, and then the new one is served."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from threading import Event
from urllib.parse import quote, urlsplit

import httpx
import zstandard
from pyoxigraph import RdfFormat, parse

import zhengtu

ASKED = (
    ("/sparql", {"query": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"}),
    ("/api/search", {"q": "水"}),
    ("/id/theme/environment", {}),
    ("/api/questions/themes-overview", {}),
    ("/api/info", {}),
    ("/", {}),
)
ITEMS = "SELECT ?item { ?item a zt:WorkItem }"
Holder = Callable[[HTTPConnection], int]


def ask_until(done: Event, url: str) -> Counter[int]:
    """Ask everything in turn until `done`; return how many answers had which status."""
    statuses: Counter[int] = Counter()
    with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
        while not done.is_set():
            for path, parameters in ASKED:
                statuses[client.get(path, params=parameters).status_code] += 1
                time.sleep(0.02)
    return statuses


def look_up_until(
    done: Event, lent: Event, url: str, holder_of: Holder
) -> tuple[set[tuple[str, int]], set[int]]:
    """Look the items up on one connection until `done`; return the snapshots that answered with
    their numbers of items, and the processes. As soon as there is a second one, set `lent`."""
    split, seen, holders = urlsplit(url), set[tuple[str, int]](), set[int]()
    with closing(HTTPConnection(split.hostname or "", split.port, timeout=60)) as connection:
        for number in count():
            if done.is_set():
                return seen, holders
            connection.request("GET", f"/sparql?query={quote(f'{ITEMS} # {number}')}")
            answer = connection.getresponse()
            rows = len(json.loads(answer.read())["results"]["bindings"])
            seen.add((answer.headers["zhengtu-snapshot"], rows))
            if number % 50 == 0:
                holders.add(holder_of(connection))
                if len(holders) > 1:
                    lent.set()
            time.sleep(0.005)
    raise AssertionError


def served(url: str) -> str:
    answer = httpx.get(f"{url}/sparql", params={"query": "ASK {}"}, trust_env=False)
    return answer.headers["zhengtu-snapshot"]


def read_all(url: str, **options: str) -> dict[str, bytes]:
    """Return what is answered at each address where nothing but the snapshot decides it."""
    with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
        return {
            path: client.get(path, params={**parameters, **options}).content
            for path, parameters in ASKED
        }


def unpacked(packed: bytes) -> bytes:
    return zstandard.ZstdDecompressor().stream_reader(packed).read()


def check_dumps(url: str, name: str) -> None:
    """A dump holds the statements that its snapshot counts, in each format, packed or not."""
    with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
        described = client.get(f"/snapshots/{name}").json()
        assert name in client.get(f"/snapshots/{name}/citation").text
        for ending, address in described["dumps"].items():
            answer = client.get(address)
            assert answer.headers["zhengtu-snapshot"] == name
            is_packed = ending.endswith(".zst")
            body = unpacked(answer.content) if is_packed else answer.content
            form = RdfFormat.N_QUADS if ending.startswith("nq") else RdfFormat.TRIG
            quads = set(parse(body, format=form))
            assert len(quads) == described["statements"] > 100
        part = client.get(described["dumps"]["nq.zst"], headers={"Range": "bytes=2-9"})
        assert (part.status_code, len(part.content)) == (206, 8)
        for path in ("/snapshots/none", f"/snapshots/{name}/graph.doc", "/snapshots/..%2f"):
            assert client.get(path).status_code == 404


def test_a_load_does_not_disturb_those_who_ask(
    tmp_path: Path,
    load_lean: Callable[..., str],
    serving: Callable[..., AbstractContextManager[str]],
    invent: Callable[..., str],
    holder_of: Holder,
) -> None:
    home, first, second = (tmp_path / name for name in ("home", "first.txt", "second.txt"))
    first.write_text(invent(number="虚政发〔2019〕5号"), encoding="utf-8")
    second.write_text(invent(number="虚政发〔2019〕6号"), encoding="utf-8")
    load_lean(home, str(first))
    done, lent = Event(), Event()
    with serving(home) as url, ThreadPoolExecutor(3) as clients:
        before, answers = served(url), read_all(url)
        asking = [clients.submit(ask_until, done, url) for _ in range(2)]
        looking = clients.submit(look_up_until, done, lent, url, holder_of)
        try:
            assert lent.wait(60)
            printed = load_lean(home, str(second))
            time.sleep(1)
        finally:
            done.set()
        statuses = sum((future.result() for future in asking), Counter())
        after = served(url)
        documents = httpx.get(f"{url}/api/info", trust_env=False).json()["documents"]
        assert read_all(url, snapshot=before) == answers
        assert read_all(url, snapshot=after) == read_all(url)
        assert read_all(url) != answers
        with zhengtu.connect(url, snapshot=before) as old, zhengtu.connect(url) as new:
            assert (old.snapshot, new.snapshot) == (before, after)
            assert (len(old.documents()), len(new.documents())) == (1, 2)
            items = len(old.sparql(ITEMS)), len(new.sparql(ITEMS))
            assert items[0] < items[1]
            assert len(old.search(type="item")) < len(new.search(type="item"))
        with zhengtu.connect(home / before) as old:
            assert old.snapshot == before
        listed = httpx.get(f"{url}/snapshots", trust_env=False).json()
        check_dumps(url, before)
    seen, holders = looking.result()
    assert seen == {(before, items[0]), (after, items[1])}
    assert len(holders) == 2
    assert set(statuses) == {200}
    assert statuses[200] > 12
    assert after != before
    assert after in printed
    assert len(documents) == 2
    assert listed["current"] == after
    assert [entry["id"] for entry in listed["snapshots"]] == [after, before]


def test_a_server_whose_snapshot_is_lost_says_so(
    tmp_path: Path,
    load_lean: Callable[..., str],
    serving: Callable[..., AbstractContextManager[str]],
    invent: Callable[..., str],
) -> None:
    document = tmp_path / "document.txt"
    document.write_text(invent(), encoding="utf-8")
    load_lean(tmp_path / "home", str(document))
    with serving(tmp_path / "home") as url:
        assert httpx.get(f"{url}/health", trust_env=False).json()["status"] == "ok"
        found = (tmp_path / "home" / "current").resolve()
        (tmp_path / "home" / "current").unlink()
        answer = httpx.get(f"{url}/health", trust_env=False)
        assert answer.status_code == 503
        assert "zhengtu load" in answer.json()["detail"]
        (tmp_path / "home" / "current").symlink_to(found)
        assert httpx.get(f"{url}/health", trust_env=False).json()["status"] == "ok"
