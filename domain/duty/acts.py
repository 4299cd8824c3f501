"""A duty is marked as sent, taken back, waived, asked for (R1–R12; прил. 2, п. 6)."""

from collections.abc import Collection
from datetime import date
from typing import Any

from domain.deadline.due import not_later_than
from domain.deadline.model import CloseDeadline, DeadlineState, opened
from domain.duty import rules
from domain.duty.model import DutyState, Exemption, OwedDuty, request_code
from domain.duty.notices import DutyAsked, DutyWaived
from domain.duty.ports import Duties, Owing
from domain.duty.refused import DateNotAhead, DutyNotWaived, DutyPast, NobodyAsked
from domain.duty.rules import KINDS, may_see, may_send, may_take_back, may_withdraw, unplanned
from domain.kit.act import act
from domain.kit.actor import EVERYTHING, OrganisationKind, Role
from domain.kit.desk import Audience, Desk, Notice
from domain.kit.ids import DutyId, OrganisationId
from domain.kit.periods import almaty_date
from domain.kit.refused import ChangedMeanwhile, NotFound, NotPermitted, WrongState

_WRITERS = frozenset({Role.HEAD.value, Role.OFFICER.value})


@act("duty.send")
async def send(desk: Desk, duties: Duties, id_: DutyId, seen: int | None) -> None:
    """Mark the duty as sent: its clock stops. `seen` is None when a reminder is answered: it asks only whether the duty
    is open still. Raises NotFound, NotPermitted, ChangedMeanwhile, WrongState."""
    owed = await _own(desk, duties, id_, seen)
    if not may_send(desk.actor, owed):
        raise WrongState(owed.state)
    owed.state, owed.sent_by, owed.sent_at = DutyState.SENT, desk.actor.person, desk.now
    desk.deadline(CloseDeadline(KINDS[owed.code], owed.ref, DeadlineState.MET))
    desk.settle(owed.ref)
    late = max((almaty_date(desk.now) - owed.due).days, 0)
    desk.audit("duty.send", owed.ref, before={"state": "open"}, after={"state": "sent", "late": late})


@act("duty.note")
async def write_note(desk: Desk, duties: Duties, id_: DutyId, seen: int, note: str) -> None:
    """Say by which letter and way it is sent. Raises NotFound, NotPermitted, ChangedMeanwhile, WrongState."""
    owed = await _own(desk, duties, id_, seen)
    if owed.state not in (DutyState.OPEN, DutyState.SENT):
        raise WrongState(owed.state)
    before, owed.note = owed.note, note
    desk.audit("duty.note", owed.ref, before={"note": before}, after={"note": note})


@act("duty.take_back")
async def take_back(desk: Desk, duties: Duties, id_: DutyId, seen: int) -> None:
    """It was not sent after all: the clock runs again to the same date. Until the end of the last day (Decided).

    Raises NotFound, NotPermitted, ChangedMeanwhile, WrongState, DutyPast.
    """
    owed = await _own(desk, duties, id_, seen)
    if owed.state is not DutyState.SENT:
        raise WrongState(owed.state)
    if not may_take_back(desk.actor, owed, almaty_date(desk.now)):
        raise DutyPast(owed.due)
    before = {"state": "sent"}
    owed.state, owed.sent_by, owed.sent_at = DutyState.OPEN, None, None
    _start(desk, owed)
    desk.audit("duty.take_back", owed.ref, before=before, after={"state": "open"})


@act("duty.exempt")
async def exempt(desk: Desk, duties: Duties, id_: DutyId, seen: int, reason: str) -> None:
    """The body owes this duty neither now nor later, until it is said otherwise.

    Raises NotFound, NotPermitted, ChangedMeanwhile, WrongState, DutyNotWaived.
    """
    owed, body = await _of_others(desk, duties, id_, seen)
    if owed.state is not DutyState.OPEN or owed.asked_by is not None:
        raise WrongState(owed.state)
    await duties.exempt(Exemption(owed.code, owed.organisation, reason, desk.actor.person, desk.now))
    for one in await duties.lock_of(owed.code, owed.organisation, DutyState.OPEN):
        if one.asked_by is None:
            one.state = DutyState.EXEMPT
            desk.deadline(CloseDeadline(KINDS[one.code], one.ref, DeadlineState.CANCELLED))
            desk.settle(one.ref)
            after = {"state": "exempt", "reason": reason}
            desk.audit("duty.exempt", one.ref, before={"state": "open"}, after=after)
    _tell(desk, body.id, DutyWaived(owed.id), owed)


