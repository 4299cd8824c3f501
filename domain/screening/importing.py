"""An administrator sends a list: its files one after another, then «take» (M1.2; A1)."""

from dataclasses import asdict
from uuid import UUID

from domain.access.rules import administers
from domain.file.model import LARGEST, FileReason, FileRefused
from domain.kit.act import act
from domain.kit.desk import Desk
from domain.kit.ids import Ref
from domain.kit.jobs import Jobs
from domain.kit.refused import ChangedMeanwhile, NotFound, NotPermitted, WrongState
from domain.screening.lists import MOST_FILES, ImportState, ListFile, ListImport, TooManyFiles
from domain.screening.ports import ListImports

READ = "screening.import"
"""The kind of job that reads the files."""


@act("screening.send")
async def send_file(desk: Desk, imports: ListImports, to: UUID | None, file: ListFile) -> UUID:
    """Add a file to an import that still collects, else begin a new one. Returns the import's id.

    Raises NotPermitted, FileRefused, TooManyFiles.
    """
    _check(desk)
    if file.size > LARGEST:
        raise FileRefused(FileReason.TOO_BIG)
    known = None if to is None else await imports.lock(to)
    if known is None or known.person != desk.actor.person or known.state != ImportState.COLLECTING:
        known = ListImport(desk.new_id(), desk.actor.person, desk.now, [])
        known.files = [asdict(file)]
        await imports.add(known)
    else:
        if len(known.files) >= MOST_FILES:
            raise TooManyFiles
        known.files = [*known.files, asdict(file)]
    desk.audit("screening.send", Ref("list_import", known.id), after={"name": file.name, "size": file.size})
    return known.id


@act("screening.take")
async def take(desk: Desk, imports: ListImports, jobs: Jobs, id_: UUID, seen: int) -> None:
    """Have the files read and taken as the list's new version; of a doubtful version: all the same.

    Raises NotPermitted, NotFound, ChangedMeanwhile, WrongState.
    """
    found = await _found(desk, imports, id_, seen)
    if found.state not in (ImportState.COLLECTING, ImportState.DOUBTFUL):
        raise WrongState(found.state)
    sure = found.state == ImportState.DOUBTFUL
    found.state = ImportState.READING
    subject = Ref("list_import", found.id)
    await jobs.order(
        READ, f"{READ}:{found.id}:{found.version}", {"import": str(found.id), "sure": sure}, desk.actor.person
    )
    desk.audit("screening.take", subject, after={"files": [one["name"] for one in found.files], "sure": sure})


@act("screening.drop")
async def drop(desk: Desk, imports: ListImports, id_: UUID, seen: int) -> None:
    """Do not take the files after all. Raises as `take`."""
    found = await _found(desk, imports, id_, seen)
    if found.state not in (ImportState.COLLECTING, ImportState.DOUBTFUL):
        raise WrongState(found.state)
    found.state = ImportState.DROPPED
    desk.audit("screening.drop", Ref("list_import", found.id))


async def _found(desk: Desk, imports: ListImports, id_: UUID, seen: int) -> ListImport:
    _check(desk)
    found = await imports.lock(id_)
    if found is None:
        raise NotFound
    if found.version != seen:
        raise ChangedMeanwhile
    return found


def _check(desk: Desk) -> None:
    if not (administers(desk.actor) and desk.actor.writes):
        raise NotPermitted  # A1: what all are screened against is the administrators' to keep
