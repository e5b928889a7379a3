"""What is wanted of a week, rule by rule; each names its source, and its limits are settings."""
