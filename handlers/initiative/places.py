"""Screens of the initiative room."""

from dataclasses import dataclass

from domain.kit.ids import CompanyId, InitiativeId, MeetingId
from domain.kit.named import named
from handlers.screens.place import Place


@named("initiative.list")
@dataclass(frozen=True, slots=True)
class InitiativeList(Place):
    """`whose`: «waiting» (for me) or «all»; by state, region, company or meeting."""

    whose: str = "all"
    state: str = ""
    region: str = ""
    company: CompanyId | None = None
    meeting: MeetingId | None = None
    page: int = 0


@named("initiative.card")
@dataclass(frozen=True, slots=True)
class InitiativeCard(Place):
    initiative: InitiativeId
