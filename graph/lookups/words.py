"""The words of the small languages that look-ups and counts are written in, as patterns.

They take all that they can and give nothing back, so that no text makes them try for long.
"""

LONGEST = 2_000
"""Characters of such a text at the most."""

SPACE, BLANK = r"[ \t\r\n]*+", r"[ \t\r\n]++"
VARIABLE = r"[?$][A-Za-z][A-Za-z0-9_]*+"
IRI = r"<(https?://[^<>\"{}|^`\\\x00-\x20]*+)>"
NAME = "[A-Za-z][A-Za-z0-9_-]*+|"
"""A prefix, also the empty one."""
DECLARATION = rf"PREFIX{BLANK}({NAME}):{SPACE}{IRI}"
