"""Pages of the files that prove a filing."""
