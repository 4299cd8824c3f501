"""Files of a duty: the report itself, its letter (R1–R12; A4)."""

from domain.duty.acts import seen_duty
from domain.duty.model import DutyState, OwedDuty
from domain.duty.ports import Duties
from domain.file.model import Received
from domain.file.ports import Files
from domain.kit.act import act
from domain.kit.desk import Desk
from domain.kit.ids import DutyId, FileId
from domain.kit.refused import NotFound, NotPermitted, WrongState


@act("duty.attach")
async def attach(desk: Desk, duties: Duties, files: Files, id_: DutyId, received: Received) -> FileId:
    """Take in a file and give it to the duty, also after it was sent. Raises NotFound, NotPermitted, WrongState,
    FileRefused."""
    owed = await _changeable(desk, duties, id_)
    if owed.state not in (DutyState.OPEN, DutyState.SENT):
        raise WrongState(owed.state)
    file = await files.receive(received, desk.actor)
    await files.attach((file,), owed.ref, desk.actor)
    desk.audit("duty.attach", owed.ref, after={"file": str(file)})
    return file


@act("duty.detach")
async def detach(desk: Desk, duties: Duties, files: Files, id_: DutyId, file: FileId) -> None:
    """Take a file from a duty that is still open: what was sent stays. Raises NotFound, NotPermitted, WrongState."""
    owed = await _changeable(desk, duties, id_)
    if owed.state is not DutyState.OPEN:
        raise WrongState(owed.state)
    if file not in {one.id for one in await files.of(owed.ref)}:
        raise NotFound
    await files.detach(file, owed.ref)
    desk.audit("duty.detach", owed.ref, before={"file": str(file)})


async def _changeable(desk: Desk, duties: Duties, id_: DutyId) -> OwedDuty:
    owed = await seen_duty(desk, duties, id_)
    if owed.organisation != desk.actor.organisation or not desk.actor.writes:
        raise NotPermitted
    return owed
