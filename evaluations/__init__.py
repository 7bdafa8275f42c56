"""Who files what and when, and how it is reviewed."""
