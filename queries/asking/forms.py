"""Forms of questions that are no fixed words: numbers, places in an order, rows, remarks."""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0, "俩": 2}
_ENGLISH = {
    name: number
    for number, name in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
} | {"1st": 1, "a single": 1, "fifteen": 15, "twenty": 20}
_NUMBER = r"(?:\d+|[零〇一二两俩三四五六七八九十百]+|" + "|".join(_ENGLISH) + ")"
_UNITS = "项个位家件条名种类次座所"

ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}
_NTH = (
    rf"(?:排名|排行|排位|排序|排在|排|位列|位居|名列|列)?第(?P<n>{_NUMBER})(?:[名位]|(?=多)|(?=少))?[多大高]"
    rf"|(?:排名|排行|排位|排在|位列|位居|名列)第(?P<n2>{_NUMBER})[名位]?"
    rf"|(?P<r>倒数|倒数第|最后)第?(?P<n3>{_NUMBER})[名位]?(?![个项家条行件])|第(?P<n4>{_NUMBER})[少](?P<r2>)"
    rf"|(?:排|排在|位列|位居|居)第(?P<n5>{_NUMBER})(?![项条行号个件])"
    r"|(?:the )?(?P<o>second|third|fourth|fifth)[- ](?:most|highest|largest|greatest|busiest)"
    r"|ranks? (?:the )?(?P<o2>second|third|fourth|fifth)"
)

_INCLUSIVE = (
    rf"\((?:均|也|都)?(?:包含|包括|含)(?:有|恰好|正好)?(?:本数|{_NUMBER}[{_UNITS}人名]*)(?:在内)?\)"
    rf"|,(?:均|也|都)?(?:包含|包括|含)(?:恰好|正好)?{_NUMBER}[{_UNITS}人名]*(?:在内)?(?=[,的]|$)"
    rf"|[,(](?:恰好|正好|刚好|等于)?{_NUMBER}[{_UNITS}人名]*(?:的)?也(?:算|计入|包括|算在内|算上)\)?"
    rf"|[,(] ?(?:including (?:exactly )?{_NUMBER}|inclusive|{_NUMBER} (?:included|inclusive))\)?"
)
"""What says once more that a threshold counts itself: 3人以上（含3人）."""

_MENTION = (
    r"(?:直接|明确|具体|字面)?(?:出现|写|提|讲|说|谈|含|包含|带|印|载|用|见)"
    r"(?:有|到|了|过|着|明|及|进|入|于|在)*(?=[“\"])"
)
"""A verb for print right before words in quotes, whatever particles it has."""

_MENTION_END = (
    r"(?<=[”\"])(?:这|那)?[一两二三四五六几]?个?(?:字样|字眼|词语|说法|提法|表述|字儿|字|词)"
)

_IN_ORDER = (
    r",?(?:请)?(?:按照|按|依照|依)(?:着)?(?:在)?(?:附件[12一二](?:的)?)?(?:原文|文件|附件|附表|表格|表中|表里|原表|行号|行次|序号|编号)(?:里|中|的)*"
    r"(?:顺序|次序|先后顺序|先后|升序|从小到大)?(?:依次|逐一|逐条)?(?:排列|排序|升序排列|升序)?"
)
"""The order of the text, in which rows stand anyway: 按附件顺序依次排列."""

_ASIDES = (
    r"^(?:请问|你好|您好)?,?(?:我|我们|本人|作为|从|出于|为了|为|做|写)[^,。?:“”]{0,30}?"
    r"(?:研究|调研|论文|报道|角度|整理|报告|课题|分析|采访|考虑|需要)[^,。?:“”]{0,12}[,:]"
    r"(?:我|我们)?(?:还)?(?:想|要|需要|打算)?(?:知道|了解|问|请问|查|查一下|问一下)?|"
    r"^(?:请|麻烦)?(?:只要|只需要?|只给|直接(?:给出|回答)?|不用|无需|不必|用一句话|用英文|用中文|简单|简短)"
    r"[^:,。?]{0,10}[:,]|"
    r"[,;。.!?(]?(?:请)?(?:注意)?(?:别|不要|勿|切勿)(?:把|跟|和|与|同)?[^,。;?!()]{1,20}(?:搞混|混淆|弄混|混为一谈|搞错|弄错)"
    r"[了哦啊呀喔]*\)?"
    r"|[,;。?(](?:注意)?(?:可)?不是[^,。;?!()]{1,20}[哦喔啊呀噢哈啦]\)?"
    r"|\((?:连同|包括|包含|含|不分|不论|无论|不限于?)[^()“”\"]{1,30}\)"
    r"|\([^()“”\"]{1,20}也(?:算|排|计|要算|包括|在内)[^()“”\"]{0,20}\)"
    r"|\((?:按|依|以|具体|请写|写出)[^()“”\"]{1,30}\)"
    r"|\((?:即|指|也就是)?(?:主要责任单位|牵头单位|责任单位|分管领导|单位|部门|领导)的?"
    r"(?:数量|家数|个数|人数|数)?(?:最多|最少)?的?\)"
    r"|\((?:连同|包括|包含|含)[^()]{0,12}(?:名|名称|标题|题目)[^()]{0,20}\)"
    r"|[,(]?(?:两个附件|两份附件|两张表|附件1和附件2|附件一和附件二|附件[1一]、(?:附件)?[2二])(?:合计|合起来|加起来|都|全|均|一起|合并|统统)(?:要)?"
    r"(?:算|计|计入|算上|包括|统计|算在内|列出来|看)?"
    r"(?:在内|进去|进来)?\)?"
)
"""What only says how the question is meant: 别跟农委搞混, (含综合指标), 两个附件都算."""

