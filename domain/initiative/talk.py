"""An initiative as a matter that is talked about (M1.8; п. 43)."""

from uuid import UUID

from domain.conversation.model import Topic
from domain.conversation.rules import QUESTION
from domain.conversation.subjects import Ports, subject
from domain.deadline.model import CloseDeadline, DeadlineState
from domain.initiative.model import Initiative
from domain.initiative.ports import Initiatives
from domain.initiative.rules import ref
from domain.kit.desk import Desk
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


async def let_go(desk: Desk, initiatives: Initiatives, initiative: Initiative, *former: OrganisationId | None) -> None:
    """These organisations have to do with it no more: what they were asked is not waited for (M1.7; A2)."""
    for organisation in former:
        if organisation is None:
            continue
        for question in await initiatives.unanswered(initiative.id, organisation):
            desk.deadline(CloseDeadline(QUESTION, question, DeadlineState.CANCELLED))
            desk.settle(question)
