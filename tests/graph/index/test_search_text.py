"""What a user writes into a search box is read by the rules, or the error says where it fails."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.index.search.text import Both, Either, Phrase, Quoted, Without, Words, read_search
from ontology.errors import UnreadableSearch


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("河长制 农村", Words("河长制 农村")),
        ('"河长制 工作"', Phrase("河长制 工作")),
        ("＂河长制＂ 农村", Both((Phrase("河长制"), Words("农村")))),
        ("河长制 OR 湖长制 农村", Either((Words("河长制"), Words("湖长制 农村")))),
        ("河长制 | 湖长制", Either((Words("河长制"), Words("湖长制")))),
        ("河道 -农村", Both((Words("河道"), Without(Words("农村"))))),
        ('河道 NOT "农村 公路"', Both((Words("河道"), Without(Phrase("农村 公路"))))),
        ("河道 AND 农村", Both((Words("河道"), Words("农村")))),
        ("(学校 OR 幼儿园) 新建", Both((Either((Words("学校"), Words("幼儿园"))), Words("新建")))),
        ("水利(水务)局", Words("水利(水务)局")),
        ("(水利(水务)局 OR 农委)", Either((Words("水利(水务)局"), Words("农委")))),
        ("“263”专项行动", Words("“263”专项行动")),
        ("“三公”经费", Words("“三公”经费")),
        ("“农村公路”", Quoted("农村公路")),
        ("「農村公路」 建设", Both((Quoted("農村公路"), Words("建设")))),
        ("河道 -“农村 公路”", Both((Words("河道"), Without(Quoted("农村 公路"))))),
        ("“农村公路", Words("“农村公路")),
        ("-(河道 农村)", Without(Words("河道 农村"))),
        ("互联网+ C-D - 5", Words("互联网+ C-D - 5")),
        ("Culture and Sports", Words("Culture and Sports")),
        ("学校 or 医院 and 新建", Either((Words("学校"), Both((Words("医院"), Words("新建")))))),
        ("河道 Not 农村", Both((Words("河道"), Without(Words("农村"))))),
        ("学校|医院", Either((Words("学校"), Words("医院")))),
        ("学校 ｜ 医院", Either((Words("学校"), Words("医院")))),
        ("学校 ＯＲ 医院", Either((Words("学校"), Words("医院")))),
        ("农村　－公路", Both((Words("农村"), Without(Words("公路"))))),
        ("（学校 OR 医院） -建设", read_search("(学校 OR 医院) -建设")),
        ("水利（水务）局", Words("水利(水务)局")),
        ("米）。建设", Words("米）。建设")),
        ("（河长", Words("（河长")),
        ("", None),
        ("，。 () …", None),
    ],
)
def test_signs_are_read_by_the_rules(text: str, read: object) -> None:
    assert read_search(text) == read


@pytest.mark.parametrize(
    ("text", "column", "word"),
    [
        ('河长 "农村', 4, "quotation mark"),
        ("(河长", 1, "not closed"),
        ("河长 )", 4, "closes nothing"),
        ("河长 OR", 4, "beside OR"),
        ("AND 河长", 1, "beside AND"),
        ("河长 AND AND 河道", 8, "beside AND"),
        ("河长 NOT", 4, "beside NOT"),
        ("河长 OR 。", 4, "beside OR"),
        ("河长 or", 4, "beside or"),
        ("（河长 or", 5, "beside or"),
        ("河长｜", 3, "beside"),
        ("(" * 30 + "河" + ")" * 30, 21, "20 brackets"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(text: str, column: int, word: str) -> None:
    with pytest.raises(UnreadableSearch, match=word) as raised:
        read_search(text)
    assert raised.value.column == column
    assert raised.value.details() == {"parameter": "q", "column": column}


@given(st.text(alphabet='河长AND OR NOT"()-|“” ，a（）－｜', max_size=40))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        read_search(text)
    except UnreadableSearch as error:
        assert 1 <= error.column <= len(text)
