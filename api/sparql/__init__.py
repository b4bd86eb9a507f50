"""The SPARQL protocol: queries, updates, the Graph Store Protocol, and what runs now."""
