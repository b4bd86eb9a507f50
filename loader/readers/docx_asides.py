"""What a Word document holds beside its text: all of its characters for the account, and those
that are not read: page headers and notes, deleted and hidden words.

This walks the XML once more, on purpose not by the code that reads it.
"""

from __future__ import annotations

from collections.abc import Iterator

from loader.readers.assemble import Shown
from loader.readers.hidden_rows import HIDDEN_ROW
from loader.readers.numbering import W
from loader.readers.ooxml import Element, Package
from loader.source import Skipped

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WORDS = (W + "t", W + "delText", _MATH, _DRAWN + "t")
_LEFT_OUT = {
    W + "del": "deleted in a revision",
    W + "moveFrom": "moved away in a revision",
    W + "rt": "pronunciation above the line",
    _DRAWN + "t": "words in a drawing",
    _FALLBACK: "",
}
"""Elements whose words are not read, and why; a fallback only repeats what stands before it."""

_SKIPPED_PARTS = {
    "header": "header of the pages",
    "footer": "footer of the pages",
    "comments": "comment of a reviewer",
}
_UNREAD_PARTS = {
    "footnotes": "footnote",
    "endnotes": "endnote",
    "diagramData": "words in a drawing",
    "chart": "words in a chart",
}


def body_asides(body: Element) -> Iterator[Shown | Skipped]:
    """Yield the words of the document's body, and of these the ones that are not read."""
    yield Shown("\n".join(_words(body)))
    for child, why in _left_out(body):
        if why:
            is_unread = child.tag == _DRAWN + "t" or why == HIDDEN_ROW
            yield Skipped("".join(_words(child)), why, kind="unread" if is_unread else "skipped")
    yield from (Skipped(words, "code of a field") for words in _in_codes(body))


def _in_codes(body: Element) -> Iterator[str]:
    """Yield the words that stand in the codes of fields, such as those of a field within."""
    fields = body.iter(W + "fldChar")
    for lines in dict.fromkeys(next(field.iterancestors(W + "p"), body) for field in fields):
        codes: list[bool] = []
        for element in lines.iter(W + "fldChar", W + "t"):
            kind = element.get(W + "fldCharType")
            if kind == "begin":
                codes.append(True)
            elif kind and codes:
                codes.pop()
                codes += [False] if kind == "separate" else []
            elif not kind and any(codes):
                yield element.text or ""


def part_asides(package: Package, part: str) -> Iterator[Shown | Skipped]:
    """Yield what stands in the parts of the package beside its main one, by paragraph."""
    for kind, why in {**_SKIPPED_PARTS, **_UNREAD_PARTS}.items():
        for name in package.all_related(part, kind):
            root = package.parse(name)
            yield Shown("\n".join(_words(root)))
            for lines in root.iter(W + "p", _DRAWN + "p", _DRAWN + "r"):
                if _is_outermost(lines):
                    is_skipped = kind in _SKIPPED_PARTS
                    words = "".join(_words(lines))
                    yield Skipped(words, why, name, "skipped" if is_skipped else "unread")


def _is_outermost(lines: Element) -> bool:
    """Tell a paragraph from one in a text box in it, and from a fallback that repeats it."""
    return not any(
        above.tag in (lines.tag, _DRAWN + "p", _FALLBACK) for above in lines.iterancestors()
    )


def _words(root: Element) -> Iterator[str]:
    """Yield the words below `root`, fallbacks apart."""
    repeated = {text for fallback in root.iter(_FALLBACK) for text in fallback.iter(*_WORDS)}
    return (text.text for text in root.iter(*_WORDS) if text.text and text not in repeated)


def _left_out(root: Element) -> Iterator[tuple[Element, str]]:
    """Yield the outermost elements whose words are not read, with the reason."""
    for child in root:
        why = _LEFT_OUT.get(child.tag) if isinstance(child.tag, str) else ""
        if why is None and child.tag == W + "r" and is_on(child.find(f"{W}rPr/{W}vanish")):
            why = "hidden text"
        if why is None and child.tag == W + "tr":
            why = why_row_is_left_out(child) or None
        if why is None:
            yield from _left_out(child)
        else:
            yield child, why


def why_row_is_left_out(row: Element) -> str:
    """Return why a row of a table is not read, nothing if it is."""
    if row.find(f"{W}trPr/{W}del") is not None:
        return "table row deleted in a revision"
    return HIDDEN_ROW if is_on(row.find(f"{W}trPr/{W}hidden")) else ""


def is_on(element: Element | None) -> bool:
    return element is not None and element.get(W + "val") not in ("0", "false", "off")
