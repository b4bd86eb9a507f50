"""What is known by a name: which things a name may mean, told apart by their properties.

`index` is an index of its own beside the text index, for the Reconciliation Service API.
"""
