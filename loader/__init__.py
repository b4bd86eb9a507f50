"""Documents become rows, rows become entities, entities become triples, triples a snapshot.

The modules beside the packages tell that in order: `source` (what a file holds), `rows` and `items`
(drafts of work items), `entities` (who, what, by when), `extract` (all that is understood of one
document), `parts` (its triples, made in `workers`), `assembly` and `load` (the snapshot), with a
`report` of what was left. The packages do the work; each knows those below it alone:

    triples        what was understood -> the statements of named graphs
    plain_tables   tables in plain text, which lost their ruled lines -> rows
    tables         tables with cells -> rows, and what each cell says
    running        running text -> drafts of work items
    mentions       names in the texts of items: places, facilities, programmes, policies
    targets        numbers in the texts of items: 超40名
    documents      what stands around the work: head, tail, letter, provisions, whole lines
    assignments    who answers, as words say it: roles, clauses, labels, brackets, headings
    bodies         from the words for a body to the body
    places         whose document it is, and which places names can mean
    registers      curated facts and rules: data/registers/*.csv
    readers        files of all formats -> source
    texts          what any text is made of: marks, brackets, words, dates, lists
"""
