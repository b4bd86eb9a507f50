"""The words of questions, as data that colleagues extend."""

from collections import Counter

from queries.asking.words.grammar import word_rows


def test_a_word_stands_once_in_a_class() -> None:
    said = Counter(
        (row["class"], row["value"], word)
        for row in word_rows()
        for word in row["words"].split("|")
    )
    assert [known for known, times in said.items() if times > 1] == []
    assert len(said) > 5000


def test_what_asks_for_nothing_says_of_which_sort_it_is() -> None:
    noise = [row for row in word_rows() if row["class"] == "noise"]
    sorts = [row["value"] for row in noise]
    assert "courtesy" in sorts
    assert "" not in sorts
    said = Counter(word for row in noise for word in row["words"].split("|"))
    assert [word for word, times in said.items() if times > 1] == []
