"""Sets of outlines with their dates: read, compared, taken in, fetched."""
