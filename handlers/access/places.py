"""Places and presses of the access room. Other rooms import this file only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from domain.kit.actor import OrganisationKind, Role
from domain.kit.ids import InvitationId, OrganisationId, PersonId
from domain.kit.named import named
from handlers.screens.place import Place
from handlers.screens.press import Deed, Mark

# At the door


@named("access.welcome")
@dataclass(frozen=True, slots=True)
class Welcome(Place):
    """What somebody at the door sees (the guest's root); for who has just come in, the way to the menu."""


@named("access.invited")
@dataclass(frozen=True, slots=True)
class Invited(Place):
    """An invitation was opened: the language is proposed. Made only by the handler that has checked the code."""

    invitation: InvitationId
    made: datetime


@named("access.share_phone")
@dataclass(frozen=True, slots=True)
class SharePhone(Place):
    """The person is asked for their own contact."""

    invitation: InvitationId
    made: datetime


@named("access.waiting")
@dataclass(frozen=True, slots=True)
class Waiting(Place):
    """The inviter has been asked whether this is the person."""

    invitation: InvitationId


# One's own


@named("access.profile")
@dataclass(frozen=True, slots=True)
class Profile(Place):
    """Name, organisation, role, language, time zone, PIN."""


@named("access.language")
@dataclass(frozen=True, slots=True)
class Language(Place):
    """The choice of language (/language)."""


@named("access.zones")
@dataclass(frozen=True, slots=True)
class Zones(Place):
    page: int = 0


@named("access.enter_pin")
@dataclass(frozen=True, slots=True)
class EnterPin(Place):
    """A decision waits for the PIN."""


@named("access.set_pin")
@dataclass(frozen=True, slots=True)
class SetPin(Place):
    """A new PIN is typed; then, with the hash of what was typed, once more."""

    pin_hash: str = ""


@named("access.set_language")
@dataclass(frozen=True, slots=True)
class SetLanguage(Mark):
    language: str


@named("access.set_zone")
@dataclass(frozen=True, slots=True)
class SetZone(Mark):
    zone: str


@named("access.change_pin")
@dataclass(frozen=True, slots=True)
class ChangePin(Deed):
    """Set a PIN; where there is one, it is asked for first."""


# People


@named("access.people")
@dataclass(frozen=True, slots=True)
class OrganisationPeople(Place):
    """Everybody of an organisation."""

    organisation: OrganisationId
    page: int = 0


@named("access.person")
@dataclass(frozen=True, slots=True)
class PersonCard(Place):
    person: PersonId


@named("access.person_role")
@dataclass(frozen=True, slots=True)
class PersonRole(Place):
    """Choose another role for the person."""

    person: PersonId


@named("access.person_move")
@dataclass(frozen=True, slots=True)
class PersonMove(Place):
    """Choose another organisation for the person, then, with `to`, the role there."""

    person: PersonId
    to: OrganisationId | None = None
    page: int = 0


class Step(StrEnum):
    """What is asked once before it is done."""

    BLOCK = "block"
    SIGN_OUT = "sign_out"


@named("access.person_sure")
@dataclass(frozen=True, slots=True)
class PersonSure(Place):
    """Ask once, naming whom."""

    person: PersonId
    step: Step


@named("access.block")
@dataclass(frozen=True, slots=True)
class Block(Deed):
    person: PersonId
    version: int


@named("access.unblock")
@dataclass(frozen=True, slots=True)
class Unblock(Deed):
    person: PersonId
    version: int


@named("access.sign_out")
@dataclass(frozen=True, slots=True)
class SignOut(Deed):
    person: PersonId
    version: int


@named("access.reset_pin")
@dataclass(frozen=True, slots=True)
class ResetPin(Deed):
    person: PersonId
    version: int


@named("access.give_role")
@dataclass(frozen=True, slots=True)
class GiveRole(Deed):
    person: PersonId
    role: Role
    version: int


@named("access.move")
@dataclass(frozen=True, slots=True)
class Move(Deed):
    person: PersonId
    to: OrganisationId
    role: Role
    version: int


@named("access.invite_again")
@dataclass(frozen=True, slots=True)
class InviteAgain(Deed):
    """A new invitation for the same person."""

    person: PersonId


# Invitations


@named("access.invitations")
@dataclass(frozen=True, slots=True)
class OpenInvitations(Place):
    organisation: OrganisationId
    page: int = 0


@named("access.invitation")
@dataclass(frozen=True, slots=True)
class InvitationCard(Place):
    invitation: InvitationId


@named("access.link")
@dataclass(frozen=True, slots=True)
class InvitationLink(Place):
    """The link, to be passed on. The only place that holds the code, in the inviter's own dialogue, until left; who
    comes back finds it without."""

    invitation: InvitationId
    code: str = ""

    def left(self) -> "InvitationLink":
        return InvitationLink(self.invitation)


@named("access.renew")
@dataclass(frozen=True, slots=True)
class Renew(Deed):
    invitation: InvitationId
    version: int


@named("access.revoke")
@dataclass(frozen=True, slots=True)
class Revoke(Deed):
    invitation: InvitationId


@named("access.confirm_claim")
@dataclass(frozen=True, slots=True)
class ConfirmClaim(Deed):
    claim: UUID


@named("access.refuse_claim")
@dataclass(frozen=True, slots=True)
class RefuseClaim(Deed):
    claim: UUID


# Administration


@named("access.organisations")
@dataclass(frozen=True, slots=True)
class OrganisationList(Place):
    """All organisations, or those of a kind."""

    kind: OrganisationKind | None = None
    page: int = 0


@named("access.organisation")
@dataclass(frozen=True, slots=True)
class OrganisationCard(Place):
    organisation: OrganisationId


@named("access.organisation_sure")
@dataclass(frozen=True, slots=True)
class OrganisationSure(Place):
    """Ask once before it is closed, naming it."""

    organisation: OrganisationId


@named("access.close_organisation")
@dataclass(frozen=True, slots=True)
class CloseOrganisation(Deed):
    organisation: OrganisationId
    version: int


@named("access.reopen_organisation")
@dataclass(frozen=True, slots=True)
class ReopenOrganisation(Deed):
    organisation: OrganisationId
    version: int


@named("access.incidents")
@dataclass(frozen=True, slots=True)
class Incidents(Place):
    page: int = 0


@named("access.incident")
@dataclass(frozen=True, slots=True)
class IncidentCard(Place):
    incident: str


@named("access.replay")
@dataclass(frozen=True, slots=True)
class Replay(Deed):
    incident: str


@named("access.dismiss")
@dataclass(frozen=True, slots=True)
class Dismiss(Deed):
    incident: str


@named("access.trail")
@dataclass(frozen=True, slots=True)
class AuditTrail(Place):
    """The audit of one subject (A4); any room may lead here, the reader's right is checked here."""

    kind: str
    id: UUID
    page: int = 0
