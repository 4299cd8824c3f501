"""Reading the files of a list that an administrator sent: fetched, read by a child, taken whole or not (M1.2)."""

import asyncio
import json
import tempfile
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from bot.jobs.file_check import Gone, fetched
from bot.machine.finish import papers_form
from bot.machine.jobs import Finish, Job, JobKind, Later, Tools
from bot.machine.telegram import Lost, NotSent, TooBig
from bot.screening.reading import NotRead, Read, read_into_staging
from bot.screening.taking import Took, take_staged
from bot.storage.machine import write_papers
from bot.storage.unit import Unit
from domain.file.model import LARGEST
from domain.kit.desk import Audience, Papers
from domain.kit.ids import PersonId, Ref
from domain.screening.importing import READ
from domain.screening.lists import ImportState, Trouble
from domain.screening.notices import ListWasRead

_UNREACHED: Final = 30.0  # seconds until Telegram is asked again when it did not answer
_ORDER: Final = """
SELECT person, files, clock_timestamp() + (SELECT shift FROM legal_clock) AS now FROM screening_import
WHERE id = $1 AND state = 'reading'
"""
_DONE: Final = """
UPDATE screening_import SET state = $2, outcome = $3, list = $4, version = version + 1
WHERE id = $1 AND state = 'reading' RETURNING true
"""


async def read(job: Job, tools: Tools) -> Finish:
    """Fetch the files and have them read."""
    id_ = UUID(job.payload["import"])
    async with tools.database.unit(readonly=True) as unit:
        order = await unit.raw.fetchrow(_ORDER, id_)
    if order is None:
        return _nothing
    with tempfile.TemporaryDirectory(prefix="tereze-list-") as folder:
        try:
            paths = [await _fetch(tools, one, Path(folder)) for one in order["files"]]
            found = await read_into_staging(tools.database, id_, paths)
        except NotRead as refusal:
            return _refuse(id_, order, refusal.outcome, job)
        except TooBig:
            return _refuse(id_, order, {"trouble": Trouble.TOO_LARGE.value, "limit": LARGEST}, job)
        except Gone:
            return _refuse(id_, order, {"trouble": Trouble.GONE.value}, job)
        except (Lost, NotSent):
            raise Later(_UNREACHED) from None
    return _take(id_, order, found, job)


async def _fetch(tools: Tools, file: dict[str, Any], folder: Path) -> Path:
    bot, _, source = file["source"].partition(":")
    content = await fetched(tools, int(bot), source)
    return await asyncio.to_thread(_put, folder, file["name"], content)


def _put(folder: Path, name: str, content: bytes) -> Path:
    """Two files may have one name; the name itself stays, for it tells OFAC's parts apart."""
    path = Path(tempfile.mkdtemp(dir=folder)) / name
    path.write_bytes(content)
    return path


def _take(id_: UUID, order: Any, found: Read, job: Job) -> Finish:
    async def finish(unit: Unit) -> None:
        names = [one["name"] for one in order["files"]]
        took = await take_staged(unit, id_, found, names, order["now"], order["person"], sure=job.payload["sure"])
        await _told(unit, id_, order, took, job)

    return finish


def _refuse(id_: UUID, order: Any, outcome: dict[str, Any], job: Job) -> Finish:
    async def finish(unit: Unit) -> None:
        await unit.raw.execute("DELETE FROM screening_staging WHERE import = $1", id_)
        await _told(unit, id_, order, Took(ImportState.REFUSED, outcome), job)

    return finish


async def _told(unit: Unit, id_: UUID, order: Any, took: Took, job: Job) -> None:
    """Write what came of it, tell who sent the files, leave an audit entry (A4)."""
    if not await unit.raw.fetchval(_DONE, id_, took.state.value, json.dumps(took.outcome), took.list):
        return
    subject = Ref("list_import", id_)
    papers = Papers()
    papers.audit("screening.read", subject, after={"state": took.state.value, **took.outcome})
    if order["person"] is not None:
        person = PersonId(order["person"])
        papers.tell(Audience(people=frozenset({person})), ListWasRead(id_), subject)
    form = papers_form(papers, key=f"job:{job.id}", who=None, legal_at=order["now"].isoformat())
    await write_papers(unit.raw, form)


def _gave_up(job: Job) -> Finish:
    id_ = UUID(job.payload["import"])

    async def finish(unit: Unit) -> None:
        order = await unit.raw.fetchrow(_ORDER, id_)
        if order is not None:
            await _refuse(id_, order, {"trouble": Trouble.HEAVY.value}, job)(unit)

    return finish


async def _nothing(_: Unit) -> None:
    """Read already, or dropped."""


JOBS: dict[str, JobKind] = {READ: JobKind(read, gave_up=_gave_up)}
