"""What looks like the name of a body or a group, and what like a sentence."""

from __future__ import annotations

import re
from dataclasses import replace

from loader.registers.registers import Registers
from loader.texts.brackets import MARK
from loader.texts.elisions import GOVERNMENT, place_end, shared_end
from loader.texts.post_names import parted_at_post
from loader.texts.units import Unit


def is_plausible(unit: Unit, registers: Registers) -> bool:
    """Tell whether a unit looks like the name of a body or a group.

    A sentence does not: it holds punctuation, or words such as 由 or 的 that no name has; nor does
    the post of an official, but where a body stands behind it that is to be parted from it:
    县政协副主席县交通局. Of groups some are described: 各有监管职责的部门.
    """
    name = unit.surface
    plain = _QUOTED.sub("", name, count=1)
    if (
        MARK.match(name)
        or not 1 < len(name) <= 40
        or _AMOUNT.search(name)
        or _IN_SENTENCE.search(plain)
        or _UNCLOSED.search(name)
    ):
        return False
    if "的" in name and not _DESCRIBED.match(name):
        return False
    if posted := parted_at_post(plain):
        return is_plausible(replace(unit, surface=posted.behind), registers)
    if _COLUMN.fullmatch(name) or _TURNED.fullmatch(name) or _REST.fullmatch(name):
        return False
    if unit.collective:
        return not _ACTS.search(name)
    is_body = registers.ends_like_unit(name) or _OF_NATION.fullmatch(name)
    return bool(is_body) and not name.endswith("方面") and not _MEASURED.search(name)


def may_be_body(name: str, registers: Registers) -> bool:
    """Tell whether a word behind the name of a body is a part of it, and no person: 安监."""
    is_line = registers.is_line_of_work(name) or registers.rulebook.rules(f"{name}局", "")
    return bool(is_line) or registers.ends_like_unit(name)


def is_surely_body(name: str, registers: Registers) -> bool:
    """Tell whether a name is that of a body and of nothing that work may be about: 智慧医院."""
    plain = _BESIDE_NAME.sub("", name)
    if not is_plausible(Unit(plain), registers) or is_theme(plain, registers):
        return False
    is_organ = _OF_LEVEL.match(plain) or _ORGAN.search(plain) or plain.endswith("政府")
    return bool(is_organ) or plain in registers.divisions.all_names


def is_theme(name: str, registers: Registers) -> bool:
    """Tell whether a name is that of a government of no place: 数字政府, 法治政府."""
    stem, _, behind = _BESIDE_NAME.sub("", name).rpartition("政府")
    if not stem or behind or stem in registers.divisions.all_names:
        return False
    return _GOVERNED.search(stem) is None


_BESIDE_NAME = re.compile("[（(〔【][^（()）〔〕【】]*[）)〕】]$")
_GOVERNED = re.compile("(?:[省市县区州盟旗镇乡村级本地方民]|街道|各地|所在地|特区)$")
"""What stands before 政府 in the name of one."""

_ORGAN = re.compile(
    "(?:[局委办厅署处部科室站所队]|集团|公司|(?:人民|中心|中|附属)医院|保健院|大学|学院|法院|检察院|联合会|协会|商会|工会|[妇残文侨工科]联|科协|街道|(?<!小)镇|乡"
    "|(?:开发|高新|经开|经济|新|示范|度假|保税|工业园|合作|管理)区)$"
)
"""Ends of names that nothing else has."""


def are_plausible(units: list[Unit], registers: Registers) -> bool:
    """Tell whether all of `units` look like names of bodies or groups.

    A short name may leave its kind to the last of a list: 临江、青山经济开发区管委会;
    公安、市场监管等部门; 县住建、交通局; 城东、西湖街道办事处; 山西、云南等省级人民政府.
    """
    for position, unit in enumerate(units):
        rest = units[position + 1 :]
        shares_kind = rest and _shares_kind(unit.surface, rest[-1].surface, registers)
        if not is_plausible(unit, registers) and not shares_kind:
            return False
    return bool(units)


