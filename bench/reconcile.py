"""Print how fast cells are reconciled, beside a dictionary and beside plain requests.

    make bench-reconcile

An index of bodies of invented cities is put into the place of the notice's own, and 1,000 cells
are asked of a real server as OpenRefine asks, in batches: a quarter each of full names, short
names with their jurisdiction, short names that every city has, and names with a wrong character.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from api.reconciliation.queries import read_batch, wanted_of
from graph.reconciliation.forms import forms_of, place_names
from graph.reconciliation.identities import Identity, Type, term_of
from graph.reconciliation.index import IdentityIndex, write_identities
from graph.reconciliation.matching import find_candidates
from graph.storage.snapshot import NAMES, open_current
from ontology.ids import DEFAULT_BASE

_CELLS = 1_000
_BATCHES = (10, 100)
_SYLLABLES = "安宝昌德丰广海和华建江金康乐丽林龙宁平清泉瑞山泰天通文武西新兴阳永玉云长镇正中"
_FIELDS = (
    "发展和改革|发改",
    "教育|教育",
    "科学技术|科技",
    "工业和信息化|工信",
    "公安|公安",
    "民政|民政",
    "司法|司法",
    "财政|财政",
    "人力资源和社会保障|人社",
    "自然资源|自然资源",
    "生态环境|环保",
    "住房和城乡建设|住建",
    "交通运输|交运",
    "水利|水利",
    "农业农村|农业",
    "商务|商务",
    "文化和旅游|文旅",
    "卫生健康|卫健",
    "应急管理|应急",
    "审计|审计",
    "市场监督管理|市监",
    "体育|体育",
    "统计|统计",
    "医疗保障|医保",
    "城市管理|城管",
)
_BUREAU = Type("Agency", "机构", "agency")


def main() -> None:
    """Measure an index of each number of names."""
    parser = argparse.ArgumentParser(description="measure reconciliation")
    parser.add_argument("names", type=int, nargs="*", default=[10_000, 100_000])
    for count in parser.parse_args().names:
        with tempfile.TemporaryDirectory() as folder:
            _measure(count, Path(folder))


def _measure(names: int, home: Path) -> None:
    cities = _cities(names // (2 * len(_FIELDS)))
    subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "zhengtu.cli", "load", "--fresh", "--home", str(home)],
        check=True,
        capture_output=True,
    )
    folder = open_current(home).index_path / NAMES
    shutil.rmtree(folder)
    begun = time.monotonic()
    write_identities(folder, _identities(cities))
    written = time.monotonic() - begun
    size = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    cells = _cells(cities)
    looked_up, decided = _look_up(cells, cities), _decide(folder, cells)
    print(
        f"{names} names: index written in {written:.1f} s, {size:.0f} MB; {len(cells)} cells "
        f"without a server: {decided:.2f} s of processor time"
    )
    with served(home) as client:
        requests = _ask_health(client)
        for size in _BATCHES:
            _report(client, cells, size, looked_up, requests)


def _report(
    client: httpx.Client,
    cells: list[dict[str, object]],
    size: int,
    looked_up: float,
    requests: float,
) -> None:
    for turn in ("first", "again"):
        begun = time.monotonic()
        matched = _reconcile(client, cells, size)
        seconds = time.monotonic() - begun
        print(
            f"  {len(cells)} cells by {size}, {turn}: {seconds:.2f} s, {matched} matched; "
            f"{seconds / requests:.1f} of {_CELLS} /health requests, "
            f"{seconds / looked_up:,.0f} of a dictionary"
        )


def _cities(count: int) -> list[str]:
    """Return as many names of invented cities, none of which begins another."""
    found = ("".join(name) for name in itertools.product(_SYLLABLES, repeat=3))
    return [f"{name}市" for name in itertools.islice(found, count)]


def _bureaus() -> Iterator[tuple[str, str]]:
    for field in _FIELDS:
        name, short = field.split("|")
        yield f"{name}局", f"{short}局"


def _identities(cities: list[str]) -> Iterator[Identity]:
    for number, city in enumerate(cities):
        place = place_names([city])
        terms = frozenset(term_of("jurisdiction", name) for name in place)
        for position, (name, short) in enumerate(_bureaus()):
            yield Identity(
                id=f"agency/{number}/{position}",
                label=city + name,
                description=f"机构 · {city}",
                names=(city + name, short),
                types=(_BUREAU,),
                forms=forms_of((city + name, short), place),
                values={"jurisdiction": [{"id": f"place/{number}", "name": city}]},
                terms=terms,
            )


def _cells(cities: list[str]) -> list[dict[str, object]]:
    """Return a quarter of the cells of each kind, spread over all cities."""
    bureaus = list(_bureaus())
    cells: list[dict[str, object]] = []
    for number in range(_CELLS // 4):
        city = cities[number * 7919 % len(cities)]
        name, short = bureaus[number % len(bureaus)]
        placed = [{"pid": "jurisdiction", "v": city}]
        cells += [
            {"query": city + name, "type": "Agency"},
            {"query": short, "type": "Agency", "properties": placed},
            {"query": short, "type": "Agency"},
            {"query": city + name[:-1] + "厅", "type": "Agency"},
        ]
    return cells


def _look_up(cells: list[dict[str, object]], cities: list[str]) -> float:
    """Return the seconds that a dictionary of the exact names needs for the cells."""
    known = {form: i.id for i in _identities(cities) for form in i.forms.full}
    begun = time.perf_counter()
    for cell in cells:
        known.get(str(cell["query"]))
    return time.perf_counter() - begun


def _decide(folder: Path, cells: list[dict[str, object]]) -> float:
    """Return the seconds of processor time that the cells take without requests."""
    index = IdentityIndex(folder)
    batch = read_batch(json.dumps({f"q{i}": cell for i, cell in enumerate(cells)}))
    begun = time.process_time()
    for name, query in batch.items():
        find_candidates(index, wanted_of(name, query, index, DEFAULT_BASE))
    return time.process_time() - begun


@contextmanager
def served(home: Path) -> Iterator[httpx.Client]:
    """Serve `home` and yield a client of its server."""
    command = [sys.executable, "-m", "zhengtu.cli", "serve", "--port", "0", "--home", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603
        try:
            found = re.search(r"http://\S+", server.stdout.readline() if server.stdout else "")
            if found is None:
                raise SystemExit("the server did not say where it is")
            with httpx.Client(base_url=found[0], timeout=60, trust_env=False) as client:
                client.get("/health")
                yield client
        finally:
            server.send_signal(signal.SIGINT)


def _ask_health(client: httpx.Client) -> float:
    begun = time.monotonic()
    for _ in range(_CELLS):
        client.get("/health").raise_for_status()
    return time.monotonic() - begun


def _reconcile(client: httpx.Client, cells: list[dict[str, object]], size: int) -> int:
    """Return how many of the cells have a match."""
    matched = 0
    for start in range(0, len(cells), size):
        batch = {f"q{i}": cell for i, cell in enumerate(cells[start : start + size])}
        form = {"queries": json.dumps(batch, ensure_ascii=False)}
        answer = client.post("/reconcile", data=form).raise_for_status().json()
        candidates = (c for found in answer.values() for c in found["result"])
        matched += sum(candidate["match"] for candidate in candidates)
    return matched


if __name__ == "__main__":
    main()
