"""Areas that merge, split and change their names from a day on."""
