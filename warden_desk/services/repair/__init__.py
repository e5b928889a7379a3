"""Somebody is sick today: the ways that change least."""
