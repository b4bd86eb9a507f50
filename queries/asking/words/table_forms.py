"""Remarks on how the rows of a table are counted, and its merged cells read, as is done anyway."""

from __future__ import annotations

_ROW = "(?:同)?一[项条件个](?:任务|工程|事项|工作)?(?:里|中)?"
_AGENTS = "(?:主要责任单位|责任单位|牵头单位|分管领导|市领导|单位|领导|部门|人)"
_SEVERAL = f"(?:有|由|含|列)(?:了|着)?(?:多|几|两|若干|数)[个位家名]{_AGENTS}?"
_JOINT = "(?:共同|联合|一起|合|并列)(?:分管|负责|牵头|承担|管)"
_ITEMS = "(?:任务|事项|工程|条目)?"
COUNTED_EACH = (
    rf"[,;。?(](?:{_ROW}{_SEVERAL}(?:{_JOINT}|分管|负责|牵头|承担)?的?{_ITEMS},?|{_JOINT}的?{_ITEMS},?)"
    rf"(?:每|各)[个家位名]?{_AGENTS}?(?:家|方)?(?:都|均|各|也|分别)*(?:算|计|记|数)(?:作|为|入)?(?:一|1)?[次项条个件]?"
    r"\)?(?=[。?!,]|$)"
)
"""What says that a row counts for each of those who share it: 共同分管的每人各算一项."""

MERGED_CELLS = (
    r"(?:(?<=^)|(?<=[,;。(]))(?:请)?(?:按|照|依)(?:着|照)?(?:合并的?(?:单元)?格|单元格合并|空白格)的?"
    r"(?:顺延|承接|沿用|延续|承前|补齐|补全|填充)?的?(?:规则|方式|原则|口径|办法|含义)?(?:来)?"
    r"(?:读|看|理解|算|计|处理|统计|解读)?(?:,|(?=\)))"
)
"""What says that merged cells hold for all their rows: 按合并单元格顺延来读，."""
