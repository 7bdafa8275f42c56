"""The documents that come with the program, and the case of 2020."""
