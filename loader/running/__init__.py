"""Work items in running text.

reader       the lines of one annex in order: titles, items, and what closes them
label_lines  lines below an item that begin with labels
drafting     the draft of an item from its lines and what closes them
"""
