"""Reads: what a page, a report or a service wants to know, in a number of queries that does not grow."""
