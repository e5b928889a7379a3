"""Plain values, rules and arithmetic. No database, no Qt, no files."""
