"""Questions: saved SPARQL with named parameters, and how it is answered."""
