"""Text as the index sees it: folded characters, Chinese words, synonyms, sounds of names."""
