"""What is searched for, and what is found: the text of a search, and what an entry must hold.

No index is asked here.
"""
