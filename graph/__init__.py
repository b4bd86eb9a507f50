"""The snapshot: store, text index and manifest; how it is made, published, opened and asked.

The modules beside the packages tell that in order: `build` (a store and an index that grow part by
part), `publish` (one rename), `opened` (a snapshot as everything that answers has it) and `latest`
(as a process has it that looks up and does nothing else). Each package knows those below it alone:

    writing           SPARQL Update and the Graph Store Protocol: each write is a new snapshot
    serving           the pool of worker processes: who is answered next, and what a process does
    sparql            a query: read, put right, evaluated, or answered in a moment
    evidence          where a statement stands in its source
    continuity        which work items of two documents are the same work
    reconciliation    what is known by a name, and which things a name may mean
    index             the text index: entries, searches, ranking, counting
    storage           what lies on disk: parts, the store, the snapshot
    statements        what a store says of a node
    outward           requests to other servers, where a list names them
    machine           memory, processors, and what the kernel forbids
"""
