"""Free questions: their words, how they are understood, and how they are answered."""
