"""Points that charge one body after the other, where no title says whether this is a plan.

一、市水务局负责修建泵站。            （一）河道整治，由水务部门负责，有关部门配合。
二、市财政局负责筹集资金。            （二）校舍整治，由教育部门负责，有关部门配合。

Sentences without marks do below the title of a section, if they say it of the work:
地图由市测绘局负责提供。 / 房屋调查由市建设局牵头，市统计局参加。

Lines without marks do right below the title of a point: 1、货运北环线事宜 / 由市发改委牵头，….
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from loader.running.duties import heads_duties
from loader.running.prose import ProseReader
from loader.source import Paragraph
from loader.texts.outline import is_title, style_of, without_mark

_OF_BODY = re.compile(
    r"(?P<said>[省市县区州盟旗镇乡][^，,。；：:]{2,60}?负责(?!人|同志).{4,})", re.DOTALL
)
"""A duty of a body of a government: an office or a section of a body bears no such mark."""

_BY_BODY = re.compile(
    r"[^，,。；：:由]{4,60}(?P<comma>[，,。]?)由(?![于此])[^，,。；：:]{2,40}(?:负责|牵头|承办|主办|承担)(?!的|人|同志)"
    r"[^，,。；：:]{0,12}[，,。；](?:[^。；]*[。；])?"
)
"""The work, and who answers for it, in the same sentence."""

_JOINED = re.compile("[^，,。；：:由]{4,60}。由")
_STANDING = re.compile(
    "(?:办公室|小组|指挥部|专班|委员会|机构)[，,]?由"
    "|(?:负责|承担)(?:受理|审批|核发|颁发|登记|发证|解释|日常)"
)
"""What a sentence says of who is competent, or of a group: 登记由县民政局负责受理."""

_DEPARTMENTS = re.compile("由[^，,。；]*部门")
"""Those who are competent wherever it is, if no title before them names work."""

_DONE = re.compile("已|曾|[成毕束展行]了|去年|上年")
_FEWEST = 3


def find_charged(lines: Sequence[Paragraph], prose: ProseReader) -> list[Paragraph]:
    """Return the points among `lines` of which most of one form, three at least, charge a body.

    Those of one form have marks of one style, or none and stand below the same title, or are cut
    from the same line. A line right below the title of a point counts with that.
    """
    titled = {id(line): style_of(head) for head, line in _below_titles(lines, prose)}
    printed = Counter(line.number for line in lines)
    alike: dict[tuple[object, ...], list[Paragraph]] = defaultdict(list)
    charged: dict[tuple[object, ...], list[Paragraph]] = defaultdict(list)
    title = ""
    for line in lines:
        style = style_of(line)
        if style or heads_duties(line.text):
            title = line.text if is_title(line.text) else ""
        form = (style,) if style else ("", title, line.number * (printed[line.number] > 1))
        if id(line) in titled:
            charged[(titled[id(line)],)].append(line)
            continue
        alike[form].append(line)
        charged[form] += [line] * (bool(style or title) and _charges(line, title, prose))
    told = (one for form, one in charged.items() if 2 * len(one) > len(alike[form]))
    return [line for one in told if len(one) >= _FEWEST for line in one]


def titles_of_charged(lines: Sequence[Paragraph], prose: ProseReader) -> frozenset[str]:
    """Return the titles of points, three at least, below which a line says who has the work.

    Such a title names its point, and does not tell what the document is: 3、湿地公园申报事宜.
    """
    found = [head.text for head, _ in _below_titles(lines, prose)]
    joined = sum(_is_joined(line) and _charges(line, "", prose) for line in lines)
    return frozenset(found if len(found) + joined >= _FEWEST else ())


def _is_joined(line: Paragraph) -> bool:
    """Tell whether a point is its title and the line below it: （一）泵站项目。由县水务局牵头."""
    return bool(style_of(line)) and _JOINED.match(without_mark(line.text)) is not None


def _below_titles(
    lines: Sequence[Paragraph], prose: ProseReader
) -> Iterator[tuple[Paragraph, Paragraph]]:
    """Yield the titles of points, each with the line without a mark right below that begins 由."""
    for head, line in pairwise(lines):
        if not line.text.startswith("由") or style_of(line) or not style_of(head):
            continue
        if not is_title(head.text) or _STANDING.search(line.text) or _DONE.search(line.text):
            continue
        if not _DEPARTMENTS.match(line.text) and prose.read(line.text):
            yield head, line


def _charges(line: Paragraph, title: str, prose: ProseReader) -> bool:
    text = without_mark(line.text)
    of_body = _OF_BODY.match(text) if style_of(line) or heads_duties(title) else None
    if of_body:
        return prose.read(of_body["said"]) is not None
    match = _BY_BODY.match(text)
    if match and match["comma"] == "。" and not _is_joined(line):
        return False
    if match is None or _STANDING.search(text) or _DONE.search(text):
        return False
    if _DEPARTMENTS.search(match[0]) and not (style_of(line) and match["comma"]):
        return False
    return prose.read(match[0]) is not None
