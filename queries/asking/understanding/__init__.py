"""From the parts of a question to its reading: who, what, how many, in which order."""
