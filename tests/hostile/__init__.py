"""Requests that no page of ours sends: odd query strings, forged posts, bytes that no text has."""
