"""Forms of questions that are no fixed words: numbers, places in an order, rows, remarks."""

from __future__ import annotations

import re

from queries.asking.words.numerals import NUMBER, UNITS
from queries.asking.words.remark_forms import (
    ALL_OF_THEM,
    ASIDES,
    BESIDE_OTHERS,
    BY_NUMBER,
    COLUMNS,
    CONDITIONS,
    DEEDS,
    EXCLUSIVE,
    IN_COLUMN,
    IN_ORDER,
    IN_PASSING,
    INCLUSIVE,
    LOOKED_AT,
    NOBODY_ELSE,
    NOT_IN_ANNEX,
    TAIL_OF_LIST,
    TEXT_ALONE,
    TIES,
    WHOSE_POST,
    WRITTEN_AS,
)
from queries.asking.words.table_forms import COUNTED_EACH, MERGED_CELLS

ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}
_NTH = (
    rf"(?:排名|排行|排位|排序|排在|排|位列|位居|名列|列)?第(?P<n>{NUMBER})(?:[名位]|(?=多)|(?=少))?[多大高]"
    rf"|(?:排名|排行|排位|排在|位列|位居|名列)第(?P<n2>{NUMBER})[名位]?"
    rf"|(?P<r>倒数|倒数第|最后)第?(?P<n3>{NUMBER})[名位]?(?![个项家条行件])|第(?P<n4>{NUMBER})[少](?P<r2>)"
    rf"|(?:排|排在|位列|位居|居)第(?P<n5>{NUMBER})(?![项条行号个件])|第(?P<n6>{NUMBER})名"
    r"|(?:the )?(?P<o>second|third|fourth|fifth)[- ](?:most|highest|largest|greatest|busiest)"
    r"|(?:ranks?|comes?) (?:the )?(?P<o2>second|third|fourth|fifth)"
)

_MENTION = (
    r"(?:直接|明确|具体|字面)?(?:出现|写|提|讲|说|谈|点|含|包含|带|印|载|用|见)"
    r"(?:有|到|了|过|着|明|及|进|入|于|在)*(?=[“\"])"
)
"""A verb for print right before words in quotes, whatever particles it has."""

_MENTION_END = (
    r"(?<=[”\"])(?:这|那)?[一两二三四五六几]?个?(?:字样|字眼|词语|说法|提法|表述|字儿|字|词)"
)

_OF_HOW_MANY = rf"(?:{NUMBER}[{UNITS}]?(?:任务|事项|工程|领导|单位|部门)?)?"
FOREMOST = rf"居(?:于)?(?:全部|所有|全体)?{_OF_HOW_MANY}(?:之)?首(?!位)"
"""What says that nothing has more: 居全部166项之首."""

_FROM_END = (
    "(?:从|由)?(?:后往前|后向前|末尾往前|末尾|最后往前|最后一[行条项]往前|下往上|尾部|末尾处|后面往前)(?:数|起|算|倒数|开始数)?,?"
    "|(?:倒着|反着|倒过来)(?:数|算),?"
)
"""Rows counted from the last one: 从后往前数第三条."""

_THAN_OTHERS = (
    "比(?:谁|(?:其他|其它|其余|别|旁|任何|所有)的?"
    "(?:人|领导|单位|部门|机构|家|任务|工程|条目|事项|项目|工作|一?[项个家位条])?)(?:都|均|全)?(?:还|要|更)?"
)
"""What has more or fewer than all others: 比别人都多, 比其他任务都少."""

_WHEN = (
    r"(?:(?:(?:是|在|要|会|到|于)*(?:哪|几|何)一?年的?)?(?:是|在|要|会|到|于|最迟|最晚|预计|计划)*(?:哪|几|何)(?:一)?(?:天|日|月|号|年|时)(?:份|底|初|中旬|上旬|下旬)?(?:之前|以前|前)?"
    r"|(?:什么|啥)时(?:候|间)(?:才|就|会|要|能|可以)?)"
    r"(?:会|要|能|可以|可|正式|全面|全线|才|就)*"
    r"(?:通车|完工|收官|收尾|收工|竣工|建成|建好|投用|投入使用|开放|开门|开馆|开通|启用|交付|完成|做完|运行|营业|投产|入学|招生|开学|动工|开工|启动|封顶)"
)
"""On which day something is to be ready: 哪一天通车, 几月份完工."""

