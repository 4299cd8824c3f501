"""Which organisations there are, for acts that hand something over (A1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.kit.actor import OrganisationKind
from domain.kit.ids import OrganisationId, PersonId


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation with its names by language and the regions it answers for; a closed one answers for none, and
    keeps its name in what it has done."""

    id: OrganisationId
    kind: OrganisationKind
    names: dict[str, str]
    regions: frozenset[str] = frozenset()
    active: bool = True


class Bodies(Protocol):
    """Organisations and the people in them."""

    async def get(self, organisation: OrganisationId) -> Body | None:
        """Also a closed one."""
        ...

    async def of_kind(self, kind: OrganisationKind) -> Sequence[Body]:
        """The active ones."""
        ...

    async def writers(self, organisation: OrganisationId) -> Sequence[PersonId]:
        """Active heads and officers."""
        ...

    async def person_name(self, person: PersonId) -> str: ...
