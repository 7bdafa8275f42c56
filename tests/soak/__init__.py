"""Many people at once on the real web server, and processes that are killed under them."""
