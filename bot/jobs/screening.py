"""Screening what was asked for: new and changed cases, cards, lists; officers are told of new matches (M1.2, N3)."""

from collections.abc import Collection
from typing import Any, Final

from bot.machine.failures import passing
from bot.machine.finish import papers_form
from bot.machine.jobs import Finish, Job, JobKind, Tools
from bot.screening.compare import Wanted, screen
from bot.screening.names import standing_names
from bot.storage.machine import write_papers
from bot.storage.unit import Unit
from domain.kit.desk import Audience, Papers
from domain.kit.ids import CompanyId, OrganisationId, PersonId, Ref
from domain.screening.notices import NewMatches

_BATCH: Final = 20
_WANTED: Final = """
SELECT company, maker, asked FROM screening WHERE asked > done
    AND (company, maker) NOT IN (SELECT * FROM unnest($2::uuid[], $3::uuid[]))
ORDER BY done_at NULLS FIRST, company, maker LIMIT $1
"""
_NEWEST: Final = """
SELECT DISTINCT ON (company, maker) company, maker, author FROM kyc_case ORDER BY company, maker, made_at DESC, id
"""
_UNTOLD: Final = f"""
WITH newest AS ({_NEWEST}), untold AS (
    UPDATE screening_match SET told = true WHERE NOT told AND standing AND state = 'open' RETURNING company, maker
)
SELECT n.author, count(*) AS matches, (SELECT count(DISTINCT company) FROM newest o WHERE o.author = n.author)
    AS companies, clock_timestamp() + (SELECT shift FROM legal_clock) AS now
FROM untold u JOIN newest n USING (company, maker) GROUP BY n.author
"""  # noqa: S608 - our own text


async def sweep(job: Job, tools: Tools) -> Finish:
    """Screen until nothing is wanted. Each company is written down by itself, so that a sweep that dies loses one.

    A company that cannot be screened keeps nobody waiting behind it: the others are done and told of first, then the
    failure is raised, so that it is tried again and in the end becomes an incident.
    """
    failed: dict[Wanted, Exception] = {}
    while batch := await _wanted(tools, failed):
        names = await standing_names(tools.database)  # a list may change meanwhile
        for one in batch:
            try:
                await screen(tools.database, names, one)
            except Exception as error:
                if passing(error):
                    raise
                failed[one] = error
    telling = _telling(job)
    if failed:
        async with tools.database.unit() as unit:
            await telling(unit)
        raise next(iter(failed.values()))
    return telling


async def _wanted(tools: Tools, failed: Collection[Wanted]) -> list[Wanted]:
    async with tools.database.unit(readonly=True) as unit:
        rows = await unit.raw.fetch(_WANTED, _BATCH, [one.company for one in failed], [one.maker for one in failed])
    return [Wanted(CompanyId(row["company"]), OrganisationId(row["maker"]), row["asked"]) for row in rows]


def _telling(job: Job) -> Finish:
    async def finish(unit: Unit) -> None:
        """One notice for each officer whose companies have new matches, and nobody else."""
        rows: list[Any] = await unit.raw.fetch(_UNTOLD)
        if not rows:
            return
        papers = Papers()
        for row in rows:
            person = PersonId(row["author"])
            notice = NewMatches(row["matches"], row["companies"])
            papers.tell(
                Audience(people=frozenset({person})),
                notice,
                Ref("person", person),
                f"screening:{job.id}.{job.attempts}:{person}",
            )
        form = papers_form(papers, key=f"job:{job.id}", who=None, legal_at=rows[0]["now"].isoformat())
        await write_papers(unit.raw, form)

    return finish


JOBS: dict[str, JobKind] = {"screening.sweep": JobKind(sweep)}
