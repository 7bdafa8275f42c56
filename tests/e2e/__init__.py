"""The main job in a real browser: from signing in to the report as PDF."""
