"""Forms about how people are planned, shared by the pages of people and of the week."""
