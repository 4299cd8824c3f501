"""Taking an initiative for changing it: locked, judged, and as the person saw it."""

from domain.access.scope import check_changes, check_sees
from domain.initiative.model import Initiative
from domain.initiative.ports import Initiatives
from domain.kit.desk import Desk
from domain.kit.ids import InitiativeId
from domain.kit.refused import ChangedMeanwhile, NotFound, NotPermitted


async def taken(desk: Desk, initiatives: Initiatives, initiative_id: InitiativeId, seen: int | None) -> Initiative:
    """The initiative, locked. Raises NotFound, and ChangedMeanwhile unless it is as `seen` (None: never mind)."""
    initiative = await initiatives.lock(initiative_id)
    if initiative is None:
        raise NotFound
    check_sees(desk.actor, initiative.placement)
    if seen is not None and initiative.version != seen:
        raise ChangedMeanwhile
    return initiative


async def makers_own(desk: Desk, initiatives: Initiatives, initiative_id: InitiativeId, seen: int) -> Initiative:
    """The initiative for the organisation that made it, to be changed by one who writes there."""
    initiative = await initiatives.lock(initiative_id)
    if initiative is None:
        raise NotFound
    check_changes(desk.actor, initiative.placement)
    if initiative.maker != desk.actor.organisation:
        raise NotPermitted
    if initiative.version != seen:
        raise ChangedMeanwhile
    return initiative
