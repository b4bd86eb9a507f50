"""Generated queries, answered by the endpoint's code and by one that only follows the text.

`python -m bench.differential` prints how many of 5,000 answers are right, wrong and refused.
"""
