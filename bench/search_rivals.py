"""Other ways to search the same texts: SQLite FTS5 with trigrams, Whoosh with jieba's analyser."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from jieba.analyse import ChineseAnalyzer
from whoosh.fields import NUMERIC, TEXT, Schema
from whoosh.index import create_in
from whoosh.qparser import QueryParser

Find = Callable[[str], set[int]]


def sqlite_finder(folder: Path, texts: list[str]) -> tuple[Find, float]:
    """Return what searches `texts` by FTS5, and the seconds that its index took."""
    begun = time.perf_counter()
    base = sqlite3.connect(folder / "fts.db")
    base.execute("CREATE VIRTUAL TABLE found USING fts5(body, tokenize='trigram')")
    rows = enumerate(texts)
    base.executemany("INSERT INTO found(rowid, body) VALUES (?, ?)", rows)
    base.commit()

    def find(words: str) -> set[int]:
        quoted = " ".join(f'"{word}"' for word in words.split())
        asked = "SELECT rowid FROM found WHERE found MATCH ? ORDER BY rank"
        return {row for (row,) in base.execute(asked, (quoted,))}

    return find, time.perf_counter() - begun


def whoosh_finder(folder: Path, texts: list[str]) -> tuple[Find, float]:
    """Return what searches `texts` by Whoosh, and the seconds that its index took."""
    begun = time.perf_counter()
    schema = Schema(number=NUMERIC(stored=True), body=TEXT(analyzer=ChineseAnalyzer()))
    index = create_in(str(folder), schema)
    writer = index.writer(limitmb=256)
    for number, text in enumerate(texts):
        writer.add_document(number=number, body=text)
    writer.commit()
    parser, searcher = QueryParser("body", schema), index.searcher()

    def find(words: str) -> set[int]:
        return {hit["number"] for hit in searcher.search(parser.parse(words), limit=None)}

    return find, time.perf_counter() - begun


def measure(find: Find, asked: Iterable[tuple[str, set[int]]]) -> tuple[float, float, list[float]]:
    """Return recall and precision over all queries, and the processor seconds of each."""
    wanted = held = found_all = 0
    seconds = []
    for words, expected in asked:
        begun = time.process_time()
        found = find(words)
        seconds.append(time.process_time() - begun)
        wanted, held = wanted + len(expected), held + len(found & expected)
        found_all += len(found)
    return held / wanted, held / max(found_all, 1), seconds
