"""A date stated for all work is that of work without one; a date of a stage or of a part is not."""

import pytest

from loader.documents.standing_limits import read_standing_limit


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("凡未注明完成时限的，均须于2013年12月底前完成。", "2013-12"),
        ("各项工作凡未注明完成时限的，均须于10月底前完成。", "2013-10"),
        ("本方案所列任务，除已注明时限的外，均于2013年12月底前完成。", "2013-12"),
        ("除注明时限外，均要求11月底前完成。", "2013-11"),
        ("以下实事项目均须于2013年11月底前完成。", "2013-11"),
        ("各项任务完成时限均为2013年6月20日。", "2013-06-20"),
    ],
)
def test_a_date_of_all_work_is_read(said: str, value: str) -> None:
    found = read_standing_limit(said, 2013)
    assert found and found[0] == value


@pytest.mark.parametrize(
    "said",
    [
        "各单位于3月10日前报送方案。",
        "（一）交办阶段。所有建议3月10日前交办完成。",
        "所有项目务必于3月底前，办齐手续开工建设。",
        "其他工作于2月底前完成，并报县政府办。",
        "自查阶段，所有问题4月底前整改到位。",
        "每月25日前报送进展情况。",
    ],
)
def test_a_date_of_a_stage_or_of_a_report_is_none(said: str) -> None:
    assert read_standing_limit(said, 2013) is None
