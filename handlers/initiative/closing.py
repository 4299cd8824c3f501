"""By what the deadlines of an initiative are closed (N3)."""

from collections.abc import Sequence

from domain.initiative.ports import Initiatives
from domain.kit.actor import Role
from domain.kit.ids import InitiativeId, Ref
from handlers.initiative.places import InitiativeOfficials
from handlers.initiative.presses import AppointOfficial
from handlers.reading import Reading
from handlers.room import Way
from handlers.screens.press import Go
from handlers.words.catalog import Text


async def appointing(subject: Ref, reading: Reading) -> Sequence[Way]:
    """A head appoints, whoever writes at the akimat takes it (п. 42); nothing once somebody is responsible."""
    actor = reading.actor
    one = await reading.port(Initiatives).get(InitiativeId(subject.id))
    if one is None or one.akimat != actor.organisation or one.official is not None or not actor.writes:
        return ()
    take = Way(Text("initiative.closing", "Take it"), AppointOfficial(one.id, None, actor.person))
    if actor.role is not Role.HEAD:
        return (take,)
    return (Way(Text("initiative.closing", "Appoint an official"), Go(InitiativeOfficials(one.id))), take)
