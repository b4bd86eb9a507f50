"""What stands around the work of a document: its head and tail, its lines, its provisions.

The text is repaired (`cleaning`), cut lines are joined (`lines`), then `head`, `signatures` and
`letter` say who wrote to whom, and `frame` and `provisions` what a policy provides.
"""
