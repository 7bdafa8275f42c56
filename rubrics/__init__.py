"""Which rubric document holds in which year; knows no department and no user."""
