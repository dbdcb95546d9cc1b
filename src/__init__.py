"""Rehearse: interview practice that listens, quotes you, and never makes up a score."""
