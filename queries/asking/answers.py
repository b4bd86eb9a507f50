"""Ask a free question of a snapshot and get the complete answer with what was understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from graph.opened import OpenSnapshot
from ontology.errors import QueryTooLong
from ontology.ids import rebase
from queries.asking.answering.answer import AMBIGUOUS, ANSWERED, REFUSED, UNSURE, Answer
from queries.asking.answering.as_meant import as_meant
from queries.asking.answering.customary import unsure_if_unusual
from queries.asking.answering.elsewhere import (
    apart_words,
    contact_asked,
    contact_words,
    is_nowhere,
    others_in_charge,
    remarks_beside,
    words_outside_items,
    years_without_items,
)
from queries.asking.answering.enumerations import Told
from queries.asking.answering.evaluating import evaluate_reading
from queries.asking.answering.excerpts import excerpt
from queries.asking.answering.filling import fill_blank
from queries.asking.answering.joining import with_also
from queries.asking.answering.letter import (
    LEAST,
    LESS,
    letter_sentence,
    prints_all,
    quotes_letter,
    speaks_of_letter,
    unknown_printed,
    written_in_letter,
)
from queries.asking.answering.listing import with_list
from queries.asking.answering.nested import name_the_described
from queries.asking.answering.outcomes import find_outcomes
from queries.asking.answering.placed import name_placed
from queries.asking.answering.saved import find_saved, saved_answer
from queries.asking.answering.second_try import (
    is_clearer,
    is_unclear,
    may_be_clearer,
    otherwise,
    told_otherwise,
)
from queries.asking.answering.several import read_parts
from queries.asking.answering.showing import Shown
from queries.asking.answering.telling import tell
from queries.asking.cutting.cutting import read_question
from queries.asking.doubts.choosing import choices_sentence, count_choices, only_held
from queries.asking.doubts.doubts import Settled, settle, words_left
from queries.asking.doubts.idle import use_idle_words
from queries.asking.doubts.misgivings import is_unclaimed, misgivings
from queries.asking.doubts.relaxing import NEAREST, relaxed
from queries.asking.doubts.sureness import (
    leaves_only_words,
    listed_themselves,
    lost_words,
    may_be_misread,
    names_agents,
    names_nobody,
    without_borne_out,
    without_claim,
    without_settled,
)
from queries.asking.readings.apart import ALL, MOST_TOLD
from queries.asking.readings.filtering import filter_condition, within
from queries.asking.readings.kinship import family_of
from queries.asking.readings.reading import Clause, Condition, Reading
from queries.asking.rows.solutions import Found
from queries.asking.sentences.remarks import (
    APART,
    BODY_MEANT,
    CUT,
    ITSELF,
    LETTER,
    LOST,
    NO_WORDS,
    NO_YEAR,
    NOTHING,
    ONE_OF_SEVERAL,
    OUTSIDE,
    UNCLAIMED,
)
from queries.asking.words.wording import MOST_CHARACTERS

__all__ = [
    "AMBIGUOUS",
    "ANSWERED",
    "MOST_CHARACTERS",
    "REFUSED",
    "UNSURE",
    "Answer",
    "ask",
    "ask_rows",
]


def ask(
    question: str,
    opened: OpenSnapshot,
    filters: Mapping[str, str] | None = None,
    most_told: int = MOST_TOLD,
) -> Answer:
    """Answer `question` from the snapshot, about the work items that `filters` leave.

    More items than `most_told` behind a number or behind rows of things are not told with it: the
    answer says how many stand `apart`. What a question asks to list is always told in full.

    Raises QueryTooLong for a question over the limit, UnknownValue for a filter that does not
    exist, and what the query raises.
    """
    narrowing = filter_condition(filters or {}, opened.index)
    if len(question) > MOST_CHARACTERS:
        raise QueryTooLong(f"the question is over {MOST_CHARACTERS} characters; ask less at a time")
    shown = _read(question, opened, most_told)
    if not any(map(str.isalnum, question)):
        return shown.refusal(NO_WORDS[shown.draft.language], (), ())
    tokens = [*shown.draft.tokens]  # to answer may change them
    answer = _ask(shown, narrowing)
    filled = fill_blank(shown.draft, tokens, answer, opened) if narrowing is None else None
    if filled is not None:
        return _enumerated(shown, filled)
    if not is_unclear(answer):
        return unsure_if_unusual(answer, tokens, shown)
    for other in otherwise(answer, tokens, shown.origin, opened):
        is_wanted = partial(may_be_clearer, answer=answer, apart=other.apart)
        again = _ask(_read(other.question, opened, most_told), narrowing, is_wanted)
        if is_clearer(again, answer, apart=other.apart):
            return told_otherwise(again, answer, other, tokens)
    return answer


_IsWanted = Callable[[Settled], bool]


def _is_any(_: Settled) -> bool:
    return True


def _read(question: str, opened: OpenSnapshot, most_told: int) -> Shown:
    draft, origin = read_question(question, opened)
    draft.most_told = most_told
    return Shown(question, origin, draft, opened)


def _ask(
    shown: Shown,
    narrowing: Condition | None,
    is_wanted: _IsWanted = _is_any,
) -> Answer:
    """Answer what is shown; what is not wanted is refused before anything is looked for."""
    draft, opened = shown.draft, shown.opened
    if (saved := find_saved(draft)) is not None:
        return saved_answer(shown, saved, narrowing)
    if (asked := contact_asked(draft)) is not None:
        draft.use(asked, "asks", "contact")
        status = ANSWERED if is_nowhere(draft, asked, opened) else UNSURE
        return replace(shown.base(status, contact_words(draft, asked)), not_understood=())
    by_itself = tell(draft, opened)
    if narrowing is None and by_itself is not None:
        return _enumerated(shown, by_itself)
    draft, placed = name_placed(draft, opened)
    draft, told = name_the_described(draft, opened)
    shown = replace(shown, draft=draft)
    parts = read_parts(draft)
    if narrowing is not None:
        parts = [(part, within(reading, narrowing)) for part, reading in parts]
    (first, reading), *others = parts
    for part, _ in parts:
        part.is_one_of_several = bool(others)
    if speaks_of_letter(draft, reading) and (said := letter_sentence(draft, opened, LEAST)):
        return written_in_letter(shown, said)
    answer = _answer_reading(replace(shown, draft=first), reading, is_wanted)
    for part, more in others:
        answer = with_also(answer, _answer_reading(replace(shown, draft=part), more))
    return replace(answer, sentence=placed + told + answer.sentence)


def ask_rows(
    question: str,
    opened: OpenSnapshot,
    filters: Mapping[str, str] | None = None,
    most_told: int = MOST_TOLD,
) -> Answer:
    """Answer as `ask` does, for whoever takes the rows alone: a number brings its items, too."""
    answer = ask(question, opened, filters, most_told)
    return ask(question, opened, filters, ALL) if answer.apart and not answer.rows else answer


def _answer_reading(shown: Shown, reading: Reading, is_wanted: _IsWanted = _is_any) -> Answer:
    settled = settle(shown.draft, reading, shown.opened.index)
    if "outcome" in reading.asks:
        found = find_outcomes(shown.draft, replace(reading, measure="list"), shown.opened)
        if found is not None:
            return _found_answer(shown, found, settled.doubts)
    if (written := _of_letter(shown, settled)) is not None:
        return written
    if settled.refused or not is_wanted(settled):
        return shown.refusal(settled.refused, settled.near, settled.questions)
    if settled.meanings:
        return _answer_of_several(shown, settled)
    return _answered(shown, settled)


def _of_letter(shown: Shown, settled: Settled) -> Answer | None:
    """Return the sentence of the letter that is asked for, or alone prints what is asked."""
    is_asked = bool(settled.doubts or settled.leftover) and quotes_letter(shown.draft)
    if not (settled.refused or settled.leftover or is_asked):
        return None
    said = letter_sentence(shown.draft, shown.opened, LESS)
    unknown = unknown_printed(shown.draft, said) if said else 0
    is_whole = bool(unknown) and prints_all(shown.draft, said)
    if unknown and settled.refused and not is_whole:
        told = LETTER[shown.draft.language].format(said)
        return replace(shown.base(UNSURE, told), notes=(settled.refused,))
    if is_whole or (said and is_asked) or (settled.leftover and unknown >= _SEVERAL):
        return written_in_letter(shown, said)
    return None


_SEVERAL = 2


def _enumerated(shown: Shown, told: Told) -> Answer:
    """Answer with the work items whose texts count what is asked for; of nothing there are none."""
    if not told.items:
        return replace(shown.base(ANSWERED, told.sentence), not_understood=())
    clause = Clause((), (Condition("item", told.items),))
    found = evaluate_reading(shown.draft, Reading("item", "list", (clause,)), shown.opened)
    reading = replace(found.reading, measure="tell")
    found = replace(found, reading=reading, sentence=told.sentence, doubts=())
    answer = _found_answer(shown, found, ())
    return replace(answer, not_understood=())


def _answer_of_several(shown: Shown, settled: Settled) -> Answer:
    """Return the choices, or the answer of the only one that has anything of what is asked for."""
    language, nodes = shown.draft.language, settled.meanings
    choices = count_choices(settled.reading, nodes, shown.opened)
    chosen = only_held(settled.reading, nodes, choices)
    if chosen is None:
        told = choices_sentence(settled.name, choices, language)
        return replace(shown.base(AMBIGUOUS, told), choices=tuple(choices))
    doubt = ONE_OF_SEVERAL[language].format(settled.name, len(choices), choices[0]["label"])
    return _answered(shown, replace(settled, reading=chosen, doubts=(doubt, *settled.doubts)))


def _answered(shown: Shown, settled: Settled) -> Answer:
    opened, language = shown.opened, shown.draft.language
    reading, doubts = settled.reading, settled.doubts
    found = evaluate_reading(shown.draft, reading, opened)
    if found.is_absent and leaves_only_words(shown.draft):
        absent = _found_answer(shown, replace(found, doubts=()), ())
        return replace(absent, not_understood=())
    if found.is_empty and not settled.leftover and (years := years_without_items(reading, opened)):
        told = NO_YEAR[language].format("、".join(years))
        return _found_answer(shown, replace(found, sentence=told, doubts=()), ())
    if found.is_empty and (nearest := relaxed(shown.draft, reading)) is not None:
        found = evaluate_reading(shown.draft, nearest, opened)
        doubts = doubts if found.is_empty else (*doubts, NEAREST[language])
    found = as_meant(shown.draft, found, opened)
    if all(c.nodes or c.texts for c in reading.conditions):
        doubts = without_settled(doubts, found)
    doubts = (*doubts, *_doubts_of_rows(shown, found))
    if found.is_empty and (words := words_outside_items(reading, opened)):
        doubts = (*doubts, OUTSIDE[language].format(words))
    if names_nobody(found) and may_be_misread(shown.draft, reading):
        doubts = (*doubts, NOTHING[language])
    told = "" if found.is_empty else others_in_charge(shown.draft, reading, opened)
    if told and reading.focus == "official" and not names_agents(shown.draft):
        doubts = (*doubts, BODY_MEANT[language])
    eased = without_claim(without_borne_out(doubts, shown.draft, found), found, opened.index)
    shown.draft.notes.eased += [doubt for doubt in doubts if doubt not in eased]
    doubts = eased
    if not (doubts or found.doubts):
        use_idle_words(shown.draft, found)
    doubts = (*words_left(shown.draft), *doubts)
    answer = _found_answer(shown, found, doubts)
    told += apart_words(shown.draft, found.reading, found.rows)
    if found.reading.focus == "item":
        answer, listed = with_list(answer, shown.draft, found.reading)
        told += listed or (excerpt(shown.draft, found.reading, answer.rows) if doubts else "")
    if doubts and reading.measure != "tell" and (said := letter_sentence(shown.draft, opened)):
        told += LETTER[language].format(said)
    return replace(answer, sentence=answer.sentence + told)


def _doubts_of_rows(shown: Shown, found: Found) -> tuple[str, ...]:
    """Return what is doubtful of the rows, held against the words of the question."""
    draft, reading, rows = shown.draft, found.reading, found.rows
    language = draft.language
    doubts = []
    if not found.is_empty and (lost := lost_words(draft, found)):
        doubts.append(LOST[language].format("、".join(lost)))
    if named := listed_themselves(reading, rows):
        doubts.append(ITSELF[language].format("、".join(named)))
    doubts += misgivings(draft, found, shown.opened.index)
    if cut := dict.fromkeys(draft.notes.cut):
        doubts.append(CUT[language].format("、".join(cut)))
    if is_unclaimed(draft, found.sentence):
        doubts.append(UNCLAIMED[language])
    return tuple(doubts)


def _found_answer(shown: Shown, found: Found, doubts: tuple[str, ...]) -> Answer:
    opened, reading = shown.opened, found.reading
    notes = [*found.remarks, *remarks_beside(shown.draft, reading, opened)]
    notes += [APART[shown.draft.language].format(len(found.apart))] if found.apart else []
    family = family_of(reading)
    doubts = (*doubts, *found.doubts)
    answer = shown.base(UNSURE if doubts else ANSWERED, found.sentence)
    return replace(
        answer,
        columns=found.columns,
        rows=tuple(found.rows),
        notes=(*doubts, *notes),
        sparql=rebase(found.sparql, opened.snapshot.base_iri),
        count=len(found.rows or found.apart or ()),
        apart=len(found.apart or ()),
        family=family.name if family else "",
        saved_questions=(family.saved,) if family else (),
        reading=reading,
    )
