"""Rewriting of queries that the engine answers wrongly (docs/decisions/0017)."""
