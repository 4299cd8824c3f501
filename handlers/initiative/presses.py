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