_SIGNED_OFF = (
    r"[?。!,]*(?:请?(?:尽快)?(?:告诉我|回答|回复|答复)(?:一下)?"
    r"|谢谢(?:您|你|大家)?|多谢|谢了|急用|在线等|急)?[。!?]*$"
)
"""What may stand behind the end of a question: …，对不对？谢谢！"""

_TAIL = (
    r",?(?:(?:这|此|这个|这种|该)(?:话|说法|讲法|判断|结论|假设|假定|猜测|推测|猜想|印象|数字?))?(?:说得?)?"
    r"(?:(?:这)?是否(?:正确|属实|成立|可信|准确|为真)|(?:成立|正确|属实|准确|对)[吗么]|站得住脚?吗|(?:是)?对还是错|正确与否|对不对[啊呀呢嘛]?|是不是[啊呀呢]?|是吗|对伐|是伐|(?:就)?是这样(?:的)?[吧吗么]|对吗|没错吧|真?有(?:这|那)(?:么|一)?(?:回)?(?:一)?(?:回)?事儿?[吗么]|对吧|是吧|行不行|好吗|是真的吗|是真的|真的吗|属实吗|是否属实|准确吗)"
    rf"(?={_SIGNED_OFF})"
    r"|,?(?:(?:通知|文件|表格?)(?:上|里|中)?(?:写)?的?)?是(?:不是)?(?:这|那)(?:个|一)?数(?:字|目)?(?:吗|么|吧)?(?=[?。!]*$)"
    r"|[?,;]?(?:是(?:/|或者?|还是)否|是否)(?=\??$)"
    r"|(?:吧|么|嘛|不)(?=\?$)|(?<![看列说讲查给找写数算下来出吗呢好行])吧(?=[。!]*$)|(?<![有都也从还并])没(?=[?。!]*$)|(?<=[过位门])没有(?=[?。!]*$)"
)
"""What makes a statement a question at its end: 是顾建康管的吧？"""

_ANNEX = r"(?:\d+|十?[一二三四五六七八九]|十)"
"""The number of an annex, which is no longer than that: 附件二一共出现了几位."""

_AND = "(?:、|, ?|和|与|及|以及|跟)"
_END = rf"(?:[行条项号]|的?这?{NUMBER}[行条项]|[个号](?=工程|任务|实事|项目))"
_LISTED_ROWS = (
    rf"(?:第|序号|编号)?(?P<n>{NUMBER})[行条项号]?(?=(?:{_AND}第?{NUMBER}[行条项号]?)*{_AND}第?{NUMBER}{_END})",
    rf"(?<=[\d零〇一二三四五六七八九十百行条项号][、,和与及跟第])(?P<n>{NUMBER}){_END}",
    rf"(?<=\d, )(?P<n>{NUMBER}){_END}",
)
"""Numbers of rows, as the last alone says: 第63、64、65项, 编号15、16两行."""

_MEASURES = "公里|千米|米|户|平方米|万平方米|亩|万亩|公顷|吨|万吨|万元|亿元|亿美元|%|百分点|百分比"
"""What quantities of the texts are counted in, as brackets ask for them: 全长（公里）."""

