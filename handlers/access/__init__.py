"""Sign-in, people, invitations, profile, administration (A1–A4)."""

from aiogram import Router

from domain.access.rules import administers
from domain.incident.ports import DeadLetters
from domain.kit.actor import Actor, Guest, Role
from handlers.access import administration, door, invitations, people, profile
from handlers.access.door_routes import add_door
from handlers.access.find import find
from handlers.access.form import FORMS
from handlers.access.places import Incidents, OpenInvitations, OrganisationList, OrganisationPeople, Profile
from handlers.access.refusals import REFUSALS
from handlers.access.routes import add_administration, add_invitations, add_own, add_people
from handlers.reading import Reading
from handlers.room import MenuEntry, Room
from handlers.screens.place import Place
from handlers.words.catalog import Text


def _router() -> Router:
    made = Router(name="access")
    add_door(made)  # first: it ends with what takes everything from a guest
    add_own(made)
    add_people(made)
    add_invitations(made)
    add_administration(made)
    return made


def _own_people(who: Actor | Guest) -> Place | None:
    return OrganisationPeople(who.organisation) if isinstance(who, Actor) and who.role is Role.HEAD else None


def _own_invitations(who: Actor | Guest) -> Place | None:
    return OpenInvitations(who.organisation) if isinstance(who, Actor) and who.role is Role.HEAD else None


def _profile(who: Actor | Guest) -> Place | None:
    return Profile() if isinstance(who, Actor) else None


def _organisations(who: Actor | Guest) -> Place | None:
    return OrganisationList() if isinstance(who, Actor) and administers(who) else None


def _incidents(who: Actor | Guest) -> Place | None:
    return Incidents() if isinstance(who, Actor) and administers(who) else None


async def _count_incidents(reading: Reading) -> int:
    return await reading.port(DeadLetters).count()


room = Room(
    name="access",
    views=(*door.VIEWS, *profile.VIEWS, *people.VIEWS, *invitations.VIEWS, *administration.VIEWS),
    notices=(*invitations.NOTICES, *administration.NOTICES),
    forms=FORMS,
    router=_router,
    refusals=REFUSALS,
    menu=(
        MenuEntry(110, Text("access.menu", "People"), _own_people),
        MenuEntry(111, Text("access.menu", "Invitations"), _own_invitations),
        MenuEntry(190, Text("access.menu", "Profile"), _profile),
        MenuEntry(200, Text("access.menu", "Organisations"), _organisations),
        MenuEntry(210, Text("access.menu", "Failures"), _incidents, _count_incidents),
    ),
    finder=find,
)

__all__ = ["room"]
