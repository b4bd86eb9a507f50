"""Writing: SPARQL Update and the Graph Store Protocol, each write a new snapshot."""
