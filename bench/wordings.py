"""What the lines of a synthetic corpus are made of: few words, or as many as in real notices."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace


def _listed(*lines: str) -> list[str]:
    return [word for line in lines for word in line.split()]


_MORE_UNITS = _listed(
    "人社局 公安局 司法局 商务局 审计局 统计局 医保局 林业局 信访局 城管局 气象局",
    "粮食局 档案局 供销社 总工会 团委 妇联 残联",
)
_THINGS = _listed(
    "桥梁 堤防 水库 泵站 圩区 湿地 绿道 公园 球场 书屋 剧院 戏台 展馆 古宅 牌坊 祠堂",
    "码头 航道 驿站 车站 停车场 充电桩 路灯 管廊 燃气 供水 电网 基站 粮库 冷库 茶园",
    "果园 苗圃 渔港 牧场 大棚 农机 种业 菜场 超市 夜市 街区 楼宇 厂房 仓储 物流 口岸",
    "保税区 孵化器 实验室 检测站 数据库 云平台 门诊 急救站 疾控 妇幼 托育 幼儿园 职校",
    "宿舍 食堂 操场 养老院 福利院 公墓 社保卡 公积金 税费 信贷 债券 基金 保险 法庭",
    "调解室 派出所 消防站 避难所",
)
_DONE = _listed(
    "新建 改建 扩建 维修 迁移 普查 整合 评估 验收 管护 招标 试点",
)
_KINDS = _listed(
    "农村 城区 沿江 山区 老城 新区 园区 社区 乡镇 街道 校园 企业 智慧 绿色 数字 便民",
    "应急 重点 示范 配套 小型 大型 公共 民营 国有 跨境 低碳 节水 无障碍 标准化",
)
_HOW = _listed(
    "明确责任清单 倒排工期 挂图作战 每季通报进展 引入第三方监督 完善应急预案",
    "公开征求意见 落实专项资金 建立台账销号 开展回头看 强化部门联动 定期开展培训",
)
_LEADERS, _UNITS = 10, 20
"""How many leaders and units a document has, where the words are many."""
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
_GIVEN = _listed(
    "建国 志远 晓东 明华 海涛 立新 文斌 秀英 国平 永康 玉兰 振华 春生 卫东 雪梅 子健",
    "慧敏 少华",
)


@dataclass(frozen=True)
class Wording:
    """Words of lines; what a line is about is one of `kinds`, if there are any, of an object."""

    objects: list[str]
    ends: list[str]
    units: list[str]
    leaders: list[str]
    kinds: Sequence[str] = ()

    def of_document(self, chance: random.Random) -> Wording:
        """Return the words of one document: of many leaders and units it has some."""
        if not self.kinds:
            return self
        leaders, units = chance.sample(self.leaders, _LEADERS), chance.sample(self.units, _UNITS)
        return replace(self, leaders=leaders, units=units)

    def subject(self, chance: random.Random) -> str:
        kind = chance.choice(self.kinds) if self.kinds else ""
        return kind + chance.choice(self.objects)


def widened(narrow: Wording) -> Wording:
    """Return many more words: one of them stands in about one line of a hundred.

    A query that was judged finds one item of the 166 of the notice in the middle, 4 on average.
    """
    things = [thing + done for thing in _THINGS for done in _DONE]
    ends = [f"{first}，{second}" for first in narrow.ends for second in _HOW]
    leaders = [surname + name for surname in _SURNAMES for name in _GIVEN]
    units = [*narrow.units, *_MORE_UNITS]
    return Wording([*narrow.objects, *things], ends, units, leaders, _KINDS)
