"""Free questions: their words, how they are understood, and how they are answered.

A question goes from `words` to `answers`; each package knows those below it alone:

    answers         the one door: ask(question, snapshot) -> Answer
    answering       rows and sentence together, several questions in one
    sentences       what was found, in words
    doubts          what is not certain, and says so
    understanding   parts of a question -> its reading
    figures         numbers that the texts state
    cutting         question -> parts
    rows            reading -> rows, from the columns of the index or by SPARQL
    readings        the structured query, and its draft
    words           the grammar (`words.csv`, `families.toml`) and tokens
"""