def _shares_kind(name: str, last: str, registers: Registers) -> bool:
    work = _LEVEL.sub("", name)
    if _OF_WORK.search(last) and registers.is_line_of_work(work):
        return True
    if (end := shared_end(last)) and registers.rulebook.rules(work + end, ""):
        return True
    if _PLACE.match(name) is None:
        return False
    is_known = place_end(last) != GOVERNMENT or name in registers.divisions.all_names
    return _OF_PLACE.search(last) is not None or bool(place_end(last) and is_known)


def are_mostly_plausible(units: list[Unit], registers: Registers) -> bool:
    """Tell whether more than half of `units` look like bodies, and the others like short names.

    None of the others holds a word that no name has: 由市财政局 begins a sentence.

    In such a list an estate or a farm is one that answers for work: 高新产业园, 一〇一团. Beside a
    single body the others must begin with a level: 县水利局、县城运中枢.
    """
    named = [unit for unit in units if is_plausible(unit, registers) or _ESTATE.match(unit.surface)]
    others = [unit.surface for unit in units if unit not in named]
    of_level = bool(named) and all(map(_OF_LEVEL.match, others))
    is_most = len(named) * 2 > len(units) or of_level
    return is_most and all(map(_SHORT.match, others)) and not any(map(_IN_SENTENCE.search, others))


_REST = re.compile("公室|员会|民政府|管会|理委员会|导小组|挥部|法委|传部|织部|战部")
"""The rest of a name that a line cut: 办 / 公室."""

_ESTATE = re.compile(
    r"[\u4e00-\u9fff]{2,10}(?:(?:产业|工业|科技|物流|化工|创业|创新|农业)园|[农林牧渔茶]场)$"
    r"|(?:第?[〇零一二三四五六七八九十百]{1,5}|\d{1,3})团$"
)
"""Places of an economy of their own, which a list of bodies may name by that alone."""

_SHORT = re.compile(r"^[\u4e00-\u9fff]{2,6}$")
_OF_LEVEL = re.compile(r"[省市县区州旗镇乡](?![级内里域外中属直])")
_IN_SENTENCE = re.compile(
    r"^(?:不含|不包括|包括|包含|仅限|特指|泛指|涵盖|涉及(?!部门$|单位$)|覆盖|详见|参见|以(?!上各?(?:有关|相关)?(?:部门|单位)$)|(?:主要)?指(?![挥导])|(?:特别|尤其|重点|主要)[是为])"
    r"|另行|^(?:授权|委托|征求|抄送|转发|提请|商请|报请|报经|报送|呈报|移交|交由|邀请)(?=[省市县区州旗国各])"
    r"|^含(?!山|[\u4e00-\u9fff]{1,3}(?:镇|乡|街道|村|社区)$)|^(?:含|如|即|报)(?=[省市县区州旗镇乡村各全部原]|有关|相关|农村|民办|公办|基层|学校|医院)|单位[为是]|[为是](?:牵头|责任|配合|主办|协办|承办)(?:单位|部门)|^(?:(?:[你我]|贵(?![阳港池溪德南定安州]))(?!.*[市县区镇乡旗州]|.+(?:集团|公司|银行))|本[单部局委办])|^按(?!摩)|^分(?=部门|单位|领导|系统|战线)"
    r"|^(?:提升改造|改造提升|改造|扩建|改扩建|改建|翻建|修缮|打造)(?!.*(?:[办组局]|办公室|指挥部|中心|公司)$)"
    r"|^(?:有序|稳步|扎实|大力|深入|进一步|继续|逐步|着力|努力|力争|确保|加快|加大|大幅|及时|尽快|率先)"
    r"|就是|明确|大多数|原则上|突出(?!贡献)|实行|[。；：:？?！!“”《》]|(?<![自理])由|设[在于]|达到|(?:扩大|增加|提高|延伸|下降|降低|覆盖)[到至]|应[当在于将按该]|可以|不得|[要须][在于将]|\d[月日]|按照|抓好|认真|切实|高度"
)

_UNCLOSED = re.compile("[（(〔【][^（()）〔〕【】]*$")
"""A bracket that nothing closes, which no name has: （责任单位."""

