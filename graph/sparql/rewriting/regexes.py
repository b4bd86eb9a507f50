"""Regular expressions of XPath (F&O 5.6.1, XML Schema F), put into the dialect of the engine."""

from __future__ import annotations

import re
from functools import lru_cache

from pyoxigraph import Literal, Store, Variable

from ontology.errors import QueryRefused

_LETTERS = (
    r"_:A-Za-z\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{2FF}\x{370}-\x{37D}\x{37F}-\x{1FFF}"
    r"\x{200C}-\x{200D}\x{2070}-\x{218F}\x{2C00}-\x{2FEF}\x{3001}-\x{D7FF}\x{F900}-\x{FDCF}"
    r"\x{FDF0}-\x{FFFD}\x{10000}-\x{EFFFF}"
)
_NAME = _LETTERS + r"\-.0-9\x{B7}\x{300}-\x{36F}\x{203F}-\x{2040}"
_SETS = {
    "s": r"[ \t\n\r]",
    "S": r"[^ \t\n\r]",
    "d": r"\d",
    "D": r"\D",
    "w": r"[^\p{P}\p{Z}\p{C}]",
    "W": r"[\p{P}\p{Z}\p{C}]",
    "i": f"[{_LETTERS}]",
    "I": f"[^{_LETTERS}]",
    "c": f"[{_NAME}]",
    "C": f"[^{_NAME}]",
}
_CATEGORY = re.compile(r"L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?")
_BLOCKS = {
    "BasicLatin": r"\x{0}-\x{7F}",
    "Latin-1Supplement": r"\x{80}-\x{FF}",
    "LatinExtended-A": r"\x{100}-\x{17F}",
    "LatinExtended-B": r"\x{180}-\x{24F}",
    "Greek": r"\x{370}-\x{3FF}",
    "Cyrillic": r"\x{400}-\x{4FF}",
    "GeneralPunctuation": r"\x{2000}-\x{206F}",
    "CJKSymbolsandPunctuation": r"\x{3000}-\x{303F}",
    "CJKUnifiedIdeographs": r"\x{4E00}-\x{9FFF}",
    "HalfwidthandFullwidthForms": r"\x{FF00}-\x{FFEF}",
}
_QUANTIFIER = re.compile(r"(?:[?*+]|\{[0-9]+(?:,[0-9]*)?\})\??")
_PROPERTY = re.compile(r"\{([^{}]*)\}")
_CONTROLS = {"n": r"\n", "r": r"\r", "t": r"\t"}
_ESCAPED = frozenset("\\|.?*+(){}-[]^$")
_FLAGS = frozenset("smixq")
_FLAGS_WAY = 'flags are the third argument: REGEX(?x, "…", "i")'
_WAY = "write the characters themselves, a class such as [a-z], or use CONTAINS, STRSTARTS, SUBSTR"


def pattern_of(pattern: str, flags: str = "", *, replaces: bool = False) -> tuple[str, str]:
    r"""Return the pattern and flags that mean to the engine what these mean by the standard.

    Raises QueryRefused for what is no pattern of XPath, for what the engine cannot do, and for a
    pattern that REPLACE may not have (`replaces`), since it matches the empty text.

    >>> pattern_of(r"[a-z-[aeiou]] \.", "xi")
    ('[[a-z]--[aeiou]]\\.', 'i')
    """
    written, left, _ = _translated(pattern, flags)
    matches = _matches_nothing(written, left)
    if matches is None:
        what = "has a range from the higher to the lower character, or is too large for the engine"
        raise _refusal(pattern, what, "turn the range round, or ask for fewer repetitions")
    if replaces and matches:
        message = "matches the empty text, which REPLACE does not take"
        raise _refusal(pattern, message, "write + for *, or more around it")
    return written, left


