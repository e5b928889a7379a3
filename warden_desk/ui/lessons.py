"""What can be practised on a practice desk, by the key its page knows it by."""

TITLE = "Practice: the reorganisation of 2028"
REORGANISATIONS = {"three": "three authorities", "four": "four authorities"}
