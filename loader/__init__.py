"""Documents become rows, rows become entities, entities become a snapshot."""
