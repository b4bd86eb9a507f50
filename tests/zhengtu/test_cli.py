"""Every command does what its help says, and a mistake is answered in words."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import parse

from tests.zhengtu.conftest import environment

ZHENGTU = str(Path(sys.executable).with_name("zhengtu"))
# The reader of JSON-LD in rdflib warns of a class of its own.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

COMMANDS = (
    *("load", "divisions", "serve", "query", "search", "pivot", "network", "ask", "explain"),
    *("compare", "export", "mcp", "why", "mappings", "check", "token", "info", "report"),
)
NAMES = "SELECT ?name WHERE { ?a a zt:Official ; skos:prefLabel ?name FILTER(LANG(?name) = 'zh') }"
CONSTRUCT = "CONSTRUCT { ?a skos:prefLabel ?n } WHERE { ?a a zt:Official ; skos:prefLabel ?n }"

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]


def output(done: Done) -> str:
    """Return what a command printed that must succeed and say nothing else."""
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


# Help


@pytest.mark.parametrize("arguments", [(), *((command,) for command in COMMANDS)])
def test_every_command_has_help(run: Run, arguments: tuple[str, ...]) -> None:
    shown = output(run(*arguments, "--help"))
    assert shown.startswith(f"Usage: zhengtu {' '.join(arguments)}".rstrip())
    if not arguments:
        listed = re.findall(r"^  (\w+) ", shown.partition("Commands:")[2], re.MULTILINE)
        assert tuple(listed) == COMMANDS


HEAVY = ("jieba", "lxml", "openpyxl", "pdfplumber", "pypinyin", "pyoxigraph", "rdflib", "tantivy")


@pytest.mark.parametrize("arguments", [("--help",), ("load", "--help"), ("ask", "--help")])
def test_help_loads_nothing_that_takes_time(root: Path, arguments: tuple[str, ...]) -> None:
    code = (
        "import sys; from zhengtu.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, *arguments]
    shown = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert shown.stdout.startswith("Usage: ")
    loaded = set(shown.stderr.splitlines()[-1].split())
    assert "zhengtu" in loaded
    assert loaded.isdisjoint(HEAVY), loaded & set(HEAVY)


def test_a_server_begins_without_what_questions_need(root: Path) -> None:
    code = "import sys, zhengtu.server; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    loaded = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    late = {"numpy", "jieba", "queries.asking.answers", "queries.asking.words.forms"}
    assert "api.questions.asking" in loaded.stdout.split()
    assert late.isdisjoint(loaded.stdout.split())


# load and info


def test_load_says_what_it_published(
    run: Run, tmp_path: Path, lean_data: Path, invent: Callable[..., str]
) -> None:
    home, first, second = (tmp_path / name for name in ("home", "first.txt", "second.txt"))
    first.write_text(invent(number="虚政发〔2019〕5号"), encoding="utf-8")
    second.write_text(invent(number="虚政发〔2019〕6号"), encoding="utf-8")

    def load(*arguments: str | Path, state: str = "published", documents: int) -> str:
        each = r"(?:first|second)\.txt: \d+ items, \d+ assignments; \d+ unresolved: see .*\n"
        said = rf"(?:{each})+snapshot ([0-9a-f]{{16}}) {state}: "
        said += rf"documents {documents}, statements \d{{4,}}\n"
        done = run("load", "--home", home, *arguments, ZHENGTU_DATA=str(lean_data))
        found = re.fullmatch(said, output(done))
        assert found is not None
        return found[1]

    one = load(first, documents=1)
    assert load(first, state="is up to date", documents=1) == one
    both = load(second, documents=2)
    assert both != one
    assert load("--fresh", first, documents=1) == one
    shown = output(run("info", "--home", home))
    assert f"snapshot {one}\n" in shown
    assert both in shown


def test_a_policy_is_loaded_with_its_provisions(lean: Run, root: Path, tmp_path: Path) -> None:
    document, home = root / "tests" / "samples" / "policies" / "measures.txt", tmp_path / "home"
    said = output(lean("load", document, "--as", "policy", "--home", home))
    assert said.startswith("measures.txt: 7 provisions, 2 items, 3 assignments")
    assert "provisions: 4 item, 1 paragraph, 2 subitem\n" in output(lean("report", "--home", home))
    assert "7 provisions" in output(lean("info", "--home", home))
    refused = lean("load", document, "--as", "law", "--home", home)
    assert refused.returncode == 2
    assert "policy" in refused.stderr


def test_a_terminal_shows_what_is_being_done(
    root: Path, tmp_path: Path, lean_data: Path, invent: Callable[..., str]
) -> None:
    document = tmp_path / "document.txt"
    document.write_text(invent(), encoding="utf-8")
    mine, theirs = pty.openpty()
    command = [ZHENGTU, "load", str(document), "--home", str(tmp_path / "home")]
    with subprocess.Popen(
        command,
        cwd=root,
        env=environment(ZHENGTU_DATA=str(lean_data)),
        stderr=theirs,
        stdout=subprocess.PIPE,
    ) as process:
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # The terminal closes with the process.
            while part := os.read(mine, 10_000):
                shown += part
        os.close(mine)
        assert process.stdout is not None
        assert b"published" in process.stdout.read()
    assert b"loading: reading document.txt" in shown


def test_info_counts_the_notice(run: Run, home: Path) -> None:
    assert "166 items, 847 assignments" in output(run("info", "--home", home))


def test_home_is_an_option_or_a_setting_and_the_option_wins(
    run: Run, home: Path, tmp_path: Path
) -> None:
    by_option = output(run("info", "--home", home))
    assert output(run("info", ZHENGTU_HOME=str(home))) == by_option
    assert output(run("info", "--home", home, ZHENGTU_HOME=str(tmp_path))) == by_option
    assert output(run("info", cwd=home.parent, ZHENGTU_HOME=home.name)) == by_option
    assert run("info", ZHENGTU_HOME=str(tmp_path)).returncode == 1


def test_the_default_home_is_snapshots_in_the_folder_where_one_works(
    run: Run, home: Path, tmp_path: Path
) -> None:
    (tmp_path / "snapshots").symlink_to(home)
    assert output(run("info", cwd=tmp_path)) == output(run("info", "--home", home))


# query


def test_a_query_is_read_from_a_file_or_from_standard_input(
    run: Run, home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "名字.rq"
    file.write_text(NAMES, encoding="utf-8")
    from_file = output(run("query", file, "--home", home))
    assert from_file == output(run("query", "-", "--home", home, stdin=NAMES))
    assert "赵建初" in from_file
    assert from_file.splitlines()[-1] == f"{len(from_file.splitlines()) - 2} rows"


def test_a_query_in_every_format(run: Run, home: Path) -> None:
    def ask(query: str, format_: str) -> str:
        return output(run("query", "-", "--format", format_, "--home", home, stdin=query))

    names = [row["name"]["value"] for row in json.loads(ask(NAMES, "json"))["results"]["bindings"]]
    assert len(names) > 5
    assert [row["name"] for row in csv.DictReader(io.StringIO(ask(NAMES, "csv")))] == names
    assert ask(NAMES, "tsv").splitlines()[1:] == [f'"{name}"@zh' for name in names]
    as_xml = ask(NAMES, "xml")
    assert all(f">{name}</literal>" in as_xml for name in names)
    graphs = {
        name: rdflib.Graph().parse(data=ask(CONSTRUCT, name), format=parser)
        for name, parser in (("ttl", "turtle"), ("nt", "nt"), ("jsonld", "json-ld"))
    }
    assert len(graphs["nt"]) > len(names)
    assert set(graphs["ttl"]) == set(graphs["nt"]) == set(graphs["jsonld"])
    assert ask("ASK { ?s ?p ?o }", "table") == "true\n"


# search and ask


def test_search_shows_results_and_how_many_there_are(run: Run, home: Path) -> None:
    assert "河长制" in output(run("search", "河长制", "--home", home))
    shown = output(run("search", "水", "--type", "task", "--limit", "2", "--home", home))
    found = re.fullmatch(r"2 of (\d+) results", shown.splitlines()[-1])
    assert found is not None
    assert int(found[1]) > 2
    assert output(run("search", "飞碟", "--home", home)).splitlines()[-1] == "0 of 0 results"
    without = output(run("search", "水", "-河道", "--type", "task", "--home", home))
    assert 0 < int(without.splitlines()[-1].split()[2]) < int(found[1])


def test_ask_lists_the_questions_and_answers_them(run: Run, home: Path) -> None:
    listed = [line.split()[0] for line in output(run("ask")).splitlines()[1:]]
    assert len(listed) > 20
    assert "tasks-of-agency" in listed
    asked = ("ask", "tasks-of-agency", "agency=环保局", "--home", str(home))
    as_json = json.loads(output(run(*asked, "--format", "json")))
    as_csv = list(csv.DictReader(io.StringIO(output(run(*asked, "--format", "csv")))))
    as_table = output(run(*asked))
    assert as_json["count"] == len(as_json["rows"]) == len(as_csv) > 10
    assert f"{as_json['count']} rows; each: " in as_table.splitlines()[-1]


def test_a_free_question_is_answered_or_refused(run: Run, home: Path) -> None:
    shown = output(run("ask", "环保局牵头哪些任务？", "--home", home)).splitlines()
    assert "太仓市环境保护局" in shown[0]
    assert "263" in "".join(shown)
    refused = run("ask", "张三分管哪些任务？", "--home", home)
    assert refused.returncode == 1
    assert "张三" in refused.stdout


def test_a_value_may_hold_an_equals_sign(run: Run, home: Path) -> None:
    found = output(run("ask", "items-mentioning", "word=a=b", "--format", "json", "--home", home))
    assert json.loads(found)["parameters"] == {"word": "a=b"}


# export, check, report


def test_export_writes_the_same_graph_in_every_format(run: Run, home: Path, tmp_path: Path) -> None:
    for name in ("nq", "ttl", "trig"):
        file = tmp_path / f"graph.{name}"
        assert output(run("export", "--format", name, "-o", file, "--home", home)) == ""
        assert output(run("export", "--format", name, "--home", home)) == file.read_text("utf-8")
    lines = (tmp_path / "graph.nq").read_bytes().splitlines()
    assert lines == sorted(set(lines))
    assert len(lines) > 30_000
    quads = set(parse(path=tmp_path / "graph.nq"))
    assert quads == set(parse(path=tmp_path / "graph.trig"))
    assert {quad.triple for quad in quads} == {q.triple for q in parse(path=tmp_path / "graph.ttl")}


def test_check_finds_that_the_graph_conforms(run: Run, small: tuple[Path, Path]) -> None:
    assert output(run("check", "--home", small[0])).splitlines()[-1].endswith(": 0 violations")


def test_report_says_how_the_notice_was_read(run: Run, home: Path) -> None:
    short = output(run("report", "--home", home))
    assert "items: 10 indicator, 24 project, 132 task" in short
    assert "inherited: 475 (an empty cell that carries a value down); --all lists them" in short
    assert "门类 = category, 项目 = heading, 内容和要求 = text, 分管领导 = supervising" in short
    assert "left out" not in short
    everything = output(run("report", "--all", "--home", home))
    assert len(everything.splitlines()) > len(short.splitlines()) + 50


HEAD = "太仓市2019年{}重点工作方案\n"
WHOLE = f"{HEAD}1.修路。（市水务局牵头）\n"
LEFT_OUT = {
    "unresolved": f"{HEAD}1.修路。（市奇妙局牵头）\n",
    "unused": f"{WHOLE}本方案由市水务局负责解释。\n",
    "empty": f"{HEAD}没有任务。\n",
    "unread": f"{HEAD}\n\t内容和要求\n\t主要责任单位\n\t星级\n\n\t修路。\n\t水务局\n\t三星\n",
}


def test_strict_load_tells_by_its_exit_code_what_the_report_lists(run: Run, tmp_path: Path) -> None:
    home, whole = tmp_path / "home", tmp_path / "whole.txt"
    whole.write_text(WHOLE.format(""), encoding="utf-8")
    assert run("load", "--strict", whole, "--home", home).returncode == 0
    assert "left out" not in output(run("report", "--home", home))
    documents = [tmp_path / f"{reason}.txt" for reason in LEFT_OUT]
    for document, text in zip(documents, LEFT_OUT.values(), strict=True):
        document.write_text(text.format(document.stem), encoding="utf-8")
    assert run("load", "--strict", *documents, "--home", home).returncode == 3
    shown = output(run("report", "--home", home))
    for reason in LEFT_OUT:
        assert f"{reason}: 1, left out" in shown, reason
    assert run("load", *documents, "--home", home).returncode == 0


# Mistakes


def test_no_command_shows_the_help(run: Run) -> None:
    done = run()
    assert done.returncode == 2
    assert "Usage: zhengtu" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("lod",), 2, "No such command 'lod'"),
        (("query",), 2, "Missing argument"),
        (("query", "nothing.rq"), 2, "nothing.rq"),
        (("query", "binary"), 2, "binary"),
        (("query", "bad.rq"), 1, "line 2, column 19"),
        (("query", "service.rq"), 1, "SERVICE"),
        (("query", "update.rq"), 1, "only reads"),
        (("query", "good.rq", "--format", "pdf"), 2, "'pdf'"),
        (("query", "good.rq", "--format", "ttl"), 1, "text/csv"),
        (("search", "水", "--type", "taks"), 1, "indicator"),
        (("search", "水", "--limit", "0"), 2, "--limit"),
        (("search", "水", "--them", "reform"), 2, "--them"),
        (("ask", "nothing"), 1, "zhengtu ask"),
        (("ask", "task-of-agency"), 1, "did you mean tasks-of-agency"),
        (("ask", "tasks-of-agency"), 1, "needs agency"),
        (("ask", "tasks-of-agency", "环保局"), 2, "name=value"),
        (("ask", "tasks-of-agency", "agency=环保署"), 1, "环保署"),
        (("ask", "tasks-of-agency", "agency=环保局", "agency=水利局"), 2, "more than once"),
        (("export", "-o", "nowhere/graph.nq"), 2, "nowhere/graph.nq"),
        (("export", "-o", "."), 2, "Is a directory"),
        (("serve", "--port", "99999"), 1, "99999"),
        (("serve", "--port", "http"), 2, "--port"),
        (("serve", "--host", "no.such.host.invalid"), 1, "no.such.host.invalid"),
        (("load", "nothing.txt"), 1, "nothing.txt"),
        (("load", "empty.txt"), 1, "empty.txt"),
        (("load", "binary.txt"), 1, "binary.txt"),
        (("load", "."), 1, "."),
        (("info", "--home", "nothing"), 1, "zhengtu load"),
        (("serve", "--home", "nothing"), 1, "zhengtu load"),
        (("ask", "themes-overview", "--home", "nothing"), 1, "zhengtu load"),
        (("load", "empty.txt", "--home", "good.rq"), 1, "good.rq"),
    ],
)
def test_a_mistake_is_answered_in_words(
    run_at_files: Run, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = run_at_files(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write files that a user may get wrong."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "good.rq").write_text(NAMES)
    (folder / "bad.rq").write_text("SELECT ?机构 {\n  ?机构 a zt:Agency ；\n}")
    (folder / "service.rq").write_text("SELECT * { SERVICE <http://127.0.0.1:9/> {} }")
    (folder / "update.rq").write_text("CLEAR ALL")
    (folder / "binary").write_bytes(b"\xff\xfe\x00\xd8")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 9)
    (folder / "empty.txt").touch()
    return folder


@pytest.fixture(scope="module")
def run_at_files(run: Run, root: Path, home: Path, files: Path) -> Run:
    """Return a function that runs `zhengtu` in the folder of `files`."""
    return partial(run, cwd=files, ZHENGTU_HOME=str(home), ZHENGTU_DATA=str(root / "data"))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"ZHENGTU_HOEM": "x"}, "ZHENGTU_HOME"),
        ({"ZHENGTU_QUERY_SECOND": "1"}, "ZHENGTU_QUERY_SECONDS"),
        ({"ZHENGTU_XYZ": "1"}, "ZHENGTU_PORT"),
        ({"ZHENGTU_PORT": "http"}, "ZHENGTU_PORT"),
        ({"ZHENGTU_PORT": "65536"}, "ZHENGTU_PORT"),
        ({"ZHENGTU_QUERY_SECONDS": "0"}, "ZHENGTU_QUERY_SECONDS"),
        ({"ZHENGTU_BASE_IRI": "zhengtu"}, "ZHENGTU_BASE_IRI"),
    ],
)
def test_a_wrong_setting_is_named(
    run: Run, home: Path, settings: dict[str, str], said: str
) -> None:
    done = run("info", "--home", home, **settings)
    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("damage", ["missing", "no register", "not UTF-8"])
def test_registers_that_cannot_be_read_are_named(
    run: Run, root: Path, notice: Path, tmp_path: Path, damage: str
) -> None:
    data = tmp_path / "data"
    register = data / "registers" / "agencies.csv"
    if damage != "missing":
        shutil.copytree(root / "data" / "registers", register.parent)
    if damage == "no register":
        register.unlink()
    if damage == "not UTF-8":
        register.write_bytes(b"\xff\xfe" + register.read_bytes())
    done = run("load", notice, "--home", tmp_path / "home", ZHENGTU_DATA=str(data))
    assert (done.returncode, done.stdout) == (1, "")
    assert str(register if damage == "not UTF-8" else register.parent) in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def small(
    lean: Run, tmp_path_factory: pytest.TempPathFactory, invent: Callable[..., str]
) -> tuple[Path, Path]:
    """Load an invented document; return the home and the document."""
    folder = tmp_path_factory.mktemp("small")
    document = folder / "document.txt"
    document.write_text(invent(), encoding="utf-8")
    output(lean("load", document, "--home", folder / "home"))
    return folder / "home", document


def damaged(whole: Path, home: Path, part: str) -> Path:
    """Copy the home `whole` to `home` without a part of its snapshot."""
    shutil.copytree(whole, home, symlinks=True)
    broken = (home / "current").resolve() / part
    shutil.rmtree(broken) if broken.is_dir() else broken.unlink()
    return home


@pytest.mark.parametrize(
    ("part", "command"),
    [
        ("manifest.json", ("info",)),
        ("store", ("query", "-")),
        ("index", ("search", "水")),
        ("parts", ("export",)),
        ("report.json", ("report",)),
        ("documents", ("load",)),
    ],
)
def test_a_damaged_snapshot_is_named_with_the_way_out(
    run: Run, tmp_path: Path, small: tuple[Path, Path], part: str, command: tuple[str, ...]
) -> None:
    home = damaged(small[0], tmp_path / "home", part)
    done = run(*command, "--home", home, stdin="ASK {}")
    assert (done.returncode, done.stdout) == (1, "")
    assert part in done.stderr
    assert "zhengtu load --fresh" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("part", ["manifest.json", "store"])
def test_load_fresh_repairs_a_damaged_snapshot(
    lean: Run, tmp_path: Path, small: tuple[Path, Path], part: str
) -> None:
    whole, document = small
    home = damaged(whole, tmp_path / "home", part)
    assert "published" in output(lean("load", "--fresh", document, "--home", home))
    assert "1 rows" in output(lean("ask", "documents", "--home", home))


def test_a_snapshot_that_is_lost_is_loaded_again(
    lean: Run, tmp_path: Path, small: tuple[Path, Path]
) -> None:
    whole, document = small
    home = tmp_path / "home"
    shutil.copytree(whole, home, symlinks=True)
    shutil.rmtree((home / "current").resolve())
    assert "published" in output(lean("load", document, "--home", home))


def test_a_document_that_fails_leaves_the_others(
    lean: Run, files: Path, tmp_path: Path, invent: Callable[..., str]
) -> None:
    document = tmp_path / "document.txt"
    document.write_text(invent(), encoding="utf-8")
    done = lean("load", document, files / "empty.txt", "--home", tmp_path / "home")
    assert done.returncode == 1
    assert "documents 1" in done.stdout
    assert "empty.txt" in done.stderr


def test_a_port_that_is_taken_is_named(run: Run, home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "--home", home, "--port", str(port))
    assert (done.returncode, done.stdout) == (1, "")
    assert f"127.0.0.1:{port}" in done.stderr
    assert "--port" in done.stderr


@pytest.mark.parametrize("command", ["export", "report --all"])
def test_a_reader_that_stops_early_is_no_error(run: Run, home: Path, command: str) -> None:
    whole = output(run(*command.split(), ZHENGTU_HOME=str(home)))
    process = subprocess.run(
        ["sh", "-c", f'"{ZHENGTU}" {command} | head -1'],
        env={"ZHENGTU_HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.stdout == whole.splitlines(keepends=True)[0]
    assert process.stderr == ""


def test_output_is_utf8_whatever_the_locale(run: Run, home: Path) -> None:
    for settings in ({"LC_ALL": "C"}, {"LC_ALL": "POSIX", "LANG": "C"}):
        assert "赵建初" in output(run("query", "-", "--home", home, stdin=NAMES, **settings))


# why and mappings


def test_why_shows_steps_rule_and_register_row(run: Run, home: Path) -> None:
    shown = output(run("why", "农  委", "--home", home))
    assert "is 太仓市农业委员会 <https://w3id.org/zhengtu/id/agency/320585/nongwei>" in shown
    assert "type government-department, level county, business line agriculture-rural" in shown
    assert "by register, confidence 0.95" in shown
    assert "correction: nothing" in shown


def test_why_reads_a_name_in_the_document_that_is_named(run: Run, home: Path) -> None:
    shown = output(run("why", "统计局", "--doc", "太政发〔2018〕3号", "--home", home))
    assert "太仓市统计局" in shown
    elsewhere = output(run("why", "国家统计局", "--home", home))
    assert "in no document" in elsewhere
    assert "国家统计局 <" in elsewhere


def test_why_offers_what_looks_like_an_unknown_name(run: Run, home: Path) -> None:
    shown = output(run("why", "太仓市财务局", "--doc", "太政发〔2018〕3号", "--home", home))
    assert "by unresolved, confidence 0" in shown
    assert "looks like, no more: " in shown


def test_why_refuses_a_document_that_is_not_there(run: Run, home: Path) -> None:
    done = run("why", "农委", "--doc", "虚政发〔2019〕5号", "--home", home)
    assert done.returncode == 1
    assert "no document '虚政发〔2019〕5号'" in done.stderr


def test_mappings_are_a_mapping_set_in_sssom(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "names.sssom.tsv"
    output(run("mappings", "-o", file))
    lines = file.read_text(encoding="utf-8").splitlines()
    head = [line for line in lines if line.startswith("#")]
    assert any(line.startswith("#mapping_set_id:") for line in head)
    assert any(line.startswith("#license:") for line in head)
    rows = list(csv.DictReader(lines[len(head) :], delimiter="\t"))
    needed = ("subject_label", "subject_type", "predicate_id", "object_id", "mapping_justification")
    assert all(row[name] for row in rows for name in needed)
    [one] = [row for row in rows if row["subject_label"] == "农委"]
    assert one["object_id"] == "zhengtu:agency/320585/nongwei"
    assert one["subject_source"] == "place:320585"
