"""Exclusion from the pool that comes by itself, at the end of Module 3 (M2.10; п. 36): the ticker's work."""

from datetime import datetime
from typing import Final

from bot.machine.finish import papers_form
from bot.storage.machine import write_papers
from bot.storage.unit import Database, Unit
from domain.kit.desk import Audience, Papers
from domain.kit.ids import OrganisationId, ProjectId, Ref
from domain.kit.periods import almaty_date
from domain.suspension.notices import ProjectExcluded
from domain.validation.rules import WRITERS

_ENDS: Final = "CASE WHEN p.contract_until >= a.began_on THEN p.contract_until ELSE a.ends_on END"

# The contract may have been amended since (п. 36): its end is read as it stands today.
_FOLLOW_CONTRACTS: Final = f"""
UPDATE deadline d SET due = x.ends, nominal = x.ends, version = d.version + 1,
    instant = ((x.ends + 1)::timestamp AT TIME ZONE 'Asia/Almaty')
FROM (SELECT a.project, {_ENDS} AS ends FROM aftercare a JOIN project p ON p.id = a.project
      WHERE p.state = 'aftercare' AND NOT p.suspended) x
WHERE d.kind = 'aftercare.end' AND d.subject_kind = 'project' AND d.subject_id = x.project AND d.state = 'open'
    AND d.due <> x.ends
"""  # noqa: S608 - fixed text
_EXPIRED: Final = f"""
WITH over AS (
    SELECT a.project FROM aftercare a JOIN project p ON p.id = a.project
    WHERE p.state = 'aftercare' AND NOT p.suspended AND {_ENDS} < $1
    ORDER BY a.project LIMIT $3 FOR UPDATE OF p SKIP LOCKED
), gone AS (
    UPDATE project p SET state = 'excluded', since = $2, version = p.version + 1 FROM over
    WHERE p.id = over.project RETURNING p.id, p.akimat, p.initiator, p.parties
), kept AS (
    INSERT INTO project_exclusion (project, excluded_on) SELECT id, $1 FROM gone
), stopped AS (
    UPDATE task t SET left_on = $1, suspended = false FROM gone WHERE t.project = gone.id
), closed AS (
    UPDATE deadline d SET state = CASE WHEN d.kind = 'aftercare.end' THEN 'met' ELSE 'cancelled' END,
        closed_at = $2, version = d.version + 1
    FROM gone WHERE d.state IN ('open', 'paused') AND (
        (d.subject_kind = 'project' AND d.subject_id = gone.id)
        OR (d.subject_kind = 'task' AND d.subject_id IN (SELECT t.id FROM task t WHERE t.project = gone.id))
        OR (d.subject_kind = 'roadmap' AND d.subject_id IN (SELECT r.id FROM roadmap r WHERE r.project = gone.id))
        OR (d.subject_kind = 'suspension'
            AND d.subject_id IN (SELECT s.id FROM suspension_request s WHERE s.project = gone.id)))
), told AS (
    SELECT id FROM organisation WHERE kind IN ('authorised_body', 'national_company') AND active
)
SELECT gone.id,
    ARRAY(SELECT DISTINCT x FROM unnest(ARRAY[akimat, initiator] || parties || ARRAY(SELECT id FROM told)) x) AS bodies
FROM gone
"""  # noqa: S608 - fixed text

EVERY: Final = 60  # seconds between looks

BATCH: Final = 200
"""Projects excluded by themselves in one transaction."""


async def exclude_expired(unit: Unit, now: datetime) -> int:
    """Exclude the projects whose Module 3 has ended (п. 36), tell those concerned; how many. Idempotent: whoever comes
    second finds nothing. Not more than BATCH at once."""
    today = almaty_date(now)
    await unit.raw.execute(_FOLLOW_CONTRACTS)
    gone = await unit.raw.fetch(_EXPIRED, today, now, BATCH)
    if not gone:
        return 0
    papers = Papers()
    for row in gone:
        subject = Ref("project", row["id"])
        papers.settle(subject)
        papers.audit(
            "suspension.expire",
            subject,
            before={"state": "aftercare"},
            after={"state": "excluded", "on": today.isoformat()},
        )
        for organisation in row["bodies"]:
            papers.tell(
                Audience(organisation=OrganisationId(organisation), roles=WRITERS),
                ProjectExcluded(ProjectId(row["id"])),
                subject,
                f"suspension.expire:{row['id']}:{organisation}",
            )
    form = papers_form(papers, key=f"expire:{now.isoformat()}", who=None, legal_at=now.isoformat())
    await write_papers(unit.raw, form)
    return len(gone)


async def keep(database: Database) -> int:
    """The ticker's look: until nothing is left to exclude; how many there were."""
    found = 0
    while True:
        async with database.unit() as unit:
            now = await unit.raw.fetchval("SELECT clock_timestamp() + shift FROM legal_clock")
            batch = await exclude_expired(unit, now)
        found += batch
        if batch < BATCH:
            return found
