"""What the access room tells people. Ids only; the words are made when the notice is sent."""

from dataclasses import dataclass
from uuid import UUID

from domain.kit.desk import Notice
from domain.kit.ids import InvitationId, OrganisationId, PersonId
from domain.kit.named import named


@named("access.claimed")
@dataclass(frozen=True, slots=True)
class Claimed(Notice):
    """To the inviter: somebody answered, confirm or refuse."""

    claim: UUID


@named("access.joined")
@dataclass(frozen=True, slots=True)
class Joined(Notice):
    """To the inviter: the person you invited has signed in."""

    invitation: InvitationId
    person: PersonId


@named("access.admitted")
@dataclass(frozen=True, slots=True)
class Admitted(Notice):
    """To the new person: you have been let in."""

    organisation: OrganisationId


@named("access.refused")
@dataclass(frozen=True, slots=True)
class ClaimRefused(Notice):
    """To somebody at the door who waited for a yes: declined, or no longer possible."""

    invitation: InvitationId


@named("access.sign_in_moved")
@dataclass(frozen=True, slots=True)
class SignInMoved(Notice):
    """To the account that was bound until now: the sign-in belongs to another account, by this person's invitation."""

    by: PersonId


@named("access.signed_out")
@dataclass(frozen=True, slots=True)
class SignedOut(Notice):
    """To the account that was signed out, by whom."""

    by: PersonId


@named("access.organisation_closed")
@dataclass(frozen=True, slots=True)
class OrganisationClosed(Notice):
    """To the authorised body: its people come in no more, and its deadlines run on."""

    organisation: OrganisationId


@named("access.sign_in_changed")
@dataclass(frozen=True, slots=True)
class SignInChanged(Notice):
    """To those who manage the person: how this person signs in is being changed, by whom."""

    person: PersonId
    by: PersonId


@named("access.changed")
@dataclass(frozen=True, slots=True)
class PlaceChanged(Notice):
    """To the person: your organisation or role is another one now."""

    person: PersonId
