"""An initiative as a matter that is talked about (M1.8; п. 43)."""

from uuid import UUID

from domain.conversation.model import Topic
from domain.conversation.subjects import Ports, subject
from domain.initiative.ports import Initiatives
from domain.initiative.rules import ref
from domain.kit.ids import InitiativeId, OrganisationId, PersonId


@subject("initiative")
async def initiative_topic(key: UUID, port: Ports) -> Topic | None:
    """Who made it, the akimat with its official, and an akimat that is asked to take it."""
    one = await port(Initiatives).get(InitiativeId(key))
    if one is None:
        return None
    parties: dict[OrganisationId, PersonId | None] = {one.maker: one.passed_by or one.author}
    if one.akimat is not None:
        parties[one.akimat] = one.official
    if one.asked_akimat is not None:
        parties[one.asked_akimat] = None
    return Topic(ref(one), one.number, one.title, one.placement, parties)
