"""The Reconciliation Service API 0.2: which thing a name means, and what helps to choose."""
