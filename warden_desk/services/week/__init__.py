"""The week: planned, checked, worked, and stood in for."""
