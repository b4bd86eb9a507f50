"""What is searched: entries, read from statements, and all that an index keeps of them.

Of an entry there is a card, which is shown, and its values of each field, as columns of numbers.
"""
