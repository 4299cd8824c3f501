"""What this room refuses (A1–A3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.kit.actor import Role
from domain.kit.refused import Refused


@dataclass(unsafe_hash=True)
class InviteHigher(Refused):
    """Nobody gives a role above one's own (43, 45)."""

    role: Role
    clause: ClassVar[str] = "A3"


@dataclass(unsafe_hash=True)
class OwnAccount(Refused):
    """One's own role, place and state are for others to change (43)."""

    clause: ClassVar[str] = "A3"


@dataclass(unsafe_hash=True)
class InvitationOver(Refused):
    """The invitation was used, revoked, or has expired (47, 48)."""

    clause: ClassVar[str] = "A3"


@dataclass(unsafe_hash=True)
class AccountTaken(Refused):
    """This Telegram account already belongs to another person of Tereze."""

    clause: ClassVar[str] = "A3"


@dataclass(unsafe_hash=True)
class PersonBlocked(Refused):
    """The person is blocked: unblock first."""

    clause: ClassVar[str] = "A3"


@dataclass(unsafe_hash=True)
class OnlyOne(Refused):
    """The only authorised body, or National Company, is not closed: nobody would decide, and nobody would be told."""

    clause: ClassVar[str] = "A1"


@dataclass(unsafe_hash=True)
class PinLocked(Refused):
    """Too many wrong PINs; `until` when none is taken (A3)."""

    until: datetime
    clause: ClassVar[str] = "A3"


@dataclass(unsafe_hash=True)
class PinUnfit(Refused):
    """Not 4–6 digits, or too simple. Carries nothing of what was typed."""

    simple: bool
    clause: ClassVar[str] = "A3"
