"""Taskings: taken in, given out, logged, listed and handed on."""
