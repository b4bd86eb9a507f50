"""From what was understood to statements of named graphs.

`document` puts together the graph of one document from those of its items, targets, mentions,
provisions and bodies; `registers` those of the registers; all of them tell the cells and characters
that they are from (`origins`).
"""
