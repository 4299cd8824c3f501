"""The menu and the help."""

from dataclasses import dataclass

from domain.kit.named import named
from handlers.screens.place import Place


@named("home.menu")
@dataclass(frozen=True, slots=True)
class Menu(Place):
    """What this person can do, the waiting first."""


@named("home.help")
@dataclass(frozen=True, slots=True)
class Help(Place):
    """What can be done here, in a few lines."""
