"""The words of questions: spellings, the grammar as data, tokens, and names by part and sound."""
