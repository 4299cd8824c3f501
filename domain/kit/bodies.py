"""Which organisations there are, for acts that hand something over (A1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.kit.actor import OrganisationKind
from domain.kit.ids import OrganisationId, PersonId


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation with its names by language and the regions it answers for."""

    id: OrganisationId
    kind: OrganisationKind
    names: dict[str, str]
    regions: frozenset[str] = frozenset()


class Bodies(Protocol):
    """Active organisations and the people in them."""

    async def get(self, organisation: OrganisationId) -> Body | None: ...

    async def of_kind(self, kind: OrganisationKind) -> Sequence[Body]: ...

    async def writers(self, organisation: OrganisationId) -> Sequence[PersonId]:
        """Active heads and officers."""
        ...

    async def person_name(self, person: PersonId) -> str: ...
