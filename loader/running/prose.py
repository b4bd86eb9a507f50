"""Prose that says within an item who does it, before the work or beside each part of it.

（一）治理污水。由市水务局牵头，市财政局配合，6月底前建成两座泵站。
（二）美化街区。市城管局负责拆除违建，市园林局负责补植行道树。

So plans speak. In regulations, reports and notices of meetings the same words tell who is
competent, what was done, or who sees to the meeting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from loader.assignments.clause_words import ORDER
from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import OWNING, ROLES
from loader.assignments.plausibility import are_plausible
from loader.assignments.shares import Clause, Share, role_beside
from loader.documents.lines import is_of_letter
from loader.running.sections import State
from loader.source import Paragraph
from loader.texts.brackets import split_outside
from loader.texts.leaders import read_leaders, read_overseers
from loader.texts.outline import style_of, without_mark
from loader.texts.units import Unit, split_list

_STOPS = "。；;！：:\n"
_VERB = re.compile(
    r"(?:按照?(?:各自)?(?:职责|职能)(?:分工)?|分别|共同|具体|统一|主要|联合|协同|积极|密切|主动|全力|做好|要|应当?|须)*"
    r"(?P<verb>总?牵头(?:负责)?|负责(?!人|同志)|承担|承办|主办|配合|协助|参与|指导|督导)(?:并|和)?(?P<with>会同|联合|协同)?"
)
_TOGETHER = re.compile("^(?:并|商)?(?:会同|联合|协同|会商)(?P<units>.{2,80})$")
_WITH = re.compile("会同|协同(?!创新|办公|发展)")
_WORK = re.compile(
    "研究(?![室院所会])|提出|制[订定]|编制|审[核查定]|组织(?!部)|开展|推[进动](?!办|[^、]{0,6}组)|建[立成]|健全|出台|实施|落实(?!办)"
    "|修[订改]|起草|拟[订定]|办理|完成|做好|加[强快]|抓|负责|共同|联合(?![会社])|尽快|适时|指导(?!中心|站)|督促|选择|予以|进行|统筹"
    "|重新|抓紧|继续|进一步|认真|及时|全面|汇总|[确核]定|核实|调查(?!队)|论证|[按于在将就]|对(?![外台])"
    "|建设(?![局委厅部办处站银管投集公指开发工中项])|[新改扩]建|修[建缮复]|改造(?![办指])|整治(?![办指])|治理(?![办指])"
    "|拆除|铺设|安装|购置|引进|举[办行]|打造|清[理淤](?!办)|排查(?!办)|发放|创建(?!办)|培育|争取"
)
"""How the work begins that bodies are to do together."""

_ACTS = re.compile(
    "[从向把以]|作为|拨付|列支|安排|解决|出资|投资|筹[集措]|支付|给予|协调|联系|选派|聘请"
)
"""How else the work begins of one whom a 由 charges: 由A从预备费中列支."""

_APPROVES = re.compile(
    "批准|审[定批议核查]|核准|[核确决]定|同意|授权|任命|表彰|奖励|[^，,]*(?:后|的)$"
)
"""What a 由 says of whom it does not charge with the work: 由市政府批准."""

_JOINED = re.compile(
    "(?P<who>.{2,60}?)(?P<how>会同|联合|会商|商(?![务会业标城贸品])|与)(?P<rest>.{4,160})$"
)
_PROPOSES = re.compile(
    "(?P<who>.{2,80}?)(?:共同|联合|负责|分别)?(?:研究)?(?:提出|制[订定]|拟[订定]|起草|编制|修订).{0,20}(?:意见|方案|办法|措施|规划|计划|细则|标准|政策)$"
)
_BY = re.compile("^(?P<what>.{0,24}?)(?:均|统一)?由(?P<rest>.{3,})$")
_VERBAL = re.compile(
    "^(?:[要在与把按以凡]|对(?!外)|和(?![平田县顺龙])|将(?!乐)|向(?!阳)|经(?![济信贸开发合管])|涉及|加强|强化|做好|推动|推进|组织|进一步|积极|主动|密切|通过|确保|实[行施]|建立|健全|完善"
    "|督促|引导|鼓励|支持|协调|成立|明确|落实|发挥|负责|认真|切实|抓好|加快|开展|提[高升]|形成|统筹|坚持"
    "|检修|清[理淤]|疏浚|修[建缮复]|[新改扩]建|改造|拆除|排查(?!办)|维修|铺设|安装|购置|整治(?!办|指))"
)
"""What a name of a body does not begin with: 加强与县财政局配合."""

_NO_BODY = re.compile(
    "^(?!建设部门$)(?:中标|施工|建设|业主|设计|监理|勘察|编制|实施|运营|运维|承建|产权|权属|申报|用人|管护|经营|养护|主管|责任"
    "|牵头|配合|协办|其[他它余]|供货|使用|受托|委托|第三方|经办|监管|登记|审批|受理|生产|所在|项目|专业|社会|代建|总包)"
    "[^、]{0,6}(?:单位|企业|机构|公司|部门|方|法人)$"
    "|^(?:村|居)(?:民|委|集体|组|两委)|以上|主管部门|会议$|代表大会|评审|专家组|合作社$|领导小组$|指挥部$|工作组$|专班$"
)
"""Bodies that no name says which they are: who won the tender, who owns the pipe."""

_NO_WORK = re.compile("^(?:解释|日常|任)|问责|追责|约谈|^$")
_OF_DUTY = frozenset({"负责", "承担"})
"""Verbs of standing duties, too: 承担日常工作."""

_DONE = re.compile(
    "^(?:组织|牵头|负责|具体)*(?:完成|建成|建设|实施|编制|承建|修建|承办|举办|开展|推进|制定|申报|验收|投资|试点)的"
    "|^的(?![^，,]*(?:[要应须]|确保|力争|争取|[月底末日]前))[^，,]*(?:已|提前|顺利|圆满|超额|荣?获|了)"
)
"""How a sentence goes on that tells of work that was done: 由A牵头完成的工程."""

_OF_MEETING = re.compile(
    "^(?:会议|与会人员|大家)(?:一致)?(?:认为|指出|听取|传达|学习|回顾|通报|肯定|充分肯定|对.{2,40}(?:表示|予以|给予))"
)
"""How a sentence begins of minutes that tells what was said at a meeting, and decides nothing."""

_PAST = re.compile("^(?:[^，,]{0,8}[，,])?(?:去年|上年|前年|此前|近年来?|前期|前阶段|前一阶段)")
"""What begins a clause on what was done: 去年粮食生产由A牵头."""

_ORDERED = re.compile(f"^{ORDER}(?P<who>.{{3,}})$")
"""Whom a meeting tells to do the work: 责成A修路."""

_OPENING_ORDER = re.compile(f"^{ORDER}")
_TO_JOIN = re.compile(
    "(?:[要须应]|应当|必须|需要?)(?:及时|积极|主动|抓紧|尽快)*(?=会同|联合|会商|商)"
)
"""What tells a body to do work with others: A要会同B制定方案."""

_OVERSEES = re.compile("指导|督促|督[导查]|监督|检查|跟踪|考核|评估|通报|汇总")
"""What bodies do with the work of others: 商务部要会同财政部加强指导."""

_WHICH_WORK = re.compile("^的(?:各项|重点|具体)?(?:工作|事项|任务|项目|内容|问题|条目)")
"""How a sentence goes on that says which work it speaks of: 涉及几个部门共同负责的工作."""

_BEFORE = re.compile("(?:去年|上年|前年|此前|以前|早前|过去|前期|曾经?|已|原来?)$")
"""What stands before the 由 of what was done: 去年由A负责."""

_VERB_IN_LIST = re.compile("(?<=牵头|负责|承办|主办|配合|协助|参与|指导|协办)、")
_ORDINAL = re.compile("[一二三四五六七八九十]{1,2}[是要]")
"""What opens a point that counts on in words: 一是修桥, 二要铺路."""

_DATE_ALONE = re.compile(
    r"[\d年月日]|[之以]?[前底末内]|[于在到并]|(?:全部|全面|基本|力争|确保)?(?:完成|到位|见效|完工)"
)
_FEWEST = 3
"""Characters beside a date that tell work: 改造街巷."""

_NO_TASK = re.compile(
    "(?:牵头|负责|承担|承办|主办|配合|协助|参与)的[^，,]*已|"
    "(?:起草|拟[定订]|制[定订]|编制)[^。]{0,30}(?:讨论|审议|研究|会议)通过(?!后|并)|组长|[本该](?:办法|条例|规定|细则)|(?:办法|条例|规定|细则)》?(?:由|自|第|的?解释)|负责(?:具体)?解释"
)
_HELPING = frozenset({ROLES["supporting"], ROLES["guiding"]})


def _holds_work(clause: Clause) -> bool:
    """Tell whether what a clause has as its dates says what is done by then: 9月底前改造街巷."""
    return any(len(_DATE_ALONE.sub("", said)) >= _FEWEST for said in clause.deadlines)


def says_no_owner(clause: Clause) -> bool:
    """Tell whether a clause names those who help and nobody whom they help."""
    return bool(clause.shares) and {share.role for share in clause.shares} <= _HELPING


@dataclass(frozen=True)
class ProseReader:
    """Finds whom the sentences of a paragraph charge with its work."""

    reader: ClauseReader

    def told(self, paragraph: Paragraph, state: State, closing: Clause) -> Clause | None:
        """Return whom the prose of a plan charges, if that is more than its last sentence says.

        A line without a mark, and no title above it, must say who leads, or who helps too.
        """
        told = self.read(paragraph.text) if state.is_plan else None
        if told is None or is_of_letter(paragraph.text):
            return None
        above = state.pending if paragraph.text.startswith("由") else state.pending[-1:]
        is_of_point = any(map(style_of, (paragraph, *above)))
        is_of_point = is_of_point or _ORDINAL.match(paragraph.text) is not None
        is_of_point = is_of_point or paragraph in state.charged
        roles = {share.role for share in told.shares}
        if not is_of_point and ROLES["lead"] not in roles and not (roles & OWNING < roles):
            return None
        known, said = ({(one.role, one.unit.surface) for one in c.shares} for c in (told, closing))
        if known < said or (known == said and not _holds_work(closing)):
            return None
        others = [one for one in closing.shares if (one.role, one.unit.surface) not in known]
        return Clause([*told.shares, *others], closing.deadlines)

    def read(self, text: str) -> Clause | None:
        """Return whom `text` charges, None if nobody; a group alone must be told so by a 由."""
        shares: dict[tuple[str, str], Share] = {}
        is_charged = False
        for sentence in split_outside(without_mark(text), _STOPS):
            if _NO_TASK.search(sentence) or _OF_MEETING.match(sentence.strip()):
                continue
            for share, by in self._sentence(sentence):
                shares.setdefault((share.role, share.unit.surface), share)
                is_charged |= share.role in OWNING and (by or not share.unit.collective)
        return Clause(list(shares.values())) if is_charged else None

    def _sentence(self, sentence: str) -> Iterator[tuple[Share, bool]]:
        """Yield who is charged in a sentence, and whether a 由 says so of its first clause."""
        role: str | None = None
        waiting = ""
        held: list[Share] = []
        by = is_condition = False
        for printed in split_outside(_VERB_IN_LIST.sub("，", sentence), "，,"):
            if is_condition and _BY.match(printed.strip()):
                return
            is_condition = printed.endswith("的")
            piece = f"{waiting}、{printed}" if waiting else printed
            by_words = _BY.match(printed.strip())
            if by_words and (_BEFORE.search(by_words["what"]) or _PAST.match(by_words["what"])):
                waiting = ""
                continue
            if by_words and not by_words["what"].endswith("的"):
                piece, by = by_words["rest"], True
            shares = self._piece(piece.strip()) or self._piece(printed.strip())
            together = _TOGETHER.match(piece) if role in OWNING and not shares else None
            if together:
                shares = self._partners(together["units"])
            elif _TO_JOIN.search(printed) and not shares:
                shares = self._told_to_join(printed.strip())
            elif by_words and not shares:
                shares = self._joined_by(piece) or self._proposing(by_words)
            ordered = None if shares else _ORDERED.match(piece.strip())
            if ordered:
                shares = self._ordered(ordered["who"])
            waiting = piece if not shares and self._units(piece.strip()) else ""
            role = shares[0].role if shares else role
            if by_words and not shares:
                held = held or self._acting(by_words["rest"])
            elif shares:
                yield from ((share, True) for share in held)
                held = []
            yield from ((share, by) for share in shares)

    def _ordered(self, rest: str) -> list[Share]:
        """Return whom an order names before the work: 请A会同B修路 has A lead."""
        who, _, others = rest.partition("会同")
        if others and (shares := self._shares(who, role_beside(others, "responsible", who))):
            return [*shares, *self._partners(others)]
        return self._partners(rest, ROLES["responsible"])

    def _piece(self, piece: str) -> list[Share]:
        """Return who a piece says that does work, or helps: A牵头, A负责修路, A会同B负责."""
        if leaders := read_overseers(piece):
            return [Share(ROLES["supervising"], Unit(name)) for name in leaders]
        for before, match, rest in self._tasks(piece):
            if _DONE.match(rest) or _WHICH_WORK.match(rest):
                return []
            role = self._role(match["verb"])
            units, *joined = _WITH.split(_OPENING_ORDER.sub("", before), maxsplit=1)
            others = "".join(joined)
            shares = self._shares(units, role_beside(others, role, units))
            if not shares:
                continue
            partners = self._partners(rest) if match["with"] else []
            if match["with"] and not partners:
                return []
            if match["verb"] in _OF_DUTY and not match["with"] and _NO_WORK.match(rest) and rest:
                return []
            return [*shares, *self._shares(others, "supporting"), *partners]
        return self._verbless(piece)

    def _tasks(self, piece: str) -> Iterator[tuple[str, re.Match[str], str]]:
        """Yield the ways in which a verb outside of brackets cuts a piece in two."""
        for match in _VERB.finditer(piece, 2):
            before = piece[: match.start()]
            if not list(split_outside(f"{before}|", "|"))[-1]:
                yield before, match, piece[match.end() :]

    def _verbless(self, piece: str) -> list[Share]:
        """Return who a piece names before a word of a role that ends it: A具体落实."""
        if piece.endswith("会同"):
            return self._shares(piece.removesuffix("会同"), "supporting")
        units, role = self.reader.split_verb(piece)
        units, _, others = units.partition("会同")
        shares = self._shares(units, role_beside(others, role, units)) if role else []
        if not shares or not others:
            return shares
        return [*shares, *(self._shares(others, "supporting") or self._partners(others))]

    def _joined_by(self, piece: str) -> list[Share]:
        """Return whom a 由 charges with others, whatever they do: 由A会同B、C研究提出意见.

        Of 由A与B共同审查 both answer alike.
        """
        match = _JOINED.match(piece)
        if match is None or _DONE.match(match["rest"]):
            return []
        partner = "responsible" if match["how"] == "与" else "supporting"
        others = match["rest"] if partner == "supporting" else ""
        shares = self._shares(match["who"], role_beside(others, "responsible", match["who"]))
        partners = self._partners(match["rest"], partner)
        return [*shares, *partners] if shares and partners else []

    def _told_to_join(self, piece: str) -> list[Share]:
        """Return whom a piece tells to do work, and what, with bodies by name: A要会同B制定方案."""
        shares = self._joined_by(_TO_JOIN.sub("", piece, count=1))
        work = piece.rpartition(shares[-1].unit.surface)[2] if shares else ""
        is_named = any(not share.unit.collective for share in shares[1:])
        return shares if is_named and _WORK.match(work) and not _OVERSEES.search(work) else []

    def _proposing(self, by: re.Match[str]) -> list[Share]:
        """Return whom a clause of its own charges to propose something: 由A、B研究提出意见."""
        match = None if by["what"] else _PROPOSES.match(by["rest"])
        return self._shares(match["who"], "responsible") if match else []

    def _acting(self, rest: str) -> list[Share]:
        """Return whom a 由 charges by what they do: 由A从预备费中列支.

        It tells so where the sentence goes on with those whom it charges in words of roles.
        """
        shares = self._partners(rest, ROLES["responsible"])
        work = rest.partition(shares[-1].unit.surface)[2] if shares else ""
        acts = _WORK.match(work) or _ACTS.match(work)
        return shares if acts and not _APPROVES.match(work) else []

    def _partners(self, rest: str, role: str = "supporting") -> list[Share]:
        """Return the bodies that `rest` begins with: 市财政局、市审计局编制方案.

        They end before the first word for work, else as late as a name may.
        """
        before_work = [match.start() for match in _WORK.finditer(rest, 3)]
        for end in [*before_work, *range(len(rest), 2, -1)]:
            shares = self._shares(rest[:end], role)
            if shares:
                return shares
        return []

    def _shares(self, words: str, role: str) -> list[Share]:
        units = self._units(words)
        leaders = read_leaders(words) if words and not units else []
        named = [Share(ROLES["supervising"], Unit(name)) for name in leaders]
        return [*named, *(Share(unit.role or role, unit) for unit in units)]

    def _units(self, words: str) -> list[Unit]:
        units = split_list(words) if words else []
        if any(_VERBAL.match(one.surface) or _NO_BODY.search(one.surface) for one in units):
            return []
        return units if are_plausible(units, self.reader.registers) else []

    def _role(self, verb: str) -> str:
        return self._roles[verb.removeprefix("总").removesuffix("负责") or "负责"]

    @cached_property
    def _roles(self) -> dict[str, str]:
        verbs = ("牵头", "负责", "承担", "承办", "主办", "配合", "协助", "参与", "指导", "督导")
        return {verb: self.reader.registers.role_of_word(verb) or "" for verb in verbs}
