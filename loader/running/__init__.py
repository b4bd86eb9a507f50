"""Work items in running text.

heads        running heads as the list marks that they are: 【督查事项1】
pledges      who answers for a whole pledge, put above its points
unit_lines   lines of nothing but units, read as labels
references   points that are named by their numbers: 第一部分第2项
by_number    who answers, said of points by their numbers, put below each
charges      what a line says of points by their numbers: who has them, in which role
reader       the lines of one annex in order: titles, items, and what closes them
label_lines  lines below an item that begin with labels
drafting     the draft of an item from its lines and what closes them
"""
