"""From the words for a body, a group or an official to who is meant.

`agents` asks the steps that `resolving` lists (corrections, registers, rules, names), each of which
reads whose body it is (`seats`) and gives a `resolution` with the steps that led to it.
"""
