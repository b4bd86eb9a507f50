"""Task tables with cells: which column says what, and what a row says of its work item.

`table` finds the header and its rows, or the cells tell the columns (`headless`, `told_columns`);
`row_values`, `row_dates` and `unit_cells` read each cell, and the other modules read tables of a
form of their own: cards, matrices, lists in cells, months.
"""
