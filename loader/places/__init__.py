"""Places: whose document it is, and which places the names in it can mean.

`chains` and `evidence` show the place that governs (`jurisdictions`), which decides what names of
places mean (`lexicon`) where they stand in running text (`names`).
"""
