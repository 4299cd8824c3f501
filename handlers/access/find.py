"""What /find finds here: a head's own people, an administrator's organisations."""

from collections.abc import Sequence

from domain.access.ports import Organisations, People
from domain.access.rules import administers
from domain.kit.actor import Guest, Role
from domain.names.fold import search_key
from handlers.access.places import OrganisationCard, PersonCard
from handlers.reading import Reading
from handlers.room import Found
from handlers.words.organisations import role_name
from handlers.words.reader import Reader

MOST = 10


async def find(query: str, reading: Reading, r: Reader) -> Sequence[Found]:
    """By any part of a name, in any script."""
    who, key = reading.who, search_key(query)
    if isinstance(who, Guest) or not key:
        return ()
    found: list[Found] = []
    if administers(who):
        for one in await reading.port(Organisations).find(active=None):
            if any(key in search_key(name) for name in (one.name_ru, one.name_kk, one.name_en)):
                found.append(Found(one.name(r.language), OrganisationCard(one.id), rank=40))
    if who.role is Role.HEAD:
        for person in await reading.port(People).of(who.organisation):
            if key in search_key(person.name):
                label = r.label("access.people", "{name}, {role}", name=person.name, role=role_name(r, person.role))
                found.append(Found(label, PersonCard(person.id), rank=30))
    return found[:MOST]
