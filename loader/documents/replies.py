"""What people say below a text that somebody posted in a forum, or below an article of a portal.

发表于 2023-1-29 10:22:35        the text itself
…
举水人家
发表于 2023-1-29 11:05:12        a reply
希望交通局牵头抓紧！
网友评论                         all below is said by readers
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from loader.source import Paragraph
from loader.texts.brackets import MARK

_WHEN = (
    r"(?:(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
    r"|(?:昨天|前天|今天)(?=\s*\d)|\d{1,2}\s*(?:天|小时|分钟|个月)前)"
)
_POSTED = re.compile(
    rf"(?:[^，。；：]{{0,20}}?\s)?(?:发表|发布|回复|评论|留言|跟帖|回帖)于\s*[:：]?\s*{_WHEN}"
    r"|(?:沙发|板凳|地板|楼主|\d{1,4}\s*[楼#]|#\d{1,4}|第\d{1,4}楼)(?:$|[\s:：|])"
)
"""What a forum prints above each post: when it was posted, or which it is."""

_REMARKS = re.compile(
    r"(?:网友|最新|全部|热门|精彩|读者|用户)(?:评论|留言|回复|跟帖)(?:区|列表)?\s*(?:[（(]?\d*\s*条?[）)]?)?[：:]?|发表评论"
)
"""The title above what readers say."""

_NAME = re.compile(r"[\w .·-]{1,12}(?<![局委办部院会厅所站心镇乡村县市区府司])")
_LONGEST = 60
"""Characters of such a line."""
_LONGEST_REPLY = 400


def replies_among(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the lines of posts below the first that are short and have no points, and remarks.

    A text that goes on in a second post is none. The first post may have no such line above it, if
    points stand there.

    >>> said = ["发表于 2020-1-2 08:10", "1.修桥，由甲局负责。", "发表于 2020-1-3 09:05", "好"]
    >>> lines = [Paragraph(n, raw, None, 0) for n, raw in enumerate(said)]
    >>> [one.text for one in replies_among(lines)]
    ['发表于 2020-1-3 09:05', '好']
    """
    starts = [n for n, one in enumerate(paragraphs) if _opens_post(one)]
    posts = [list(paragraphs[a:b]) for a, b in pairwise([*starts, len(paragraphs)])]
    above = paragraphs[: starts[0]] if starts else ()
    later = posts if any(map(_is_point, above)) else posts[1:]
    replies = [line for post in later if _is_reply(post) for line in post]
    return replies + [paragraphs[n - 1] for n in starts if n and _names_poster(paragraphs[n - 1])]


def _opens_post(line: Paragraph) -> bool:
    if len(line.text) > _LONGEST or line.mark:
        return False
    return bool(_POSTED.match(line.text) or _REMARKS.fullmatch(line.text.strip()))


def _names_poster(line: Paragraph) -> bool:
    """Tell whether a line right above a post is the name that somebody goes by there."""
    return _NAME.fullmatch(line.text.strip()) is not None and not _is_point(line)


def _is_reply(post: Sequence[Paragraph]) -> bool:
    return sum(len(line.text) for line in post) <= _LONGEST_REPLY and not any(map(_is_point, post))


def _is_point(line: Paragraph) -> bool:
    return bool(line.mark or MARK.match(line.text)) and not _POSTED.match(line.text)
