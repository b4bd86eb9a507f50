"""SERVICE, where a list names its host: asked by the server before the query runs (0069).

`clauses` finds what is asked of others, `replies` asks and reads one answer, `joining` puts the
answers in the places of the clauses.
"""
