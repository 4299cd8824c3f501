"""Deadlines in people's calendars: the file, and the secret address that a calendar reads by itself (N1).

Whoever has the address reads without signing in. So it holds kinds, numbers and dates only, it is stored hashed like an
invitation, shown once, and closed by one press.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final, Protocol

from domain.deadline.ports import DeadlineLine
from domain.file.ports import Files
from domain.kit.act import act
from domain.kit.actor import Actor, OrganisationKind
from domain.kit.desk import Desk, Notice
from domain.kit.ids import FileId, PersonId, Ref
from domain.kit.named import named
from domain.kit.refused import NotFound, NotPermitted, Refused

WITHOUT: Final = frozenset({OrganisationKind.SYSTEM, OrganisationKind.COUNCIL, OrganisationKind.INVESTOR})
"""No clock runs for these."""

_BYTES: Final = 32


@named("deadline.calendar_ready")
@dataclass(frozen=True, slots=True)
class CalendarReady(Notice):
    """The file that the reader asked for."""

    file: FileId


@dataclass(unsafe_hash=True)
class NoServer(Refused):
    """Nothing of ours is reached from outside, so there can be no address (the bot asks Telegram by itself)."""

    clause: ClassVar[str] = "N1"


class Calendars(Protocol):
    """What goes into calendars, and the addresses."""

    async def lines(self, actor: Actor, since: datetime) -> Sequence[DeadlineLine]:
        """The actor's own running deadlines, and those closed after `since` that were given to them."""
        ...

    async def server(self) -> str | None:
        """Where addresses begin («https://host/calendar/»); None while nothing of ours is reached from outside."""
        ...

    async def made(self, person: PersonId) -> datetime | None:
        """When the person's address was made; None without one."""
        ...

    async def put(self, person: PersonId, digest: bytes, now: datetime) -> None:
        """In place of the earlier one."""
        ...

    async def drop(self, person: PersonId) -> None: ...


def has_clocks(actor: Actor) -> bool:
    """Those for whom a clock can run."""
    return actor.writes and actor.kind not in WITHOUT


def digest(secret: str) -> bytes:
    """How the secret of an address is stored."""
    return hashlib.sha256(secret.encode()).digest()


@act("deadline.take_calendar")
async def take_calendar(desk: Desk, files: Files, name: str, content: bytes) -> FileId:
    """The file, for the actor's own chat: what leaves the bot is in the audit (A4)."""
    _check(desk.actor)
    file = await files.keep(name, "ics", content, Ref("print", desk.actor.person))
    desk.audit("deadline.take_calendar", Ref("person", desk.actor.person))
    return file


@act("deadline.open_calendar")
async def open_calendar(desk: Desk, calendars: Calendars) -> str:
    """A new address; the earlier one leads nowhere from now on. Returns the secret, which is kept nowhere.

    Raises NoServer.
    """
    _check(desk.actor)
    if await calendars.server() is None:
        raise NoServer
    secret = secrets.token_urlsafe(_BYTES)
    renewed = await calendars.made(desk.actor.person) is not None
    await calendars.put(desk.actor.person, digest(secret), desk.now)
    desk.audit("deadline.open_calendar", Ref("person", desk.actor.person), after={"renewed": renewed})
    return secret


@act("deadline.close_calendar")
async def close_calendar(desk: Desk, calendars: Calendars) -> None:
    """The address leads nowhere from now on. Raises NotFound without one."""
    _check(desk.actor)
    if await calendars.made(desk.actor.person) is None:
        raise NotFound
    await calendars.drop(desk.actor.person)
    desk.audit("deadline.close_calendar", Ref("person", desk.actor.person))


def _check(actor: Actor) -> None:
    if not has_clocks(actor):
        raise NotPermitted
