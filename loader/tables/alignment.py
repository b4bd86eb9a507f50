"""Rows that lack cells: which columns the cells that are there belong to.

A page that was turned into text prints a merged cell once and leaves it out of the rows below, so
that their cells move to the left. Each cell has a kind (a number, a name, a date, units, a text);
of all ways to put the cells of a row in order under the columns the one that fits best is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from loader.assignments.clause_words import SCHEDULE
from loader.assignments.clauses import ClauseReader
from loader.assignments.fields import PEOPLE, PERSONAL, ROLES
from loader.assignments.plausibility import are_plausible
from loader.assignments.shares import Clause
from loader.tables.wrapped_cells import is_cut_name
from loader.texts.deadlines import find_deadlines
from loader.texts.leaders import read_leaders
from loader.texts.led import split_off_leaders
from loader.texts.people import NO_NAMES, OF_PERSON, are_posts, bare_name, is_leader
from loader.texts.posts import SURNAMES
from loader.texts.units import split_list
from ontology.values import fold_space

SIGNS = "★☆▲△●◆■※＊*"
"""Signs that mark a row beside its number: 3★ is one that a leader watches."""

_SIGN = rf"\s?[{SIGNS}]?\s?"

NUMBER = re.compile(rf"^{_SIGN}(?:[（(]?\d{{1,4}}[）).．、]?|第\d{{1,4}}[号件]){_SIGN}$")
COUNT = re.compile(
    rf"{_SIGN}[（(]?(?:\d{{1,3}}|[一二三四五六七八九十]{{1,3}}|[①-⑳])(?:-\d{{1,2}})?[)）]?[.．、]?{_SIGN}$"
)
"""What a cell prints that counts its row, in figures or numerals: 12, （三）, ④, 2-1."""

CODE = re.compile(r"(?:[A-Za-z]{1,3}|[Ⅰ-Ⅻ]{1,3})[-－—.]?\d{1,3}(?:[-－.]\d{1,2})*$")
"""What a cell prints that counts its row within a part that a letter names: A1, Ⅰ-2."""

NAME = re.compile(r"^[\u4e00-\u9fff·]{2,4}$")
_MONEY = re.compile(r"约?[\d,，.．]+(?:千|[十百千]?万|亿)?(?:美|欧|港|日)?元$")
"""A sum of money, which says nothing of what is to be done."""

_BUILT = re.compile(
    "(?:医院|卫生[院室]|敬老院|福利院|学校|[小中大]学|学院|幼儿园|公园|[图书博物文化体育]馆|市场|[水电]厂|[水电车]站|中心)$"
)
"""How what is built is called that may be a body, too: 中心卫生院 as the title of a project."""

_LONGEST_NAMES, _LONGEST_NAME = 40, 3
_LONGEST_DATE, _LONGEST_CLAUSE = 24, 300
_AND_OTHERS = re.compile(r"等?(?:\d{1,3}|[一二三四五六七八九十]{1,3})?(?:人|名?(?:代表|委员))$|等$")
"""How many more there are than the names before say: 覃晓玲等5人."""

_OF_GROUP = re.compile(
    "(?:民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|工商联|[省市县区]?政协)[\u4e00-\u9fff]{0,12}(?:总支部?|支部|支社|小组|委员会|工委|界别?)"
    "|(?!关于)[\u4e00-\u9fff]{2,10}(?:界别?(?:委员)?|人士)|第?[\u4e00-\u9fff\\d]{1,8}代表(?:团|小组)"
)
"""A group of those who propose something: 民建临江市总支, 工商联界, 第三代表团."""

_SHORT_NAME = re.compile("(?!关于|重点)[\u4e00-\u9fff]{4,8}(?:、[\u4e00-\u9fff]{2,8})*")
"""What may be the name of somebody of a nation with longer names: 那仁格日勒."""

_OF_TWO = re.compile("欧阳|司马|上官|诸葛|令狐|尉迟|皇甫|东方|夏侯|慕容|司徒|端木|.*·")
"""Surnames of two characters: only they make a name of four."""

_PARTY_POST = re.compile(
    r"[省市县区州盟旗]委(?:副?书记|(?:组织|宣传|统战)部部?长)|[省市县区州盟旗]?(?:委?政法委|纪委)书记"
    r"|[省市县区州盟旗]?(?:人大(?:常委会)?副?主任|政协副?主席)"
)
"""An official by a post outside of the government, without a name: 市委副书记."""

_PERSON = re.compile(
    f"[{SURNAMES}](?:[^委事工学协商联代议年员妇人董监理]会|[^银支分商农建工央总城村发融运执][行])"
)
"""A name of three characters that ends like that of a body, and is of a person: 罗德会."""

_OF_LEVEL = re.compile("[省市县区州镇乡各].(?!长)")
_GOOD, _FAIR, _BAD, _WRONG = 3.0, 1.0, -2.0, -6.0

_OF_ONE_ROW = frozenset({"text", "annual_task", "title", "indicator"})
"""Fields of content whose cells are not merged: a lone text is theirs first."""

Places = tuple[int, ...]


def best_places(
    cells: Sequence[str], fields: Sequence[str | None], reader: ClauseReader
) -> tuple[Places, float]:
    """Return the column of each of `cells` and how well they fit, empty cells fitting anywhere."""

    @cache
    def best(cell: int, column: int) -> tuple[float, Places]:
        if cell == len(cells):
            return 0.0, ()
        if len(cells) - cell > len(fields) - column:
            return float("-inf"), ()
        here, rest = best(cell + 1, column + 1)
        taken = here + fit(cells[cell], fields[column], reader), (column, *rest)
        return max(taken, best(cell, column + 1), key=lambda found: found[0])

    score, places = best(0, 0)
    return places, score


def fit(cell: str, name: str | None, reader: ClauseReader) -> float:
    """Return how well `cell` fits the column of the field `name`."""
    if not cell:
        return 0.0
    if name == "number":
        return _GOOD if NUMBER.match(cell) or COUNT.match(cell) else _WRONG
    if name in ROLES or name == "proposer":
        return _fit_of_agents(cell, name, reader)
    if name == "deadline":
        dated = find_deadlines(cell, 2000) or SCHEDULE.match(cell)
        return _GOOD if len(cell) <= _LONGEST_DATE and dated else _BAD / 2
    return _fit_of_text(cell, name, reader)


def _fit_of_agents(cell: str, name: str, reader: ClauseReader) -> float:
    if name in PEOPLE:
        return _fit_of_names(cell, reader)
    if name == "proposer":
        return _fit_of_proposer(cell, reader)
    if _PERSON.fullmatch(cell) and not reader.registers.rulebook.rules(cell, ""):
        return _BAD
    if "\n" not in cell:
        cell, _ = split_off_leaders(cell, reader.registers.ends_like_unit)
    is_named = lists_units(cell, reader) or is_cut_name(cell, reader.registers)
    return _GOOD if is_named else _BAD


def _fit_of_proposer(cell: str, reader: ClauseReader) -> float:
    """Return how well `cell` fits those who asked for something: 李春燕, 覃晓玲等5人, 区工商联."""
    named = _AND_OTHERS.sub("", cell)
    if lists_units(named, reader) or (named and _fit_of_names(named, reader) > 0):
        return _GOOD
    is_short = _SHORT_NAME.fullmatch(named) is not None
    if (is_short and named != cell) or all(map(_OF_GROUP.fullmatch, re.split("[、，,]", named))):
        return _GOOD
    return _FAIR if is_short else _BAD


def _fit_of_names(cell: str, reader: ClauseReader) -> float:
    words = re.split(r"[、，,；;/\s]+", cell.strip())
    if cell.strip() in NO_NAMES or find_deadlines(cell, 2000) or SCHEDULE.match(cell):
        return _WRONG
    is_post = _PARTY_POST.fullmatch(cell.strip()) is not None or are_posts(cell)
    if is_post or all(map(_is_official, words)) or read_leaders(cell) or _has_posts(cell, reader):
        return _FAIR if all(map(reader.registers.ends_like_unit, words)) else _GOOD
    named = all(
        re.match(r"[\u4e00-\u9fff]{1,4}$|[\u4e00-\u9fff]{1,7}(?:·[\u4e00-\u9fff]{1,7})+$", word)
        for word in words
    )
    if len(cell) > _LONGEST_NAMES or not named:
        return _BAD if "长" in cell[-2:] else _WRONG
    if any(_OF_LEVEL.match(word) for word in words):
        return _WRONG
    if any(len(word) > _LONGEST_NAME and not _OF_TWO.match(word) for word in words):
        return _BAD / 2
    bodies = sum(reader.registers.ends_like_unit(word) for word in words)
    bodies -= sum(_PERSON.fullmatch(word) is not None for word in words)
    return _GOOD if not bodies else _FAIR if bodies == len(words) else _FAIR / 2


def _has_posts(cell: str, reader: ClauseReader) -> bool:
    """Tell whether a cell is a name with posts behind it: 王明 县委常委、县人武部政委."""
    words = OF_PERSON.sub("", cell).split(maxsplit=1)
    return len(words) > 1 and are_posts(words[1]) and is_name(words[0], reader)


def _is_official(word: str) -> bool:
    return is_leader(word) or bare_name(word) != word


def is_date(cell: str) -> bool:
    """Tell whether a cell is one date and nothing else: 8月底."""
    dates = find_deadlines(cell, 2000)
    return len(dates) == 1 and dates[0].quote == cell.strip()


def _fit_of_text(cell: str, name: str | None, reader: ClauseReader) -> float:
    if name is None or (name == "remark" and (is_date(cell) or cell in NO_NAMES)):
        return 0.0
    if _MONEY.match(cell):
        return _FAIR if name == "remark" else _BAD
    if cell in NO_NAMES or NUMBER.match(cell) or are_posts(cell):
        return _BAD
    if lists_units(cell, reader) or is_date(cell) or is_cut_name(cell, reader.registers):
        return 0.0 if name == "title" and _BUILT.search(cell) else _BAD
    return _FAIR if name in _OF_ONE_ROW else _FAIR / 2


def lists_units(cell: str, reader: ClauseReader) -> bool:
    """Tell whether `cell` reads as names of bodies, or as a clause that gives them roles."""
    if are_plausible(split_list(cell), reader.registers):
        return True
    clause = reader.read(cell) if len(cell) < _LONGEST_CLAUSE else Clause()
    return clause.is_assignment and any(one.role not in PERSONAL for one in clause.shares)


def names_body_beside_date(cell: str, reader: ClauseReader) -> bool:
    """Tell whether a cell of a date begins with a body, which is of another: 县水务局10月底."""
    dates = find_deadlines(cell, 2000)
    named = cell.partition(dates[0].quote)[0].strip() if dates else ""
    return named != "" and lists_units(named, reader)


def is_name(cell: str, reader: ClauseReader) -> bool:
    folded = fold_space(cell)
    return bool(NAME.match(folded)) and not reader.registers.ends_like_unit(folded)


def are_one_official(cell: str, other: str, reader: ClauseReader) -> bool:
    """Tell whether one of two cells is a name, and the other the posts of it: 王明 / 县委书记."""
    name, posts = sorted((cell, other), key=are_posts)
    return are_posts(posts) and not are_posts(name) and is_name(name, reader)