_COLUMNS = {
    "supervising": "分管(?:市)?领导",
    "lead": "主要责任单位|牵头单位|责任单位",
    "supporting": "相关单位|配合单位|协办单位",
}
_IN_COLUMN = r"[“\"]?(?:{})[”\"]?(?:(?:这|那)?一?[栏列]|下面|底下)(?:里面|里|中|上|内|当中|之中)?"
"""A column of the tables by its heading: “分管领导”一栏里."""

_LOOKED_AT = (
    r"[(,](?:只|仅|就|光)?(?:看|按|以|限|指|查|统计)(?:的是)?(?:{})(?:这?一?[栏列])?(?:里|中|内)?"
    r"(?:为准|口径|统计|计算|算)?(?:\)|(?=[。?]?$))"
)
"""What says in which column to look: （看主要责任单位一栏）."""

_NOBODY_ELSE = (
    r"(?:(?:责任单位|牵头单位|主要责任单位|分管领导|单位|领导)(?:这?一?[栏列])?(?:里|中|上)?)?"
    r"(?:也|又|且|并)?(?<!有)(?:没有|没|无|不带|不含)(?:再)?(?:和|跟|与|同)?(?:任何)?(?:别的|其他|其它|另外的?|旁的|第二)(?:家|个|位|名)?"
    r"(?:主要责任单位|责任单位|牵头单位|单位|部门|机构|领导|人|局|家)?(?:一起|共同|一同|联合)?(?:来)?(?:分管|负责|牵头|承担|参与|合作|管|干)?"
)
"""What says once more that somebody has something alone: 没有跟别的领导一起分管."""

_ALL_OF_THEM = (
    r"一[条项个件点](?:都|也)?(?:不|别|没)(?:能|要|可)?(?:漏|落|少|缺|差|剩)(?:掉|下)?[地的]?"
    r"|^全文(?:里|中)?(?=分管|牵头|负责|承担|配合|一共|共|出现|提到|涉及|哪|有)"
    r"|(?:论|就|从|按)(?:项目|任务|事项|工程|条目)(?:的)?(?:数量|数)(?:来)?(?:看|说|讲|论|算)?(?=,)"
)
"""What says that nothing may be left out, or by what things are measured."""

_BY_NUMBER = (
    r"按(?:照)?(?:任务|事项|工作|项目|工程)?的?(?:条数|项数|件数|数量|个数|总数|任务量|多少|数)(?:的?多少)?(?:来)?"
    r"(?:从多到少|由多到少|从高到低)?(?:排名|排序|排列|排个队|排)"
)
_WHEN = (
    r"(?:(?:是|在|要|会|到|于|最迟|最晚|预计|计划)*(?:哪|几|何)(?:一)?(?:天|日|月|号|年|时)(?:份|底|初|中旬|上旬|下旬)?(?:之前|以前|前)?"
    r"|(?:什么|啥)时(?:候|间)(?:才|就|会|要|能|可以)?)"
    r"(?:会|要|能|可以|可|正式|全面|全线|才|就)*"
    r"(?:通车|完工|竣工|建成|建好|投用|投入使用|开放|开门|开馆|开通|启用|交付|完成|做完|运行|营业|投产|入学|招生|开学|动工|开工|启动|封顶)"
)
"""On which day something is to be ready: 哪一天通车, 几月份完工."""

_TAIL = (
    r",?(?:(?:这|此|这个|这种|该)(?:话|说法|讲法|判断|结论))?(?:说得?)?"
    r"(?:对不对|是不是|是吗|对吗|没错吧|对吧|是吧|行不行|好吗|是真的吗|是真的|真的吗|属实吗|是否属实|准确吗)"
    r"(?=[?。!]*$)"
    r"|(?:吧|么|嘛|不)(?=\?$)"
)
"""What makes a statement a question at its end: 是顾建康管的吧？"""

