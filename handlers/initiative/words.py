"""Labels of the initiative room's own classes."""

from collections.abc import Mapping

from domain.initiative.model import InitiativeState
from handlers.words.catalog import Text

STATES: Mapping[str, Text] = {
    InitiativeState.MADE: Text("initiative.state", "At the mission"),
    InitiativeState.PASSED: Text("initiative.state", "Passed"),
    InitiativeState.APPOINTED: Text("initiative.state", "In work"),
    InitiativeState.PASSPORT: Text("initiative.state", "In the passport"),
    InitiativeState.CLOSED: Text("initiative.state", "Closed"),
}
