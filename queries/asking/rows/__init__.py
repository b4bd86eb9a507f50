"""The rows that a reading selects: by columns of the index, by SPARQL, grouped, and as tables."""
