"""The properties by which things are told apart when names are reconciled: one line each.

A property can be asked for in a reconciliation query and fetched for the things that were matched.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.statements.walk import Inverse, Path
from ontology.standards import ELI, GEO, ORG, SKOS
from ontology.terms import ZT


@dataclass(frozen=True)
class Property:
    """The values of all `paths` together; `language` keeps only the literals in that language.

    Where `settles_place` holds, a value that fits says of which place a thing is, so that a name
    which every place has (发改委) means one thing.
    """

    id: str
    name: str
    name_en: str
    paths: tuple[Path, ...]
    settles_place: bool = False
    language: str = ""


OWNER_PATHS: tuple[Path, ...] = (
    (ZT.jurisdiction,),
    (ZT.issuedBy, ZT.jurisdiction),
    (GEO.sfWithin,),
)
"""What leads from a thing to its place; the first path that leads anywhere counts."""

_YEARS: tuple[Path, ...] = (
    (ZT.period,),
    (Inverse(ORG.member), ZT.period),
    (Inverse(ZT.involves), ZT.period),
)

_DOCUMENTS: tuple[Path, ...] = ((Inverse(ZT.involves),),)

PROPERTIES = (
    Property("jurisdiction", "辖区", "jurisdiction", OWNER_PATHS[:2], settles_place=True),
    Property("classification", "机构类型", "type of body", ((ORG.classification,),)),
    Property("parent", "上级机构", "parent body", ((ORG.subOrganizationOf,),), settles_place=True),
    Property("administers", "管辖地点", "administers", ((ZT.administers,),), settles_place=True),
    Property("member", "成员", "member", ((ZT.member,),)),
    Property("successor", "后继机构", "successor", ((ZT.successor,),)),
    Property("predecessor", "前身机构", "predecessor", ((Inverse(ZT.successor),),)),
    Property("within", "上级区划", "lies within", ((GEO.sfWithin,),), settles_place=True),
    Property("placeType", "地点类型", "type of place", ((ZT.placeType,),)),
    Property("code", "代码", "code", ((SKOS.notation,),), settles_place=True),
    Property("post", "职务", "post", ((Inverse(ORG.member), ZT.post),)),
    Property("body", "任职机构", "body of the post", ((Inverse(ORG.member), ORG.organization),)),
    Property("issuedBy", "发文机关", "issued by", ((ZT.issuedBy,),), settles_place=True),
    Property("number", "发文字号", "official number", ((ELI.id_local,),)),
    Property("year", "年份", "year", _YEARS),
    Property("document", "所见文件", "met in", _DOCUMENTS, settles_place=True),
    Property("name", "正式名称", "official name", ((SKOS.prefLabel,),), language="zh"),
    Property("nameEn", "英文名称", "English name", ((SKOS.prefLabel,),), language="en"),
    Property("alias", "别名", "alias", ((SKOS.altLabel,),)),
)
"""All properties, in the order in which they are offered."""

BY_ID = {property_.id: property_ for property_ in PROPERTIES}
