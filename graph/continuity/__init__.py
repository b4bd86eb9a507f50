"""Which work items of two documents are the same work: pure functions over what a store says."""
