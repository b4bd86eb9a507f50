"""The client for notebooks and scripts: `zhengtu.connect`, frames, sources, citations.

Nothing is imported here: pandas, pyarrow and httpx are loaded when a connection is made, and what
is missing is named by `ontology.packages`.
"""
