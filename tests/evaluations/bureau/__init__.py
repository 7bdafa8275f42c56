"""Pages of evaluations/views/bureau."""
