"""Numbers in the text of work items, read as targets: 超40名 is more than forty, of what, for what.

    numerals     where numbers stand and what they are: 12, ４.5, 一百二十, 三分之一
    names        where numbers are parts of names, dates and marks: “263”, 第十一届, 1.
    quantities   a number with its unit, or two of a range: 2万亩, 3—5个
    comparators  the words around it: 不低于, 以内, 提高到
    measures     what is measured
    kinds        which kind of measure, and what the number does in the text
    wordings     what is promised without a number: 与上年持平, 全覆盖
    finding      all of it in a row

The words of all these steps are data: `target_*.csv` and `comparators.csv`.
"""
