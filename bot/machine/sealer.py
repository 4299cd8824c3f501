"""The chain over the audit (A4, design §2.9): acts insert unchained rows, one sealer links them in commit order.

Each seal holds the hash of the seal before it and of the row as it was written: a row changed, added between or taken
away breaks the chain at that row, whatever rights the hand that did it had.
"""

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import asyncpg

from bot.storage.unit import Database

log = logging.getLogger(__name__)

GENESIS: Final = bytes(32)
_LOCK: Final = 0x73_65_61_6C  # "seal": one sealer at a time
_BATCH: Final = 1_000

_FIELDS: Final = """a.id, a.at, a.legal_at, a.person_id, a.organisation_id, a.telegram_id, a.act, a.subject_kind,
    a.subject_id, a.before::text AS before, a.after::text AS after"""

# Rows of transactions that may still be running are left: one that commits later must not find its place taken. A
# number this cluster has not given yet comes from a restored backup: such a row was committed long ago.
_UNSEALED: Final = f"""
SELECT {_FIELDS} FROM audit_unsealed u JOIN audit a ON a.id = u.audit_id
WHERE u.xid < pg_snapshot_xmin(pg_current_snapshot()) OR u.xid >= pg_snapshot_xmax(pg_current_snapshot())
ORDER BY u.xid, u.audit_id LIMIT $1
"""  # noqa: S608
_LAST: Final = "SELECT position, hash FROM audit_seal ORDER BY position DESC LIMIT 1"
_SEAL: Final = """
WITH sealed AS (
    INSERT INTO audit_seal (position, audit_id, previous, hash)
    SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bytea[], $4::bytea[])
)
DELETE FROM audit_unsealed WHERE audit_id = ANY ($2)
"""


def link(previous: bytes, row: Mapping[str, Any]) -> bytes:
    """The hash of a row in the chain: of the hash before it and the row's canonical form."""
    return hashlib.sha256(previous + _canonical(row)).digest()


def _canonical(row: Mapping[str, Any]) -> bytes:
    # Values before and after stay as the database writes them: jsonb has one writing of each value.
    values = [
        row["id"],
        row["at"].isoformat(),
        None if row["legal_at"] is None else row["legal_at"].isoformat(),
        *(None if row[name] is None else str(row[name]) for name in ("person_id", "organisation_id")),
        row["telegram_id"],
        row["act"],
        row["subject_kind"],
        None if row["subject_id"] is None else str(row["subject_id"]),
        row["before"],
        row["after"],
    ]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


async def seal(database: Database) -> int:
    """Link what has been committed; how many rows. Another sealer at work: 0, it does the same."""
    async with database.unit() as unit:
        raw = unit.raw
        if not await raw.fetchval("SELECT pg_try_advisory_xact_lock($1)", _LOCK):
            return 0
        rows = await raw.fetch(_UNSEALED, _BATCH)
        if not rows:
            return 0
        last = await raw.fetchrow(_LAST)
        position, previous = (last["position"], bytes(last["hash"])) if last else (0, GENESIS)
        seals: list[tuple[int, int, bytes, bytes]] = []
        for row in rows:
            position += 1
            digest = link(previous, row)
            seals.append((position, row["id"], previous, digest))
            previous = digest
        await raw.execute(_SEAL, *(list(column) for column in zip(*seals, strict=True)))
    return len(rows)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the verifier found. `broken` names the audit row (its id) where the chain breaks first, `why` how; `head`
    is the last hash in hexadecimal: kept elsewhere, it proves later that nothing was cut off the end."""

    sealed: int
    unsealed: int
    head: str
    broken: int | None = None
    why: str = ""
    anchored: bool = True

    @property
    def sound(self) -> bool:
        return self.broken is None and self.anchored


async def verify(dsn: str, anchor: str | None = None) -> Verdict:
    """Walk the whole chain, on a connection of its own, as of one moment. `anchor`: a head noted earlier, which must
    be found in the chain."""
    connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            return await _walk(connection, anchor)
    finally:
        await connection.close()


async def _walk(connection: asyncpg.Connection, anchor: str | None) -> Verdict:
    unsealed = await connection.fetchval(
        "SELECT count(*) FROM audit a WHERE NOT EXISTS (SELECT FROM audit_seal s WHERE s.audit_id = a.id)"
    )
    previous, position, met = GENESIS, 0, anchor is None
    sql = f"""SELECT s.position, s.audit_id, s.previous, s.hash, {_FIELDS}
        FROM audit_seal s LEFT JOIN audit a ON a.id = s.audit_id ORDER BY s.position"""  # noqa: S608
    async for row in connection.cursor(sql, prefetch=1_000):
        why = _fault(row, position, previous)
        if why:
            return Verdict(position, unsealed, previous.hex(), int(row["audit_id"]), why, met)
        position, previous = position + 1, bytes(row["hash"])
        met = met or previous.hex() == anchor
    return Verdict(position, unsealed, previous.hex(), anchored=met)


def _fault(row: Mapping[str, Any], position: int, previous: bytes) -> str:
    if row["position"] != position + 1 or bytes(row["previous"]) != previous:
        return "a seal before this row is missing or was changed"
    if row["id"] is None:
        return "the row is missing"
    if bytes(row["hash"]) != link(previous, row):
        return "the row or its seal was changed"
    return ""