def replacement_of(replacement: str, pattern: str, flags: str = "") -> str:
    r"""Return the replacement that means to the engine what this one means by the standard.

    Raises QueryRefused for a `$` or a backslash that stands for nothing.

    >>> replacement_of(r"$1_\$$12", "(a)")
    '${1}_$$${1}2'
    """
    if "q" in flags:
        return replacement.replace("$", "$$")
    groups = _translated(pattern, flags)[2]
    pieces, at = [], 0
    for found in re.finditer(r"\\(?P<plain>[\\$])|\$(?P<number>[0-9]+)|[$\\]", replacement):
        pieces += [replacement[at : found.start()]]
        at = found.end()
        if found["plain"]:
            pieces.append("$$" if found["plain"] == "$" else "\\")
        elif found["number"]:
            pieces.append(_group(found["number"], groups))
        else:
            way = r"write $1 for the first group, and \$ and \\ for the characters"
            raise _refusal(replacement, f"has a {found[0]} that stands for nothing", way)
    return "".join([*pieces, replacement[at:]])


def _group(digits: str, groups: int) -> str:
    """Return the group whose number is the longest beginning of `digits` that there is."""
    length = len(digits)
    while length > 1 and int(digits[:length]) > groups:
        length -= 1
    is_known = int(digits[:length]) <= groups
    return (f"${{{digits[:length]}}}" if is_known else "") + digits[length:]


def _refusal(pattern: str, what: str, way: str = _WAY) -> QueryRefused:
    return QueryRefused(f"the regular expression or replacement '{pattern}' {what}; {way}")


@lru_cache(maxsize=4096)
def _translated(pattern: str, flags: str) -> tuple[str, str, int]:
    """Return the pattern, the flags and the number of groups."""
    if unknown := set(flags) - _FLAGS:
        raise _refusal(
            pattern,
            f"has the flag '{min(unknown)}'",
            "the flags are s, m, i and x; REPLACE replaces all",
        )
    if "q" in flags:
        return pattern, flags, 0
    if "x" in flags:
        pattern = _without_space(pattern)
    reader = _Reader(pattern)
    try:
        return reader.whole(), flags.replace("x", ""), reader.groups
    except RecursionError:
        raise _refusal(pattern[:50], "is nested too deep", "take brackets out") from None


@lru_cache(maxsize=4096)
def _matches_nothing(pattern: str, flags: str) -> bool | None:
    """Tell whether a pattern of the engine matches the empty text; None where it takes it not."""
    values = {Variable("p"): Literal(pattern), Variable("f"): Literal(flags)}
    text = 'SELECT (REGEX("", ?p, ?f) AS ?r) ?p ?f {}'
    found = next(iter(Store().query(text, substitutions=values)))["r"]  # type: ignore[arg-type]
    return None if found is None else found.value == "true"


def _without_space(pattern: str) -> str:
    """Leave out white space but in classes, as the flag x says."""
    kept, depth, escaped = [], 0, False
    for character in pattern:
        if depth or character not in " \t\n\r":
            kept.append(character)
            if not escaped:
                depth += (character == "[") - (character == "]" and depth > 0)
            escaped = character == "\\" and not escaped
    return "".join(kept)


def _plain(character: str, special: str = "\\.+*?()|[]{}^$") -> str:
    """Return a character so that it stands for itself, where those of `special` do not."""
    return f"\\{character}" if character in special else character


