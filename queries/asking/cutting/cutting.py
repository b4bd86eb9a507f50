"""A question cut into its parts: words of the grammar, names of the graph, words of the texts."""

from __future__ import annotations

from graph.opened import OpenSnapshot
from queries.asking.cutting.alike import with_alike_names
from queries.asking.cutting.annexes import annex_tokens
from queries.asking.cutting.beside import with_words_beside
from queries.asking.cutting.edges import edge_tokens
from queries.asking.cutting.either_column import with_either_column
from queries.asking.cutting.following_on import with_follow_on
from queries.asking.cutting.frames import without_frames
from queries.asking.cutting.headed import with_headings
from queries.asking.cutting.idioms import with_idioms
from queries.asking.cutting.matters import with_matter
from queries.asking.cutting.name_ends import name_end_tokens
from queries.asking.cutting.particles import with_parted_words
from queries.asking.cutting.parts_of_names import with_parts_of_names
from queries.asking.cutting.phrases import with_aliases_within, with_phrases, with_wholes
from queries.asking.cutting.quoting import (
    quoted_tokens,
    said_tokens,
    with_columns_quoted,
    with_glosses,
    with_translations,
)
from queries.asking.cutting.rewrites import with_rewrites
from queries.asking.cutting.undertaking import without_undertaking
from queries.asking.cutting.years import with_years
from queries.asking.readings.draft import Draft
from queries.asking.words.askers import with_askers
from queries.asking.words.courtesy import courtesy_tokens
from queries.asking.words.english import body_tokens, with_bodies_of_names
from queries.asking.words.heads import with_shared_ends, with_shared_heads
from queries.asking.words.jurisdictions import with_jurisdictions
from queries.asking.words.naming import name_tokens, with_held_agents, with_held_documents
from queries.asking.words.sounding import with_sounding_names
from queries.asking.words.tokens import general_words, grammar_tokens, split
from queries.asking.words.wording import fold_question, language_of


def read_question(question: str, opened: OpenSnapshot) -> tuple[Draft, tuple[int, ...]]:
    """Return the parts of `question`, and where each folded character comes from."""
    folded = fold_question(question)
    text, index = folded.text, opened.index
    names = with_bodies_of_names(name_tokens(text, index), body_tokens(text, index))
    found = [*grammar_tokens(text), *names, *quoted_tokens(text, names, index)]
    found += [
        *annex_tokens(text, opened),
        *said_tokens(text, index),
        *edge_tokens(text, names),
        *name_end_tokens(text),
        *courtesy_tokens(text),
        *general_words(text),
    ]
    tokens = with_years(with_askers(text, split(text, found), names), index)
    tokens = with_shared_heads(with_jurisdictions(text, tokens), index)
    tokens = with_aliases_within(with_phrases(text, tokens, index), index)
    tokens = with_shared_ends(with_parted_words(tokens, index), index)
    tokens = with_parts_of_names(with_either_column(with_follow_on(tokens)), index)
    tokens = with_matter(without_frames(with_wholes(tokens, index), index), index)
    tokens = with_sounding_names(without_undertaking(with_alike_names(tokens)), index)
    tokens = with_rewrites(with_columns_quoted(with_headings(tokens, index)))
    tokens = with_words_beside(tokens)
    language = language_of(question)
    tokens = [with_held_documents(with_held_agents(token, index), index) for token in tokens]
    tokens = with_glosses(tokens)
    tokens = with_translations(tokens, index)
    if language == "en":
        tokens = with_idioms(tokens)
    draft = Draft(tokens, language, opened.index, opened.snapshot.base_iri)
    return draft, tuple(folded.origin)