@act("duty.oblige")
async def oblige(desk: Desk, duties: Duties, id_: DutyId, seen: int) -> None:
    """The body owes the duty again: what is not over opens with its date, and the next periods come as for all.

    Raises NotFound, NotPermitted, ChangedMeanwhile, WrongState, DutyNotWaived.
    """
    owed, body = await _of_others(desk, duties, id_, seen)
    if owed.state is not DutyState.EXEMPT:
        raise WrongState(owed.state)
    known = await duties.exemption(owed.code, owed.organisation)
    await duties.lift(owed.code, owed.organisation)
    today = almaty_date(desk.now)
    before: dict[str, Any] = {"exempt": True, "reason": "" if known is None else known.reason}
    for one in await duties.lock_of(owed.code, owed.organisation, DutyState.EXEMPT):
        if one.due >= today:
            one.state = DutyState.OPEN
            _start(desk, one)
            desk.audit("duty.oblige", one.ref, before=before, after={"state": "open"})
    if owed.state is DutyState.EXEMPT:  # over: only the coming ones are owed again
        desk.audit("duty.oblige", owed.ref, before=before, after={"exempt": False})
    _tell(desk, body.id, DutyWaived(owed.id), owed)


@act("duty.ask")
async def ask(desk: Desk, duties: Duties, whom: Collection[OrganisationId], what: str, due: date) -> tuple[DutyId, ...]:
    """Ask bodies for an unplanned report by a date (R9c). Raises NotPermitted, NobodyAsked, DateNotAhead."""
    if not rules.asks(desk.actor):
        raise NotPermitted
    if due <= almaty_date(desk.now):
        raise DateNotAhead
    duty = unplanned(desk.edition)
    known = {body.id: body for body in await duties.bodies(duty.owed_by)}
    if not whom or not set(whom) <= known.keys():
        raise NobodyAsked
    period = request_code(desk.new_id())
    made: list[DutyId] = []
    for organisation in sorted(whom):
        owed = OwedDuty(
            id=DutyId(desk.new_id()),
            code=duty.code,
            period=period,
            organisation=organisation,
            due=due,
            opened_at=desk.now,
            edition=desk.edition.code,
            asked=what,
            asked_by=desk.actor.person,
        )
        await duties.add(owed)
        _start(desk, owed)
        _tell(desk, organisation, DutyAsked(owed.id), owed)
        desk.audit("duty.ask", owed.ref, after={"what": what, "due": due.isoformat(), "from": str(organisation)})
        made.append(owed.id)
    return tuple(made)


@act("duty.withdraw")
async def withdraw(desk: Desk, duties: Duties, id_: DutyId, seen: int) -> None:
    """The unplanned report is no longer asked of this body. Raises NotFound, NotPermitted, ChangedMeanwhile,
    WrongState."""
    owed, _ = await _seen(desk, duties, id_)
    if not rules.asks(desk.actor):
        raise NotPermitted
    if owed.version != seen:
        raise ChangedMeanwhile
    if not may_withdraw(desk.actor, owed):
        raise WrongState(owed.state)
    owed.state = DutyState.CANCELLED
    desk.deadline(CloseDeadline(KINDS[owed.code], owed.ref, DeadlineState.CANCELLED))
    desk.settle(owed.ref)
    desk.audit("duty.withdraw", owed.ref, before={"state": "open"}, after={"state": "cancelled"})


async def seen_duty(desk: Desk, duties: Duties, id_: DutyId) -> OwedDuty:
    """The duty, locked, for somebody who may know of it. Raises NotFound."""
    return (await _seen(desk, duties, id_))[0]


async def _seen(desk: Desk, duties: Duties, id_: DutyId) -> tuple[OwedDuty, Owing]:
    owed = await duties.lock(id_)
    body = None if owed is None else await duties.body(owed.organisation)
    mine = await duties.body(desk.actor.organisation)
    if owed is None or body is None:
        raise NotFound
    parts = frozenset() if mine is None else mine.parts
    if not may_see(desk.actor, owed.organisation, desk.edition.duty(owed.code), parts):
        raise NotFound
    return owed, body


async def _own(desk: Desk, duties: Duties, id_: DutyId, seen: int | None) -> OwedDuty:
    """One's own organisation's, by somebody who writes."""
    owed = await seen_duty(desk, duties, id_)
    if owed.organisation != desk.actor.organisation or not desk.actor.writes:
        raise NotPermitted
    if seen is not None and owed.version != seen:
        raise ChangedMeanwhile
    return owed


async def _of_others(desk: Desk, duties: Duties, id_: DutyId, seen: int) -> tuple[OwedDuty, Owing]:
    """Another body's, by the National Company."""
    owed, body = await _seen(desk, duties, id_)
    if not desk.actor.writes or desk.actor.kind is not OrganisationKind.NATIONAL_COMPANY:
        raise NotPermitted
    if owed.version != seen:
        raise ChangedMeanwhile
    if body.kind in EVERYTHING:
        raise DutyNotWaived
    return owed, body


def _start(desk: Desk, owed: OwedDuty) -> None:
    desk.deadline(opened(KINDS[owed.code], owed.ref, owed.organisation, not_later_than(owed.due)))


def _tell(desk: Desk, organisation: OrganisationId, notice: Notice, owed: OwedDuty) -> None:
    desk.tell(Audience(organisation=organisation, roles=_WRITERS), notice, owed.ref)
