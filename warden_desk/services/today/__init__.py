"""What waits today, for whoever sits down in the morning."""
