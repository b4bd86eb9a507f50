"""What the short endings of names of bodies stand for: 委 for 委员会, 办 for 办公室."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Ending:
    """What a short ending is in full, in identifiers, in English, and the type it gives."""

    full: str
    slug: str
    english: str
    type: str


ENDINGS = {
    "委": Ending("委员会", "wei", "Commission", "government-department"),
    "局": Ending("局", "ju", "Bureau", "government-department"),
    "厅": Ending("厅", "ting", "Department", "government-department"),
    "办": Ending("办公室", "ban", "Office", "government-office"),
    "中心": Ending("中心", "zhongxin", "Centre", "public-institution"),
    "室": Ending("室", "shi", "Office", "public-institution"),
    "处": Ending("处", "chu", "Division", "public-institution"),
    "所": Ending("所", "suo", "Institute", "public-institution"),
    "馆": Ending("馆", "guan", "Hall", "public-institution"),
    "台": Ending("台", "tai", "Station", "public-institution"),
    "署": Ending("署", "shu", "Administration", "government-department"),
}
