"""What each CSU is owed, and what it was told."""
