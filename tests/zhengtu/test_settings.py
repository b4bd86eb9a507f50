"""Every setting can be found in the README, and works from a checkout when nothing is set."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.machine.processors import processors
from ontology.errors import SettingError
from zhengtu.settings import PREFIX, Settings, read_settings

NAMES = [PREFIX + name.upper() for name in Settings.model_fields]


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)


def test_every_setting_is_in_the_readme_with_its_default(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    if not readme.strip():
        pytest.skip("README.md is not written yet")
    for name, field in Settings.model_fields.items():
        line = next((li for li in readme.splitlines() if PREFIX + name.upper() in li), "")
        assert str(field.default) in line, name
    mentioned = set(re.findall(rf"{PREFIX}[A-Z_]+", readme)) - {"ZHENGTU_SHARED"}
    assert mentioned == set(NAMES)


def test_every_setting_is_described() -> None:
    assert len(NAMES) > 5
    for name, field in Settings.model_fields.items():
        assert field.description, name


def test_the_defaults_work_from_a_checkout(root: Path) -> None:
    settings = read_settings()
    assert settings.home == Path("snapshots")
    assert (root / settings.data / "documents").is_dir()
    assert (root / settings.data / "registers").is_dir()
    assert settings.query_seconds == 30
    assert settings.host == "127.0.0.1"


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("ZHENGTU_HOME", "/srv/政图", "home", Path("/srv/政图")),
        ("ZHENGTU_QUERY_SECONDS", "2.5", "query_seconds", 2.5),
        ("ZHENGTU_PORT", "0", "port", 0),
        ("ZHENGTU_BASE_IRI", "https://example.org/图/", "base_iri", "https://example.org/图/"),
    ],
)
def test_a_setting_is_read(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, field: str, expected: object
) -> None:
    monkeypatch.setenv(name, value)
    assert getattr(read_settings(), field) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ZHENGTU_QUERY_SECONDS", "-1"),
        ("ZHENGTU_QUERY_SECONDS", "nan"),
        ("ZHENGTU_QUERY_PROCESSES", "0"),
        ("ZHENGTU_RESULT_MB", "many"),
        ("ZHENGTU_PORT", "-1"),
        ("ZHENGTU_BASE_IRI", "https://example.org"),
        ("ZHENGTU_BASE_IRI", "https://example.org/a b/"),
        ("ZHENGTU_BASE_IRI", "https://example.org/>/"),
        ("ZHENGTU_BASE_IRI", "javascript:alert(1)/"),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError, match=name):
        read_settings()


@pytest.mark.parametrize("name", ["ZHENGTU_HOEM", "ZHENGTU_", "zhengtu_hoem", "ZHENGTU_DATA_"])
def test_a_misspelt_setting_is_an_error(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "x")
    with pytest.raises(SettingError, match=name):
        read_settings()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, 3),
        ({"cpu.max": "max 100000"}, 3),
        ({"a/b/cpu.max": "max 100000", "a/cpu.max": "250000 100000"}, 2),
        ({"cpu.max": "50000 100000"}, 1),
        ({"cpu/cpu.cfs_quota_us": "200000", "cpu/cpu.cfs_period_us": "100000"}, 2),
        ({"cpu/cpu.cfs_quota_us": "-1", "cpu/cpu.cfs_period_us": "100000"}, 3),
    ],
)
def test_a_quota_bounds_the_processors(
    files: dict[str, str], expected: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 4, 6}, raising=False)
    groups = tmp_path / "groups"
    groups.write_text("0::/a/b\n1:cpu:/outside\n2:memory:/\n", "utf-8")
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    assert processors(groups, tmp_path) == expected
