"""Names of groups, which are no single body: 各地区, 有关部门, 街道办事处."""

from __future__ import annotations

import re

_COLLECTIVE = re.compile(
    r"^(?:各(?!自)|全(?:省|市|县|区)(?!(?:统一|统筹|协同|共享|推广|推进|通办|覆盖)[\u4e00-\u9fff]{0,4}$)|沿线|有关|相关|其他|其它|所有|\d+个(?=.)|等?(?:部门|单位|地方|地区|各方)(?:[和及、](?:部门|单位|地方|地区))?$)"
    r"|(?:有关|相关|各)(?:职能|责任|行业|主管|级|成员|项目|参与)*[^、]{0,6}"
    r"(?:部门|部委|单位|地区|地方|方面|企业|机构|政府|委办局|街道|街道办事处|乡镇|镇|村|区|县|市|院校|高校|园区)$"
    r"|(?:各|有关|相关).{0,8}(?:人民政府|政府|管委会)$|成员单位$|牵头单位$|责任单位$"
    r"|^(?:试点|地方|当地|属地)(?:地方|地区|城市|省市|部门|单位|政府|人民政府)|省份(?:人民政府|政府)?$"
    r"|所在地?的?(?:[省市县区州旗镇乡、（()）级]|乡镇|街道)*(?:人民政府|政府|[市县区州旗镇乡]|街道)$"
    r"|\d+个?(?:省|市|县|区|州)(?:[（(]|市|人民政府|政府|$)|^(?:省|市|县|乡镇)级(?:人民)?政府$"
    r"|^[省市县区州乡、]{1,4}级?(?:以上)?(?:地方)?(?:各级)?(?:人民政府|政府)(?<!^[省市县区州]人民政府)(?<!^[省市县区州]政府)$|^(?:沿[海江边河湖黄线]、?)+(?:各|省).*(?:政府|[省市县区）)])$|地区[省市县]级(?:人民)?政府$|^[省市县区州辖境]内(?:各|有关|相关)|^试点(?:省份|城市|[市县区]).{0,4}政府$"
    r"|^(?:国务院)?(?:(?:组成)?部门|直属机构|部委管理的国家局)$"
    r"|[二两三四五六七八九十\d]个?省(?:[一二两三四五六\d]个?)?区?市?(?:人民政府|政府)?$"
    r"|[省市县][（(][、市县区州旗省自治直辖]{1,12}[）)](?:党委|人民政府|政府)?$|^省、自治区、直辖市"
    r"|各部?委、(?:[部委办局室行]、?)+(?:[（(][^（()）]{2,6}[）)])?$"
)

_BARE_KIND = re.compile(
    r"^(?:县市区|市县区|区市县|区县市|县区|区县|市县|市区|市州|州市|乡镇|镇街|镇乡|街镇|街乡|镇街道|乡镇街道|街道|开发区|园区|功能区|(?:功能|经济|产业|重点|城市)?(?:板块|片区|组团)"
    r"|县级市|村[（(]社区[）)]|社区[（(]村[）)]|县[（(]市、?区[）)]|市[（(]州[）)]|[乡镇]{1,2}[（(](?:街道|街|区)[）)]|开发区[（(]园区[）)]|区[（(]市[）)])"
    r"(?:党委|党工委|人民政府|政府|办事处|街道办事处|街道办|管委会|管理委员会)?$"
)
"""Kinds of places and their governments, no name before them: 街道办事处, 县（市、区）政府."""


_NUMBER = "(?:[二两三四五六七八九十]{1,3}|\\d{1,3})"
_COUNTED = re.compile(
    rf"^{_NUMBER}个[\u4e00-\u9fff]{{0,6}}(?:[省市县区州旗镇乡村]|乡镇|街道|办事处|社区|园区|开发区|管委会|部门|单位"
    r"|专班|[工作专项]组|企业|公司|学校|高校|医院|地区)$"
    rf"|^{_NUMBER}[大家](?!连池)[\u4e00-\u9fff]{{0,6}}(?:(?<=家)单位|(?<=家)部门|机构|运营商|银行|集团|公司|企业|平台|专班|片区|园区)$"
    r"|^(?:电信|通信|网络|基础|主要)*运营(?:商|企业)$"
)
"""So many of a kind: 四个街道办事处, 三大运营商."""

