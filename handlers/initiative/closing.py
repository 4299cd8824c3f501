"""By what the deadlines of an initiative are closed (N3)."""

from collections.abc import Mapping, Sequence
from typing import Final

from domain.access.scope import may_see
from domain.initiative.model import Initiative, Pending
from domain.initiative.ports import Initiatives
from domain.initiative.rules import APPOINTMENT, CLOSING, CONSENT, CONSIDERATION, OPINION, REDIRECTION, handles
from domain.kit.actor import OrganisationKind, Role
from domain.kit.ids import InitiativeId, Ref
from handlers.forms.places import StartForm
from handlers.forms.registry import is_known
from handlers.initiative.facts import PASSPORT_FORM, may_extend
from handlers.initiative.places import InitiativeExtend, InitiativeOfficials, InitiativePetition, InitiativeRedirect
from handlers.initiative.presses import AppointOfficial
from handlers.reading import Reading
from handlers.room import Closing, Way
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


async def considering(subject: Ref, reading: Reading) -> Sequence[Way]:
    """What п. 42 leaves to the responsible official and the head; nothing while something is asked for."""
    one = await _seen(subject, reading)
    if one is None or not handles(reading.actor, one) or not one.considered or one.pending != Pending.NOTHING:
        return ()
    ways = [Way(Text("initiative.closing", "Redirect"), Go(InitiativeRedirect(one.id)))]
    if may_extend(one, reading):
        ways.insert(0, Way(Text("initiative.closing", "Extend"), Go(InitiativeExtend(one.id))))
    if is_known(PASSPORT_FORM):
        passport = Go(StartForm(PASSPORT_FORM, {"initiative": str(one.id)}))
        ways.insert(0, Way(Text("initiative.closing", "Fill in the passport"), passport))
    return ways


async def answering(subject: Ref, reading: Reading) -> Sequence[Way]:
    """The akimat that is asked to take it, the mission that is heard on closing it."""
    one = await _seen(subject, reading)
    actor = reading.actor
    if one is None or not actor.writes:
        return ()
    asked = one.asked_akimat if one.pending == Pending.CONSENT else one.maker
    if one.pending not in (Pending.CONSENT, Pending.OPINION) or asked != actor.organisation:
        return ()
    return (Way(Text("initiative.closing", "Answer"), Go(InitiativePetition(one.id))),)


async def deciding(subject: Ref, reading: Reading) -> Sequence[Way]:
    """The authorised body's yes or no."""
    one = await _seen(subject, reading)
    actor = reading.actor
    if one is None or one.pending == Pending.NOTHING or not actor.writes:
        return ()
    if actor.kind is not OrganisationKind.AUTHORISED_BODY:
        return ()
    return (Way(Text("initiative.closing", "Decide"), Go(InitiativePetition(one.id))),)


async def _seen(subject: Ref, reading: Reading) -> Initiative | None:
    one = await reading.port(Initiatives).get(InitiativeId(subject.id))
    return one if one is not None and may_see(reading.actor, one.placement) else None


WAYS: Final[Mapping[str, Closing]] = {
    APPOINTMENT.name: appointing,
    CONSIDERATION.name: considering,
    CONSENT.name: answering,
    OPINION.name: answering,
    REDIRECTION.name: deciding,
    CLOSING.name: deciding,
}
"""By kind of deadline."""
