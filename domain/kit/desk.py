"""The desk: what every act receives beside its repositories.

An act reads `actor`, `now`, `edition` and `calendar`, and leaves audit entries, deadline changes and notices here.
What is left here is written in the same transaction as the act's change, by the machine, in one statement (design §2).
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.deadline.calendar import WorkingCalendar
from domain.deadline.model import DeadlineChange
from domain.edition.model import RuleEdition
from domain.kit.actor import Actor, Guest, OrganisationKind
from domain.kit.ids import OrganisationId, PersonId, Ref, new_id
from domain.kit.refused import PinNeeded


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what to what, with the values before and after (A4). Values are JSON-ready; secrets never enter."""

    act: str
    subject: Ref
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class Notice:
    """Base of typed notices: frozen dataclasses of ids and few facts, registered with `domain.kit.named.named`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Audience:
    """To whom a notice goes: named people, those of an organisation with one of the roles, all of organisations of a
    kind; or the chat of a Telegram account, whoever is signed in there or nobody.

    Resolved to active people when the act commits; each is checked once more when the notice is sent.
    `but` leaves somebody out (usually the actor).
    """

    people: frozenset[PersonId] = frozenset()
    organisation: OrganisationId | None = None
    roles: frozenset[str] = frozenset()
    but: PersonId | None = None
    kind: OrganisationKind | None = None
    telegram: int | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """A notice left by an act. `about` lets others' notices on the subject lose their buttons once it is settled."""

    to: Audience
    notice: Notice
    about: Ref
    key: str = ""  # unique per notice where the act may repeat; empty: the machine makes one


@dataclass(slots=True, kw_only=True)
class Papers:
    """What an act leaves behind, for the machine to write in the same transaction."""

    entries: list[AuditEntry] = field(default_factory=list)
    deadline_changes: list[DeadlineChange] = field(default_factory=list)
    posted: list[Posted] = field(default_factory=list)
    settled: list[Ref] = field(default_factory=list)

    def audit(
        self, act: str, subject: Ref, *, before: dict[str, Any] | None = None, after: dict[str, Any] | None = None
    ) -> None:
        """Leave an audit entry (A4)."""
        self.entries.append(AuditEntry(act, subject, before, after))

    def tell(self, to: Audience, notice: Notice, about: Ref, key: str = "") -> None:
        """Leave a notice for other people."""
        self.posted.append(Posted(to, notice, about, key))

    def settle(self, about: Ref) -> None:
        """The question about this subject is answered: everybody's notices on it lose their buttons."""
        self.settled.append(about)

    def new_id(self) -> UUID:
        return new_id()


@dataclass(slots=True)
class Desk(Papers):
    """One actor's desk for one update. `pin_fresh` says whether the PIN was given lately (A3)."""

    actor: Actor
    now: datetime
    edition: RuleEdition
    calendar: WorkingCalendar
    pin_fresh: bool = False

    def deadline(self, change: DeadlineChange) -> None:
        """Open, move, pause, resume, meet or cancel a deadline (N1)."""
        self.deadline_changes.append(change)

    def need_pin(self) -> None:
        """A decision: refuse with PinNeeded unless the PIN was given lately (A3)."""
        if not self.pin_fresh:
            raise PinNeeded


@dataclass(slots=True)
class Door(Papers):
    """What the acts of signing in receive: somebody is there, but nobody yet (A3). They return outcomes, for a failed
    attempt must be counted, and what is raised is rolled back."""

    guest: Guest
    now: datetime
