"""The words by which prose says who does work, and those that say something else."""

from __future__ import annotations

import re

from loader.assignments.clause_words import ORDER

STOPS = "。；;！：:\n"
VERB = re.compile(
    r"(?:按照?(?:各自)?(?:职责|职能)(?:分工)?|分别|共同|具体|统一|主要|联合|协同|积极|密切|主动|全力|做好|要|应当?|须)*"
    r"(?P<verb>总?牵头(?:负责)?|负责(?!人|同志|制(?:[和与及、，。；;,）)]|度|$))|承担|承办|主办|配合|协助|参与|指导|督导)(?:并|和)?(?P<with>会同|联合|协同)?"
)
TOGETHER = re.compile("^(?:并|商)?(?:会同|联合|协同|会商)(?P<units>.{2,80})$")
WITH = re.compile("会同|协同(?!创新|办公|发展)")
WORK = re.compile(
    "研究(?![室院所会])|提出|制[订定]|编制|审[核查定]|组织(?!部)|开展|推[进动](?!办|[^、]{0,6}组)|建[立成]|健全|出台|实施|落实(?!办)"
    "|修[订改]|起草|拟[订定]|办理|完成|做好|加[强快]|抓|负责|共同|联合(?![会社])|尽快|适时|指导(?!中心|站)|督促|选择|予以|进行|统筹"
    "|重新|抓紧|继续|进一步|认真|及时|全面|汇总|[确核]定|核实|调查(?!队)|论证|[按于在将就]|对(?![外台])"
    "|建设(?![局委厅部办处站银管投集公指开发工中项])|[新改扩]建|修[建缮复]|改造(?![办指])|整治(?![办指])|治理(?![办指])"
    "|拆除|拓宽|打通|疏通|施划|铺设|安装|购置|引进|举[办行]|打造|清[理淤](?!办)|排查(?!办)|发放|创建(?!办)|培育|争取"
)
"""How the work begins that bodies are to do together."""

ACTS = re.compile(
    "[从向把以]|作为|调整|测算|验收|踏勘|公示|公布|报送|采购|发布|收回|接管|承接|移交|"
    "拨付|列支|安排|解决|出资|投资|筹[集措]|支付|给予|协调|联系|选派|聘请"
)
"""How else the work begins of one whom a 由 charges: 由A从预备费中列支."""

APPROVES = re.compile(
    "批准|审[定批议核查]|核准|[核确决]定|同意|授权|任命|表彰|奖励|[^，,]*(?:后|的)$"
)
"""What a 由 says of whom it does not charge with the work: 由市政府批准."""

JOINED = re.compile(
    "(?P<who>.{2,60}?)(?P<how>会同|联合|会商|商(?![务会业标城贸品])|与)(?P<rest>.{4,160})$"
)
PROPOSES = re.compile(
    "(?P<who>.{2,80}?)(?:共同|联合|负责|分别)?(?:研究)?(?:提出|制[订定]|拟[订定]|起草|编制|修订).{0,20}(?:意见|方案|办法|措施|规划|计划|细则|标准|政策)$"
)
BY = re.compile("^(?P<what>.{0,24}?)(?:均|统一)?(?<!自)由(?P<rest>.{3,})$")
VERBAL = re.compile(
    "^(?:[要在与把按以凡]|对(?!外)|和(?![平田县顺龙])|将(?!乐)|向(?!阳)|经(?![济信贸开发合管])|涉及|加强|强化|做好|推动|推进|组织|进一步|积极|主动|密切|通过|确保|实[行施]|建立|健全|完善"
    "|督促|引导|鼓励|支持|协调|成立|明确|落实|发挥|负责|认真|切实|抓好|加快|开展|提[高升]|形成|统筹|坚持"
    "|检修|清[理淤]|疏浚|修[建缮复]|[改扩]建|新建(?![区县镇乡](?:(?:人民)?政府|$))|改造|拆除|排查(?!办)|维修|铺设|安装|购置|整治(?!办|指))"
)
"""What a name of a body does not begin with: 加强与县财政局配合."""

