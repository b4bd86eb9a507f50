"""Answers over HTTP: the SPARQL protocol, search, things and questions."""
