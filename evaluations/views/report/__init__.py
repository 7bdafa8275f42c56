"""Pages of the printed report: ask for it, watch it being made, read it on screen, take the file."""
