"""Commands for people who write rubrics."""
