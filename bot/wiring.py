"""Everything put together: the rooms in the order in which their routers are asked, and all ports of storage.

The only module that knows everyone.
"""

import importlib
import pkgutil
from functools import cache
from importlib.util import find_spec

import bot.storage
from bot.jobs import file_check, national_bank, roadmap_sheet, screening, screening_lists
from bot.machine.jobs import JobKind
from bot.machine.wired import Wiring
from bot.printing import meeting_job, panel_job, passport_job, rating_job, roadmap_jobs
from bot.storage.unit import PortFactory
from handlers.access.places import EnterPin, Welcome
from handlers.deadline.calendar import content_of
from handlers.forms.registry import register
from handlers.home.commands import COMMANDS
from handlers.home.places import Menu
from handlers.offers import offer
from handlers.room import Room
from handlers.words.reader import Reader

ROOMS = (
    "access",
    "home",
    "deadline",
    "forms",
    "company",
    "meeting",
    "kyc",
    "screening",
    "initiative",
    "conversation",
    "passport",
    "roadmap",
    "validation",
    "suspension",
    "panel",
    "rating",
    "file",
    "duty",
    "reference",
    "audit",
    "incident",
    "search",
)
"""The door first (a guest is answered there), then commands (`deadline` has one), then the forms that take what is
typed, then the rest."""


def rooms() -> tuple[Room, ...]:
    """The rooms of this release. Raises whatever a broken room raises at import."""
    found = []
    for name in ROOMS:
        if find_spec(f"handlers.{name}") is None:
            continue
        room = getattr(importlib.import_module(f"handlers.{name}"), "room", None)
        if room is not None:
            found.append(room)
    return tuple(found)


def ports() -> dict[type, PortFactory]:
    """The implementations of all ports. Raises ValueError when two storage rooms claim one."""
    merged: dict[type, PortFactory] = {}
    for module in pkgutil.iter_modules(bot.storage.__path__, "bot.storage."):
        for kind, factory in getattr(importlib.import_module(module.name), "PORTS", {}).items():
            if merged.setdefault(kind, factory) is not factory:
                raise ValueError(f"{kind.__name__} is implemented twice")
    return merged


def jobs() -> dict[str, JobKind]:
    """Slow work by its kind."""
    return {
        **file_check.JOBS,
        **meeting_job.JOBS,
        **passport_job.JOBS,
        **roadmap_jobs.JOBS,
        **roadmap_sheet.JOBS,
        **panel_job.JOBS,
        **rating_job.JOBS,
        **screening_lists.JOBS,
        **screening.JOBS,
        **national_bank.JOBS,
    }


def commands(language: str) -> list[tuple[str, str]]:
    """The commands with what they do, for Telegram's list."""
    reader = Reader(language)
    return [(name, reader.plain(text)) for name, text in COMMANDS]


@cache
def wiring() -> Wiring:
    """What this release serves."""
    known = rooms()
    register(form for room in known for form in room.forms)
    offer(known)
    return Wiring(
        rooms=known,
        home=Menu(),
        door=Welcome(),
        pin=EnterPin(),
        ports=ports(),
        jobs=jobs(),
        commands=commands,
        calendar=content_of,
    )
