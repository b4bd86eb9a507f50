"""Let a running OpenRefine reconcile a small table against `/reconcile`, and print what it did.

    openrefine -p 3333 -i 127.0.0.1 -x refine.headless=true
    zhengtu serve
    python -m bench.openrefine

Debian has it as the package `openrefine`; it is not run by the tests, which send the same requests.
The program itself guesses the type of the column, sends its batches, judges the candidates and adds
columns from what matched. Here stands only what its pages send to its own server.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx

TABLE = (
    ("body", "place"),
    ("环保局", "太仓市"),
    ("发改委", "太仓市"),
    ("太仓市财政局", ""),
    ("水利（水务）局", "太仓"),
    ("教  育  局", "太仓市"),
    ("环保局", "昆山市"),
    ("农委", ""),
    ("住房与建设局", "太仓市"),
    ("没有这个单位", "太仓市"),
    ("国务院办公厅", ""),
    ("浏河镇", "太仓市"),
    ("招商局", "太仓市"),
)
ENGINE = json.dumps({"facets": [], "mode": "row-based"})
PATIENCE = 60.0

Answer = dict[str, Any]


@dataclass(frozen=True)
class Refine:
    """A running OpenRefine, one project in it, and the service that it reconciles with."""

    http: httpx.Client
    service: Answer
    address: str
    project: str = ""

    def post(self, command: str, **fields: str) -> Answer:
        """Send a command; raises RuntimeError if the program says that it failed."""
        token = self.http.get("/command/core/get-csrf-token").json()["token"]
        known = {"project": self.project, "csrf_token": token}
        answer = self.http.post(
            f"/command/core/{command}", params={"project": self.project}, data={**known, **fields}
        )
        found = dict(answer.raise_for_status().json())
        if found.get("code") == "error":
            raise RuntimeError(f"OpenRefine: {command}: {found.get('message')}")
        return found

    def wait(self) -> None:
        """Wait until the project has no process; raises TimeoutError after a minute."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            running = self.http.get(
                "/command/core/get-processes", params={"project": self.project}
            ).json()["processes"]
            if not running:
                return
            time.sleep(0.2)
        raise TimeoutError("OpenRefine: a process did not end within a minute")


def create_project(http: httpx.Client, table: Sequence[Sequence[str]]) -> str:
    """Upload a table as a new project and return its number."""
    text = io.StringIO()
    csv.writer(text).writerows(table)
    token = http.get("/command/core/get-csrf-token").json()["token"]
    options = {"separator": ",", "encoding": "UTF-8", "headerLines": 1, "trimStrings": False}
    answer = http.post(
        "/command/core/create-project-from-upload",
        params={
            "csrf_token": token,
            "format": "text/line-based/*sv",
            "options": json.dumps(options),
        },
        data={"project-name": "zhengtu"},
        files={"project-file": ("table.csv", text.getvalue().encode(), "text/csv")},
    )
    return answer.headers["location"].rpartition("project=")[2]


def guess_type(refine: Refine, column: str) -> Answer:
    """Return the type that OpenRefine guesses for a column from its first cells."""
    found = refine.post("guess-types-of-column", columnName=column, service=refine.address)
    return dict(found["types"][0])


def reconcile(refine: Refine, column: str, type_: Answer, place: str) -> None:
    """Reconcile a column as one of `type_`, with another column as the place."""
    config = {
        "mode": "standard-service",
        "service": refine.address,
        "identifierSpace": refine.service["identifierSpace"],
        "schemaSpace": refine.service["schemaSpace"],
        "type": {"id": type_["id"], "name": type_["name"]},
        "autoMatch": True,
        "columnDetails": [{"column": place, "propertyName": "辖区", "propertyID": "jurisdiction"}],
        "limit": 0,
    }
    refine.post("reconcile", columnName=column, config=json.dumps(config), engine=ENGINE)
    refine.wait()


def add_column(refine: Refine, base: str, name: str, expression: str) -> None:
    """Add a column of what OpenRefine itself knows of the judged cells of another."""
    refine.post(
        "add-column",
        baseColumnName=base,
        newColumnName=name,
        columnInsertIndex="2",
        expression=f"grel:{expression}",
        onError="set-to-blank",
        engine=ENGINE,
    )
    refine.wait()


def extend(refine: Refine, base: str, properties: Sequence[tuple[str, str]]) -> None:
    """Add columns from the matched things: data extension."""
    wanted = {"properties": [{"id": id_, "name": name} for id_, name in properties]}
    refine.post(
        "extend-data",
        baseColumnName=base,
        endpoint=refine.address,
        identifierSpace=refine.service["identifierSpace"],
        schemaSpace=refine.service["schemaSpace"],
        columnInsertIndex="2",
        extension=json.dumps(wanted),
        engine=ENGINE,
    )
    refine.wait()


def rows(refine: Refine) -> list[dict[str, str]]:
    """Return the table as OpenRefine exports it."""
    token = refine.http.get("/command/core/get-csrf-token").json()["token"]
    answer = refine.http.post(
        "/command/core/export-rows/table.csv",
        data={
            "project": refine.project,
            "format": "csv",
            "engine": ENGINE,
            "csrf_token": token,
            "encoding": "UTF-8",
        },
    )
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8"))))


def main() -> None:
    """Reconcile the table and print each row with what OpenRefine made of it."""
    parser = argparse.ArgumentParser(prog="bench.openrefine", description=main.__doc__)
    parser.add_argument("--refine", default="http://127.0.0.1:3333")
    parser.add_argument("--service", default="http://127.0.0.1:8000/reconcile")
    asked = parser.parse_args()
    service = httpx.get(asked.service).json()
    with httpx.Client(base_url=asked.refine, timeout=PATIENCE) as http:
        version = http.get("/command/core/get-version").json()["full_name"]
        refine = Refine(http, service, asked.service, create_project(http, TABLE))
        type_ = guess_type(refine, "body")
        print(f"{version}: project {refine.project}, type guessed: {type_['id']} {type_['name']}")
        started = time.monotonic()
        reconcile(refine, "body", type_, "place")
        print(f"reconciled {len(TABLE) - 1} cells in {time.monotonic() - started:.1f} s")
        add_column(refine, "body", "match", "cell.recon.match.id")
        add_column(refine, "body", "first", "cell.recon.candidates[0].name")
        extend(refine, "body", (("classification", "机构类型"), ("successor", "后继机构")))
        for row in rows(refine):
            print("  " + "\t".join(f"{name}={value}" for name, value in row.items() if value))


if __name__ == "__main__":
    main()
