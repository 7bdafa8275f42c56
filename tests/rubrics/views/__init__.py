"""Pages of rubrics/views."""
