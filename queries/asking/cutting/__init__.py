"""A question cut into its parts: frames, quotes, brackets, idioms, and words beside others."""
