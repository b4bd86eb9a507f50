"""Curated facts and rules: one CSV file each, read once per load.

`files` read rows whose columns are typed in `forms`, `rows` and `*_rows`; the other modules look
things up in them (`divisions`, `countries`, `national` bodies, rules for local ones, words of
tables and targets), and `registers` holds all of them for one folder.
"""
