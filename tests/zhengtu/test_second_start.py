"""`make serve` a second time: nothing has changed, so it answers at once."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

ZHENGTU = str(Path(sys.executable).with_name("zhengtu"))


def test_a_second_start_makes_nothing_anew(
    root: Path, home: Path, run: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    run("load", "--home", home)
    before = sorted(path.name for path in home.iterdir())
    loaded = run("load", "--home", home)
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ZHENGTU_")}
    with subprocess.Popen(
        [ZHENGTU, "serve", "--port", "0", "--home", str(home)],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        try:
            found = re.search(r"http://\S+", server.stdout.readline())
            assert found is not None
            with urlopen(f"{found[0]}sparql?query=ASK%20%7B%20%3Fs%20a%20zt:Task%20%7D") as answer:
                content = answer.read()
            with urlopen(f"{found[0]}api/search?q=%E6%B0%B4") as answer:
                assert answer.status == 200
        finally:
            server.terminate()
    assert "is up to date" in loaded.stdout
    assert b"true" in content
    assert sorted(path.name for path in home.iterdir()) == before