_PATTERNS: tuple[tuple[str, str], ...] = (
    *((f"rolenoun:{role}", IN_COLUMN.format(names)) for role, names in COLUMNS.items()),
    *((f"column:{role}", LOOKED_AT.format(names, DEEDS[role])) for role, names in COLUMNS.items()),
    ("rolenoun:supervising", r"[“\"]?分管[”\"]?(?:这|那)?一?栏(?:里面|里|中|上|内)?"),
    ("rolenoun:lead", r"[“\"]?(?:主责|牵头)[”\"]?(?:这|那)?一?栏(?:里面|里|中|上|内)?"),
    ("noun:agency", r"(?<=[两二三四五六七八九十几\d][个家])局(?:委办|委)?(?=[?。,的]|$)"),
    ("first", r"top ?(?=\d)|(?:取|要|排)?头(?=[两二三四五六七八九十\d]{1,2}[名家位])"),
    ("first", r"(?:位居|居于|居|位列|名列|位于)前(?=[两二三四五六七八九十\d]{1,3}[名家位])"),
    ("only:others", NOBODY_ELSE),
    ("asks:target", r"\((?:以|按)[^()]{1,5}(?:计|计算|为单位)\)|\(单位:[^()]{1,6}\)"),
    ("asks:target", rf"(?<=[^\x00-\x7f])\((?:{_MEASURES})\)(?=[?。]*$)"),
    ("noise:tail", TAIL_OF_LIST),
    ("noise:only", r"^我?只(?:要|想要)(?=[^,。:?]*的(?:任务|工程|事项|条目|项目))"),
    ("role:any", r"(?<=没)份(?:儿)?|(?<=没有)份(?:儿)?|(?<=有)份(?:儿)?"),
    ("asks:deadline", _WHEN),
    ("rank", BY_NUMBER),
    ("rank", r"(?<=[次条项件个家]数)排(?=,)|(?<=次数)来?排(?=,)"),
    ("noise", ALL_OF_THEM),
    ("noun:heading", r"[“\"]项目[”\"](?![^,。?]{0,3}[工程])"),
    (
        "role:responsible",
        r"(?:摊|挑|揽|扛|领|接|轮|背|派|压)(?:到|上|起|着|给)了?(?=的|哪|几|多少)",
    ),
    ("yesno:tail", _TAIL),
    (
        "noun:item",
        r"(?<=[管头责合担与任])(?:项数|条数)|(?<=单位)(?:项数|条数|件数|任务数)|(?<=[管头责]的)(?:项数|条数|件数)(?=在|为|超|不|达|大|多|少|最|介)|(?<=[管头责合担与任])(?:数量|数目|条数|项数|个数|数)(?![字据])",
    ),
    (
        "except",
        r"(?:刨|扣|剔|除|减|抛|撇|排)(?:掉|去|开|除掉?|出去|出)(?:了)?"
        r"|(?:拿|摘|划|滤|筛)(?:掉|去|开|除掉?|出去)(?:了)?",
    ),
    ("noise", rf"连(?={NUMBER}[{UNITS}]都)"),
    (
        "annex",
        rf"附件(?P<n>{_ANNEX})"
        rf"|第(?P<n5>{NUMBER})[个份张]?(?:附件|附表)(?!叫|的?(?:全?[名称]|标题|题)|是什么)"
        rf"|第(?P<n6>{NUMBER})[个份张]?(?=附件)|附表(?P<n2>{NUMBER})"
        rf"|第(?P<n7>{NUMBER})[张份个]表(?=[格里中的上内是有共一、,和与?]|编号|序号|叫)|(?<![代图列发])表(?P<n8>[12一二])(?=[里中的上内有、,和与共]|末|最后|第)"
        r"|annex[ -](?P<n3>\d+)|appendix (?P<n4>\d+)",
    ),
    *(("row", pattern) for pattern in _LISTED_ROWS),
    (
        "number",
        rf"第?(?P<n>{NUMBER})号(?=工程|实事|项目)|(?<=工程)(?:里|中)?第?(?P<n10>{NUMBER})号"
        rf"|第(?P<n11>{NUMBER})件(?=政府实事|民生实事)"
        rf"|(?:排在|排|列在|位列)第(?P<n12>{NUMBER})位?的?(?=工程|实事|项目)"
        rf"|第(?P<n2>{NUMBER})号|序号(?:为|是)?(?P<n3>{NUMBER})号?"
        rf"|第(?P<n4>{NUMBER})[项个件](?=实事|工程|项目)"
        rf"|(?:project|projects) (?:no\.? ?|number ?|#)?(?P<n5>\d+)"
        rf"|(?:no\.? ?|number ?|#)(?P<n6>\d+)|编号为?(?P<n7>{NUMBER})|(?P<n8>\d+)号"
        rf"|(?:工程|实事)第?(?P<n9>\d+)(?!\d*年)",
    ),
    (
        "rows",
        rf"第?(?P<n>{NUMBER})[行条项号]?(?:一直)?(?:数|排|看)?(?:到|至|-|~|—|–)第?(?P<e>{NUMBER})[行条项号](?:之间|为?止)?"
        rf"|从?第(?P<n7>{NUMBER})[行条项号]?(?:开始|起|算起)[、,]?(?:一直)?(?:数|排|看)?(?:到|至)第?(?P<e7>{NUMBER})[行条项号](?:为?止|结束)?"
        rf"|(?:序号|编号|行号|(?<!排)(?<!列)(?<!居)(?<!名次)(?<!排名)第)(?P<n4>{NUMBER})[行条项号]?(?:到|至|-|~|—|–)第?(?P<e4>{NUMBER})(?!名|位)[行条项号]?"
        rf"|(?<=附件[12一二][,:的])(?P<n6>{NUMBER})(?:到|至|-|~|—|–)(?P<e6>{NUMBER})(?=[,:的]|$)"
        rf"|(?:items?|rows?|entries) (?P<n5>\d+)(?: ?(?:to|through|-|–) ?)(?P<e5>\d+)"
        rf"|第(?P<n2>{NUMBER})[行条项号](?:任务|工作)?(?P<after>以后|之后|往后|后面)"
        rf"|第(?P<n3>{NUMBER})[行条项号](?:任务|工作)?(?P<before>以前|之前|往前|前面)",
    ),
    ("rows:1", rf"the first (?P<e>{NUMBER})(?= (?:items|rows|tasks|projects|entries))"),
    (
        "row",
        rf"(?:排在|排|列在|列|位列|位于)?第(?P<n>{NUMBER})[行条项](?:任务|指标|工作)?"
        rf"|(?:排在|排|列在|列|位列|位于)第(?P<n4>{NUMBER})位?的?(?=那一?[项条行件]|这一?[项条行件])"
        r"|rows? (?P<n2>\d{1,3})"
        r"|(?:items?|tasks?|entry|entries) (?:no\.? ?|number )?(?P<n3>\d{1,3})"
        rf"|(?<=附件[12一二])之(?P<n5>\d{{1,3}})(?!\d|[项条件个])|排序第(?P<n6>{NUMBER})(?=的)"
        rf"|第?(?P<n7>{NUMBER})号(?=任务|那一?[项条])",
    ),
    (
        "fromend",
        rf"倒数第(?P<n>{NUMBER})[行条项](?:任务|指标|工作|工程)?"
        rf"|(?:{_FROM_END})(?:的)?第?(?P<n2>{NUMBER})[行条项个](?:任务|指标|工作|工程)?"
        rf"|(?<=附件[12一二][,:的])倒数第(?P<n3>{NUMBER})(?=[,:的]|$)"
        r"|(?P<o>second|third|fourth|fifth)[- ](?:from[- ](?:the[- ])?last|to[- ]last)",
    ),
    (
        "last",
        rf"(?:最后|最末|末尾|后面|后)(?P<n>{NUMBER})[项条个行件]"
        r"|(?:最后|最末|末尾)一?[项条个行件]|倒数第[一1][项条行]|the last (?:row|item)",
    ),
    ("last:1", r"(?<=[12一二])(?:的|之|中|里)?第?[末尾][条项行]"),
    ("row:1", r"(?<=[12一二])(?:的|之|中|里)?[首头][条项行]"),
    ("spot", r"(?P<n>[1-9])-(?P<e>\d{1,3})(?=由|的|这|那|条|项|行|是|归|谁|和|写|讲|说|、|,)"),
    (
        "nofigure",
        r"(?<!有)(?:没有|没|未|不)(?:写|写出|写明|给出|给|带|列出|列|提出|规定|含)?(?:具体|明确)?的?"
        r"(?:数字|数值|百分比|百分数|数目|目标值|百分之几)"
        r"|without (?:a |any )?(?:figures?|numbers?|percentages?)",
    ),
    ("noun:category", r"(?<=[”\"])(?:那|这)一?部分"),
    ("nth", _NTH),
    *((f"others:{kind}", pattern) for kind, pattern in BESIDE_OTHERS.items()),
    (
        "range",
        rf"between (?P<n>{NUMBER}) and (?P<e>{NUMBER})"
        rf"|介于(?P<n2>{NUMBER})[{UNITS}]?(?:到|至|和|与|-|~)(?P<e2>{NUMBER})[{UNITS}]?(?:之间)?"
        rf"|[落处]?在(?P<n3>{NUMBER})[{UNITS}]?(?:到|至|和|与|-|~)(?P<e3>{NUMBER})[{UNITS}]?之间",
    ),
    ("neg:absent", NOT_IN_ANNEX),
    ("ormore", rf"(?:或者?|及|和){NUMBER}[{UNITS}人]?(?:及)?以上"),
    (
        "noise",
        r"(?:(?<=^)|(?<=[,。:]))(?:请)?(?:根据|依据|按照|依照|参照|照|据)(?:这份|这个|该|本|此|上述|贵市)?(?:通知|文件)"
        r"(?:的?(?:内容|规定|要求|安排|分工|说法|表述))?(?:来看|来说|看|说)?(?=,)",
    ),
    (
        "noise",
        r"^(?:听说|据说|听讲|我听说|有人说),?"
        r"|^(?:请)?(?:比较|对比|比一比)(?:一下)?(?!.*(?:列表|清单))"
        r"|^(?:我|有|某)?(?:个)?(?:同学|网友|朋友|邻居|同事|老乡|人|群众|老师|家人)(?:们)?(?:都)?(?:说|称|讲|告诉我|反映|提到),?"
        r"|^我(?:发现|听说|看到|注意到|记得|以为|觉得|印象中),?"
        r"|^我?(?:们)?(?:原先|原来|本来|起初|之前|最初|先前|一直)?的?(?:假设|假定|猜测|猜想|推测|估计|预计|以为|认为)(?:是)?[,:]?"
        r"|(?:有没有|有无|是否有|有什么)(?:什么)?例外(?:情况)?[,?](?:即|也就是)?",
    ),
    (
        "saved:documents",
        r"(?:文件|通知)(?:的)?(?:完整|正式|全部)?"
        r"(?:标题|名称|题目|全称|全名|名字|叫什么名字|叫什么|叫啥)(?:全称|全名)?",
    ),
    (
        "saved:annexes",
        r"(?:full |official |exact |complete |chinese |whole )*(?:title|name) of (?:the )?"
        r"(?:(?:first|second) annex|annex [12])"
        rf"|(?:附件{NUMBER}|第{NUMBER}[个份]附件)的?(?:完整|正式|全部)?(?:标题|名称|题目|全称|全名|名字|表名|叫啥|叫什么)(?:全称|全名|叫啥|叫什么|是啥)?",
    ),
    (
        "asks:annual",
        r"(?<=工程|项目)(?:19|20)\d\d年度?的?(?:工作)?任务(?=是什么|是啥|怎么写|写的|呢)|"
        r"(?:到|在)?(?:今年|年)?底(?:以?前|之前)?,?(?:需?要|应|得|计划)?(?:建|干|做|完成|推进|进展|达)到"
        r"(?:什么|何种|啥|怎样的?)(?:程度|地步|阶段)",
    ),
    (
        "asks:annual",
        r"(?:(?:19|20)\d\d|annual|yearly) (?:work )?(?:task|milestone|target)s?(?= (?:of|for) )"
        r"(?!.*\bin (?:hundred|million|per ?cent|yuan|us\b))"
        r"|(?:work )?tasks? (?:for|of|in) (?:(?:19|20)\d\d|the year)(?= (?:of|for) )",
    ),
    (
        "asks:annual",
        r"(?:19|20)\d\d年度?的?(?:工作)?任务(?:这|那)?一?[栏列格](?:里|中)?(?:填|写)(?:着|了|的)?(?:是)?(?:什么|啥)",
    ),
    (
        "year",
        r"(?P<n>(?:19|20)\d\d)年?度?(?:(?<=年)之?内(?![容部外地]))?"
        r"(?![\d万亿元个家名亩辆座户件张吨])",
    ),
    ("noun:heading", r"[“\"]?项目[”\"]?(?:这一?|那一?|一)?[列栏](?:里|中|下面|下)?(?:\(小标题\))?"),
    ("noun:heading", r"[“\"]?项目[”\"]?\((?:第[二2][列栏]|附件[1一]第[二2][列栏])\)"),
    ("noun:category", r"[“\"]?门类[”\"]?(?:这一?|那一?|一)?[列栏](?:里|中|下面|下)?"),
    ("mention:words", _MENTION),
    ("mentionend:words", _MENTION_END),
    ("noise", INCLUSIVE),
    ("exclusive", EXCLUSIVE),
    (
        "yesno",
        r"^(?:请|麻烦)?(?:帮忙)?(?:判断题|是非题|判断正误|判断对错|判断|对错|核实|确认|求证|核对|验证)(?:一下)?[:,]",
    ),
    ("saved:posts-of-officials", WHOSE_POST),
    ("yesno", r"^(?:will|should|must)(?= )"),
    ("yesno", r"^(?:is there |are there )?any(?= (?:item|items|task|tasks|project|projects|work))"),
    ("noise", r"(?<=[a-z] )(?:for|in|on|of|under) which(?= (?:the|a|an|both) )"),
    ("noise", IN_ORDER),
    ("most", FOREMOST),
    ("gt", rf"不(?:只|仅|光)(?:仅)?(?:是|有)?(?={NUMBER}[{UNITS}])"),
    ("most", rf"{_THAN_OTHERS}多"),
    (
        "most",
        r"多(?:得|到)(?:别的|其他|其余|任何)(?:任务|条目|工程|单位|领导|部门|家|人)?(?:都|全)?"
        r"(?:比不上|赶不上|比不了|追不上)|(?<=数)超过(?:其余|其他|别的|任何)(?:所有)?(?:任务|条目|工程|单位|领导)?",
    ),
    ("least", rf"{_THAN_OTHERS}少"),
    ("noise", ASIDES),
    ("noise", TIES),
    ("noise", WRITTEN_AS),
    ("noise", COUNTED_EACH),
    ("noise", MERGED_CELLS),
    ("noise", TEXT_ALONE),
    ("noise", CONDITIONS),
    ("noise", IN_PASSING),
    ("noun:category", r"(?<=哪些|哪几)大?类(?=[?。,]|$)"),
    ("which", r"(?:为何|何为|为哪些|为哪几[家个位])(?=[?。]|,(?:请|并|烦|望|照)|$)"),
    ("which", r"(?<=[多少]的)那一?[项条件](?:任务|工程|工作)?(?=,)"),
    ("noun:item", r"(?<=的)那(?:一|几|两|三)?[项条件](?=[?。]*$)"),
    ("noun:item", r"(?<=的)总(?:任务|事项)?[条项件]数"),
    ("only", r"(?:单打独斗|孤军奋战|唱独角戏)"),
    (
        "count:measure",
        r"(?:多少|几)(?:[百千万亿]+(?:立方米|平方米|平方公里|公里|千米|米|亩|公顷|吨|[美日欧]?元|户|人|辆|千瓦时?)"
        r"|个?(?:立方米|平方公里|平方米))"
        r"|每[天日](?:多少|几)(?:[百千万亿]*(?:立方米|吨)|(?=[?。]*$))",
    ),
    ("count:measure", r"[张座辆亩户处所间台盏棵](?:数|数量|总数)(?=[?。]*$|[是为有达定要]|计划)"),
    (
        "asks:target",
        r",?(?:空格|括号|横线|空)(?:里|中|处|上)?(?:应该?|该)?填(?:写)?(?:多少|几|什么|啥)(?=[?。]*$)",
    ),
    ("gt", rf"(?<=[数量])过了?(?={NUMBER})|过了(?={NUMBER}[项条件])"),
    ("ge", rf"(?:够得上|满|够)(?={NUMBER}[项条件家个])"),
    ("and", "(?<=标数)加(?!快|强|大|起|总|上|和)"),
    ("decimal", r"(?<![a-z\d.])\d+\.\d+(?![.\d])"),
    ("num", rf"(?P<n>{NUMBER})个(?=人(?:[的,。?管分]|$))"),
    ("num", rf"(?<=前)(?P<n>{NUMBER})[甲强]"),
    ("num", rf"(?P<n>{NUMBER})(?:[{UNITS}](?!人|方面))?"),
    ("pure", r"[^\w、<>≥≤=≠]|_"),
)
COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)
