"""Questions over HTTP: free and saved ones, comparisons, and why something is said or meant."""
