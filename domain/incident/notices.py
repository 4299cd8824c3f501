"""Notices of a failure: to the person it happened to, and to the administrators."""

from dataclasses import dataclass

from domain.kit.desk import Notice
from domain.kit.named import named


@named("incident.apology")
@dataclass(frozen=True, slots=True)
class Apology(Notice):
    """The last message or press could not be handled; the number lets the administrators find it."""

    incident: str


@named("incident.alarm")
@dataclass(frozen=True, slots=True)
class Alarm(Notice):
    """Somebody's update became a dead letter."""

    incident: str


@named("incident.private_only")
@dataclass(frozen=True, slots=True)
class PrivateOnly(Notice):
    """The one line for a group: Tereze speaks in private chats."""
