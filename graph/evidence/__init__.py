"""Where a statement stands in its source: the cells and the exact characters."""
