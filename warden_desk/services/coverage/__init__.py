"""Which areas are looked after, how well, and what a map may show of it."""