_LEVEL = "(?:[省市县区州旗镇乡]|中央|国务院|全[省市县区州])"
_OF_MANY = re.compile(
    rf"^{_LEVEL}{{0,2}}[属直管级](?:国有|骨干|重点|大型|投融资|平台|金融|公立|民营|控股|党群|群团|参公|企事业|事业|机关)*"
    "(?:企业|国企|单位|部门|机关|学校|院校|高校|医院|公司|集团|医疗机构)$"
    "|^驻[\u4e00-\u9fff]{1,3}?(?:有关|相关)?(?:单位|部门|机构|企业|央企|高校|院校|部队)$"
    "|^(?:行业|业务|行政|上级|项目|专业)*主管(?:部门|单位)$|^(?:中央|国有|民营|骨干|重点)企业$"
    "|^(?:职能|对口|业务|专业|监管|执法|涉(?!外办|密)[\u4e00-\u9fff]{1,2}|涉及)(?:部门|单位)$"
    "|^(?:以上|上述|前述|上列|下列)各?(?:有关|相关|责任|牵头|配合)*(?:部门|单位|地区|企业|专班)$"
    f"|^(?:{_LEVEL}[直级属管]?|辖区|[县市区]域)各(?!自)(?=.{{2,10}}$)"
    f"|^{_LEVEL}?(?:有关|相关)(?:国企|央企|企业|银行|高校|院校|医院)$"
)
"""Those of a level, a place or a trade, none named: 市属国有企业, 县直单位, 涉农部门."""

_BUT = re.compile("[（(](?:除[^（()）]+?|[^（()）]+?(?:除外|以外)|不(?:含|包括)[^（()）]+)[）)]$")
"""Who of a group is not meant: 市直各部门（市水利局除外）."""


def is_collective(surface: str) -> bool:
    """Tell whether `surface` names a group and no single body.

    >>> [is_collective(s) for s in ("各地区", "国务院各部委", "市有关部门", "区财政局")]
    [True, True, True, False]
    >>> is_collective("园区所在地市、州人民政府"), is_collective("项目所在县")
    (True, True)
    >>> is_collective("功能板块"), is_collective("城东片区")
    (True, False)
    >>> [is_collective(s) for s in ("三个街道办事处", "四大运营商", "县直机关", "县直机关工委")]
    [True, True, True, False]
    >>> [is_collective(s) for s in ("涉企部门", "业务主管部门", "县各专班（财政专班除外）")]
    [True, True, True]
    """
    surface = _BUT.sub("", surface)
    return any(form.search(surface) for form in (_COLLECTIVE, _BARE_KIND, _COUNTED, _OF_MANY))


def without_included(surface: str) -> tuple[str, str]:
    """Return the name of a group without the aside on whom it includes, and those.

    >>> without_included("各区人民政府（含开发区管委会，下同）")
    ('各区人民政府', '开发区管委会')
    >>> without_included("县教育局（含教研室）")
    ('县教育局（含教研室）', '')
    """
    aside = _INCLUDED.search(surface)
    group = surface[: aside.start()] if aside else ""
    return (group, aside["who"]) if aside and is_collective(group) else (surface, "")


_INCLUDED = re.compile(
    r"(?<=[\u4e00-\u9fff）)])[（(]均?(?:包括|包含|含)(?P<who>[^（()）]+?)等?(?:[，,；;、]?以?下同)?[）)]$"
)
"""Whom the name of a group includes, in a bracket behind it."""


def opens_with_all(surface: str) -> bool:
    """Tell whether `surface` is a group by the word before its kind, and that kind is named.

    >>> [opens_with_all(one) for one in ("各村", "沿江各村", "各", "各有关", "县水务局")]
    [True, True, False, False, False]
    """
    return _BY_EXTENT.match(surface) is not None and is_collective(surface)


_BY_EXTENT = re.compile(
    r"[\u4e00-\u9fff]{0,2}(?:各|有关|相关)(?:级|有关|相关)?(?!级|有关|相关)[\u4e00-\u9fff]"
)


def extent_of(surface: str) -> str:
    """Return how far a collective reaches: `all`, `relevant` or `open`.

    >>> extent_of("四个街道办事处"), extent_of("有关单位"), extent_of("市属国有企业")
    ('all', 'relevant', 'open')
    """
    if "有关" in surface or "相关" in surface:
        return "relevant"
    return "all" if re.search(rf"各|全|所有|{_NUMBER}[个大家]", surface) else "open"
