"""Reads of rubric versions and their compiled documents."""
