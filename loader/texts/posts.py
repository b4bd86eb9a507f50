"""The words for the posts of officials, and the surnames that their names begin with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

_ORGAN = "[省市县区州盟旗]委|党委|党组|[省市县区州盟旗]?(?:(?:人民)?政府|人大(?:常委会)?|政协)"
POSTS = (
    rf"(?:(?:政法委|纪委|监委|组织部|宣传部|统战部|人武部)(?=[书部主政])|{_ORGAN}|(?:组织|宣传|统战|人武)部长|常委|成员|同志|(?:常务|第一)?(?:副|代)?"
    r"(?:书记|主任|主席|秘书长|部长|[省市县区州盟旗镇乡局厅处科院校会]长(?:助理)?|总经理|董事长|理事长|调研员|巡视员"
    r"|总工程师|纪检组长|政委|督学))+"
)
"""Posts in governments, one behind the other: 县委常委, 副县长."""

BODY_POST = re.compile(
    r"[\u4e00-\u9fff]{2,12}[局委办院会部厅镇乡](?:[局厅院部会镇乡]长|主任|书记|主席)"
    r"|[\u4e00-\u9fff]{2,6}[市县区州盟旗](?:[委府]|政府|政协|人大(?:常委会)?)?"
    r"(?:常务|第一)?副?(?:[市县区州盟旗]长|书记|主任|主席)"
)
"""The post in a body or a place, without a name: 公安分局局长, 临江区区长."""

PARTY_POST = re.compile(
    r"[\u4e00-\u9fff]{0,6}党(?:组(?:副书记|书记|成员)|工?委(?:副书记|书记|委员))"
    r"|(?:[\u4e00-\u9fff]{2,14}(?:[局委办院会部厅室组股司联署区校所站队]|中心|街道|集团|公司))?"
    r"(?:常务|第一)?副?(?:书记|主任|主席|主委|局长|院长|校长|处长|科长|所长|站长|[大中支]?队长|组长|部长|政委|台长|馆长|总经理|董事长)"
    r"|(?:党委|党组)?(?:纪检|纪委)组长|[正副][厅局县处科]级(?:干部)?"
)
"""The post in a body or the party within one, or a rank: 局党组书记, 管委会副主任, 正县级."""

OFFICE_POST = (
    r"[\u4e00-\u9fff]{2,9}(?:[局院厅]长(?![\u4e00-\u9fff]{1,3}[局区院所队镇乡站路园])"
    r"|[局委办院厅会]主任|工委书记)"
)
"""The post of the head of a body beside that in the government: 公安局局长, 公安局长.

公安局长安分局 is a body.
"""

POST_IN_BRACKET = (
    rf"(?:{POSTS}|{OFFICE_POST}"
    r"|(?:[正副][厅局处县科乡镇股部司地]|[厅局处县科乡镇股部司地])级(?:(?:领导)?干部|领导|待遇|调研员)?"
    r"|[\u4e00-\u9fff]{2,14}(?:主委|主席|书记|主任|[局院厅校所站队馆会部]长|经理|董事长|秘书长|指挥长|调研员|主任科员))"
)
"""A post, rank or office of any organ, as a bracket behind a name has it: 民盟县委会主委."""

BESIDE_POST = re.compile(r"(?<=[长任记席员])兼任?(?=[\u4e00-\u9fff]{1,14}[长任记席员])")
"""What stands between two posts of one official: 副市长兼公安局长."""

SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任"
    "袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈"
    "宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗"
    "丁宣邓郁单杭洪包诸左石崔吉钮龚程邢裴陆荣翁荀羊甄曲封储靳焦巴牧谷车侯班秋仲伊宫宁仇栾甘厉武符刘景詹束龙叶幸司黎薄白蒲"
    "从索赖卓蔺屠蒙池乔胥苍双闻莘党翟谭贡劳姬申扶冉桑桂牛寿通边扈燕冀郏浦尚农温庄晏柴瞿阎充慕连茹习艾容向古易慎戈廖庾终衡步"
    "都耿满弘匡国文寇广禄阙东沃利蔚越隆师巩聂晁勾敖冷辛阚那简饶曾关查红游权盖益桓公欧上官诸葛令狐尉迟皇甫司徒端木覃付肖闫代"
    "段渠谌邸苑芦冼佘衣綦麦揭税隗"
    "丘仝区战初佟苟逯晋楚原岳涂阳覃占亓尧格央索丹扎普尼次德拉才旺"
    "邝隋粟郗昝亢逄蹇庹禤郦芮刀岩罕召"
)

_BESIDE_OTHER = re.compile(
    "[省市县区州盟旗]委常委|[省市县区州盟旗]?(?:人民)?政府党组(?:副书记|书记|成员)"
)
_DEPUTY_OF_PARTY = re.compile("[省市县区州盟旗]委副书记")
_HEAD_OF_PLACE = re.compile("代?[省市县区州盟旗]长")


def without_second_posts(names: Sequence[str]) -> list[str]:
    """Return officials by post, without the posts that one has beside the next.

    >>> without_second_posts(["县委常委", "副县长"]), without_second_posts(["县委书记", "县长"])
    (['副县长'], ['县委书记', '县长'])
    """
    return [
        name
        for name, other in zip_longest(names, names[1:], fillvalue="")
        if not (_BESIDE_OTHER.fullmatch(name) and other and not _BESIDE_OTHER.fullmatch(other))
        and not (_DEPUTY_OF_PARTY.fullmatch(name) and _HEAD_OF_PLACE.fullmatch(other))
    ]
