"""Aggregates over whole properties, counted over arrays that are kept beside the snapshots."""