_ACTS = re.compile(
    r"(?<![主重首])要|对(?:本|所|辖区|各自)|[须应均都将可]$|推动|督促|参照|制定|结合|按照|根据|予以|加强|做好|切实|认真|抓紧|进行|开展|解释|研究(?:提出|制定|解决|落实|拟定|起草)|\d年"
    "|实现|覆盖|全部(?!门)|扩大|提高|达到|增[加至到]|建成(?!区|投)|(?<!交)通(?:车|客车)|完成(?!单位|部门)"
    "|(?:配合|协助)(?!单位|部门)|先行(?!示范|试验|区)|接入|纳入|名单|附件|公告|(?:到位|达标|运行|上线|普及|竣工|投用)$"
    "|(?:改造|整治|打造|新建|修建|修缮)(?![办指专领工组委中])"
)
"""What stands behind a group in a sentence: 各地区参照执行, 全县学校完成改造."""

_TURNED = re.compile(
    r"(?:推进|推动|建设|打造|创建|争创|发展|壮大|实现|迈向)[^\W镇乡街]{2,}(?<!社)[省市县区州旗镇乡村]"
)
"""The title of work that ends in what a place is to become: 推进工业强县, 建设社会主义新农村."""

_QUOTED = re.compile(
    r"“[\u4e00-\u9fff]{1,4}”"
    r"|“[\u4e00-\u9fff\d+＋·]{5,20}”(?=[\u4e00-\u9fff]{0,8}"
    r"(?:指挥部|领导小组|协调小组|工作组|专班|联席会议|办公室|(?<=”)办)(?:办公室|办)?$)"
)
"""A short word in the name of a body, 市“两违”办, or the work that it is set up for."""

_COLUMN = re.compile("(?:主办|协办|承办|牵头|责任|配合)(?:单位|部门|[科处股]室)")
"""Who has a column of a table: 主办单位负总责 names nobody."""

_DESCRIBED = re.compile(r"各[^的]{2,20}的(?:部门|单位|机构|地区)$")
_OFFICE = "(?<!监察|执法|稽查|督查|督察|督办|业务|综合|审计|监管|监督|检查|检察|秘书|调研|法规)"
"""What a numbered office does: 监察执法三处 is no amount."""

_OF_NATION = re.compile(
    "(?:中国|全国|国家)(?!标准|规定|特色|级|战略|规划|安全|统一|范围|政策)[\u4e00-\u9fff]{0,6}(?:[联协]|指|办|集团|网|控股|商飞|一汽|五矿|华能|华电|大唐|中化|中免)"
)
"""Short names of what is the nation's, by the word before them: 中国企联, 国家森防指."""

_AMOUNT = re.compile(
    r"\d(?:处|所|家|条|座|站|台|部|院|社|户|人|场)$|(?<!第)[一二两三四五六七八九十百](?:所|家|座|场)$"
    rf"|(?<!第){_OFFICE}[一二两三四五六七八九十百]处$"
)

_MEASURED = re.compile(
    r"\d(?:万|亿)?(?:平方米|公里|公顷|[亩套户元吨座辆台张条%])|[\u4e00-\u9fff]{6,}\d{1,3}个"
    r"|(?:[镇乡]|街道办?)\d+(?:\.\d+)?(?:$|[\u4e00-\u9fff]{1,6}?(?:[镇乡]|街道))"
)
"""An amount within what is taken for a name: 供热面积160万平方米市建设局, 结算覆盖19个镇.

So are quotas of towns: 河口镇70白沙乡55.
"""

_PLACE = re.compile(r"^[\u4e00-\u9fff]{2,4}$")
_OF_PLACE = re.compile(
    r"(?:开发区|新区|园区|度假区|区|县|市)(?:管委会|管理委员会|人民政府|政府)$"
    r"|(?:地区|城市|省份|省[（(][^（()）]+[）)])(?:人民政府|政府)?$"
)

_OF_WORK = re.compile(r"(?:部门|机关)$")
_LEVEL = re.compile(r"^[省市区县州旗盟](?=[\u4e00-\u9fff]{2})")
