"""The machine's own tables, through its SQL functions on the driver's connection (design §2)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

import asyncpg

from bot.storage.unit import PortFactory
from domain.incident.ports import DeadLetter, DeadLetters

Verdict = Literal["new", "repeat", "conflict"]

DRAFT_CHANGED = "TZ001"
"""SQLSTATE of a draft that another device saved meanwhile."""

_CLAIM: Final = "SELECT c.*, k.moved_days FROM machine_claim($1, $2, $3) AS c, legal_clock AS k"


@dataclass(frozen=True, slots=True)
class Received:
    """A raw update as it is stored. `sender`: whose queue; `chat`: the private chat, if it came from one."""

    update_id: int
    hash: bytes
    sender: int
    chat: int | None
    kind: str
    token: str | None
    payload: str
    callback_id: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """An update in work, with all that was read with it. `person`, `dialogue`, `draft`, `live` are rows as JSON;
    `more`: later ones wait behind it."""

    seq: int
    sender: int
    chat: int | None
    kind: str
    token: str | None
    payload: str
    attempts: int
    age: float
    person: dict[str, Any] | None
    dialogue: dict[str, Any] | None
    draft: dict[str, Any] | None
    live: dict[str, Any] | None
    machine_now: datetime
    legal_now: datetime
    more: bool
    moved_days: str = ""  # the stamp of the working calendar (bot.machine.rules)


async def receive(connection: Any, bot: int, update: Received) -> tuple[Verdict, int]:
    """Write a raw update; its own transaction unless one is open. Returns what it was and its place in the queue."""
    row = await connection.fetchrow(
        "SELECT verdict, row_seq FROM machine_receive($1, $2, $3, $4, $5, $6, $7, $8)",
        bot, update.update_id, update.hash, update.sender, update.chat, update.kind, update.token, update.payload,
    )  # fmt: skip
    return row["verdict"], row["row_seq"]


async def receive_all(connection: Any, bot: int, updates: Sequence[Received]) -> list[tuple[Verdict, int]]:
    """Write several raw updates in this order: all of them, or, when it raises, none."""
    rows = await connection.fetch(
        """SELECT r.verdict, r.row_seq
           FROM unnest($2::bigint[], $3::bytea[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::text[])
                    WITH ORDINALITY AS u(id, hash, sender, chat, kind, token, payload, n)
                CROSS JOIN LATERAL machine_receive($1, id, hash, sender, chat, kind, token, payload) AS r
           ORDER BY n""",
        bot,
        [one.update_id for one in updates],
        [one.hash for one in updates],
        [one.sender for one in updates],
        [one.chat for one in updates],
        [one.kind for one in updates],
        [one.token for one in updates],
        [one.payload for one in updates],
    )
    return [(row["verdict"], row["row_seq"]) for row in rows]


async def claim(
    raw: asyncpg.Connection, bot: int, seq: int | None = None, *, resting: Sequence[int] = ()
) -> Claim | None:
    """Lock the head of some person's queue but of those `resting`, or the row `seq`; None when there is none."""
    row = await raw.fetchrow(_CLAIM, bot, seq, resting)
    if row is None:
        return None
    return Claim(
        seq=row["seq"],
        sender=row["sender"],
        chat=row["chat_id"],
        kind=row["kind"],
        token=row["token"],
        payload=row["payload"] or "",
        attempts=row["attempts"],
        age=row["age"],
        person=as_json(row["person"]),
        dialogue=as_json(row["dialogue"]),
        draft=as_json(row["draft"]),
        live=as_json(row["live"]),
        machine_now=row["machine_now"],
        legal_now=row["legal_now"],
        moved_days=row["moved_days"],
        more=row["more"],
    )


async def begin(raw: asyncpg.Connection, seq: int) -> int:
    """Count a process that begins an update which waited through its start; how many have."""
    return int(await raw.fetchval("UPDATE inbox SET begun = begun + 1 WHERE seq = $1 RETURNING begun", seq))


async def survivors(raw: asyncpg.Connection, begun: int) -> bool:
    """Whether updates begun by so many processes have been handled in the end, lately."""
    return bool(
        await raw.fetchval(
            """SELECT EXISTS (SELECT FROM inbox WHERE state = 'done' AND begun >= $1
                              AND done_at > clock_timestamp() - interval '10 minutes')""",
            begun,
        )
    )


async def finish(raw: asyncpg.Connection, ending: Mapping[str, Any]) -> None:
    """Write all an update leaves, and mark it done. Raises asyncpg.PostgresError with DRAFT_CHANGED."""
    await raw.execute("SELECT machine_finish($1)", json.dumps(ending))


async def write_papers(raw: asyncpg.Connection, papers: Mapping[str, Any]) -> None:
    """Write what acts left on a desk outside of an update: jobs, the ticker."""
    await raw.execute("SELECT machine_papers($1)", json.dumps(papers))


async def failed(
    connection: Any,
    seq: int,
    error: str,
    *,
    delay: float = 0.0,
    incident: str | None = None,
    papers: Mapping[str, Any] | None = None,
) -> None:
    """Count a failed attempt: again after `delay` seconds, or a dead letter under the incident number."""
    await connection.execute(
        "SELECT machine_failed($1, $2, $3, $4, $5)",
        seq, error, timedelta(seconds=delay), incident, None if papers is None else json.dumps(papers),
    )  # fmt: skip


async def still_waiting(connection: Any, seq: int) -> bool:
    """Whether the update has no commit yet."""
    return bool(await connection.fetchval("SELECT state = 'waiting' FROM inbox WHERE seq = $1", seq))


async def prune(connection: Any, limit: int = 5_000) -> int:
    """Remove what nobody needs any more (done rows after 72 h); how many updates went. Called by the ticker."""
    return int(await connection.fetchval("SELECT machine_prune($1)", limit))


async def queue_age(connection: Any, bot: int) -> tuple[int, float]:
    """How many updates wait, and how long the oldest has, in seconds."""
    row = await connection.fetchrow(
        """SELECT count(*) AS waiting, coalesce(extract(epoch FROM clock_timestamp() - min(received_at)), 0) AS age
           FROM inbox WHERE bot_id = $1 AND state = 'waiting'""",
        bot,
    )
    return row["waiting"], float(row["age"])


def as_json(value: Any) -> Any:
    """A jsonb column: the pool decodes it (SQLAlchemy sets the codec), a connection of one's own does not."""
    return json.loads(value) if isinstance(value, str) else value


class DeadLettersInDatabase:
    """Updates that could not be handled, for the administrators."""

    def __init__(self, raw: asyncpg.Connection) -> None:
        self._raw = raw

    async def newest(self, limit: int = 20, offset: int = 0) -> list[DeadLetter]:
        rows = await self._raw.fetch(
            _DEAD + " AND incident IS NOT NULL ORDER BY done_at DESC LIMIT $1 OFFSET $2", limit, offset
        )
        return [_dead(row) for row in rows]

    async def count(self) -> int:
        return int(await self._raw.fetchval("SELECT count(*) FROM inbox WHERE state = 'dead' AND incident IS NOT NULL"))

    async def get(self, incident: str) -> DeadLetter | None:
        row = await self._raw.fetchrow(_DEAD + " AND incident = $1", incident)
        return None if row is None else _dead(row)

    async def replay(self, incident: str) -> bool:
        done = await self._raw.fetchval(
            """UPDATE inbox SET state = 'waiting', attempts = 0, begun = 0, done_at = NULL, incident = NULL,
                      not_before = clock_timestamp()
               WHERE state = 'dead' AND incident = $1 RETURNING seq""",
            incident,
        )
        if done is not None:
            await self._raw.execute("SELECT pg_notify('tereze_inbox', '')")
        return done is not None

    async def dismiss(self, incident: str) -> bool:
        done = await self._raw.fetchval(
            """UPDATE inbox SET state = 'done', payload = NULL, done_at = clock_timestamp()
               WHERE state = 'dead' AND incident = $1 RETURNING seq""",
            incident,
        )
        return done is not None


_DEAD = """SELECT i.incident, i.kind, i.received_at, i.done_at, i.error, p.id AS person, p.name
           FROM inbox i LEFT JOIN account a ON a.telegram_id = i.sender LEFT JOIN person p ON p.id = a.person_id
           WHERE i.state = 'dead'"""


def _dead(row: Any) -> DeadLetter:
    return DeadLetter(
        incident=row["incident"],
        kind=row["kind"],
        received=row["received_at"],
        died=row["done_at"],
        error=row["error"] or "",
        person=row["person"],
        name=row["name"] or "",
    )


PORTS: dict[type, PortFactory] = {DeadLetters: lambda unit: DeadLettersInDatabase(unit.raw)}
