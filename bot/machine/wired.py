"""What the machine is given: rooms and ports, from `bot/wiring.py`, or from tests with rooms of theirs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.machine.calendar_feed import Content
from bot.machine.chat import Roots
from bot.machine.jobs import JobKind
from bot.machine.rules import PublishedRules, Rules
from bot.storage.unit import PortFactory
from handlers.room import Room
from handlers.screens.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """Rooms in the order in which their routers are asked.

    `jobs`: slow work by its kind. `commands`: language → (command, what it does). `calendar`: what a person's secret
    address gives.
    """

    rooms: Sequence[Room]
    home: Place
    door: Place
    pin: Place | None = None
    ports: Mapping[type, PortFactory] = field(default_factory=dict)
    rules: Rules = field(default_factory=PublishedRules)
    jobs: Mapping[str, JobKind] = field(default_factory=dict)
    commands: Callable[[str], Sequence[tuple[str, str]]] | None = None
    calendar: Content | None = None

    def roots(self, bot_name: str) -> Roots:
        return Roots(home=self.home, door=self.door, pin=self.pin, bot_name=bot_name)
