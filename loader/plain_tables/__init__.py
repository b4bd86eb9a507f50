"""Task tables in plain text, which lost their ruled lines: drawn, delimited, set by blanks, or one
cell per line.

`layouts` finds which lines are a table and of which kind; its reader gives `Row`s as
`loader.tables.table` does.
"""
