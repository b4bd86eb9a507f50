"""What a store says: of one node and property, along a path, of one node in all, to a query."""
