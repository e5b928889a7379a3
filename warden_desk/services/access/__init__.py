"""Who sits at the desk, what they may see, and the record of who looked."""
