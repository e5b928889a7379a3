"""Police figures by area and month, and the need that follows from them."""
