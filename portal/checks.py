"""System checks of the portal; each hint says what to type."""
