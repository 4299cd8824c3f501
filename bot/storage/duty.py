"""Regular duties in PostgreSQL (R1–R12)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Column, Date, DateTime, Integer, Table, Text, UniqueConstraint, Uuid, select

from bot.storage.access_tables import Word
from bot.storage.locking import locked
from bot.storage.tables import mapper, metadata
from bot.storage.unit import PortFactory, Unit
from domain.duty.model import DutyState, Exemption, OwedDuty
from domain.duty.ports import Duties, DutyLine, DutyLists, Owing, RoundLine
from domain.duty.rules import KINDS, Round, rounds
from domain.edition.model import RuleEdition
from domain.kit.actor import OrganisationKind
from domain.kit.ids import DutyId, OrganisationId, PersonId
from domain.kit.periods import almaty_date, end_of_day

duty = Table(
    "duty",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("code", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("organisation", Uuid, nullable=False),
    Column("due", Date, nullable=False),
    Column("opened_at", DateTime(timezone=True), nullable=False),
    Column("edition", Text, nullable=False),
    Column("state", Word(DutyState), nullable=False, server_default="open"),
    Column("note", Text, nullable=False, server_default=""),
    Column("sent_by", Uuid),
    Column("sent_at", DateTime(timezone=True)),
    Column("asked", Text, nullable=False, server_default=""),
    Column("asked_by", Uuid),
    Column("version", Integer, nullable=False, server_default="1"),
    UniqueConstraint("code", "period", "organisation", name="uq_duty_code_period_organisation"),
)
mapper.map_imperatively(OwedDuty, duty, version_id_col=duty.c.version)

_BODY: Final = "SELECT o.id, o.kind, o.name_ru, o.name_kk, o.name_en, o.parts, o.active FROM organisation o"
_LINE: Final = """
SELECT d.id, d.code, d.period, d.organisation, o.name_ru, o.name_kk, o.name_en, d.due, d.state, d.asked,
    (d.sent_at AT TIME ZONE 'Asia/Almaty')::date AS sent_on
FROM duty d JOIN organisation o ON o.id = d.organisation
"""
_ROUND: Final = """
SELECT code, period, max(due) AS due, count(*) FILTER (WHERE state = 'open') AS open,
    count(*) FILTER (WHERE state = 'sent') AS sent, count(*) FILTER (WHERE state = 'exempt') AS exempt,
    max(asked) AS asked
