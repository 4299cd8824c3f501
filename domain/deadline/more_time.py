"""«I need more time»: asked with a reason, decided by the head (N3). Unlike a snooze it moves the deadline.

Only dates that people gave themselves can move so: what was agreed at a meeting. The Order's own periods are made
longer by the Order's own ways alone, and the refusal names them.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from domain.deadline.concern import check_concerned
from domain.deadline.due import not_later_than
from domain.deadline.model import KINDS, moved
from domain.deadline.notices import MoreTimeAsked, MoreTimeDecided
from domain.deadline.reminding import MoreTime, MoreTimeState
from domain.deadline.reminding_ports import Clocks, MoreTimes
from domain.kit.act import act
from domain.kit.actor import EVERYTHING, Role
from domain.kit.desk import Audience, Desk
from domain.kit.ids import DeadlineId, MoreTimeId, Ref
from domain.kit.periods import almaty_date
from domain.kit.refused import ChangedMeanwhile, NotFound, NotPermitted, Refused, WrongState


@dataclass(unsafe_hash=True)
class StatutoryPeriod(Refused):
    """The Order sets this period (`by`): nobody prolongs it on request. `extension`: the clause by which it can be made
    longer; empty: it cannot."""

    kind: str
    by: str
    extension: str
    clause: ClassVar[str] = "N3"


@dataclass(unsafe_hash=True)
class CannotBeProlonged(Refused):
    """A date that nobody moves by asking: a target that only reminds, or one that follows from something else."""

    kind: str
    clause: ClassVar[str] = "N3"


@dataclass(unsafe_hash=True)
class NotLater(Refused):
    """More time ends after the present last day, and not in the past."""

    due: date
    clause: ClassVar[str] = "N3"


@dataclass(unsafe_hash=True)
class AskedAlready(Refused):
    """More time has been asked for, and the head has not decided yet."""

    clause: ClassVar[str] = "N3"


@dataclass(unsafe_hash=True)
class NobodyDecides(Refused):
    """The organisation has no other head: nobody decides on what they asked for themselves."""

    clause: ClassVar[str] = "N3"


@dataclass(unsafe_hash=True)
class ReasonMissing(Refused):
    """Who asks for more time says why."""

    clause: ClassVar[str] = "N3"


def may_be_asked(kind: str) -> bool:
    """Whether more time can be asked for at all: what a screen offers."""
    return kind in KINDS and KINDS[kind].on_request


@act("deadline.ask_time")
async def ask_time(
    desk: Desk, clocks: Clocks, requests: MoreTimes, deadline: DeadlineId, wanted: date, reason: str
) -> MoreTimeId:
    """Ask the head of one's organisation for another last day. The deadline stays until they decide. Raises
    StatutoryPeriod, CannotBeProlonged, NotLater, ReasonMissing, AskedAlready, NobodyDecides."""
    clock = check_concerned(desk.actor, await clocks.lock(deadline))
    if clock.legal:
        kind = KINDS.get(clock.kind)
        raise StatutoryPeriod(clock.kind, clock.clause, kind.extension if kind else "")
    if not may_be_asked(clock.kind):
        raise CannotBeProlonged(clock.kind)
    if wanted <= clock.due or wanted < almaty_date(desk.now):
        raise NotLater(clock.due)
    if not reason.strip():
        raise ReasonMissing
    if await requests.waiting(clock.id) is not None:
        raise AskedAlready
    heads = frozenset(await requests.heads(clock.organisation)) - {desk.actor.person}
    if not heads:
        raise NobodyDecides
    request = MoreTime(
        id=MoreTimeId(desk.new_id()),
        deadline=clock.id,
        organisation=clock.organisation,
        asked_by=desk.actor.person,
        asked_at=desk.now,
        reason=reason.strip(),
        due=clock.due,
        wanted=wanted,
    )
    await requests.put(request)
    desk.audit(
        "deadline.ask_time",
        Ref("deadline", clock.id),
        after={"request": str(request.id), "wanted": wanted.isoformat(), "reason": request.reason},
    )
    desk.tell(Audience(people=heads), MoreTimeAsked(request.id), _ref(request))
    return request.id


@act("deadline.decide_time")
async def decide_time(
    desk: Desk, clocks: Clocks, requests: MoreTimes, request_id: MoreTimeId, granted: bool, answer: str = ""
) -> None:
    """A head says yes, and the deadline moves to the day asked for, or no. Not on one's own request (attack 44). Raises
    WrongState when it was decided or the deadline is closed, ChangedMeanwhile for a yes when it has moved since: then
    only a no is left, after which more time can be asked for anew."""
    request = await requests.get(request_id)
    if request is None or (request.organisation != desk.actor.organisation and desk.actor.kind not in EVERYTHING):
        raise NotFound
    ours = request.organisation == desk.actor.organisation
    if not ours or desk.actor.role is not Role.HEAD or request.asked_by == desk.actor.person:
        raise NotPermitted
    clock = await clocks.lock(request.deadline)
    request = await requests.lock(request_id)
    if request is None or request.state is not MoreTimeState.ASKED:
        raise WrongState("" if request is None else request.state.value)
    if clock is None:
        raise WrongState("closed")
    if granted and clock.due != request.due:
        raise ChangedMeanwhile
    state = MoreTimeState.GRANTED if granted else MoreTimeState.REFUSED
    decided = replace(request, state=state, decided_by=desk.actor.person, decided_at=desk.now, answer=answer.strip())
    await requests.put(decided)
    if granted:
        end = not_later_than(request.wanted)
        desk.deadline(moved(KINDS[clock.kind], clock.subject, end))
        await clocks.carry(clock.subject, end)
    desk.audit(
        "deadline.decide_time",
        Ref("deadline", clock.id),
        before={"due": clock.due.isoformat(), "state": MoreTimeState.ASKED.value},
        after={
            "request": str(request.id),
            "due": (request.wanted if granted else clock.due).isoformat(),
            "state": state.value,
            "answer": decided.answer,
        },
    )
    desk.settle(_ref(request))
    desk.tell(Audience(people=frozenset({request.asked_by})), MoreTimeDecided(request.id), _ref(request))


def _ref(request: MoreTime) -> Ref:
    return Ref("more_time", request.id)
