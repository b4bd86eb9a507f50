"""Officials of a group of projects, a chain of industry or a river, as labels name them.

    组  长：高立民（市委常委、副市长）
    副链长：市政府副秘书长石磊
    成  员：县人大主任何青、市工信局局长李国强

Who heads the group leads, and members do as they share in it; a member that heads a body is in
charge of it.
"""

from __future__ import annotations

import re

from loader.assignments.fields import ROLES
from loader.assignments.shares import Share
from loader.source import Paragraph
from loader.texts.brackets import split_outside
from loader.texts.leaders import read_leaders
from loader.texts.outline import style_of
from loader.texts.people import WHOLE_NAME, bare_name, split_people
from loader.texts.units import Unit

_LABEL = re.compile(
    "(?:(?:小|工作|专班|包[抓联保挂]|领导|推进|产业)?[组链]的?)?"
    "(?:(?P<head>第?[一二]?(?:常务)?副?(?:[组链河湖林路田段]长|总?指挥长?|召集人))"
    "|(?:其他|主要)?(?:成员|组员)|组成人员)[：:]"
)
_LONGEST_LABEL = 16
_HEADS_BODY = re.compile("主任|[局厅处科院校行镇乡]长|经理|董事长")
_ABOVE_BODIES = re.compile("人大|政协|常委|(?:人民)?政府(?!办)|[省市县区州盟旗]长")
"""Posts of members in bodies of their own, and posts above those of bodies."""


def read_members(line: Paragraph) -> list[Share]:
    """Return the officials whom a line without a mark names as head or members of a group."""
    label, colon, said = line.text.partition("：" if "：" in line.text else ":")
    found = _LABEL.fullmatch("".join(label.split()) + colon) if not style_of(line) else None
    if found is None or len(label) > _LONGEST_LABEL:
        return []
    said = said.strip(" \u3000。；;")
    names = split_people(said)
    if not names or not all(WHOLE_NAME.fullmatch(bare_name(name)) for name in names):
        return []
    if found["head"]:
        return [Share(ROLES["supervising"], Unit(name)) for name in names]
    has_posts = read_leaders("、".join(names)) or read_leaders(said)
    return [Share(_role(name, said), Unit(name)) for name in names] if has_posts else []


def _role(name: str, said: str) -> str:
    """Return the role of a member: the post in a body stands before the name or behind it."""
    printed = ("".join(piece.split()) for piece in split_outside(said, "、，,；;"))
    piece = next((one for one in printed if bare_name(name) in one), name)
    heads_body = _HEADS_BODY.search(piece) and not _ABOVE_BODIES.search(piece)
    return ROLES["in_charge" if heads_body else "supervising"]
