"""The W3C suite for SPARQL 1.1, run through HTTP against the real application.

`make conformance` prints a table per group; `docs/conformance.md` keeps it.
"""
