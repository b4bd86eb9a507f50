"""What cleaning takes out of a document stands in its account."""

from pathlib import Path

from loader.accounting import unaccounted
from loader.documents.cleaning import clean_source
from loader.readers import read_document

NOISY = (
    "新建幼儿园三所(县教育局牵头)' k2 T7 Q4 m\n"
    '; w3 L) {9 h" v\n'
    "治理河道三公里(县水务局牵头)& B5 s! 8N ~c |7 p\n"
)


def test_a_line_of_noise_alone_is_skipped_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "post.txt"
    path.write_text(NOISY, encoding="utf-8")
    source = clean_source(read_document(path))
    assert [line.text for line in source.paragraphs()] == [
        "新建幼儿园三所(县教育局牵头)",
        "治理河道三公里(县水务局牵头)",
    ]
    assert [(one.text, one.why) for one in source.skipped] == [
        ('; w3 L) {9 h" v', "random characters against copying")
    ]
    assert unaccounted(source) == []
