"""What the index answers: searches, tables, what the beginning of a name may mean; `filters`."""
