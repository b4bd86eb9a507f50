"""政图: Chinese government task documents as a knowledge graph that researchers can question."""
