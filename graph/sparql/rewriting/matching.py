"""REGEX and REPLACE with their patterns in the dialect of the engine."""

from __future__ import annotations

from graph.sparql.rewriting.functions import FUNCTIONS
from graph.sparql.rewriting.regexes import pattern_of, replacement_of


def with_patterns(name: str, parts: list[str], texts: list[str | None]) -> list[str]:
    """Return the arguments `parts` of REGEX or REPLACE, those of `texts` that are constants anew.

    Raises QueryRefused for a pattern that the engine has not.

    >>> with_patterns("REPLACE", ["?x", '"(a)"', '"$1b"'], [None, "(a)", "$1b"])
    ['?x', '"(a)"', '"${1}b"']
    """
    at = 3 if name == "REPLACE" else 2
    if len(parts) not in (at, at + 1):
        return parts
    given, known = [*parts, '""'], [*texts, ""]
    found = _with_pattern(given, known, at)
    if name == "REPLACE":
        found[2] = _replacement(given, known)
    return found[: len(parts)]


def _with_pattern(parts: list[str], texts: list[str | None], at: int) -> list[str]:
    """Return `parts` with the pattern and the flags, which stand `at` the end."""
    pattern, flags, found = texts[1], texts[at], [*parts]
    replaces = at == 3
    if pattern is None or flags is None:
        function = "replaced" if replaces else "pattern"
        found[1] = f"<{FUNCTIONS}{function}>({parts[1]}, {parts[at]})"
        if flags is None or "x" in flags:
            found[at] = f"<{FUNCTIONS}flags>({parts[at]})"
        return found
    new, kept = pattern_of(pattern, flags, replaces=replaces)
    found[1] = parts[1] if new == pattern else _quoted(new)
    found[at] = parts[at] if kept == flags else _quoted(kept)
    return found


def _replacement(parts: list[str], texts: list[str | None]) -> str:
    _, pattern, replacement, flags = texts[:4]
    if pattern is None or replacement is None or flags is None:
        return f"<{FUNCTIONS}replacement>({parts[2]}, {parts[1]}, {parts[3]})"
    new = replacement_of(replacement, pattern, flags)
    return parts[2] if new == replacement else _quoted(new)


def _quoted(text: str) -> str:
    for character, escape in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(character, escape)
    return f'"{text}"'
