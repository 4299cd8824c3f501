"""``administrator``: lets the first administrator in. Everybody after that is invited in the bot itself (A3)."""

from __future__ import annotations

import argparse
import asyncio
import re
from uuid import uuid4

from bot.commands.report import CommandError, say
from bot.commands.server import reached
from bot.platform.schema import require_schema
from bot.platform.settings import Settings
from bot.storage.access import PORTS
from bot.storage.unit import Database, Unit
from domain.access.model import Invitation, Organisation, Person
from domain.access.ports import Invitations, Organisations, People
from domain.access.rules import INVITATION_LIFE, expiry, hash_code, new_code
from domain.kit.actor import OrganisationKind, Role
from domain.kit.ids import InvitationId, OrganisationId, PersonId

_PHONE = re.compile(r"\+[1-9]\d{7,14}")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", help="of the person, as others will see it")
    parser.add_argument("phone", help="of their Telegram account, as +77011234567")


def run(settings: Settings, given: argparse.Namespace) -> int:
    name = given.name.strip()
    if not name:
        raise CommandError("The name is empty.")
    if _PHONE.fullmatch(given.phone) is None:
        raise CommandError("The phone is malformed: expected + and 8 to 15 digits, such as +77011234567.")
    with reached(settings) as server:
        code = asyncio.run(invite_administrator(server.bot, name, given.phone))
    hours = INVITATION_LIFE.total_seconds() / 3600
    say(f"Within {hours:.0f} hours {name} sends this to the bot and shares the contact:")
    say(f"/start {code}")
    return 0


async def invite_administrator(dsn: str, name: str, phone: str) -> str:
    """Makes the person, and the organisation if it is the first, and returns the code of their invitation."""
    await require_schema(dsn)
    database = Database(dsn, PORTS, size=2)
    try:
        async with database.unit() as unit:
            return await _add(unit, name, phone)
    finally:
        await database.close()


async def _add(unit: Unit, name: str, phone: str) -> str:
    now = await unit.raw.fetchval("SELECT clock_timestamp() + shift FROM legal_clock")
    organisations = unit.port(Organisations)
    found = await organisations.find(kinds=[OrganisationKind.SYSTEM])
    if found:
        organisation = found[0]
    else:
        organisation = Organisation(
            OrganisationId(uuid4()),
            OrganisationKind.SYSTEM,
            "Администрация Tereze",
            "Tereze әкімшілігі",
            "Tereze administration",
        )
        await organisations.add(organisation)
    person = Person(PersonId(uuid4()), organisation.id, Role.HEAD, name, phone)
    await unit.port(People).add(person)
    code = new_code()
    invitation = Invitation(
        id=InvitationId(uuid4()),
        code_hash=hash_code(code),
        organisation=organisation.id,
        role=Role.HEAD,
        name=name,
        phone=phone,
        person=person.id,
        inviter=person.id,  # nobody invited the first one: the command line did, as the audit says
        made=now,
        expires=expiry(now),
    )
    await unit.flush()
    await unit.port(Invitations).add(invitation)
    await unit.flush()
    await unit.raw.execute(
        "INSERT INTO audit (legal_at, act, subject_kind, subject_id, after)"
        " VALUES ($1, 'administrator.command', 'invitation', $2, jsonb_build_object('person', $3::text))",
        now,
        invitation.id,
        str(person.id),
    )
    return code
