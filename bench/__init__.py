"""Figures: how good the readings are. Run, never asserted."""
