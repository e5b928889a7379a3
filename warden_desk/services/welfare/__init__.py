"""Who works a late alone, and the calls that look after them."""
