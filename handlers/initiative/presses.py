"""What buttons of the initiative room do."""

from dataclasses import dataclass

from domain.kit.ids import InitiativeId, OrganisationId, PersonId
from domain.kit.named import named
from handlers.screens.press import Deed


@named("initiative.pass")
@dataclass(frozen=True, slots=True)
class PassInitiative(Deed):
    """Pass it, as it was seen, to this akimat."""

    initiative: InitiativeId
    version: int
    akimat: OrganisationId


@named("initiative.take_back")
@dataclass(frozen=True, slots=True)
class TakeBackInitiative(Deed):
    """A wrong transfer, not opened yet, is taken back."""

    initiative: InitiativeId
    version: int


@named("initiative.appoint")
@dataclass(frozen=True, slots=True)
class AppointOfficial(Deed):
    """This person becomes responsible. `version` is None on a notice: it asks only whether anybody is responsible."""

    initiative: InitiativeId
    version: int | None
    official: PersonId


@named("initiative.consent")
@dataclass(frozen=True, slots=True)
class GiveConsent(Deed):
    """Our akimat takes it, if the authorised body approves (п. 42.3)."""

    initiative: InitiativeId
    version: int


@named("initiative.withdraw")
@dataclass(frozen=True, slots=True)
class WithdrawPetition(Deed):
    """We no longer ask for the redirection or the closing."""

    initiative: InitiativeId
    version: int


@named("initiative.approve")
@dataclass(frozen=True, slots=True)
class ApprovePetition(Deed):
    """The authorised body says yes to what is asked for (`kind`), as it was seen."""

    initiative: InitiativeId
    version: int
    kind: str


@named("initiative.withdraw_allowance")
@dataclass(frozen=True, slots=True)
class WithdrawAllowance(Deed):
    """We no longer ask to pass it before the KYC decision."""

    initiative: InitiativeId
    version: int
