"""Words of Taiwan that a portal's switch to traditional characters put for those of a document.

The switch does not only turn characters: 信息 becomes 資訊, 网络 網路, 项目 專案. Characters turned
back leave these words, and with them bodies that nobody knows: 市工业和资讯化局.
"""

from __future__ import annotations

import re

_WORDS = {
    "资讯": "信息",
    "网际网路": "互联网",
    "网路": "网络",
    "软体": "软件",
    "硬体": "硬件",
    "专案": "项目",
    "数位化": "数字化",
    "数位经济": "数字经济",
    "数位政府": "数字政府",
    "数位乡村": "数字乡村",
    "大资料": "大数据",
    "资料库": "数据库",
    "政务资料": "政务数据",
    "人工智慧": "人工智能",
    "智慧手机": "智能手机",
    "智慧型手机": "智能手机",
    "智慧财产权": "知识产权",
    "智慧财产": "知识产权",
    "通讯管理": "通信管理",
    "脚踏车": "自行车",
    "计程车": "出租车",
    "最佳化": "优化",
    "释出": "发布",
    "程式": "程序",
    "入口网站": "门户网站",
    "伺服器": "服务器",
    "晶片": "芯片",
    "宽频": "宽带",
    "奈米": "纳米",
    "简讯": "短信",
    "视讯": "视频",
    "列印": "打印",
}
"""Each in simplified characters with the word that is meant."""

_SURE = re.compile(
    "资讯|网路|软体|硬体|专案|数位|大资料|人工智慧|智慧财产|伺服器|晶片|脚踏车|计程车"
)
"""Those by which a document is told that has been switched; mainland pages hardly print them."""

_ANY = re.compile("|".join(sorted(_WORDS, key=lambda word: (-len(word), word))))


def words_switched(text: str) -> frozenset[str]:
    """Return the words of Taiwan that stand for others in a whole document, simplified already.

    A document that prints the word that would be meant has not been switched: both mean themselves.

    >>> sorted(words_switched("市工业和资讯化局、网路安全"))
    ['网路', '资讯']
    >>> sorted(words_switched("资讯中心、信息中心"))
    []
    """
    if not _SURE.search(text):
        return frozenset()
    plain = text.replace("事项目录", "")
    return frozenset(word for word in _ANY.findall(text) if _WORDS[word] not in plain)


def without_switched(text: str, words: frozenset[str]) -> str:
    """Return `text` with what is meant by each of `words`.

    >>> without_switched("市工业和资讯化局", frozenset({"资讯"}))
    '市工业和信息化局'
    """
    return _ANY.sub(lambda found: _WORDS[found[0]] if found[0] in words else found[0], text)