NO_BODY = re.compile(
    "^(?!建设部门$)(?:中标|施工|建设|业主|设计|监理|勘察|编制|实施|运营|运维|承建|产权|权属|申报|用人|管护|经营|养护|主管|责任"
    "|牵头|配合|协办|其[他它余]|供货|使用|受托|委托|第三方|经办|监管|登记|审批|受理|生产|所在|项目|专业|社会|代建|总包)"
    "[^、]{0,6}(?:单位|企业|机构|公司|部门|方|法人)$"
    "|^(?:企业|公司|单位|机构|业主|用户)$"
    "|^(?:村|居)(?:民|委|集体|组|两委)|以上|主管部门|会议$|代表大会|评审|专家组|合作社$|领导小组$|指挥部$|工作组$|专班$"
)
"""Bodies that no name says which they are: who won the tender, who owns the pipe."""

NO_WORK = re.compile("^(?:解释|日常|任|召集)|问责|追责|约谈|^$")
IS_OWNER = re.compile(
    "(?P<who>.{3,60}?)(?:作为|为|是)(?:该?项目|该?工程|该?项工作|此项工作)?的?"
    "(?:业主(?:单位)?|(?P<lead>牵头(?:责任)?(?:单位|部门))|(?P<help>配合(?:单位|部门)|协办(?:单位|部门))"
    "|(?:责任|实施|承办|建设)(?:主体|单位|部门))$"
)
"""A piece that says of bodies what they are in a work: A为项目业主, A、B为责任单位."""

NAMED_OWNER = re.compile(
    "(?P<label>[\u4e00-\u9fff]{2,6}?(?:单位|部门|人|领导))(?:分别|均|都|确定)?[为是](?P<who>[^的]{2,80})"
    "|(?P<named>[^的]{2,20}?)(?:[为任是]|担任)(?P<post>(?:第一|主要|直接|具体)?责任人)"
)
"""A piece that says who are the bodies or people of a label: 责任单位为A、B, 王明为责任人."""

OF_DUTY = frozenset({"负责", "承担"})
"""Verbs of standing duties, too: 承担日常工作."""

DONE = re.compile(
    "^(?:组织|牵头|负责|具体)*(?:完成|建成|建设|实施|编制|承建|修建|承办|举办|开展|推进|制定|申报|验收|投资|试点)的"
    "|^的(?![^，,]*(?:[要应须]|确保|力争|争取|[月底末日]前))[^，,]*(?:已|提前|顺利|圆满|超额|荣?获|了)"
)
"""How a sentence goes on that tells of work that was done: 由A牵头完成的工程."""

OF_MEETING = re.compile(
    "^(?:会议|与会人员|大家)(?:一致)?(?:认为|指出|听取|传达|学习|回顾|通报|肯定|充分肯定|对.{2,40}(?:表示|予以|给予))"
)
"""How a sentence begins of minutes that tells what was said at a meeting, and decides nothing."""

PAST = re.compile("^(?:[^，,]{0,8}[，,])?(?:去年|上年|前年|此前|近年来?|前期|前阶段|前一阶段)")
"""What begins a clause on what was done: 去年粮食生产由A牵头."""

ORDERED = re.compile(f"^{ORDER}(?P<who>.{{3,}})$")
"""Whom a meeting tells to do the work: 责成A修路."""

ASKED = re.compile(
    "(?<=[局委办院厅司站所社行队中心府会])(?:予以|给予|大力|积极|继续)*支持(?:办理|解决|协助|配合|落实|为盼)?$"
)
"""How ends whom an order asks to do the work: 请县供电局支持办理."""

OPENING_ORDER = re.compile(f"^{ORDER}")
TO_JOIN = re.compile(
    "(?:[要须应]|应当|必须|需要?)(?:及时|积极|主动|抓紧|尽快)*(?=会同|联合|会商|商)"
)
"""What tells a body to do work with others: A要会同B制定方案."""

