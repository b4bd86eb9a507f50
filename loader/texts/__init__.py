"""What any text is made of: list marks, brackets, words, dates, years, people, lists of units.

`brackets` and `outline` come first, `marks` and `nesting` read the numbering of parts from them,
`people`, `units` and `deadlines` what stands between; no register is asked.
"""
