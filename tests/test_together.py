"""Documents that mean one thing and print it otherwise conform to the shapes together."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from graph.storage.check import check_shapes
from graph.storage.snapshot import open_current
from loader.load import Loader
from ontology.ids import DEFAULT_BASE
from ontology.standards import DCTERMS, SKOS

ROOT = Path(__file__).parents[1]

LETTER = """{issuer}关于印发{year}年{title}的通知

{number}

各镇人民政府：
{basis}

{tasks}

{issuer}
{year}年3月1日
"""


def letter(issuer: str, number: str, year: int, title: str, basis: str, *tasks: str) -> str:
    numbered = "\n".join(f"{n}. {task}" for n, task in enumerate(tasks, start=1))
    return LETTER.format(
        issuer=issuer, number=number, year=year, title=title, basis=basis, tasks=numbered
    )


DOCUMENTS = {
    # bodies of a place whose reforms the register has, by names that it has not, in other years
    "a2008.txt": letter(
        "太仓市人民政府", "太政发〔2008〕81号", 2008, "重点工作",
        "根据《江海岸线利用规划(2021-2035年)》和苏府〔2007〕05号，制定本方案。",
        "整治河道三公里。（责任单位：市国土资源局、市地方税务局、市卫生和计划生育委员会）",
    ),
    "a2022.txt": letter(
        "太仓市人民政府", "太政发〔2022〕82号", 2022, "重点工作",
        "根据《江海岸线利用规划（2021—2035年）》和苏府[2007]5号，制定本方案。",
        "整治河道四公里。（责任单位：市自然资源和规划局、市税务局、市卫生健康委员会）",
    ),
    # short names of one body from rows of other certainty, and names joined from words
    "b2019.txt": letter(
        "衢州市人民政府", "衢政发〔2019〕83号", 2019, "重点工作",
        "根据《“智慧江城”建设“三年”行动方案》，制定本方案。",
        "办好演出三十场。（责任单位：市文广旅游局、市教科局、市“东江”水利集团有限公司）",
    ),
    "b2021.txt": letter(
        "衢州市人民政府", "衢政发〔2021〕84号", 2021, "重点工作",
        "根据《「智慧江城」建设「三年」行动方案》，制定本方案。",
        "办好演出四十场。（责任单位：市文化广电旅游局、市教育科学技术局、市「东江」水利集团有限公司）",
    ),
    # a document that is cited by its title, and printed with other marks
    "太仓市c2020.txt": "江海岸线利用规划[2021－2035年]\n\n"
    "1. 修复岸线两公里。（责任单位：太仓市水利局）\n",
    # names of people, groups and towns with other marks
    "d2015.txt": letter(
        "墨玉县人民政府", "墨政发〔2015〕85号", 2015, "为民实事", "制定本方案。",
        "修建渠道五公里。（分管领导：市委常委、副县长买买提·吐尔逊；责任单位：各乡（镇）、县水利局）",
    ),
    "d2016.txt": letter(
        "墨玉县人民政府", "墨政发〔2016〕86号", 2016, "为民实事", "制定本方案。",
        "修建渠道六公里。（分管领导：市委常委,副县长买买提•吐尔逊；责任单位：各乡镇、县水利局）",
    ),
    # one code, first of a region and then of a city
    "e2015.txt": letter(
        "林芝地区行政公署", "林行发〔2015〕87号", 2015, "重点工作", "制定本方案。",
        "新建学校两所。（责任单位：林芝地区教育局）",
    ),
    "e2019.txt": letter(
        "林芝市人民政府", "林政发〔2019〕88号", 2019, "重点工作", "制定本方案。",
        "新建学校三所。（责任单位：林芝市教育局）",
    ),
    # a table without a title, and the words of a task cut by the lines of a drawn table
    "f2018.csv": "序号,工作内容,牵头单位,配合单位\n1,2018年新建公园两座,市住建局,市园林局\n"
    "2,改造道路三条,市交通局,市城管局\n",
    "g2023.txt": (
        "临江县2023年重点工作任务分解表\n"
        "┌──┬────────┬──────────┬──────┬────────┐\n"
        "│序号│  类别  │     工作任务       │牵头单位│   责任单位     │\n"
        "├──┼────────┼──────────┼──────┼────────┤\n"
        "│ 1  │港口交通│北沿江铁路县境段高  │县发改委│县交通局、港口局│\n"
        "│    │        │铁站房主体完工。    │        │                │\n"
        "└──┴────────┴──────────┴──────┴────────┘\n"
    ),
}  # fmt: skip
"""Made-up documents by file name; each group says one thing in two prints."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("together")
    paths = [folder / name for name in DOCUMENTS]
    for path in paths:
        path.write_text(DOCUMENTS[path.name], encoding="utf-8")
    outcome = Loader(folder / "home", ROOT / "data", DEFAULT_BASE, processes=2).load(paths)
    assert outcome.failures == ()
    return folder / "home"


# rdflib 7 calls what it deprecates itself while it parses quads
@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")
def test_documents_that_differ_in_print_conform_together(home: Path) -> None:
    assert check_shapes(open_current(home)) == []


@pytest.mark.parametrize(
    ("term", "name"),
    [
        (DCTERMS.title, "江海岸线利用规划（2021—2035年）"),
        (DCTERMS.title, "“智慧江城”建设“三年”行动方案"),
        (SKOS.prefLabel, "买买提吐尔逊"),
        (SKOS.prefLabel, "各乡镇"),
        (SKOS.prefLabel, "衢州市文化广电旅游局"),
        (SKOS.prefLabel, "林芝市教育局"),
    ],
)
def test_what_two_documents_name_is_one(home: Path, term: NamedNode, name: str) -> None:
    """The test above cannot pass on nothing: each name is that of one node of two documents."""
    store = Store.read_only(str(open_current(home).store_path))
    quads = store.quads_for_pattern(None, term, None)
    named = {quad.subject for quad in quads if quad.object.value == name}
    assert len(named) == 1
    graphs = {quad.graph_name for quad in store.quads_for_pattern(named.pop(), term, None)}
    assert len(graphs) > 1