CALLS_IN = re.compile("(?!.*(?:[已了]|建议|由))[^，,]{3,40}会同[^，,]{6,}")
"""A piece that begins with whoever calls in others for the work: A会同B制定方案."""

TO_ACT = re.compile(
    "(?P<who>[^，,]{3,40}?)(?:[要须应]|应当|必须|需要?)(?:切实|认真|抓紧|尽快|及时|积极|主动|全力|继续)*"
    "(?P<work>(?!做好|加强|落实|保障|支持)[^，,]{3,})"
)
"""Who is told to do what, at the start of a sentence: 县交通局要抓紧实施连接线工程."""

OVERSEES = re.compile("指导|督促|督[导查办]|监督|检查|跟踪|调度|考核|评估|通报|汇总")
"""What bodies do with the work of others: 商务部要会同财政部加强指导."""

TO_OWNERS = re.compile(
    "各[\u4e00-\u9fff]{0,6}?(?:牵头|责任|承办|配合|协办|主办)(?:责任)?(?:单位|部门)"
    "(?:[、和及与]各?(?:有关|相关)?(?:牵头|责任|承办|配合|协办|主办|协作)?(?:责任)?(?:单位|部门))*"
    "(?:主要(?:负责人|负责同志|领导))?(?:要|应|必须|须|务必|务于)"
)
"""How a letter tells all owners alike what to mind: 各责任单位要加强领导."""

WHICH_WORK = re.compile("^的(?:各项|重点|具体)?(?:工作|事项|任务|项目|内容|问题|条目)")
"""How a sentence goes on that says which work it speaks of: 涉及几个部门共同负责的工作."""

BEFORE = re.compile(
    "(?:去年|上年|前年|此前|以前|早前|过去|前期|曾经?|已|原来?|不再?|不是|不[应得能]再?|无[需须]|并?非)$"
)
"""What stands before the 由 of what was done, 去年由A负责, or is not to be: 不再由A负责."""

MECHANISM = re.compile(
    "由?[^、，,。；;：:由]{1,10}(?:领导|主导|负责|牵头|主体|主抓)(?:、[^、，,。；;：:]{2,10}){1,5}(?<=参与|监督|协同|监管|协作|配合|保障|支撑|自治|联动|共治|主体|主导|负责|共管)"
    "的(?=[^、，,。；;：:]{0,10}(?:机制|格局|体制|体系|模式|原则|制度|局面))"
)
"""Who does what in a way of governing: 政府主导、企业负责、社会监督的机制."""

ASIDE = re.compile("[（(〔【][^（()）〔〕【】]*(?<!自)由[^（()）〔〕【】]*[）)〕】]")
"""A bracket that says who does what it stands behind: 实习（校内由教务部门负责）应有保险."""

VERB_IN_LIST = re.compile("(?<=牵头|负责|承办|主办|配合|协助|参与|指导|协办)、")
OF_ABOVE = re.compile(
    r"(?:上述|以上|前述)(?:各项|全部|所有)?(?:项目|工作|任务|事项|内容)[^。；;]*[。；;]?$"
)
"""A sentence on the work above it, which is none itself: 上述项目由县交通局牵头负责."""

ORDINAL = re.compile("[一二三四五六七八九十]{1,2}[是要]")
"""What opens a point that counts on in words: 一是修桥, 二要铺路."""

DATE_ALONE = re.compile(
    r"[\d年月日]|[之以]?[前底末内]|[于在到并]|(?:全部|全面|基本|力争|确保)?(?:完成|到位|见效|完工)"
)
FEWEST = 3
"""Characters beside a date that tell work: 改造街巷."""

NO_TASK = re.compile(
    "(?:牵头|负责|承担|承办|主办|配合|协助|参与)的[^，,]*已|"
    "(?:起草|拟[定订]|制[定订]|编制)[^。]{0,30}(?:讨论|审议|研究|会议)通过(?!后|并)|组长|[本该](?:办法|条例|规定|细则)|(?:办法|条例|规定|细则)》?(?:由|自|第|的?解释)|负责(?:具体)?解释"
)
