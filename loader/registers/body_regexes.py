"""Regular expressions of names that hold a place inside: 国家税务总局太仓市税务局."""

from __future__ import annotations

import re

from ontology.values import fold_width


def whole_regex(pattern: str, name: str) -> re.Pattern[str]:
    """Return the pattern of full names that a rule makes, with the place as a group.

    >>> whole_regex("国家统计局{bare}调查队", "调查队").match("国家统计局太仓调查队")["place"]
    '太仓'
    """
    text = re.escape(fold_width(pattern))
    text = text.replace(re.escape("{name}"), re.escape(fold_width(name)))
    text = text.replace(re.escape("{committee}"), "(?:中共)?(?P<place>.{2,12}?)委(?:员会)?")
    text = text.replace(re.escape("{parent}"), ".{2,8}?")
    text = text.replace(re.escape("{letter}"), "[省市县区州盟旗]")
    for slot in ("{place}", "{bare}"):
        text = text.replace(re.escape(slot), "(?P<place>.{2,12}?)", 1)
        text = text.replace(re.escape(slot), "(?P=place)")
    return re.compile(f"{text}$")


def inner_regex(pattern: str) -> re.Pattern[str]:
    """Return the regular expression of a row of name_patterns.csv."""
    text = re.escape(fold_width(pattern))
    text = text.replace(r"\{place\}", "(?P<place>.{2,10}?)").replace(r"\{province\}", ".{2,3}?")
    text = text.replace(r"\{level\}", "(?P<level>自治区|街道|[省市县区州盟旗镇乡])")
    return re.compile(f"^{text}$")
