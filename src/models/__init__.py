"""Frozen types that cross the boundaries between rooms; they import nothing of ours."""