class _Reader:
    """Reads one pattern from the front and writes it anew; `groups` counts what captures."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0
        self.groups = 0

    def whole(self) -> str:
        written = self._branches()
        if self._at < len(self._pattern):
            raise self._wrong(f"has a '{self._next()}' that closes nothing", r"write \) for it")
        return written

    def _wrong(self, what: str, way: str = _WAY) -> QueryRefused:
        return _refusal(self._pattern, what, way)

    def _next(self) -> str:
        return self._pattern[self._at : self._at + 1]

    def _take(self) -> str:
        self._at += 1
        return self._pattern[self._at - 1 : self._at]

    def _sees(self, text: str) -> bool:
        return self._pattern.startswith(text, self._at)

    def _branches(self) -> str:
        pieces = []
        while self._next() not in ("", ")"):
            if self._next() == "|":
                pieces.append(self._take())
            else:
                pieces += [self._atom(), self._quantifier()]
        return "".join(pieces)

    def _quantifier(self) -> str:
        found = _QUANTIFIER.match(self._pattern, self._at)
        if found is None:
            return ""
        self._at = found.end()
        if self._next() in ("?", "*", "+", "{"):
            more = f"{found[0]}{self._next()}"
            raise self._wrong(f"has '{more}'", f"put brackets around what {self._next()} repeats")
        return found[0]

    def _atom(self) -> str:
        match character := self._take():
            case "(":
                return self._brackets()
            case "[":
                return self._class()
            case "\\":
                return self._escape()
            case "." | "^" | "$":
                return character
            case "?" | "*" | "+" | "{" | "]":
                raise self._wrong(
                    f"has a '{character}' that it cannot have there", f"write \\{character}"
                )
        return _plain(character)

    def _brackets(self) -> str:
        opening = "("
        if self._sees("?:"):
            self._at += 2
            opening = "(?:"
        elif self._sees("?"):
            what = f"has '({self._pattern[self._at : self._at + 2]}', which is none of XPath"
            looks = self._pattern[self._at + 1 : self._at + 2] in ("=", "!", "<")
            way = "write another REGEX for it, behind && or !" if looks else _FLAGS_WAY
            raise self._wrong(what, way)
        else:
            self.groups += 1
        inner = self._branches()
        if self._take() != ")":
            raise self._wrong("has a bracket that nothing closes")
        return f"{opening}{inner})"

    def _escape(self) -> str:
        letter = self._take()
        if letter in _SETS:
            return _SETS[letter]
        if letter in ("p", "P"):
            return self._property(letter)
        if letter in _CONTROLS:
            return _CONTROLS[letter]
        if letter in _ESCAPED:
            return f"\\{letter}"
        if letter.isdigit():
            raise self._wrong(f"refers back to a group by \\{letter}, which is not known here")
        way = _WAY if letter.isalpha() else f"write {letter} for \\{letter}"
        way = "write the characters themselves: [一-龥]" if letter == "u" else way
        raise self._wrong(f"has '\\{letter}', which is none of XPath", way)

    def _property(self, letter: str) -> str:
        found = _PROPERTY.match(self._pattern, self._at)
        name = found[1] if found else ""
        self._at = found.end() if found else self._at
        if _CATEGORY.fullmatch(name):
            return f"\\{letter}{{{name}}}"
        if name.startswith("Is") and name[2:] in _BLOCKS:
            return f"[{'^' if letter == 'P' else ''}{_BLOCKS[name[2:]]}]"
        way = "write a category such as \\p{L}, or the range itself: [一-鿿] are Chinese characters"
        raise self._wrong(f"has '\\{letter}{{{name}}}', which is not known here", way)

    def _class(self) -> str:
        """Read a class behind its bracket."""
        negated = self._sees("^")
        self._at += negated
        pieces: list[str] = []
        while not self._sees("]"):
            if self._sees("-[") and pieces:
                self._at += 2
                less = self._class()
                if self._take() != "]":
                    raise self._wrong("has more behind the class that is taken from another")
                return f"[[{'^' * negated}{''.join(pieces)}]--{less}]"
            pieces.append(self._member())
        self._at += 1
        if not pieces:
            raise self._wrong("has a class of nothing", r"write \[ and \] for brackets")
        return f"[{'^' * negated}{''.join(pieces)}]"

    def _member(self) -> str:
        """Read a character, a range or a set of a class."""
        first = self._character()
        is_range = self._sees("-") and not (self._sees("-]") or self._sees("-["))
        if not is_range or first in _SETS.values() or first.startswith(("[", "\\p", "\\P")):
            return first
        self._at += 1
        last = self._character()
        return f"{first}-{last}"

    def _character(self) -> str:
        character = self._take()
        if character == "\\":
            return self._escape()
        if character in ("", "["):
            raise self._wrong("has a class that nothing closes", r"write \[ and \] for brackets")
        return _plain(character, "\\[]^-&~")
