"""check_rubric and assess."""
