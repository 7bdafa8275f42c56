"""Pages of evaluations/views/review."""
