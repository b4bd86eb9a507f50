"""A query of SPARQL: read, put right where the engine errs, evaluated within bounds.

`evaluate` tells the way. Each package knows those below it alone:

    federation   what a query asks of other endpoints
    lookups      queries that are answered in a moment, without a process
    joining      aggregates over whole properties, counted over arrays
    rewriting    a text that the engine answers rightly, and sooner
    syntax       the text of a query: its tokens, and the tree that is read from them
"""
