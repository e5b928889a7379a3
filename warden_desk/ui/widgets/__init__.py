"""Reusable widgets. They know nothing of this program: no domain, no services, no workspace."""
