"""A part of a file is sent to whom asks for one in bytes; all else that stands there is ignored."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.http.ranges import FileWithParts

WORDS = b"0123456789"


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    (tmp_path / "file").write_bytes(WORDS)
    app = FastAPI()

    @app.api_route("/file", methods=["GET", "HEAD"])
    def file() -> FileWithParts:
        return FileWithParts(tmp_path / "file")

    return TestClient(app)


@pytest.mark.parametrize(
    ("field", "part"),
    [
        ("bytes=2-4", b"234"),
        ("Bytes=8-", b"89"),
        ("bytes=-1", b"9"),
        ("bytes=0-99", WORDS),
    ],
)
def test_a_part_is_sent(client: TestClient, field: str, part: bytes) -> None:
    answer = client.get("/file", headers={"Range": field})
    assert (answer.status_code, answer.content) == (206, part)


@pytest.mark.parametrize(
    "field",
    [
        "items=0-4",
        "lines=1",
        "bytes",
        "bytes=",
        "bytes=a-b",
        "bytes=4-2",
        "0-4",
        "=",
        "bytes=1-2-3",
    ],
)
def test_what_is_no_range_in_bytes_is_passed_over(client: TestClient, field: str) -> None:
    answer = client.get("/file", headers={"Range": field})
    assert (answer.status_code, answer.content) == (200, WORDS)


def test_two_fields_or_another_method_have_no_part(client: TestClient) -> None:
    answer = client.get("/file", headers=[("Range", "bytes=1-2"), ("Range", "bytes=3-4")])
    assert (answer.status_code, answer.content) == (200, WORDS)
    head = client.head("/file", headers={"Range": "bytes=1-2"})
    assert (head.status_code, head.headers["content-length"]) == (200, "10")


def test_what_is_behind_the_end_is_refused(client: TestClient) -> None:
    answer = client.get("/file", headers={"Range": "bytes=10-"})
    assert (answer.status_code, answer.headers["content-range"]) == (416, "bytes */10")
