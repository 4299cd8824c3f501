"""What akimats ask the UO for: redirections and closings of initiatives, in PostgreSQL (M1.7; п. 42.3)."""

from collections.abc import Sequence

from sqlalchemy import Boolean, Column, Date, DateTime, ForeignKey, Integer, Table, Text, Uuid, select

from bot.storage.tables import mapper, metadata
from bot.storage.unit import PortFactory, Unit
from domain.initiative.model import UNDECIDED, Petition
from domain.initiative.ports import Petitions
from domain.kit.ids import InitiativeId, PetitionId

petition = Table(
    "petition",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("initiative", Uuid, ForeignKey("initiative.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("akimat", Uuid, ForeignKey("organisation.id"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("asked_by", Uuid, ForeignKey("person.id"), nullable=False),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("answer_by", Date, nullable=False),
    Column("other", Uuid, ForeignKey("organisation.id")),
    Column("state", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("agrees", Boolean),
    Column("answered_by", Uuid, ForeignKey("person.id")),
    Column("answered_at", DateTime(timezone=True)),
    Column("decision", Text, nullable=False),
    Column("decided_by", Uuid, ForeignKey("person.id")),
    Column("decided_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False),
)
mapper.map_imperatively(Petition, petition, version_id_col=petition.c.version)


class PetitionStore(Petitions):
    """The `Petitions` port on one unit's session."""

    def __init__(self, unit: Unit) -> None:
        self._session = unit.session

    async def add(self, made: Petition) -> None:
        self._session.add(made)
        await self._session.flush()

    async def get(self, petition_id: PetitionId) -> Petition | None:
        return await self._session.get(Petition, petition_id)

    async def undecided(self, initiative: InitiativeId) -> Petition | None:
        # Read afresh: who waited for the initiative's lock sees what was done meanwhile.
        query = (
            select(Petition)
            .where(petition.c.initiative == initiative, petition.c.state.in_(sorted(UNDECIDED)))
            .execution_options(populate_existing=True)
        )
        await self._session.flush()
        found: Petition | None = await self._session.scalar(query)
        return found

    async def of(self, initiative: InitiativeId) -> Sequence[Petition]:
        query = (
            select(Petition)
            .where(petition.c.initiative == initiative)
            .order_by(petition.c.asked_at.desc(), petition.c.id)
        )
        return list(await self._session.scalars(query))


PORTS: dict[type, PortFactory] = {Petitions: PetitionStore}
