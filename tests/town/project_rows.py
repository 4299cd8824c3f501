"""A project of the national pool with its tasks, put into the database as the rooms of the passport and the roadmap
leave it: for tests that are not about how it came to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from domain.kit.ids import CompanyId, OrganisationId, PersonId

_numbers = count(1)
START = date(2026, 2, 2)


@dataclass(frozen=True)
class TaskRow:
    """One task. `since`: the day its roadmap was approved."""

    due: date
    done_on: date | None = None
    since: date = START
    stage: str = "investment"
    title: str = "Task"
    organisation: OrganisationId | None = None
    starts_on: date = date(2026, 1, 12)


async def company_row(raw: Any, maker: OrganisationId, author: PersonId, now: datetime) -> CompanyId:
    """A company to hang projects on."""
    made = uuid4()
    await raw.execute(
        "INSERT INTO company (id, maker, author, made_at, legal_name, country, sector, key, search, sort)"
        " VALUES ($1, $2, $3, $4, $5, 'DE', 'C', $5, $5, $5)",
        made, maker, author, now, f"Company {made}",
    )  # fmt: skip
    return CompanyId(made)


async def project_row(
    raw: Any,
    *,
    company: UUID,
    initiator: OrganisationId,
    akimat: OrganisationId,
    author: PersonId,
    now: datetime,
    state: str = "with_roadmap",
    tasks: Sequence[TaskRow] = (),
    region: str = "35",
    sector: str = "C",
    pool: str = "national",
    official: PersonId | None = None,
    contract_until: date | None = None,
    corridor: bool = False,
    parties: Sequence[OrganisationId] = (),
) -> tuple[UUID, list[UUID]]:
    """The project's id, and those of its tasks in their order."""
    project = uuid4()
    contract = "№ 7" if contract_until else ""
    await raw.execute(
        """INSERT INTO project (id, number, company, initiator, author, submitted_at, akimat, official, title,
               description, bin, sector, region, amount, currency, starts_on, ends_on, since, state, pool, corridor,
               contract, contract_on, contract_until, parties, edition)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'Wind <farm> & Co', 'd', '150240004381', $9, $10, 1000000, 'USD',
               '2026-01-12', '2028-12-31', $6, $11, $12, $13, $14, $15, $16, $17, '2024-12-31')""",
        project, f"П-2026-{next(_numbers):06d}", company, initiator, author, now, akimat, official, sector, region,
        state, pool, corridor, contract, date(2020, 1, 1) if contract_until else None, contract_until, list(parties),
    )  # fmt: skip
    made = []
    for position, one in enumerate(tasks, 1):
        task = uuid4()
        made.append(task)
        await raw.execute(
            """INSERT INTO task (id, project, akimat, region, sector, official, stage, position, title, starts_on, due,
                   result, party, organisation, progress, done_on, ranked, corridor)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'result', 'investor', $12, $13, $14, $15, $16)""",
            task, project, akimat, region, sector, official, one.stage, position, one.title,
            min(one.starts_on, one.due), one.due, one.organisation, 100 if one.done_on else 0, one.done_on,
            pool == "national", corridor,
        )  # fmt: skip
        await raw.execute("INSERT INTO task_due (task, since, due) VALUES ($1, $2, $3)", task, one.since, one.due)
    return project, made
