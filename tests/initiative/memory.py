"""The initiative room's ports in memory: they pass the same contract as PostgreSQL (`test_contract.py`)."""

from collections.abc import Sequence
from typing import Any

from domain.initiative.model import UNDECIDED, Initiative, Petition
from domain.initiative.ports import Initiatives, Petitions
from domain.kit.actor import OrganisationKind
from domain.kit.bodies import Bodies, Body
from domain.kit.ids import CompanyId, InitiativeId, OrganisationId, PersonId, PetitionId, Ref
from tests.town.people import Town


class MemoryInitiatives(Initiatives):
    def __init__(self) -> None:
        self.kept: dict[InitiativeId, Initiative] = {}
        self._years: dict[int, int] = {}

    async def get(self, initiative: InitiativeId) -> Initiative | None:
        return self.kept.get(initiative)

    async def lock(self, initiative: InitiativeId) -> Initiative | None:
        return self.kept.get(initiative)

    async def add(self, initiative: Initiative) -> None:
        self.kept[initiative.id] = initiative

    async def next_number(self, year: int) -> int:
        self._years[year] = self._years.get(year, 0) + 1
        return self._years[year]

    async def regions_of(self, company: CompanyId) -> frozenset[str]:
        return frozenset(one.region for one in self.kept.values() if one.company == company and one.passed)

    async def unanswered(self, initiative: InitiativeId, asked: OrganisationId) -> Sequence[Ref]:
        return []  # nobody talks in memory


class MemoryPetitions(Petitions):
    def __init__(self) -> None:
        self.kept: dict[PetitionId, Petition] = {}

    async def add(self, petition: Petition) -> None:
        if await self.undecided(petition.initiative) is not None:
            raise ValueError("one petition at a time")
        self.kept[petition.id] = petition

    async def get(self, petition: PetitionId) -> Petition | None:
        return self.kept.get(petition)

    async def undecided(self, initiative: InitiativeId) -> Petition | None:
        found = (one for one in self.kept.values() if one.initiative == initiative and one.state in UNDECIDED)
        return next(found, None)

    async def of(self, initiative: InitiativeId) -> Sequence[Petition]:
        found = [one for one in self.kept.values() if one.initiative == initiative]
        return sorted(found, key=lambda one: one.asked_at, reverse=True)


class TownBodies(Bodies):
    """The town's organisations, without a database."""

    def __init__(self, town: Town) -> None:
        self._town = town

    async def get(self, organisation: OrganisationId) -> Body | None:
        for name, found in self._town.organisations.items():
            if found == organisation:
                kind, scope = self._town.known[name]
                return Body(found, kind, dict.fromkeys(("ru", "kk", "en"), name), scope.regions)
        return None

    async def of_kind(self, kind: OrganisationKind) -> Sequence[Body]:
        found = [
            await self.get(self._town.organisations[name]) for name, (one, _) in self._town.known.items() if one is kind
        ]
        return [one for one in found if one is not None]

    async def writers(self, organisation: OrganisationId) -> Sequence[PersonId]:
        return [one.person for one in self._town.actors.values() if one.organisation == organisation and one.writes]

    async def person_name(self, person: PersonId) -> str:
        return next((one.name for one in self._town.actors.values() if one.person == person), "")


class Nothing:
    """Companies and meetings of which there are none: what acts do to them is tried on PostgreSQL."""

    async def lock(self, _: Any) -> None:
        return None
