"""Failures, as people are told of them. Screens for administrators read `domain.incident.ports.DeadLetters`."""

from handlers.incident.notices import room

__all__ = ["room"]
