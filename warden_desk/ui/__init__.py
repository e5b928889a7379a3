"""Everything that knows Qt, but for putting the program together (`app`)."""
