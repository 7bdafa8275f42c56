"""Benchmarks: scripts that measure ours and a yardstick by turns, never tests with a time in them."""
