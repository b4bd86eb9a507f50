"""The answer to a question, or to several in one: rows, lists, and what stands beside them."""
