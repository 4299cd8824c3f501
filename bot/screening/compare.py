"""One company with everybody behind it, compared with the lists (M1.2)."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid4

from bot.screening.names import Names
from bot.storage.unit import Database, Unit
from domain.company.ports import Companies
from domain.kit.ids import CompanyId, OrganisationId
from domain.kyc.explain import Likeness
from domain.kyc.facts import facts_from_json
from domain.kyc.match import ALGORITHM_VERSION, THRESHOLD, compare
from domain.kyc.ports import KycCases
from domain.screening.entries import identifier_keys, subject_from_json, subject_to_json
from domain.screening.matches import likeness_to_json
from domain.screening.subjects import Screened, screened, subject_key

_ENTRIES: Final = """
SELECT id, source, key, fingerprint, body FROM screening_entry
WHERE until IS NULL AND (id = ANY ($1::bigint[]) OR ($2::text[] <> '{}' AND identifiers && $2::text[]))
"""
_FORGET: Final = "UPDATE screening_match SET standing = false WHERE company = $1 AND maker = $2 AND standing"
_KEEP: Final = """
INSERT INTO screening_match AS m (id, company, maker, role, ours, our_key, source, entry, their_key, theirs, likeness,
    score, list, algorithm, threshold, found_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
    clock_timestamp() + (SELECT shift FROM legal_clock))
ON CONFLICT ON CONSTRAINT uq_screening_match_pair DO UPDATE SET standing = true,
    likeness = CASE WHEN m.state = 'open' THEN EXCLUDED.likeness ELSE m.likeness END,
    score = CASE WHEN m.state = 'open' THEN EXCLUDED.score ELSE m.score END,
    list = CASE WHEN m.state = 'open' THEN EXCLUDED.list ELSE m.list END,
    algorithm = CASE WHEN m.state = 'open' THEN EXCLUDED.algorithm ELSE m.algorithm END,
    threshold = CASE WHEN m.state = 'open' THEN EXCLUDED.threshold ELSE m.threshold END
RETURNING xmax = 0 AS new
"""
_DONE: Final = """
UPDATE screening SET done = greatest(done, $3), done_at = clock_timestamp() + (SELECT shift FROM legal_clock),
    lists = $4, names = $5 WHERE company = $1 AND maker = $2
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A screening that is wanted; `asked` as it was before anything was read."""

    company: CompanyId
    maker: OrganisationId
    asked: int


@dataclass(frozen=True, slots=True)
class Found:
    """A pair that is alike."""

    ours: Screened
    entry: Any  # the row of the list's entry
    likeness: Likeness


async def screen(database: Database, names: Names, wanted: Wanted) -> int:
    """Compare and write down; how many matches are new. Between reading and writing no transaction is open."""
    async with database.unit(readonly=True) as unit:
        everybody = await _everybody(unit, wanted)
    found: list[Found] = []
    for one in everybody:
        found += await _alike(database, names, one)
    async with database.unit() as unit:
        return await _write(unit, names, wanted, everybody, found)


async def _everybody(unit: Unit, wanted: Wanted) -> Sequence[Screened]:
    """As the company's card and the newest questionnaire of the organisation say."""
    companies = unit.port(Companies)
    company = await companies.get(wanted.company)
    cases = [one for one in await unit.port(KycCases).of_company(wanted.company) if one.maker == wanted.maker]
    if company is None or not cases:
        return ()
    return screened(company, await companies.contacts_of(company.id), facts_from_json(cases[0].facts))


async def _alike(database: Database, names: Names, ours: Screened) -> list[Found]:
    """Candidates by name from memory and by papers from the table, then each compared with all that is known of it."""
    hits = await asyncio.to_thread(names.index.search, ours.subject)
    async with database.unit(readonly=True) as unit:
        rows = await unit.raw.fetch(_ENTRIES, [int(hit.key) for hit in hits], identifier_keys(ours.subject))
    return await asyncio.to_thread(_judged, ours, rows)


def _judged(ours: Screened, rows: Sequence[Any]) -> list[Found]:
    found = (Found(ours, row, compare(ours.subject, subject_from_json(row["body"]))) for row in rows)
    return [one for one in found if one.likeness.score >= THRESHOLD]


async def _write(
    unit: Unit, names: Names, wanted: Wanted, everybody: Sequence[Screened], found: Sequence[Found]
) -> int:
    """A pair that was judged keeps its verdict, for its key says that neither side has changed."""
    await unit.raw.execute(
        "SELECT FROM screening WHERE company = $1 AND maker = $2 FOR UPDATE", wanted.company, wanted.maker
    )
    await unit.raw.execute(_FORGET, wanted.company, wanted.maker)
    new = 0
    for one in found:
        entry = one.entry
        new += await unit.raw.fetchval(
            _KEEP, uuid4(), wanted.company, wanted.maker, one.ours.role.value,
            json.dumps(subject_to_json(one.ours.subject)), subject_key(one.ours.subject), entry["source"],
            entry["key"], entry["fingerprint"], json.dumps(entry["body"]), json.dumps(likeness_to_json(one.likeness)),
            one.likeness.score, names.versions[entry["source"]], ALGORITHM_VERSION, THRESHOLD,
        )  # fmt: skip
    await unit.raw.execute(
        _DONE, wanted.company, wanted.maker, wanted.asked, json.dumps(names.versions), len(everybody)
    )
    if new:
        await _audit(unit, wanted, names, new)
    return new


async def _audit(unit: Unit, wanted: Wanted, names: Names, new: int) -> None:
    """A4: what was found by itself is recorded as well."""
    after: dict[str, Any] = {"maker": str(wanted.maker), "new": new, "lists": names.versions}
    await unit.raw.execute(
        "INSERT INTO audit (legal_at, act, subject_kind, subject_id, after)"
        " SELECT clock_timestamp() + shift, 'screening.found', 'company', $1, $2 FROM legal_clock",
        UUID(str(wanted.company)),
        json.dumps(after),
    )
