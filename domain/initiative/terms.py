"""The extension of the consideration: once, with a reason, while it runs (M1.7; п. 42.2)."""

from domain.deadline.due import extended
from domain.deadline.model import moved
from domain.initiative.notices import News
from domain.initiative.ports import Initiatives
from domain.initiative.rules import (
    CONSIDERATION,
    ExtendedAlready,
    TermOver,
    TooLong,
    check_handles,
    check_nothing_pending,
    ref,
)
from domain.initiative.taking import taken
from domain.initiative.telling import tell_news
from domain.kit.act import act
from domain.kit.desk import Desk
from domain.kit.ids import InitiativeId
from domain.kit.periods import Period, almaty_date
from domain.kit.refused import WrongState
from domain.kyc.rules import ReasonNeeded


@act("initiative.extend")
async def extend(
    desk: Desk, initiatives: Initiatives, initiative_id: InitiativeId, seen: int, days: int, reason: str
) -> None:
    """The akimat extends the consideration by 1…30 c.d., once, before it ends; it decides that itself (п. 42.2).

    Counted from the nominal last day, only its own end rolls over days off (T2). Raises ExtendedAlready, TermOver,
    TooLong, ReasonNeeded, NotDecidedYet while a redirection or closing is asked for.
    """
    initiative = await taken(desk, initiatives, initiative_id, seen)
    check_handles(desk.actor, initiative)
    check_nothing_pending(initiative)
    terms = desk.edition.attraction
    if initiative.extensions >= terms.extensions.value:
        raise ExtendedAlready
    term = initiative.term
    if term is None:
        raise WrongState(initiative.state)
    if almaty_date(desk.now) > term.on:
        raise TermOver(term.on)
    most = terms.extension.period
    if not 1 <= days <= most.amount:
        raise TooLong(most.amount)
    if not reason.strip():
        raise ReasonNeeded
    until = extended(term, Period(days, most.unit), desk.calendar)
    initiative.due_on, initiative.nominal = until.on, until.nominal
    initiative.extensions += 1
    initiative.extended_at = desk.now
    initiative.extended_by = desk.actor.person
    initiative.extended_reason = reason.strip()
    desk.deadline(moved(CONSIDERATION, ref(initiative), until))
    tell_news(desk, initiative, News.EXTENDED, heads_of=[initiative.akimat])
    desk.audit(
        "initiative.extend",
        ref(initiative),
        before={"due": term.on.isoformat(), "nominal": term.nominal.isoformat()},
        after={
            "due": until.on.isoformat(),
            "nominal": until.nominal.isoformat(),
            "days": days,
            "reason": initiative.extended_reason,
        },
    )
