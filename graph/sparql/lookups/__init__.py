"""Queries that are answered in a moment: what is said of a thing, or leads to it."""
