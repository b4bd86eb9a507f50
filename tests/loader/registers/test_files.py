"""A register that is missing or damaged is named with its line; nothing is guessed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from loader.load import Loader
from loader.registers.files import read_fields
from loader.registers.registers import Registers
from ontology.errors import RegisterError

NAMES = [
    "agencies",
    "agency_types",
    "columns",
    "comparators",
    "corrections",
    "groups",
    "item_kinds",
    "officials",
    "place_types",
    "places",
    "references",
    "surfaces",
    "target_names",
    "target_units",
    "target_wordings",
    "target_words",
    "theme_terms",
]


@pytest.fixture
def data(tmp_path: Path, root: Path) -> Path:
    """Return a copy of the data folder without documents."""
    shutil.copytree(root / "data" / "registers", tmp_path / "data" / "registers")
    return tmp_path / "data"


def test_every_register_is_in_the_folder(root: Path) -> None:
    found = {path.stem for path in (root / "data" / "registers").glob("*.csv")}
    assert set(NAMES) <= found


@pytest.mark.parametrize("name", NAMES)
def test_load_without_a_register_names_the_file(
    name: str, data: Path, base: str, invent: Callable[..., str], tmp_path: Path
) -> None:
    (data / "registers" / f"{name}.csv").unlink()
    document = tmp_path / "invented.txt"
    document.write_text(invent(), encoding="utf-8")
    with pytest.raises(RegisterError, match=rf"{name}\.csv: no such register.*ZHENGTU_DATA"):
        Loader(tmp_path / "home", data, base).load([document])
    assert not (tmp_path / "home" / "current").exists()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a,b\n1,2\n3\n", 3),
        ("a,b\n1,2,3\n", 2),
        ('a,b\n1,"2, 2"\n3,4,5\n', 3),
    ],
)
def test_row_of_the_wrong_width_is_named(text: str, line: int, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RegisterError, match=rf"register\.csv, line {line}:"):
        list(read_fields(path))


def test_column_that_a_register_lacks_is_named(data: Path) -> None:
    path = data / "registers" / "groups.csv"
    path.write_text(path.read_text("utf-8").replace("extent", "reach", 1), encoding="utf-8")
    with pytest.raises(RegisterError, match=r"groups\.csv: no column extent"):
        _ = Registers(data / "registers").groups


def test_surface_of_a_body_that_no_register_has_is_refused(
    data: Path, base: str, notice: Path, tmp_path: Path
) -> None:
    surfaces = data / "registers" / "surfaces.csv"
    with surfaces.open("a", encoding="utf-8") as file:
        file.write("某局,320585,agency:320585/nobody,1,\n")
    with pytest.raises(RegisterError, match=r"surfaces\.csv.*agency:320585/nobody"):
        Loader(tmp_path / "home", data, base).load([notice])


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("分管领导", "supervising"),
        (" 分 管　领导\n", "supervising"),
        ("2018年工作任务", "annual_task"),
        ("２０３１年工作任务", "annual_task"),
        ("18年工作任务", None),
        ("年工作任务", "text"),
        ("分管领导姓名", "supervising"),
        ("包抓领导及职务", "supervising"),
        ("分管领导电话", None),
        ("", None),
    ],
)
def test_header_word_is_matched_whole(header: str, field: str | None, registers: Registers) -> None:
    assert registers.field_of(header) == field


def test_fingerprint_changes_with_any_register(data: Path) -> None:
    before = Registers(data / "registers").fingerprint()
    assert Registers(data / "registers").fingerprint() == before
    for name in NAMES:
        path = data / "registers" / f"{name}.csv"
        original = path.read_bytes()
        path.write_bytes(original + b"\n")
        assert Registers(data / "registers").fingerprint() != before
        path.write_bytes(original)


def written(data: Path, name: str, old: str, new: str) -> int:
    """Change the first `old` of a register into `new`; return its line."""
    path = data / "registers" / f"{name}.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("name", "change", "column", "allowed"),
    [
        ("columns", (",in_charge,", ",in_charged,"), "field", "one of category"),
        ("columns", ("关键词,", ","), "header", "some words"),
        ("role_words", ("牵头,lead,", "牵头,leader,"), "role", "one of lead, responsible"),
        ("agencies", (",1,", ",high,"), "confidence", "a decimal from 0 to 1"),
        ("surfaces", (",0.86,", ",1.2,"), "confidence", "a decimal from 0 to 1"),
        ("surfaces", ("agency:320585", "body:320585"), "agent", "agency: or group:"),
        ("groups", (",all,", ",every,"), "extent", "one of all, relevant, open"),
        ("agencies", ("\n100000,", "\n1000,"), "code", "a division code"),
        ("officials", (",2018,", ",2018年,"), "period", "a year of four digits"),
        ("references", (",meeting,", ",congress,"), "kind", "one of document, meeting"),
        ("theme_terms", (",text,", ",body,"), "scope", "one of heading, not, text"),
        ("theme_terms", (",0.6,", ",strong,"), "weight", "a decimal"),
        ("item_kinds", (",indicator,", ",figure,"), "kind", "one of indicator"),
        ("corrections", (",category,", ",text,"), "field", "one of category, heading"),
        ("places", (",country,", ",Country,"), "type", "lower-case"),
    ],
)
def test_a_value_that_is_not_allowed_is_named_with_its_line_and_column(
    name: str, change: tuple[str, str], column: str, allowed: str, data: Path
) -> None:
    line = written(data, name, *change) + change[0].startswith("\n")
    with pytest.raises(RegisterError) as raised:
        Registers(data / "registers").check()
    message = str(raised.value)
    assert f"{name}.csv, line {line}, column {column}: '" in message
    assert f"' is not {allowed}" in message


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("agencies", ",peoples-government,", ",nowhere,"),
        ("agencies", ",100000/guowuyuan,", ",100000/nowhere,"),
        ("places", ",municipality,", ",nowhere,"),
        ("groups", ",320585/chengxiangzhen", ",320585/nowhere"),
        ("officials", ",320585/renminzhengfu,", ",320585/nowhere,"),
        ("references", ",320585/shirenda,", ",320585/nowhere,"),
    ],
)
def test_a_key_that_leads_nowhere_is_named(name: str, old: str, new: str, data: Path) -> None:
    written(data, name, old, new)
    with pytest.raises(RegisterError, match=rf"{name}\.csv, row '.+': no register has '.*nowhere'"):
        Registers(data / "registers").check()
