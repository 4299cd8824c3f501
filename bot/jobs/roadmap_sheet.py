"""Reading a table that an official sent: looked into, read by a child, each cell judged; the draft stays (M2.5)."""

import asyncio
import json
import os
import sys
from typing import Any, Final
from uuid import UUID

from bot.jobs.file_check import Gone, fetched
from bot.machine.finish import papers_form
from bot.machine.inspect.run import look_into
from bot.machine.jobs import Finish, Job, JobKind, Later, Tools
from bot.machine.telegram import Lost, NotSent, TooBig
from bot.platform.settings import CHECKOUT
from bot.storage.machine import write_papers
from bot.storage.unit import Unit
from domain.file.model import FileReason
from domain.kit.bodies import Bodies
from domain.kit.desk import Audience, Papers
from domain.kit.ids import OrganisationId, PersonId, Ref, TaskId, new_id
from domain.passport.ports import Projects
from domain.roadmap.drafting import READ
from domain.roadmap.model import Sheet, SheetState, task_form
from domain.roadmap.notices import SheetRead as SheetReadNotice
from domain.roadmap.ports import Roadmaps, Sheets
from domain.roadmap.sheet import Cell, SheetRead, fault_form, read_rows
from handlers.roadmap.form import NAMED
from handlers.roadmap.table import meanings

SECONDS: Final = 30.0
"""A child that has not answered by then is killed."""

SHOWN: Final = 100
"""Faults that are kept: who has more begins with these."""

_UNREACHED: Final = 30.0  # seconds until Telegram is asked again when it did not answer
_NOW: Final = "SELECT clock_timestamp() + shift FROM legal_clock"


class NotRead(Exception):
    """The file is no table that can be read."""

    def __init__(self, reason: FileReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


async def read(job: Job, tools: Tools) -> Finish:
    """Fetch the file, have it read, judge its cells against the draft as it stands now."""
    id_ = UUID(job.payload["sheet"])
    async with tools.database.unit(readonly=True) as unit:
        sheet = await unit.port(Sheets).get(id_)
        if sheet is None or sheet.state != SheetState.READING:
            return _nothing
        source = sheet.source
        name = sheet.name
    try:
        bot, _, file = source.partition(":")
        rows = await rows_of(await fetched(tools, int(bot), file), name)
    except NotRead as refusal:
        return _refused(id_, refusal.reason, job)
    except TooBig:
        return _refused(id_, FileReason.TOO_BIG, job)
    except Gone:
        return _refused(id_, FileReason.GONE, job)
    except (Lost, NotSent):
        raise Later(_UNREACHED) from None

    async def finish(unit: Unit) -> None:
        found = await unit.port(Sheets).lock(id_)
        if found is None or found.state != SheetState.READING:
            return
        await _judge(unit, found, rows)
        await _tell(unit, found, job)

    return finish


async def rows_of(content: bytes, name: str) -> list[list[Cell]]:
    """The cells of the first sheet. Raises NotRead for anything but a sound XLSX without macros (attacks 68–76)."""
    found = await look_into(content, name)
    if found.kind is None:
        raise NotRead(found.reason or FileReason.DAMAGED)
    if found.kind != "xlsx":
        raise NotRead(FileReason.KIND)
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-I", "-c", _BOOT, str(CHECKOUT),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        env={"PATH": os.defpath, "LANG": "C.UTF-8"},
        cwd="/",
    )  # fmt: skip
    try:
        async with asyncio.timeout(SECONDS):
            said, _ = await child.communicate(content)
    except TimeoutError:
        raise NotRead(FileReason.SWOLLEN) from None
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0:
        raise NotRead(FileReason.SWOLLEN)
    answer: Any = json.loads(said)
    if "rows" not in answer:
        raise NotRead(FileReason(answer["reason"]))
    return [[Cell(kind, value) for kind, value in row] for row in answer["rows"]]


async def _judge(unit: Unit, sheet: Sheet, rows: list[list[Cell]]) -> None:
    roadmap = await unit.port(Roadmaps).get(sheet.roadmap)
    project = None if roadmap is None else await unit.port(Projects).get(roadmap.project)
    assert roadmap is not None and project is not None
    known = {one.id: one for one in roadmap.tasks}
    names: dict[OrganisationId, dict[str, str]] = {}
    for kind in NAMED:
        names |= {one.id: one.names for one in await unit.port(Bodies).of_kind(kind)}
    judged: SheetRead = read_rows(
        rows, project.id, project.starts_on, project.ends_on, known, meanings(names), lambda: TaskId(new_id())
    )
    if judged.faults:
        sheet.state = SheetState.FAULTY
        sheet.outcome = {"total": len(judged.faults), "faults": [fault_form(one) for one in judged.faults[:SHOWN]]}
    else:
        sheet.state = SheetState.READY
        sheet.outcome = {"tasks": [task_form(one) for one in judged.plan], "roadmap_version": roadmap.version}


def _refused(id_: UUID, reason: FileReason, job: Job) -> Finish:
    async def finish(unit: Unit) -> None:
        sheet = await unit.port(Sheets).lock(id_)
        if sheet is None or sheet.state != SheetState.READING:
            return
        sheet.state = SheetState.REFUSED
        sheet.outcome = {"reason": reason.value}
        await _tell(unit, sheet, job)

    return finish


async def _tell(unit: Unit, sheet: Sheet, job: Job) -> None:
    """Tell who sent it; leave an audit entry (A4)."""
    subject = Ref("roadmap", sheet.roadmap)
    papers = Papers()
    after = {"name": sheet.name, "state": sheet.state, "faults": sheet.outcome.get("total", 0)}
    papers.audit("roadmap.read_sheet", subject, after=after)
    papers.tell(Audience(people=frozenset({PersonId(sheet.person)})), SheetReadNotice(sheet.id), subject)
    await unit.flush()
    now = await unit.raw.fetchval(_NOW)
    await write_papers(unit.raw, papers_form(papers, key=f"job:{job.id}", who=None, legal_at=now.isoformat()))


def _gave_up(job: Job) -> Finish:
    return _refused(UUID(job.payload["sheet"]), FileReason.DAMAGED, job)


async def _nothing(_: Unit) -> None:
    """Read already."""


_BOOT: Final = (
    "import sys, runpy; sys.path.insert(0, sys.argv[1]); sys.argv = ['cells'];"
    " runpy.run_module('bot.jobs.roadmap_cells', run_name='__main__')"
)
JOBS: Final[dict[str, JobKind]] = {READ: JobKind(read, gave_up=_gave_up)}
