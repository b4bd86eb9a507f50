"""Exports for other tools: tables defined once, written in every format."""
