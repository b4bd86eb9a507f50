"""The text index: `writer` writes it, `index` searches it, `completion` knows beginnings of names.

Each package knows those below it alone:

    counting    how many results a search has, and of which values
    ranking     in which order results come
    search      what is searched for, and what is found
    entries     what is searched: entries, their cards, and their values as columns
    words       text as the index sees it: Chinese words, synonyms, sounds
"""
