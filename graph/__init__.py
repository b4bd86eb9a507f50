"""The snapshot: store, text index and manifest; how it is published, opened and asked."""
