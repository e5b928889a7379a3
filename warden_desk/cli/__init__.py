"""The command line: everything the window does that a script may want to do."""
