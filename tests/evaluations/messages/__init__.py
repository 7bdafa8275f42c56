"""Messages in the portal, reminders, and mail."""
