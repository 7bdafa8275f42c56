"""The demonstration year: a real department's published report among plainly fictional ones, made by the services."""
