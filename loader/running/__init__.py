"""Work items in running text: lines become items, and what closes an item says who answers.

`forms` turns special forms into plain ones, one after the other; `reader` takes the lines of one
annex in order.

owner_lines  lines of nothing but owners below items without marks, as brackets of these
heads        running heads as the list marks that they are: 【督查事项1】
pledges      who answers for a whole pledge, put above its points
unit_lines   lines of nothing but units, read as labels
by_number    who answers, said of points by their numbers, put below each
keyed_labels labels below the name of a point told before, joined with it
grouped_paragraphs  paragraphs of their own, closed by what is said of them below
charges      what a line says of points by their numbers: who has them, in which role
reader       the lines of one annex in order: titles, items, and what closes them
sections     the sections that items stand in, and the lines not yet taken
label_lines  lines below an item that begin with labels
drafting     the draft of an item from its lines and what closes them
parts        parts of one item, each closed by a bracket of its own
"""
