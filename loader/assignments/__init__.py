"""Who answers for work, in which role, as the words of a document say it.

Words are `fields` of a table or `labels`; `clauses` and their `shares` read who has which role from
them, and brackets, headings, labels of sections and `standing` rules say of which items that holds.
"""
