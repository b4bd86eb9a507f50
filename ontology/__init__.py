"""What things are: the vocabulary, the themes, the shapes, and constants that name their terms.

The three Turtle files beside this module are the source of truth. `ontology.terms` is generated
from `zhengtu.ttl`; `ontology.standards` names the terms we borrow from published vocabularies.
"""