_PATTERNS: tuple[tuple[str, str], ...] = (
    *((f"rolenoun:{role}", _IN_COLUMN.format(names)) for role, names in _COLUMNS.items()),
    *((f"column:{role}", _LOOKED_AT.format(names)) for role, names in _COLUMNS.items()),
    ("only:others", _NOBODY_ELSE),
    ("role:any", r"(?<=没)份(?:儿)?|(?<=没有)份(?:儿)?|(?<=有)份(?:儿)?"),
    ("asks:deadline", _WHEN),
    ("rank", _BY_NUMBER),
    ("noise", _ALL_OF_THEM),
    ("noun:heading", r"[“\"]项目[”\"](?![^,。?]{0,3}[工程])"),
    (
        "role:responsible",
        r"(?:摊|挑|揽|扛|领|接|轮|背|派|压)(?:到|上|起|着|给)了?(?=的|哪|几|多少)",
    ),
    ("yesno:tail", _TAIL),
    ("noun:item", r"(?<=[管头责合担与任])(?:数量|数目|条数|项数|个数|数)(?![字据])"),
    ("except", r"(?:刨|扣|剔|除|减|抛|撇|排|拿|摘|划|滤|筛)(?:掉|去|开|除|出去|出)(?:了)?"),
    (
        "annex",
        rf"附件(?P<n>{_NUMBER})|附表(?P<n2>{_NUMBER})|annex (?P<n3>\d+)|appendix (?P<n4>\d+)",
    ),
    (
        "number",
        rf"第?(?P<n>{_NUMBER})号(?=工程|实事|项目)|第(?P<n2>{_NUMBER})号|序号(?:为|是)?(?P<n3>{_NUMBER})号?"
        rf"|第(?P<n4>{_NUMBER})[项个件](?=实事|工程|项目)"
        rf"|(?:project|projects) (?:no\.? ?|number ?|#)?(?P<n5>\d+)"
        rf"|(?:no\.? ?|number ?|#)(?P<n6>\d+)|编号为?(?P<n7>{_NUMBER})|(?P<n8>\d+)号"
        rf"|(?:工程|实事)第?(?P<n9>\d+)(?!\d*年)",
    ),
    (
        "rows",
        rf"第?(?P<n>{_NUMBER})[行条项号]?(?:到|至|-|~)第?(?P<e>{_NUMBER})[行条项号](?:之间)?"
        rf"|第(?P<n2>{_NUMBER})[行条项号](?:任务|工作)?(?P<after>以后|之后|往后|后面)"
        rf"|第(?P<n3>{_NUMBER})[行条项号](?:任务|工作)?(?P<before>以前|之前|往前|前面)",
    ),
    ("row", rf"第(?P<n>{_NUMBER})[行条项](?:任务|指标|工作)?|row (?P<n2>\d+)|item (?P<n3>\d+)"),
    (
        "last",
        rf"(?:最后|最末|末尾|后面|后)(?P<n>{_NUMBER})[项条个行件]"
        r"|(?:最后|最末|末尾)一?[项条个行件]|倒数第[一1][项条行]|the last (?:row|item)",
    ),
    ("spot", r"(?P<n>[1-9])-(?P<e>\d{1,3})(?=由|的|这|那|条|项|行|是|归|谁|和|、|,)"),
    (
        "nofigure",
        r"(?:没有|没|未|不)(?:写|写出|写明|给出|给|带|列出|列|提出|规定|含)?(?:具体|明确)?的?"
        r"(?:数字|数值|百分比|百分数|数目|目标值|百分之几)"
        r"|without (?:a |any )?(?:figures?|numbers?|percentages?)",
    ),
    ("nth", _NTH),
    ("ormore", rf"(?:或者?|及|和){_NUMBER}[{_UNITS}人]?(?:及)?以上"),
    ("noise", r"^(?:听说|据说|听讲|我听说|有人说),?"),
    (
        "asks:annual",
        r"(?:到|在)?(?:今年|年)?底(?:以?前|之前)?,?(?:需?要|应|得|计划)?(?:建|干|做|完成|推进|进展|达)到"
        r"(?:什么|何种|啥|怎样的?)(?:程度|地步|阶段)",
    ),
    ("year", r"(?P<n>(?:19|20)\d\d)年?度?(?![\d])"),
    ("noun:heading", r"[“\"]?项目[”\"]?(?:这一?|那一?|一)?[列栏](?:里|中|下面|下)?(?:\(小标题\))?"),
    ("noun:heading", r"[“\"]?项目[”\"]?\((?:第[二2][列栏]|附件[1一]第[二2][列栏])\)"),
    ("noun:category", r"[“\"]?门类[”\"]?(?:这一?|那一?|一)?[列栏](?:里|中|下面|下)?"),
    ("mention:words", _MENTION),
    ("mentionend:words", _MENTION_END),
    ("noise", _INCLUSIVE),
    ("noise", _IN_ORDER),
    ("noise", _ASIDES),
    ("num", rf"(?P<n>{_NUMBER})(?:[{_UNITS}](?!人|方面))?"),
    ("pure", r"[^\w、]|_"),
)
COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)


def number_of(text: str) -> int:
    """Return the value of a number in digits, Chinese or English words.

    >>> [number_of(text) for text in ("12", "十二", "两", "二十", "three", "一百零五")]
    [12, 12, 2, 20, 3, 105]
    """
    if text.isascii():
        return int(text) if text.isdigit() else _ENGLISH[text]
    total, current = 0, 0
    for character in text:
        if character in "十百":
            unit = 10 if character == "十" else 100
            total, current = total + (current or 1) * unit, 0
        else:
            current = _DIGITS[character]
    return total + current
