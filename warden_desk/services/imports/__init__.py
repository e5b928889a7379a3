"""Taking in other people's lists: read, plan every row, then write all of it or nothing."""
