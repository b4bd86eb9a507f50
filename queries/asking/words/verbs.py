"""Verbs of work that is planned, by which questions and texts say what is to be done."""

ADDING = ("新建", "新增", "增加", "引进", "培育", "投放", "增设")
"""What brings more of something."""

PLANNED = (*ADDING, "启动", "建成", "完成")
