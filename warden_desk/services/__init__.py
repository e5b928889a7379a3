"""Use cases: functions of a session that never commit."""
