"""The documentation of reconciliation names every property."""

from __future__ import annotations

from pathlib import Path

from graph.reconciliation.properties import PROPERTIES


def test_every_property_is_documented(root: Path) -> None:
    page = (root / "docs" / "reconciliation.md").read_text(encoding="utf-8")
    assert len(PROPERTIES) > 10
    for property_ in PROPERTIES:
        assert f"`{property_.id}` {property_.name}" in page
        assert not property_.settles_place or f"`{property_.id}`" in page.split("## Properties")[0]
