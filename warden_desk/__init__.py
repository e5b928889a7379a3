"""Warden Desk: plan, task and print a Community Warden service's week, offline."""

__version__ = "0.1.0"
