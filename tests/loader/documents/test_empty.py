"""A document that lists bodies beside matters, and assigns no work, yields none and says why."""

from pathlib import Path

import pytest

from loader.extract import extract
from loader.readers import read_document
from loader.registers.registers import Registers

LISTS = {
    "permits": "青石县行政许可事项清单（2021年版）\n序号\t事项名称\t主管部门\t实施机关\t设定依据\n"
    "1\t取水许可\t县水利局\t县水利局\t水法\n2\t河道采砂许可\t县水利局\t县水利局\t水法\n",
    "powers": "青石县权责清单（2021年）\n序号 | 事项名称 | 实施主体 | 设定依据 | 责任事项\n"
    "1 | 取水许可 | 县水利局 | 水法 | 受理、审查\n2 | 采砂许可 | 县水利局 | 水法 | 受理、审查\n",
    "results": "2020年民生实事办理结果公示\n序号\n实事项目\n责任单位\n完成情况\n1\n新建公厕20座\n"
    "县城管局\n已完成22座\n2\n改造农贸市场5个\n县商务局\n已全部改造完成\n",
    "tenders": "青石县2021年中标结果公示\n序号\t项目名称\t建设单位\t中标单位\n"
    "1\t城东小学教学楼\t县教育局\t宏远建设公司\n2\t青河治理\t县水利局\t大禹建设公司\n",
    "duties": "青石县2021年安全生产委员会职责分工\n一、县教育局\n1.负责学校安全管理。\n"
    "2.组织安全教育。\n二、县水利局\n1.指导水库安全。\n2.组织巡查。\n",
    "approvals": "青石县2013年5月项目审批情况公示\n序号\n项目名称\n建设单位\n建设规模\n批复文号\n"
    "批复时间\n1\n城东小学教学楼\n县教育局\n教学楼两千平方米\n青发改〔2013〕5号\n5月3日\n2\n青河治理\n"
    "县水利局\n堤防三公里\n青发改〔2013〕6号\n5月9日\n",
    "winners": "青石县关于表彰2019年度先进单位的决定\n一、优秀单位（3个）\n"
    "县教育局    县水利局    县财政局\n二、单项先进\n"
    "1.招商引资工作    县商务局、城关镇人民政府\n2.脱贫攻坚    县扶贫办、县民政局\n",
    "meeting": "青石县人民政府办公室关于召开2021年防汛会议的通知\n一、议程（县政府办公室负责）\n"
    "1.县水利局汇报汛情。\n2.县长讲话。\n二、会务（由县应急局牵头，县水利局配合）\n3.3月1日前报送材料。\n",
    "shifts": "青石县2021年国庆节值班安排表\n日期\t带班领导\t值班单位\t值班电话\n"
    "10月1日\t王志明\t县政府办公室\t1234567\n10月2日\t陈莉\t县应急局\t1234568\n",
    "members": (
        "青石县关于调整2021年防汛指挥部组成人员的通知\n"
        "因人事变动，市政府决定调整市防汛指挥部组成人员，名单如下：\n"
        "总 指 挥：孟晓　　副市长\n副总指挥：戴林　　市水利局局长\n"
    ),
    "interview": (
        "2021年让群众办事更省心\n——专访市政务办负责人\n记者：改革怎样实现的？\n"
        "负责人：以前要跑五个窗口。去年市教育局牵头打通了数据，市公安局配合改造了系统。\n"
        "记者：有什么困难？\n负责人：主要是标准不统一，有一张证照在三个部门有三种完全不同的编码方式。\n"
    ),
}
LISTS["judged"] = (
    "青石县2019年科研项目验收结果公示\n下列项目通过验收，现予公示。\n"
    "序号\t项目名称\t承担单位\t参加单位\t项目负责人\t完成时间\t验收结论\n"
    "1\t番茄新品种选育\t县农科所\t县种子站\t韦青\t2019年6月\t通过\n"
    "2\t雨量监测研究\t县气象局\t县水务局\t何川\t2019年5月\t通过\n"
)
LISTS["tender"] = (
    "青石县2023年公厕改造工程施工招标公告\n"
    "1. 招标条件\n本项目已由青石县发展和改革局批准建设，招标人为青石县城建公司。\n"
    "2. 监督部门\n本项目的监督部门为青石县住房和城乡建设局，监督电话见附件。\n"
    "3. 联系方式\n联系人：王工\n"
)


@pytest.mark.parametrize("name", LISTS)
def test_list_is_no_work(name: str, tmp_path: Path, registers: Registers) -> None:
    path = tmp_path / f"{name}.txt"
    path.write_text(LISTS[name], encoding="utf-8")
    extraction, report = extract(read_document(path), registers)
    assert extraction.items == ()
    assert "empty" in {note.kind for note in report.notes}


@pytest.mark.parametrize(
    ("body", "items"),
    [
        (
            "青石县2021年任务完成情况台账\n序号\t工作任务\t责任单位\t完成时限\t完成情况\n"
            "1\t新建公厕二十座\t县城管局\t10月底\t已建八座\n"
            "2\t改造农贸市场五个\t县商务局\t12月底\t正在招标\n",
            [("新建公厕二十座", ("2021-10",)), ("改造农贸市场五个", ("2021-12",))],
        ),
        (
            "青石县2021年重点工作完成情况通报\n1.水库大坝封顶。（县水利局牵头）\n进展情况：已封顶。\n"
            "2.新建公厕十座。（县城管局负责）\n进展情况：已建八座。\n青石县人民政府办公室\n",
            [("水库大坝封顶。", ()), ("新建公厕十座。", ())],
        ),
    ],
    ids=["a column of progress beside dates", "a report that restates its tasks"],
)
def test_progress_told_apart_leaves_the_tasks(
    body: str, items: list[tuple[str, tuple[str, ...]]], tmp_path: Path, registers: Registers
) -> None:
    path = tmp_path / "progress.txt"
    path.write_text(body, encoding="utf-8")
    read = extract(read_document(path), registers)[0].items
    assert [(item.text, item.deadlines) for item in read] == items


def test_a_report_says_that_it_tells_what_was_done(tmp_path: Path, registers: Registers) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        "青石县2021年重点工作完成情况通报\n1.水库大坝已封顶。（县水利局牵头）\n"
        "2.已建公厕八座。（县城管局负责）\n青石县人民政府办公室\n2021年7月5日\n",
        encoding="utf-8",
    )
    extraction, report = extract(read_document(path), registers)
    [reason] = [note.message for note in report.notes if note.kind == "empty"]
    assert extraction.items == ()
    assert "it calls itself a report of what was done (完成情况)" in reason
    assert "2 item(s) are left out, each of which names who did it in a report" in reason
