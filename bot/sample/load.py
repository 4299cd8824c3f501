"""Puts the sample into a database. What is there already stays as people have left it."""

import asyncpg

from bot.sample.people import INVITED_CODE, ORGANISATIONS, PEOPLE, SamplePerson
from domain.access.rules import INVITATION_LIFE, hash_code


async def load(dsn: str) -> None:
    """Organisations, people with their accounts, and one open invitation. Idempotent; one transaction."""
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            await _organisations(connection)
            for one in PEOPLE:
                if one.organisation is not None and one.signed_in:
                    await _person(connection, one)
            for one in PEOPLE:
                if not one.signed_in:
                    await _invite(connection, one)
    finally:
        await connection.close()


async def _organisations(connection: asyncpg.Connection) -> None:
    await connection.executemany(
        """
        INSERT INTO organisation (id, kind, name_ru, name_kk, name_en, countries, regions, sectors, zone, parts)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING
        """,
        [
            (
                one.id,
                one.kind.value,
                one.name_ru,
                one.name_kk,
                one.name_en,
                list(one.countries),
                list(one.regions),
                list(one.sectors),
                one.zone,
                [part.value for part in one.parts],
            )
            for one in ORGANISATIONS
        ],
    )


def _organisation(one: SamplePerson) -> object:
    return next(known.id for known in ORGANISATIONS if known.key == one.organisation)


async def _person(connection: asyncpg.Connection, one: SamplePerson) -> None:
    """A person met for the first time gets the account with it; one who was signed out since stays signed out."""
    assert one.role is not None
    made = await connection.execute(
        """
        INSERT INTO person (id, organisation_id, role, name, phone, language)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
        """,
        one.id,
        _organisation(one),
        one.role.value,
        one.name,
        one.phone,
        one.language_code,
    )
    if made == "INSERT 0 1":
        await connection.execute(
            "INSERT INTO account (telegram_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING", one.telegram, one.id
        )


async def _invite(connection: asyncpg.Connection, one: SamplePerson) -> None:
    """The invitation starts anew at each load while nobody has used it, so that it never greets a newcomer expired."""
    assert one.role is not None
    inviter = next(known for known in PEOPLE if known.organisation == one.organisation and known.role == "head")
    await connection.execute(
        """
        INSERT INTO invitation (id, code_hash, organisation_id, role, name, phone, inviter_id, made_at, expires_at)
        SELECT $1, $2, $3, $4, $5, $6, $7, now() + c.shift, now() + c.shift + $8::interval FROM legal_clock c
        ON CONFLICT (id) DO UPDATE SET made_at = excluded.made_at, expires_at = excluded.expires_at
        WHERE invitation.state = 'open'
        """,
        one.id,
        hash_code(INVITED_CODE),
        _organisation(one),
        one.role.value,
        one.name,
        one.phone,
        inviter.id,
        INVITATION_LIFE,
    )
