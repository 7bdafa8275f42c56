"""What happens to versions, told to floors above that this one does not know."""

from django.dispatch import Signal

acted = Signal()
"""Sent inside the transaction of the act: `actor`, `act` (import, publish or retire), `version`."""
