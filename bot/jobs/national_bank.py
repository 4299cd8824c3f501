"""Reading a file of official rates that an administrator sent: fetched, judged, taken whole or refused (T5)."""

import asyncio
import json
from typing import Any, Final
from uuid import UUID

from bot.jobs.file_check import Gone, fetched
from bot.machine.finish import papers_form
from bot.machine.jobs import Finish, Job, JobKind, Later, Tools
from bot.machine.telegram import Lost, NotSent, TooBig
from bot.storage.machine import write_papers
from bot.storage.reference import rates_import
from bot.storage.unit import Unit
from domain.kit.desk import Audience, Papers
from domain.kit.ids import Ref
from domain.kit.periods import almaty_date
from domain.reference.imports import READ, ImportState, RatesImport, gone, refusal, take_rates
from domain.reference.national_bank import FileTrouble, NotPublished, Published, read_published
from domain.reference.notices import RatesWereRead, figure_ref
from domain.reference.ports import Figures

_UNREACHED: Final = 30.0  # seconds until Telegram is asked again when it did not answer
_ORDER: Final = "SELECT id, person, at, file, state, outcome FROM rates_import WHERE id = $1 AND state = 'reading'"
_DONE: Final = """
UPDATE rates_import SET state = $2, outcome = $3 WHERE id = $1 AND state = 'reading'
RETURNING clock_timestamp() + (SELECT shift FROM legal_clock) AS now
"""


async def read(job: Job, tools: Tools) -> Finish:
    """Fetch the file and read it."""
    id_ = UUID(job.payload["import"])
    async with tools.database.unit(readonly=True) as unit:
        row = await unit.raw.fetchrow(_ORDER, id_)
    if row is None:
        return _nothing
    order = rates_import(row)
    bot, _, source = order.file.source.partition(":")
    try:
        content = await fetched(tools, int(bot), source)
        published = await asyncio.to_thread(read_published, content, almaty_date(order.at))
    except NotPublished as fault:
        return _refuse(order, refusal(fault), job)
    except TooBig:
        return _refuse(order, refusal(NotPublished(FileTrouble.TOO_LARGE)), job)
    except Gone:
        return _refuse(order, gone(), job)
    except (Lost, NotSent):
        raise Later(_UNREACHED) from None
    return _take(order, published, job)


def _take(order: RatesImport, published: Published, job: Job) -> Finish:
    async def finish(unit: Unit) -> None:
        state, outcome = await take_rates(unit.port(Figures), order, published)
        await _told(unit, order, state, outcome, job, [rate.currency for rate in published.rates])

    return finish


def _refuse(order: RatesImport, outcome: dict[str, Any], job: Job) -> Finish:
    async def finish(unit: Unit) -> None:
        await _told(unit, order, ImportState.REFUSED, outcome, job)

    return finish


async def _told(
    unit: Unit,
    order: RatesImport,
    state: ImportState,
    outcome: dict[str, Any],
    job: Job,
    known: list[str] | None = None,
) -> None:
    """Write what came of it, tell who sent the file, answer those who asked for these rates, leave an entry (A4)."""
    done = await unit.raw.fetchrow(_DONE, order.id, state.value, json.dumps(outcome))
    if done is None:
        return
    subject = Ref("rates_import", order.id)
    papers = Papers()
    papers.audit("reference.read", subject, after={"state": state.value, **outcome})
    for currency in known or ():
        papers.settle(figure_ref(f"rate:{currency}"))
    papers.tell(Audience(people=frozenset({order.person})), RatesWereRead(order.id), subject)
    form = papers_form(papers, key=f"job:{job.id}", who=None, legal_at=done["now"].isoformat())
    await write_papers(unit.raw, form)


def _gave_up(job: Job) -> Finish:
    id_ = UUID(job.payload["import"])

    async def finish(unit: Unit) -> None:
        row = await unit.raw.fetchrow(_ORDER, id_)
        if row is not None:
            await _refuse(rates_import(row), gone(), job)(unit)

    return finish


async def _nothing(_: Unit) -> None:
    """Read already."""


JOBS: dict[str, JobKind] = {READ: JobKind(read, gave_up=_gave_up)}
