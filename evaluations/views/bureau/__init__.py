"""Pages of those who run the portal: the year, departments, accounts, the log."""
