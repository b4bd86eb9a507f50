"""Which characters of a PDF page people read: what a frame hides and watermarks are told apart.

A sheet that is printed over pages draws the words of a merged cell on each of them, and hides what
lies beyond the page. A watermark is laid across the words or over them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pdfminer.layout import LTChar, LTItem
from pdfminer.pdfinterp import PDFPageInterpreter, PDFStackT
from pdfminer.utils import Matrix, apply_matrix_pt
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent

from loader.readers.pdf_lines import Char
from loader.readers.pdf_rules import THICKEST, Mark
from loader.source import Skipped

SKEWED = 0.05
"""Share of its size by which the base line of a character rises that stands askew."""

OVER_OTHERS = 0.2
"""Share of the characters of a flat watermark that lie over others."""

LARGER = 1.5
"""How many times as large as the text a watermark of the same colour is."""

MOST_SIDES = 6
"""Steps of a path that draws a dot."""

_GRID = 20.0

Frame = tuple[float, float, float, float]
Look = tuple[str, float, str]
"""Font, size and colour of a character."""

Centres = dict[tuple[int, int], list[tuple[float, float, Look]]]


class _Interpreter(PDFPageInterpreter):
    """Draws a page without the characters that its frames hide; these are `hidden`.

    Nor does it draw the boxes of which dotted lines are made, by the thousand: they are `dots`.
    """

    hidden: list[str]
    dots: list[Frame]
    _frame: Frame
    _frames: list[Frame]

    def init_state(self, ctm: Matrix) -> None:
        super().init_state(ctm)
        item = getattr(self.device, "cur_item")  # noqa: B009 - devices in general have none
        self._frame, self._frames = item.bbox, []

    def dup(self) -> _Interpreter:
        within = _Interpreter(self.rsrcmgr, self.device)
        within.hidden, within.dots = self.hidden, self.dots
        return within

    def do_q(self) -> None:
        super().do_q()
        self._frames.append(self._frame)

    def do_Q(self) -> None:  # noqa: N802 - a name of pdfminer
        super().do_Q()
        self._frame = self._frames.pop() if self._frames else self._frame

    def do_W(self) -> None:  # noqa: N802 - a name of pdfminer
        left, low, right, high = self._frame
        if box := self._box():
            self._frame = (
                *(max(left, box[0]), max(low, box[1])),
                *(min(right, box[2]), min(high, box[3])),
            )

    def _box(self) -> Frame | None:
        """Return from where to where the path reaches that is being drawn."""
        numbers = [[float(number) for number in part[1:]] for part in self.curpath]
        points = [
            apply_matrix_pt(self.ctm, (part[n], part[n + 1]))
            for part in numbers
            for n in range(0, len(part), 2)
        ]
        if not points:
            return None
        across, up = zip(*points, strict=True)
        return min(across), min(up), max(across), max(up)

    def do_f(self) -> None:
        if not self._is_dot():
            super().do_f()

    def do_f_a(self) -> None:
        if not self._is_dot():
            super().do_f_a()

    def _is_dot(self) -> bool:
        """Tell whether the path is a dot, and note it."""
        box = self._box() if len(self.curpath) <= MOST_SIDES else None
        if box is None or max(box[2] - box[0], box[3] - box[1]) > THICKEST:
            return False
        self.dots.append(box)
        self.curpath = []
        return True

    def do_W_a(self) -> None:  # noqa: N802 - a name of pdfminer
        self.do_W()

    def do_TJ(self, seq: PDFStackT) -> None:  # noqa: N802 - a name of pdfminer
        drawn = getattr(self.device, "cur_item")._objs  # noqa: B009
        before = len(drawn)
        super().do_TJ(seq)
        shown = [one for one in drawn[before:] if self._is_shown(one)]
        self.hidden += [one.get_text() for one in drawn[before:] if not self._is_shown(one)]
        drawn[before:] = shown

    def _is_shown(self, drawn: LTItem) -> bool:
        if not isinstance(drawn, LTChar):
            return True
        across, up = (drawn.x0 + drawn.x1) / 2, (drawn.y0 + drawn.y1) / 2
        left, low, right, high = self._frame
        return left <= across <= right and low <= up <= high


@dataclass(frozen=True)
class Drawn:
    """A page, the words on it that its frames hide, and the dots of its dotted lines."""

    page: Page
    hidden: str
    dots: list[Mark]


def draw(page: Page) -> Drawn:
    """Draw `page`, turned by a quarter if most of its words are printed sideways."""
    drawn = _draw(page)
    turned = Counter(map(_turn, page.chars))
    turn = max(turned, key=lambda turn: turned[turn], default=0)
    if not turn:
        return drawn
    page.page_obj.rotate = (page.page_obj.rotate + turn) % 360
    page.page_obj.attrs["Rotate"] = page.page_obj.rotate
    return _draw(Page(page.pdf, page.page_obj, page.page_number, page.initial_doctop))


def _draw(page: Page) -> Drawn:
    device = PDFPageAggregatorWithMarkedContent(page.pdf.rsrcmgr, pageno=page.page_number)
    interpreter = _Interpreter(page.pdf.rsrcmgr, device)
    interpreter.hidden, interpreter.dots = [], []
    interpreter.process_page(page.page_obj)
    page._layout = device.get_result()
    left, height = page.mediabox[0], page.height + page.mediabox[1]
    dots = [
        {"x0": left + x0, "top": height - y1, "x1": left + x1, "bottom": height - y0}
        for x0, y0, x1, y1 in interpreter.dots
    ]
    return Drawn(page, "".join(interpreter.hidden), dots)


def _turn(char: Char) -> int:
    """Return by how much the page is to be turned for `char` to stand upright."""
    along, up = char["matrix"][:2]
    if abs(along) > SKEWED * abs(up):
        return 0
    return 90 if up > 0 else 270


@dataclass
class Watermarks:
    """The watermarks that were seen on the pages before, which need not lie over words on all."""

    seen: set[tuple[Look, str]] = field(default_factory=set)

    def part(self, chars: Sequence[Char]) -> tuple[list[Char], list[Char]]:
        """Return the characters to read, and those of watermarks."""
        marks = {id(char) for char in chars if _is_askew(char)}
        looks: dict[Look, list[Char]] = {}
        for char in chars:
            if id(char) not in marks:
                looks.setdefault(_look(char), []).append(char)
        if len(looks) > 1:
            main = max(looks, key=lambda look: len(looks[look]))
            centres = _centres(chars)
            for look, of_look in looks.items():
                if _differs(look, main) and self._is_mark(look, of_look, centres):
                    marks.update(map(id, of_look))
        return [c for c in chars if id(c) not in marks], [c for c in chars if id(c) in marks]

    def _is_mark(self, look: Look, chars: Sequence[Char], centres: Centres) -> bool:
        """Tell whether the characters of one `look` lie over others, or did on a page before."""
        words = (look, "".join(char["text"] for char in chars))
        over = sum(1 for char in chars if _is_over(char, centres))
        if over > 1 and over > OVER_OTHERS * len(chars):
            self.seen.add(words)
        return words in self.seen


def _look(char: Char) -> Look:
    return char["fontname"], round(char["size"], 1), str(char["non_stroking_color"])


def _differs(look: Look, main: Look) -> bool:
    """Tell whether characters are larger than those of the text, or of another colour."""
    return look[1] > LARGER * main[1] or look[2] != main[2]


def _is_askew(char: Char) -> bool:
    along, up = map(abs, char["matrix"][:2])
    return bool(min(along, up) > SKEWED * max(along, up))


def _centres(chars: Iterable[Char]) -> Centres:
    """Return the middles of all characters, by the square of the page in which they are."""
    centres: Centres = {}
    for char in chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        centres.setdefault((int(x // _GRID), int(y // _GRID)), []).append((x, y, _look(char)))
    return centres


def _is_over(char: Char, centres: Centres) -> bool:
    """Tell whether `char` lies over the middle of one that looks otherwise."""
    look, inset = _look(char), 0.15 * char["size"]
    left, right = char["x0"] + inset, char["x1"] - inset
    top, bottom = char["top"] + inset, char["bottom"] - inset
    return any(
        left < x < right and top < y < bottom and other != look
        for column in range(int(left // _GRID), int(right // _GRID) + 1)
        for row in range(int(top // _GRID), int(bottom // _GRID) + 1)
        for x, y, other in centres.get((column, row), ())
    )


def skipped(words: str, marks: Sequence[Char], part: str) -> Iterator[Skipped]:
    """Yield what a page draws beside its words: what its frames hide, and its watermarks."""
    if words.strip():
        yield Skipped(words, "hidden by the frame that it is drawn in", part)
    if marks:
        text = "".join(char["text"] for char in marks)
        yield Skipped(text, "laid askew or over other words, as watermarks are", part)
