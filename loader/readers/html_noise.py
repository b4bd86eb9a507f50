"""What a page shows that is no part of the document: menus, buttons, scripts, hidden parts."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from lxml import etree

from loader.readers.hidden_rows import HIDDEN_ROW

# fmt: off
_NEVER_SHOWN = frozenset((
    "script", "style", "noscript", "template", "head", "title", "object", "iframe", "svg",
    "math", "audio", "video", "canvas", "input", "select", "option", "textarea", "button",
    "datalist", "nav",
))
# fmt: on
_NO_TEXT = frozenset(("script", "style"))
"""What holds no text for people."""
_DELETED = "del"
_ASIDE = frozenset(("header", "footer", "aside"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_MENU_TAGS = frozenset(["ul", "ol", "dl", "div", "p", "section", "table", "tr", "td", "center"])
_DOCUMENT_LINK = re.compile(
    r"\.(?:docx?|xlsx?|wps|et|pdf|ofd|zip|rar|7z|txt)(?:[?#]|$)", re.IGNORECASE
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_MARKS = re.compile(r"\W+")
_FEWEST_LINKS = 3
_LINKED_SHARE = 0.8
_SEPARATOR = 10
"""Between the links of a menu stands at most so much other text."""
_PATH = re.compile(r"\W*(?:您|你)?(?:现在|当前|目前)?(?:的|所在)*(?:位置|所在位置)\s*[:：]")
_FOOTER = re.compile(
    r"ICP备|公网安备|Copyright\b|网站标识码|版权所有|技术支持\s*[:：]", re.IGNORECASE
)
_KEEPER = re.compile(r"\s*(?:主\s*办|承\s*办|维\s*护|建\s*设|管\s*理)(?:单位)?\s*[：:]")
_LONGEST_FOOTER, _LONGEST_LINKS = 160, 80
_BUTTON_WORDS = (
    "打印本页|打印此页|打印|关闭窗口|关闭本页|关闭|返回顶部|返回列表|收藏本页|加入收藏|收藏|分享到|分享|"
    "字体大小|字体|字号|大|中|小|微信|微博|QQ空间|保存|扫一扫在手机打开当前页|扫一扫"
)
_BUTTONS = re.compile(rf"(?:[\s【】\[\]（）()<>《》|｜:：、,/＋+-]*(?:{_BUTTON_WORDS}))+[\s\W]*")
_BUTTON = re.compile(r"打印|关闭|返回|收藏|分享|字体|字号|扫一扫")
_SITE_WORD = (
    "(?:网站|站点)(?:地图|导航|首页|声明|概况|纠错|说明|建议)|(?:联系|关于)(?:我们|本站)|(?:隐私|版权|免责)(?:声明|保护|政策)"
    "|设为首页|友情链接|使用帮助|常见问题|意见反馈|我要纠错|无障碍(?:浏览|阅读)?|(?:手机|电脑|移动|繁体|简体|英文)版|RSS订阅"
    "|附件下载"
)
_RELATED = "(?:相关|推荐|热门)(?:附件|链接|文档|文件|文章|信息|阅读|搜索|解读|报道|新闻|资料)[：:]?"
_OF_SITE = re.compile(rf"(?:[\s|｜·•:：、,/＋+><-]*(?:{_SITE_WORD}|{_RELATED}))+[\s\W]*")
"""A line of links to what any site has: 网站地图 | 联系我们."""

_NEIGHBOUR = re.compile(r"[\s\W]*[上下][一1]?[篇页条]\s*(?:[：:]|$|[ \u3000])")
"""The links to the pages before and behind: 上一篇：没有了."""


def is_noise_line(line: str, following: str = "") -> bool:
    """Tell a line of buttons or links, the path to the page, or who keeps the site.

    Who keeps it may stand on a line before the `following` one, which no document prints.

    >>> [is_noise_line(s) for s in ("【字体：大 中 小】 打印本页", "当前位置：首页 > 公文", "中")]
    [True, True, False]
    >>> [is_noise_line(s) for s in ("网站地图 | 联系我们", "下一篇：没有了", "相关附件清单")]
    [True, True, False]
    >>> is_noise_line("主办：某市人民政府  承办：市政府办公室  某ICP备00000000号")
    True
    >>> is_noise_line("主办：某市人民政府  承办：市政府办公室", "某ICP备00000000号")
    True
    """
    if is_keeper_line(line) and _is_footer(following):
        return True
    if _PATH.match(line) or _is_footer(line) or is_neighbour_line(line):
        return True
    if len(line) < _LONGEST_LINKS and _OF_SITE.fullmatch(line):
        return True
    return len(line) < _LONGEST_LINKS and bool(_BUTTON.search(line) and _BUTTONS.fullmatch(line))


def heads_links(line: str) -> bool:
    """Tell a line below which a page lists other pages.

    >>> heads_links("相关文章"), heads_links("【相关链接】"), heads_links("相关单位")
    (True, True, False)
    """
    return re.fullmatch(rf"[\s\W]*{_RELATED}[\s\W]*", line) is not None


def is_neighbour_line(line: str) -> bool:
    """Tell a line that names the page before or after this one.

    >>> is_neighbour_line("上一篇：市水利局召开会议"), is_neighbour_line("下一步，抓好落实。")
    (True, False)
    """
    return len(line) < _LONGEST_FOOTER and _NEIGHBOUR.match(line) is not None


def is_keeper_line(line: str) -> bool:
    """Tell a line that begins with who runs a site.

    >>> is_keeper_line("主办：某市人民政府  承办：市政府办公室"), is_keeper_line("市政府主办：市局")
    (True, False)
    """
    return _KEEPER.match(line) is not None


def _is_footer(line: str) -> bool:
    return len(line) < _LONGEST_FOOTER and _FOOTER.search(line) is not None


@dataclass
class _Linked:
    """What an element holds: characters, those in links, links, the longest text between them."""

    characters: int = 0
    linked: int = 0
    links: int = 0
    unlinked_run: int = 0
    has_document: bool = False

    def add(self, other: _Linked) -> None:
        self.characters += other.characters
        self.linked += other.linked
        self.links += other.links
        self.unlinked_run = max(self.unlinked_run, other.unlinked_run)
        self.has_document = self.has_document or other.has_document

    def add_text(self, text: str | None, *, in_link: bool) -> None:
        length = len(_MARKS.sub("", text or ""))
        self.characters += length
        self.linked += length * in_link
        self.unlinked_run = max(self.unlinked_run, 0 if in_link else length)

    def is_menu(self) -> bool:
        return (
            self.links >= _FEWEST_LINKS
            and not self.has_document
            and self.unlinked_run <= _SEPARATOR
            and self.linked > _LINKED_SHARE * self.characters
        )


def dropped(root: etree._Element) -> set[etree._Element]:
    """Return the elements of `root` to leave out: hidden ones, and blocks of links to other pages.

    A block whose links lead to documents is kept: it lists the attachments.
    """
    found: set[etree._Element] = set()
    blocks = [_Linked()]
    inside: Counter[str] = Counter()
    events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, node in events:
        tag = str(node.tag)
        if event == "start":
            inside[tag] += 1
            blocks.append(_Linked())
            if _is_hidden(node, tag, inside):
                found.add(node)
                events.skip_subtree()
            else:
                blocks[-1].add_text(node.text, in_link=inside["a"] > 0)
            continue
        if event == "end":
            _close(node, tag, blocks, found)
            inside[tag] -= 1
        blocks[-1].add_text(node.tail, in_link=inside["a"] > 0)
    return found


def shown_text(root: etree._Element) -> str:
    """Return all text of `root` but scripts, styles and comments, one line for each piece."""
    parts: list[str | None] = []
    events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, node in events:
        if event == "start" and node.tag in _NO_TEXT:
            events.skip_subtree()
        elif event == "start":
            parts.append(node.text)
        elif node is not root:
            parts.append(node.tail)
    return "\n".join(filter(None, parts))


def words_in_code(root: etree._Element) -> str:
    """Return the Chinese words that a page holds and no browser shows: comments, `alt` of pictures.

    >>> words_in_code(etree.HTML('<p>一<!-- 二 --><!-- a --><img alt="三"></p>'))
    '二\\n三'
    """
    comments = (node.text or "" for node in root.iter(etree.Comment))
    pictures = (str(node.get("alt", "")) for node in root.iter("img", "area"))
    return "\n".join(one.strip() for one in (*comments, *pictures) if _CHINESE.search(one))


def why_dropped(node: etree._Element) -> str:
    """Return why an element that `dropped` found is left out."""
    tag = str(node.tag)
    if tag == "head":
        return "title in the window of the browser"
    if tag in _ASIDE | {"nav"}:
        return "beside the document: header, footer or menu of the page"
    if tag == _DELETED:
        return "deleted in a revision"
    if tag == "tr":
        return HIDDEN_ROW
    is_menu = tag in _MENU_TAGS and not _is_hidden(node, tag, Counter())
    return "menu: links to other pages" if is_menu else "hidden, a button or an embedded object"


def _is_hidden(node: etree._Element, tag: str, inside: Counter[str]) -> bool:
    """Tell whether a browser does not show `node`, or shows it beside the document."""
    if tag in _NEVER_SHOWN or tag == _DELETED or node.get("hidden") is not None:
        return True
    if tag in _ASIDE:
        return not (inside["article"] or inside["main"])
    style = node.get("style")
    return style is not None and _HIDDEN.search(style) is not None


def _close(
    node: etree._Element, tag: str, blocks: list[_Linked], found: set[etree._Element]
) -> None:
    block = blocks.pop()
    if tag == "a":
        block.links += 1
        block.has_document = bool(_DOCUMENT_LINK.search(node.get("href") or ""))
    if tag in _MENU_TAGS and block.is_menu():
        found.add(node)
    elif node not in found:
        blocks[-1].add(block)
