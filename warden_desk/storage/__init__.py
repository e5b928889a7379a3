"""The encrypted SQLite store: the only floor that knows tables."""
