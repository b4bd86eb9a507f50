"""Whatever is sent to an address, the answer is one that its description expects."""

from __future__ import annotations

import httpx
import pytest

from bench.fuzz import Seen, fuzz, operations

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")


def test_no_request_gets_an_unexpected_answer(client: httpx.Client) -> None:
    """A few examples of each kind here; `python -m bench.fuzz` sends thousands."""
    seen: dict[str, Seen] = {
        f"{operation.method} {operation.path}": fuzz(operation, client, 4)
        for operation in operations(client.get("/openapi.json").json())
    }
    assert [line for found in seen.values() for line in found.unexpected] == []
    assert len(seen) > 25
    assert all(sum(found.statuses.values()) > 0 for found in seen.values())
    statuses = {status for found in seen.values() for status in found.statuses}
    assert {200, 400, 404, 422} <= statuses
