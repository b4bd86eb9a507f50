"""What clauses look like that only frame a question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from queries.asking.words.courtesy import any_of


@dataclass(frozen=True)
class Patterns:
    """What a clause looks like that frames."""

    form: re.Pattern[str]
    english: re.Pattern[str]
    asker: re.Pattern[str]
    states: re.Pattern[str]
    scope: re.Pattern[str]
    there: re.Pattern[str]
    anaphor: re.Pattern[str]
    working: re.Pattern[str]
    begins_work: re.Pattern[str]
    product: re.Pattern[str]
    own: re.Pattern[str]
    asking: re.Pattern[str]
    whom: re.Pattern[str]
    occurs: re.Pattern[str]
    person: re.Pattern[str]
    works: re.Pattern[str]
    speaks: re.Pattern[str]
    dwells: re.Pattern[str]
    this: re.Pattern[str]
    interest: re.Pattern[str]
    lives: re.Pattern[str]
    lacks: re.Pattern[str]
    notices: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """Return them; their words stand in `frames.csv`."""
    work = any_of("work")
    works = f"^(?:(?!{work}){any_of('occasion')})++{work}|{any_of('purpose')}$"
    joints = "(?:和|与|、|及|或者?|还是|以及)?"
    columns = f"(?:{any_of('column')}++(?:这?一?[栏列])?(?:里|中)?{joints})++"
    begins_work = (
        "(?:我们?|本人|最近|近期|这几天|因为|由于|为了?)*+(?:正在?|在|想要?|要|准备|打算|需要)?"
        "(?:写|做|搞|弄|撰写|编[写制印]?|制作|拟[定写]?|填[写报制]|更新|修订|整理|起草|准备|完善|核对)"
        "一?[篇个份组期条]?"
    )
    prints = '(?:写到|提到|出现|点到|有)?了?(?:[“"]?[\u4e00-\u9fff]{2,6}[”"]?)?的?'
    counts = "[都也均全]+(?:算|要|看|行|可以?|包括|计|找|作数|列|查|搜)(?:上|进去|在内|一下|入)?"
    return Patterns(
        form=re.compile(f"{any_of('form')}++"),
        english=re.compile(rf"(?:\b{any_of('english')}\b[ ,]*+)++"),
        asker=re.compile(f"{any_of('self')}|{any_of('courtesy')}|{works}"),
        states=re.compile(f"{any_of('self')}们?{any_of('state')}|正在|手[头上里](?:正?在|有)"),
        scope=re.compile(
            f"(?:只要|不管|无论|不论|凡|是|在)*+{columns}(?:里|中)?面?{prints}{counts}"
        ),
        there=re.compile(any_of("there")),
        anaphor=re.compile(f"(?!{any_of('turning')}){any_of('anaphor')}"),
        working=re.compile(
            f"{begins_work}.{{0,20}}"
            f"{any_of('product')}(?:(?:需?要|得|缺|差)(?:用|填|引用)?一?(?:个数|个数字|数据|数字|组数))?"
            f"|[给替帮为]{any_of('people')}(?:做|列|编|写|整理|弄|拉|建)一?[张份个本](?:小|简单的|简要的)?"
            "(?:表格?|清单|名单|单子|台账)"
        ),
        begins_work=re.compile(f"{begins_work}(?:关于|有关|涉及)?"),
        product=re.compile(f"(?:方面|相关)?的?{any_of('product')}++"),
        own=re.compile("我们?|咱们?|俺"),
        asking=re.compile(f"{any_of('people')}.{{0,2}}?(?:问|问道|问起|提问|留言|咨询|打听)$"),
        whom=re.compile(
            "[想得要先需我们就再]*+(?:知道|弄清楚?|搞清楚?|问清楚?|明确|了解|打听)(?:一下|清楚)?"
            f"{any_of('turning')}(?:谁|哪家|哪些?[家个]?(?:单位|部门)|哪些人)(?:来|去)?"
        ),
        occurs=re.compile(f"{any_of('lately')}.{{0,12}}[了完过]|^.{{1,6}}(?:在即|临近|将至)$"),
        person=re.compile(
            f"[^,]{{0,6}}?{any_of('people')}们?(?:[都也老总又正在刚]|一直|今天|刚才)*+{any_of('bidding')}"
        ),
        this=re.compile(any_of("this")),
        interest=re.compile("的(?:程度|格局|关系|规律|特点|全貌|状况)$"),
        lives=re.compile(
            f"我?(?:(?:作为|身为)(?:一?[名个位])?|{any_of('habit')})[^,]{{1,12}}"
            f"|[我们咱也就还]*+想[要去来先着]*+{any_of('intent')}++(?:一下|看看)?"
        ),
        lacks=re.compile(f"[^,]{{1,10}}(?:没有?|无){any_of('lacked')}[^,的]{{0,3}}"),
        notices=re.compile(f"我?们?{any_of('noticing')}"),
        speaks=re.compile(f"{any_of('self')}|{any_of('courtesy')}"),
        works=re.compile(f"{work}[^的]{{0,6}}$"),
        dwells=re.compile(
            f"(?:(?:{any_of('self')}|我们|{any_of('people')})(?:们)?(?:是|在|住|家|来自|老家)|老家|[娘婆]家|家在|家住|住在?|来自|作为|身为).{{2,16}}"
        ),
    )
