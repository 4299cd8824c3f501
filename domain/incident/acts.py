"""What administrators do with dead letters."""

from uuid import NAMESPACE_OID, uuid5

from domain.access.rules import check_administers
from domain.incident.ports import DeadLetters
from domain.kit.act import act
from domain.kit.desk import Desk
from domain.kit.ids import Ref
from domain.kit.refused import NotFound


def incident_ref(incident: str) -> Ref:
    """The audit's subject for an incident number."""
    return Ref("incident", uuid5(NAMESPACE_OID, incident))


@act("incident.replay")
async def replay_incident(desk: Desk, letters: DeadLetters, incident: str) -> None:
    """Handle the failed update again, as the person who sent it."""
    check_administers(desk.actor)
    if not await letters.replay(incident):
        raise NotFound
    desk.audit("incident.replay", incident_ref(incident), after={"incident": incident})


@act("incident.dismiss")
async def dismiss_incident(desk: Desk, letters: DeadLetters, incident: str) -> None:
    """Let the failed update go: it is never handled, and its content is wiped."""
    check_administers(desk.actor)
    if not await letters.dismiss(incident):
        raise NotFound
    desk.audit("incident.dismiss", incident_ref(incident), after={"incident": incident})
