"""Words of a cell in bold print are kept beside it, whatever the format."""

from pathlib import Path

import docx
import pytest

from loader.readers import read_document


def _write_docx(path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "修路"
    paragraph = table.cell(0, 1).paragraphs[0]
    for words, is_bold in (("县交", True), ("通局", True), ("、县财政局", False)):
        paragraph.add_run(words).bold = is_bold
    document.save(str(path))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("表.md", "| 任务 | 单位 |\n|---|---|\n| 修路 | **县交通局**、县财政局 |\n"),
        (
            "表.html",
            "<table><tr><td>任务</td><td>单位</td></tr>"
            "<tr><td>修路</td><td><b>县交通局</b>、县财政局</td></tr></table>",
        ),
        ("表.docx", ""),
    ],
)
def test_bold_print_is_kept(name: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if text:
        path.write_text(text, encoding="utf-8")
    else:
        _write_docx(path)
    [table] = read_document(path).tables()
    cell = next(cell for cell in table.cells() if "交通局" in cell.raw)
    assert (cell.raw, cell.strong) == ("县交通局、县财政局", ("县交通局",))
    assert all(not one.strong for one in table.cells() if one != cell)