FROM duty WHERE state <> 'cancelled'
"""

# One statement: whoever comes second finds every row there, and opens no second clock.
_OPEN: Final = """
WITH round AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::date[], $4::date[], $5::timestamptz[], $6::text[])
        AS each (code, period, due, owed_from, instant, clause)
), owed_by AS (
    SELECT * FROM unnest($7::text[], $8::text[], $9::text[]) AS each (code, kind, part)
), new AS (
    INSERT INTO duty (id, code, period, organisation, due, opened_at, edition, state)
    SELECT gen_random_uuid(), r.code, r.period, o.id, r.due, $10, $11,
        CASE WHEN x.code IS NULL THEN 'open' ELSE 'exempt' END
    FROM round r JOIN organisation o ON o.active AND (o.created_at AT TIME ZONE 'Asia/Almaty')::date <= r.owed_from
        AND EXISTS (SELECT FROM owed_by b WHERE b.code = r.code AND b.kind = o.kind
            AND (b.part = '' OR b.part = ANY (o.parts)))
        LEFT JOIN duty_exemption x ON x.code = r.code AND x.organisation = o.id
    WHERE NOT EXISTS (
        SELECT FROM duty known WHERE known.code = r.code AND known.period = r.period AND known.organisation = o.id)
    ON CONFLICT (code, period, organisation) DO NOTHING
    RETURNING id, code, period, organisation, due, state
), clocks AS (
    INSERT INTO deadline (kind, clause, legal, subject_kind, subject_id, organisation_id, due, nominal, instant,
        edition, opened_at)
    SELECT 'duty.' || n.code, r.clause, true, 'duty', n.id, n.organisation, n.due, n.due, r.instant, $11, $10
    FROM new n JOIN round r USING (code, period) WHERE n.state = 'open'
), told AS (
    INSERT INTO audit (legal_at, act, subject_kind, subject_id, after)
    SELECT $10, 'duty.open', 'duty', n.id, jsonb_build_object('code', n.code, 'period', n.period,
        'organisation', n.organisation, 'due', n.due, 'state', n.state) FROM new n
)
SELECT count(*) FROM new
"""
# Who was closed, or is of another kind now, owes nothing any more; what was asked for by hand goes with the closing.
_CANCEL: Final = """
WITH owed_by AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) AS each (code, kind, part)
), gone AS (
    UPDATE duty d SET state = 'cancelled', version = d.version + 1 FROM organisation o
    WHERE o.id = d.organisation AND d.state = 'open' AND (NOT o.active OR (d.asked_by IS NULL
        AND NOT EXISTS (SELECT FROM owed_by b WHERE b.code = d.code AND b.kind = o.kind
            AND (b.part = '' OR b.part = ANY (o.parts)))))
    RETURNING d.id
), clocks AS (
    UPDATE deadline c SET state = 'cancelled', version = c.version + 1, closed_at = $4 FROM gone g
    WHERE c.subject_kind = 'duty' AND c.subject_id = g.id AND c.state IN ('open', 'paused')
), told AS (
    INSERT INTO audit (legal_at, act, subject_kind, subject_id, before, after)
    SELECT $4, 'duty.cancel', 'duty', g.id, '{"state": "open"}', '{"state": "cancelled"}' FROM gone g
)
SELECT count(*) FROM gone
"""


async def open_rounds(raw: Any, edition: RuleEdition, now: datetime) -> int:
    """Open every duty whose time has come, for everybody who owes it; how many were new. Twice does no harm."""
    today = almaty_date(now)
    since = await raw.fetchval("SELECT since FROM duty_epoch")
    due: Sequence[Round] = rounds(edition, today, since)
    opened = await raw.fetchval(
        _OPEN,
        [one.duty.code for one in due],
        [one.period.code for one in due],
        [one.due for one in due],
        [one.owed_from for one in due],
        [end_of_day(one.due) for one in due],
        [KINDS[one.duty.code].clause for one in due],
        *_owed_by(edition),
        now,
        edition.code,
    )
    return int(opened)


async def cancel_gone(raw: Any, edition: RuleEdition, now: datetime) -> int:
    """Cancel what bodies owe that were closed or owe such duties no more; how many."""
    return int(await raw.fetchval(_CANCEL, *_owed_by(edition), now))


def _owed_by(edition: RuleEdition) -> tuple[list[str], list[str], list[str]]:
    """Who owes, as three columns: code, kind of organisation, part in the Law (empty: whoever is of the kind)."""
    found = [(one.code, kind.value, "") for one in edition.duties for kind in one.owed_by]
    central = OrganisationKind.CENTRAL_BODY.value
    found += [(one.code, central, part.value) for one in edition.duties for part in one.owed_by_bodies]
    return [code for code, _, _ in found], [kind for _, kind, _ in found], [part for _, _, part in found]


class StoredDuties:
    """Implements `domain.duty.ports.Duties`."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw
        self._session = unit.session

    async def get(self, id_: DutyId) -> OwedDuty | None:
        return await self._session.get(OwedDuty, id_)

    async def lock(self, id_: DutyId) -> OwedDuty | None:
        return await locked(self._session, OwedDuty, id_)

    async def add(self, owed: OwedDuty) -> None:
        self._session.add(owed)
        await self._session.flush()

    async def body(self, organisation: OrganisationId) -> Owing | None:
        row = await self._raw.fetchrow(f"{_BODY} WHERE o.id = $1", organisation)
        return None if row is None else _owing(row)

    async def bodies(self, kinds: Collection[OrganisationKind]) -> Sequence[Owing]:
        named = [kind.value for kind in kinds]
        rows = await self._raw.fetch(f"{_BODY} WHERE o.active AND o.kind = ANY ($1) ORDER BY o.name_en, o.id", named)
        return [_owing(row) for row in rows]

    async def lock_of(self, code: str, organisation: OrganisationId, state: DutyState) -> Sequence[OwedDuty]:
        await self._session.flush()
        query = (
            select(OwedDuty)
            .where(duty.c.code == code, duty.c.organisation == organisation, duty.c.state == state)
            .order_by(duty.c.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return list(await self._session.scalars(query))

    async def exemption(self, code: str, organisation: OrganisationId) -> Exemption | None:
        row = await self._raw.fetchrow(
            "SELECT reason, by, at FROM duty_exemption WHERE code = $1 AND organisation = $2", code, organisation
        )
        return None if row is None else Exemption(code, organisation, row["reason"], PersonId(row["by"]), row["at"])

    async def exempt(self, new: Exemption) -> None:
        await self._raw.execute(
            """INSERT INTO duty_exemption (code, organisation, reason, by, at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (code, organisation) DO UPDATE SET reason = excluded.reason, by = excluded.by,
                at = excluded.at""",
            new.code, new.organisation, new.reason, new.by, new.at,
        )  # fmt: skip

    async def lift(self, code: str, organisation: OrganisationId) -> None:
        await self._raw.execute("DELETE FROM duty_exemption WHERE code = $1 AND organisation = $2", code, organisation)


class StoredDutyLists:
    """Implements `domain.duty.ports.DutyLists`."""

    def __init__(self, unit: Unit) -> None:
        self._raw = unit.raw

    async def mine(self, organisation: OrganisationId, offset: int, limit: int) -> Sequence[DutyLine]:
        rows = await self._raw.fetch(
            f"""{_LINE} WHERE d.organisation = $1 AND d.state <> 'cancelled'
            ORDER BY d.state <> 'open', CASE WHEN d.state = 'open' THEN d.due END, d.due DESC, d.code
            OFFSET $2 LIMIT $3""",
            organisation, offset, limit,
        )  # fmt: skip
        return [_line(row) for row in rows]

    async def count_mine(self, organisation: OrganisationId) -> tuple[int, int]:
        row = await self._raw.fetchrow(
            """SELECT count(*) FILTER (WHERE state = 'open') AS open, count(*) AS whole
            FROM duty WHERE organisation = $1 AND state <> 'cancelled'""",
            organisation,
        )
        return row["open"], row["whole"]

    async def rounds(self, codes: Collection[str] | None, offset: int, limit: int) -> Sequence[RoundLine]:
        rows = await self._raw.fetch(
            f"""{_ROUND} AND ($1::text[] IS NULL OR code = ANY ($1)) GROUP BY code, period
            ORDER BY count(*) FILTER (WHERE state = 'open') = 0,
                CASE WHEN count(*) FILTER (WHERE state = 'open') > 0 THEN max(due) END, max(due) DESC, code, period
            OFFSET $2 LIMIT $3""",
            None if codes is None else list(codes), offset, limit,
        )  # fmt: skip
        return [RoundLine(**row) for row in rows]

    async def count_rounds(self, codes: Collection[str] | None) -> int:
        found = await self._raw.fetchval(
            """SELECT count(DISTINCT (code, period)) FROM duty
            WHERE state <> 'cancelled' AND ($1::text[] IS NULL OR code = ANY ($1))""",
            None if codes is None else list(codes),
        )
        return int(found)

    async def of_round(self, code: str, period: str, offset: int, limit: int) -> Sequence[DutyLine]:
        rows = await self._raw.fetch(
            f"""{_LINE} WHERE d.code = $1 AND d.period = $2 AND d.state <> 'cancelled'
            ORDER BY array_position(ARRAY['open', 'sent', 'exempt'], d.state), o.name_en, o.id OFFSET $3 LIMIT $4""",
            code, period, offset, limit,
        )  # fmt: skip
        return [_line(row) for row in rows]

    async def round(self, code: str, period: str) -> RoundLine | None:
        row = await self._raw.fetchrow(f"{_ROUND} AND code = $1 AND period = $2 GROUP BY code, period", code, period)
        return None if row is None else RoundLine(**row)


def _owing(row: Mapping[str, Any]) -> Owing:
    return Owing(
        OrganisationId(row["id"]), OrganisationKind(row["kind"]), _names(row), frozenset(row["parts"]), row["active"]
    )


def _line(row: Mapping[str, Any]) -> DutyLine:
    return DutyLine(
        id=DutyId(row["id"]),
        code=row["code"],
        period=row["period"],
        organisation=OrganisationId(row["organisation"]),
        names=_names(row),
        due=row["due"],
        state=DutyState(row["state"]),
        asked=row["asked"],
        sent_on=row["sent_on"],
    )


def _names(row: Mapping[str, Any]) -> dict[str, str]:
    return {"ru": row["name_ru"], "kk": row["name_kk"], "en": row["name_en"]}


PORTS: dict[type, PortFactory] = {Duties: StoredDuties, DutyLists: StoredDutyLists}
