"""What lies on disk: the parts of documents, the store, and the snapshot that holds them.

Here it is also counted (`statistics`), checked and written out whole; nothing is asked of it.
"""
