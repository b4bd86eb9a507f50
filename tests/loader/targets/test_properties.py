"""Whatever numbers a text holds: what is found is printed there, and names stay names."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from loader.registers.registers import Registers
from loader.targets.finding import find_targets
from loader.targets.names import mask_names
from loader.targets.numerals import find_numerals, fold_digits, read_chinese

UNITS = ("个", "家", "万亩", "公里", "亿美元", "万m³/天", "平方米", "名", "座")
LIMITS = (("", "", "eq"), ("超", "", "gt"), ("不少于", "", "ge"), ("", "以上", "ge"))
LIMITS += (("", "以内", "le"), ("约", "", "about"), ("不足", "", "lt"), ("", "左右", "about"))
PIECES = (
    *(
        "新增",
        "建成",
        "达到",
        "2万亩",
        "3—5个",
        "“263”",
        "第十一届",
        "2017年",
        "1.",
        "（一）",
        "，",
    ),
    *(
        "。",
        "、",
        "和",
        "农田",
        "企业",
        "一百二十",
        "两万",
        "三分之一",
        "%",
        "以上",
        "超",
        "约",
        "\n",
    ),
    *(
        "２４小时",
        "G15",
        "全覆盖",
        "与上年持平",
        "余",
        "家",
        "０.５",
        "个百分点",
        "〔2018〕3号",
        "　",
    ),
)

values = st.decimals(min_value=Decimal("0.1"), max_value=99999, places=1, allow_nan=False)
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(value=values, unit=st.sampled_from(UNITS), limit=st.sampled_from(LIMITS))
def test_the_value_is_the_number_that_is_printed(
    registers: Registers, value: Decimal, unit: str, limit: tuple[str, str, str]
) -> None:
    before, after, comparator = limit
    text = f"新增某设施{before}{value}{unit}{after}。"
    (target,) = find_targets(text, registers.target_grammar)
    assert (target.value, target.unit_text, target.comparator) == (value, unit, comparator)
    assert target.quote == f"{before}{value}{unit}{after}"


@given(text=texts)
def test_a_quote_stands_at_its_offsets_and_touches_no_name(registers: Registers, text: str) -> None:
    grammar = registers.target_grammar
    mask = mask_names(fold_digits(text), grammar)
    for target in find_targets(text, grammar, year=2018):
        assert text[target.start : target.end] == target.quote
        assert target.quote
        numerals = [n for n in find_numerals(fold_digits(target.quote)) if target.value is not None]
        inside = [
            n for n in numerals if not any(mask[target.start + n.start : target.start + n.end])
        ]
        assert target.value is None or any(n.value == target.value for n in inside)


@given(text=texts, title=st.sampled_from(["", "地区生产总值"]))
def test_no_two_targets_share_characters_unless_they_share_the_quote(
    registers: Registers, text: str, title: str
) -> None:
    found = find_targets(text, registers.target_grammar, title=title)
    spans = sorted({(target.start, target.end) for target in found})
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


@given(number=st.integers(min_value=1, max_value=99_999_999))
def test_chinese_numerals_are_read_as_they_are_written(number: int) -> None:
    assert read_chinese(write_chinese(number)) == number


@given(
    text=st.text(
        alphabet="一二三四五六七八九十百千万亿零两点分之0123456789.,，%％个家以上", max_size=12
    )
)
def test_any_characters_are_read_without_error(registers: Registers, text: str) -> None:
    for target in find_targets(text, registers.target_grammar):
        assert target.quote in text


def write_chinese(number: int) -> str:
    """Write a number below 10^8 in Chinese numerals."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if 0 < low < 1000 else ""
        return write_chinese(high) + "万" + gap + (write_chinese(low) if low else "")
    words, pending = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            words += ("零" if pending and words else "") + "零一二三四五六七八九"[digit] + name
            pending = False
        else:
            pending = True
    return words
