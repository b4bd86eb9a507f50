"""The wheel is whole: what it installs loads, answers and serves from an empty folder."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen
from zipfile import ZipFile

import pytest


def call(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    call("-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=root)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(
    root: Path, wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, str]]:
    """Install the wheel for itself; return an empty folder and the environment to use there."""
    site = tmp_path_factory.mktemp("installed") / "site"
    pip = ("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile")
    call(*pip, "--disable-pip-version-check", "--target", site, wheel, cwd=wheel.parent)
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ZHENGTU_")}
    data = str(root / "data")
    return tmp_path_factory.mktemp("empty"), {**kept, "PYTHONPATH": str(site), "ZHENGTU_DATA": data}


def test_the_wheel_holds_every_file_of_its_packages_and_no_other(root: Path, wheel: Path) -> None:
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    packages = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    expected = {
        path.relative_to(root).as_posix()
        for package in packages
        for path in (root / package).rglob("*")
        if path.suffix in (".py", ".ttl", ".rq", ".html", ".css", ".csv", ".toml", ".json")
    }
    with ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
        texts = {name for name in archive.namelist() if name.endswith("/licenses/LICENSE")}
    assert held == expected
    assert {Path(name).suffix for name in held} == {
        ".py",
        ".ttl",
        ".rq",
        ".html",
        ".json",
        ".css",
        ".csv",
        ".toml",
    }
    assert texts


def test_the_code_comes_from_the_wheel(installed: tuple[Path, dict[str, str]]) -> None:
    folder, environment = installed
    code = "import zhengtu, api, graph, loader, ontology, queries\nprint(zhengtu.__file__)"
    where = Path(call("-c", code, cwd=folder, env=environment).strip())
    assert where.is_relative_to(environment["PYTHONPATH"])


@pytest.fixture(scope="module")
def loaded(installed: tuple[Path, dict[str, str]]) -> str:
    folder, environment = installed
    return call("-m", "zhengtu.cli", "load", cwd=folder, env=environment)


def test_load_and_ask_work_from_an_empty_folder(
    installed: tuple[Path, dict[str, str]], loaded: str
) -> None:
    folder, environment = installed
    assert "published: documents 1" in loaded
    assert [path.name for path in folder.iterdir()] == ["snapshots"]
    asked = ("-m", "zhengtu.cli", "ask", "tasks-of-agency", "agency=环保局")
    assert "环境保护局" in call(*asked, "--format", "csv", cwd=folder, env=environment)


@pytest.fixture(scope="module")
def address(installed: tuple[Path, dict[str, str]], loaded: str) -> Iterator[str]:
    folder, environment = installed
    assert loaded
    with subprocess.Popen(
        [sys.executable, "-m", "zhengtu.cli", "serve", "--port", "0"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        try:
            found = re.search(r"http://\S+", server.stdout.readline())
            assert found is not None
            yield found[0]
        finally:
            server.terminate()


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("", "政图"),
        ("sparql?query=ASK%20%7B%20%3Fs%20a%20zt:Task%20%7D", "true"),
        ("api/search?q=%E6%B2%B3%E9%95%BF%E5%88%B6", "河长制"),
        ("api/questions", "tasks-of-agency"),
        ("id/theme/environment", "生态环境"),
        ("openapi.json", "/sparql"),
    ],
)
def test_serve_answers_from_an_empty_folder(address: str, path: str, said: str) -> None:
    with urlopen(f"{address}{path}") as answer:
        assert said in answer.read().decode()
