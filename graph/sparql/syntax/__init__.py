"""The text of a query: what is refused by its words alone, its tokens, and its tree.

`read` makes the tree, as far as rewriting needs it; expressions are read no further than that.
"""
