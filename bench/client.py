"""Print how fast answers become frames, beside SPARQLWrapper on the same server in the same run.

    make bench-client

1. A fresh environment with SPARQLWrapper and pandas alone answers a question in ten lines.
2. A million rows become a frame, in a process of its own, whose memory is printed.
3. 200,000 rows become an Arrow table, and the dictionaries of SPARQLWrapper's JSON.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from SPARQLWrapper import JSON, SPARQLWrapper

import zhengtu

_ROWS = """SELECT ?item ?agent ?surface ?position WHERE {
  ?item zt:hasAssignment ?a . ?a zt:agent ?agent ; zt:surface ?surface .
  ?b zt:listPosition ?position . ?c a zt:Official
} LIMIT """
"""Rows of two IRIs, a text and a number; a cross product, so that the notice gives a million."""

_TEN_LINES = """import pandas as pd
from SPARQLWrapper import CSV, SPARQLWrapper
endpoint = SPARQLWrapper("URL/sparql", returnFormat=CSV)
endpoint.setQuery('''
    SELECT ?agency (COUNT(?item) AS ?items) WHERE {
      ?item zt:theme <https://w3id.org/zhengtu/id/theme/environment> ;
            zt:leadAgency/skos:prefLabel ?agency FILTER(LANG(?agency) = "zh")
    } GROUP BY ?agency ORDER BY DESC(?items) ?agency''')
frame = pd.read_csv(endpoint.query().response)
print(frame.head(3).to_string(index=False))"""

_FRAME = """
import sys, time, resource
import zhengtu
with zhengtu.connect(sys.argv[1]) as kg:
    kg.sparql("SELECT ?a { ?a a zt:Task }")
    begun, spent = time.monotonic(), time.process_time()
    frame = kg.sparql(sys.argv[2])
    seconds, worked = time.monotonic() - begun, time.process_time() - spent
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{len(frame)} rows in a frame: {seconds:.1f} s ({worked:.1f} s of work), {peak:.0f} MB")
"""


def main() -> None:
    """Measure all three, on a server of its own."""
    parser = argparse.ArgumentParser(description="measure the client")
    parser.add_argument("--without-environment", action="store_true", help="skip the first part")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _zhengtu("load", "--fresh", "--home", f"{folder}/home")
        with _served(Path(folder) / "home") as (url, server):
            if not given.without_environment:
                _fresh_environment(Path(folder) / "fresh", url)
            _a_million(url, server)
            _side_by_side(url)


def _a_million(url: str, server: int) -> None:
    """Print the server's work too: on a busy machine, seconds say little."""
    print(f"{os.getloadavg()[0]:.1f} processes want a processor", flush=True)
    begun = _work_of(server)
    _run(sys.executable, "-c", _FRAME, url, f"{_ROWS}1000000")
    print(f"the server: {_work_of(server) - begun:.1f} s of work")


def _work_of(process: int) -> float:
    """Return the processor seconds of a process and of all that it started, where they live."""
    stat = Path("/proc") / str(process) / "stat"
    user, system = stat.read_text().rpartition(")")[2].split()[11:13]
    tasks = (Path("/proc") / str(process) / "task").glob("*/children")
    children = [int(child) for task in tasks for child in task.read_text().split()]
    own = (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    return own + sum(_work_of(child) for child in children)


def _run(*command: str) -> None:
    subprocess.run(command, check=True)  # noqa: S603 - our own command


def _zhengtu(*arguments: str) -> None:
    _run(sys.executable, "-m", "zhengtu.cli", *arguments)


@contextmanager
def _served(home: Path) -> Iterator[tuple[str, int]]:
    """Serve `home`, and give the address and the process."""
    command = [sys.executable, "-m", "zhengtu.cli", "serve", "--port", "0", "--home", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603
        try:
            found = re.search(r"http://\S+", server.stdout.readline() if server.stdout else "")
            if found is None:
                raise SystemExit("the server did not say where it is")
            yield found[0].rstrip("/"), server.pid
        finally:
            server.send_signal(signal.SIGINT)


def _fresh_environment(folder: Path, url: str) -> None:
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    quiet = ("--quiet", "--disable-pip-version-check")
    _run(python, "-m", "pip", "install", *quiet, "SPARQLWrapper", "pandas")
    lines = _TEN_LINES.count("\n") + 1
    print(f"an environment with SPARQLWrapper and pandas alone, {lines} lines:", flush=True)
    _run(python, "-W", "ignore", "-c", _TEN_LINES.replace("URL", url))


def _side_by_side(url: str) -> None:
    """Take turns, so that both meet the same machine; the best of three counts."""
    with zhengtu.connect(url) as graph:
        ours, theirs = [], []
        for turn in range(3):
            # another text each time: the server knows the answer to one that it was asked before
            query = f"{_ROWS}200000 # turn {turn}"
            begun = time.monotonic()
            table = graph.sparql(query).to_arrow()
            ours.append(time.monotonic() - begun)
            begun = time.monotonic()
            rows = _by_wrapper(url, query)
            theirs.append(time.monotonic() - begun)
            if not table.num_rows == rows == 200_000:
                raise SystemExit(f"{table.num_rows} rows of ours, {rows} of theirs")
    ratio = min(theirs) / min(ours)
    turns = ", ".join(f"{t / o:.1f}" for o, t in zip(ours, theirs, strict=True))
    print(
        f"200000 rows: to_arrow {min(ours):.2f} s, SPARQLWrapper's JSON {min(theirs):.2f} s: "
        f"{ratio:.1f} times as fast (turn by turn {turns})"
    )


def _by_wrapper(url: str, query: str) -> int:
    endpoint = SPARQLWrapper(f"{url}/sparql", returnFormat=JSON)
    endpoint.setQuery(query)
    answer = endpoint.query().convert()
    return len(answer["results"]["bindings"])  # type: ignore[index, call-overload]


if __name__ == "__main__":
    main()
