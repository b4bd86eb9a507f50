"""Answers over HTTP: the SPARQL protocol, search, things and questions.

The modules beside the packages tell the way of a request: `app` (one application of all routes,
told how it serves by `serving`), `state` (the snapshot that is asked for, opened) and `answering`
(from a query to its response). Each package knows those below it alone:

    connection        the short ways: what is answered from the bytes of a request, before any route
    questions         free and saved questions, documents compared, where a statement comes from
    search            keyword search, suggestions and tables, which the index answers
    sparql            the SPARQL protocol: queries, updates, graphs, and what the endpoint says
    reconciliation    the service that OpenRefine uses
    dataset           what is served: snapshots, things, exports, the description of it all
    pages             pages for a browser, and what they load
    http              what any request and answer is made of: heads, bodies, forms, tags, problems
"""
