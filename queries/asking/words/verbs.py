"""Verbs of work that is planned, by which questions and texts say what is to be done."""

ADDING = ("新建", "新增", "增加", "引进", "培育", "投放", "增设")
"""What brings more of something."""

PLANNED = (*ADDING, "启动", "建成", "完成")

LISTING = (
    *("承办好", "承办", "办好", "实施", "推进", "开展", "对接", "推行", "建设", "严守", "抓好"),
    *("加强", "完成", "扶持", "打造", "培育", "发展", "提升", "新建", "支持"),
)
"""What is done to the things that a text lists behind it."""
