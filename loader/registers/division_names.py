"""The names of a division: in full, and the shorter forms that documents print."""

from __future__ import annotations

import re
from functools import cache

_PEOPLES = (
    "蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯|达斡尔|鄂温克|鄂伦春|俄罗斯|乌孜别克|塔塔尔|土家|布依|朝鲜|"
    "哈尼|傈僳|拉祜|纳西|景颇|仫佬|布朗|撒拉|毛南|仡佬|阿昌|普米|德昂|保安|裕固|独龙|基诺|门巴|珞巴|东乡|"
    "各|回|藏|苗|彝|壮|满|侗|瑶|白|傣|黎|佤|畲|水|土|羌|怒|京"
)
_AUTONOMOUS = re.compile(
    rf"(?P<stem>.{{2,}}?)(?:(?:(?:{_PEOPLES})族|蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯)*)"
    r"族?自治(?P<unit>区|州|县|旗)"
)
_PLAIN = re.compile(r"(?P<stem>.{2,}?)(?P<unit>特别行政区|省|新区|特区|林区|地区|市|区|县|盟)")
_BELOW_TOWN = re.compile(r"\d{6}(?:\d{3}|/[a-z]+|-[a-z2-7]{10})-[a-z2-7]{10}")
_NO_STEM = ("矿区", "郊区", "新城区")
"""Endings without which the rest is the name of something else: 井陉矿区, 南郊区."""


@cache
def names_of(full_name: str) -> tuple[str, ...]:
    """Return the full name and the shorter ones, longest first.

    A stem of one character is no name: 沙县 is never 沙.

    >>> names_of("恩施土家族苗族自治州")
    ('恩施土家族苗族自治州', '恩施自治州', '恩施州', '恩施')
    >>> names_of("新疆维吾尔自治区"), names_of("大竹县"), names_of("沙县"), names_of("井陉矿区")
    (('新疆维吾尔自治区', '新疆自治区', '新疆'), ('大竹县', '大竹'), ('沙县',), ('井陉矿区',))
    """
    autonomous = _AUTONOMOUS.fullmatch(full_name)
    if autonomous:
        stem, unit = autonomous["stem"], autonomous["unit"]
        shorter = [f"{stem}自治{unit}", *([] if unit == "区" else [stem + unit]), stem]
        return tuple(dict.fromkeys([full_name, *shorter]))
    plain = _PLAIN.fullmatch(full_name)
    if plain is None or full_name.endswith(_NO_STEM):
        return (full_name,)
    stem = plain["stem"]
    return (full_name, stem + "区", stem) if plain["unit"] == "新区" else (full_name, stem)


def type_of(code: str, name: str) -> str:
    """Return the type of a division, a slug of `place_types.csv`, by its code and name.

    >>> type_of("320509", "吴江区"), type_of("429004", "仙桃市"), type_of("632800", "海西州")
    ('district', 'county-level-city', 'autonomous-prefecture')
    """
    endings = _ENDINGS[level_of(code, name)]
    return next((slug for ending, slug in endings if name.endswith(ending)), endings[-1][1])


def level_of(code: str, name: str = "") -> str:
    """Return national, province, prefecture, county, zone, township or village.

    Zones are what the statistical codes count like counties, under numbers from 71 to 79. What has
    a key below a code instead of a code of its own is a zone, or by its name a town or village;
    below a town it is a village.

    >>> [level_of(code) for code in ("100000", "320000", "320500", "320585", "320585101")]
    ['national', 'province', 'prefecture', 'county', 'township']
    >>> level_of("320571"), level_of("320585/gangqu", "港区"), level_of("320585/x", "娄东街道")
    ('zone', 'zone', 'township')
    >>> level_of("320585-aaaaaaaaaa", "柳村"), level_of("320585103-aaaaaaaaaa", "朝阳")
    ('village', 'village')
    """
    if not code.isdecimal():
        return _level_below(code, name)
    if len(code) > 6:
        return "township" if len(code) == 9 else "village"
    if code == "100000":
        return "national"
    if code.endswith("0000"):
        return "province"
    if code.endswith("00"):
        return "prefecture"
    return "zone" if code[4] == "7" and code[:2] != "46" else "county"


def _level_below(code: str, name: str) -> str:
    """Return the level of what has a key below a code."""
    if name.endswith(("镇", "乡", "街道", "苏木")):
        return "township"
    in_town = _BELOW_TOWN.fullmatch(code) is not None and not name.endswith("区")
    return "village" if in_town or name.endswith(("村", "社区", "嘎查")) else "zone"


_ENDINGS: dict[str, list[tuple[str, str]]] = {
    "national": [("", "country")],
    "province": [
        ("特别行政区", "special-administrative-region"),
        ("自治区", "autonomous-region"),
        ("市", "municipality"),
        ("", "province"),
    ],
    "prefecture": [
        ("市", "prefecture-level-city"),
        ("州", "autonomous-prefecture"),
        ("盟", "league"),
        ("", "prefecture"),
    ],
    "county": [
        ("市", "county-level-city"),
        ("自治县", "autonomous-county"),
        ("县", "county"),
        ("自治旗", "autonomous-banner"),
        ("旗", "banner"),
        ("区", "district"),
        ("", "county-level-area"),
    ],
    "zone": [("", "functional-zone")],
    "township": [
        ("街道", "subdistrict"),
        ("街道办事处", "subdistrict"),
        ("镇", "town"),
        ("乡", "township"),
        ("苏木", "township"),
        ("", "township-level-area"),
    ],
    "village": [("社区", "community"), ("", "village")],
}
