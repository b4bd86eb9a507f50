"""In which order results come: what they score, worked out over arrays or by the engine."""
