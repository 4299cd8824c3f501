"""What `load` functions read with: the actor, the clock, and the ports of the present transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from domain.deadline.calendar import WorkingCalendar
from domain.edition.model import RuleEdition
from domain.kit.actor import Actor, Guest
from domain.kit.refused import NotPermitted

P = TypeVar("P")


class Ports(Protocol):
    """Gives the implementation of a port (a Protocol declared by a room) bound to the present transaction."""

    def __call__(self, kind: type[P], /) -> P: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """One read, in one transaction, for one person."""

    who: Actor | Guest
    now: datetime
    edition: RuleEdition
    calendar: WorkingCalendar
    port: Ports
    chat_id: int
    language: str
    bot_name: str = ""

    @property
    def actor(self) -> Actor:
        """The signed-in person. Raises NotPermitted for a guest (A2)."""
        if isinstance(self.who, Guest):
            raise NotPermitted
        return self.who


def yellow_below(reading: "Reading") -> int:
    """Days left, today included, under which a task is yellow (п. 55)."""
    return reading.edition.realisation.yellow_below_days.value
