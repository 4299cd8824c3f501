"""Who owes what, when it opens, and who may look (R1–R12). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from domain.deadline.model import DeadlineKind, deadline_kind
from domain.duty.model import AnyPeriod, DutyState, OwedDuty
from domain.edition.duties import Addressee, Duty, Every, Ower
from domain.edition.model import RuleEdition
from domain.edition.order_2024 import EDITIONS
from domain.kit.actor import EVERYTHING, Actor, OrganisationKind
from domain.kit.ids import OrganisationId

KINDS: Final[dict[str, DeadlineKind]] = {
    duty.code: deadline_kind(f"duty.{duty.code}", duty.clause) for duty in EDITIONS[-1].duties
}
"""The kind of deadline of each duty: «duty.R2a»."""

AHEAD: Final = timedelta(days=30)
"""A duty stands in people's lists so long before its date (Decided): the first reminder, ten days before, always fits,
across the days off of January too, and nobody looks for half a year at what cannot be written yet."""

_CENTRAL: Final = OrganisationKind.CENTRAL_BODY

_BACK: Final = {Every.QUARTER: 5, Every.HALF_YEAR: 3, Every.YEAR: 2}
"""Periods looked back at: after a long silence nothing is forgotten."""


@dataclass(frozen=True, slots=True)
class Round:
    """A duty for one period, for everybody who owes it. `owed_from`: who is registered later owes the next one."""

    duty: Duty
    period: AnyPeriod
    due: date
    opens: date
    owed_from: date


def opens_on(duty: Duty, period: AnyPeriod) -> date:
    """The day from which the duty stands in people's lists."""
    return duty.last_day(period) - AHEAD


def rounds(edition: RuleEdition, today: date, since: date) -> tuple[Round, ...]:
    """What is open by `today`, oldest first. `since`: the day from which duties are kept here; what was over by then
    is history."""
    found: list[Round] = []
    for duty in edition.duties:
        period = duty.period_of(today)
        for _ in range(_BACK.get(duty.every, 0)):
            assert period is not None
            due = duty.last_day(period)
            owed_from = min(period.last, due)
            if opens_on(duty, period) <= today and owed_from >= since:
                found.append(Round(duty, period, due, opens_on(duty, period), owed_from))
            period = period.preceding
    return tuple(sorted(found, key=lambda one: (one.due, one.duty.code)))


def owes(duty: Duty, kind: OrganisationKind, parts: Iterable[str]) -> bool:
    """Whether a body of this kind, with these parts in the Law, owes the duty."""
    return kind in duty.owed_by or (
        kind is OrganisationKind.CENTRAL_BODY and bool({Ower(part) for part in parts} & duty.owed_by_bodies)
    )


OWING: Final = frozenset(
    kind for duty in EDITIONS[-1].duties for kind in (*duty.owed_by, *([_CENTRAL] if duty.owed_by_bodies else []))
)
"""Kinds of organisations that may owe a duty at all."""


def unplanned(edition: RuleEdition) -> Duty:
    """The duty that has no calendar of its own (прил. 2, п. 6)."""
    return next(duty for duty in edition.duties if duty.every is Every.ON_REQUEST)


def addressed_to(duty: Duty, parts: Iterable[str]) -> bool:
    """Whether a central body with these parts receives what is sent (R10–R12)."""
    own = set(parts)
    return (duty.to is Addressee.INDUSTRY_BODY and Ower.INDUSTRY_BODY in own) or (
        duty.to is Addressee.RESPONSIBLE_BODIES and Ower.RESOURCE_BODIES in own
    )


def may_see(actor: Actor, owed_by: OrganisationId, duty: Duty, parts: Iterable[str]) -> bool:
    """A2: one's own; what is addressed to one's body; the authorised body, the National Company and the COUNCIL all.
    `parts`: those of the actor's organisation."""
    return (
        owed_by == actor.organisation
        or actor.kind in EVERYTHING
        or actor.kind is OrganisationKind.COUNCIL
        or addressed_to(duty, parts)
    )


def oversees(actor: Actor, parts: Iterable[str]) -> bool:
    """Whether the actor's body follows who has not sent yet."""
    return actor.kind in EVERYTHING or Ower.INDUSTRY_BODY in set(parts)


def may_send(actor: Actor, owed: OwedDuty) -> bool:
    """Those of the owing body who write."""
    return actor.writes and owed.organisation == actor.organisation and owed.state is DutyState.OPEN


def may_take_back(actor: Actor, owed: OwedDuty, today: date) -> bool:
    """Until the end of the last day (Decided): then others have counted on it."""
    return (
        actor.writes and owed.organisation == actor.organisation and owed.state is DutyState.SENT and today <= owed.due
    )


def may_waive(actor: Actor, owed: OwedDuty, kind: OrganisationKind) -> bool:
    """The National Company says who is exempt; not itself, nor the body above it. `kind`: of who owes."""
    return (
        actor.writes
        and actor.kind is OrganisationKind.NATIONAL_COMPANY
        and kind not in EVERYTHING
        and owed.state in (DutyState.OPEN, DutyState.EXEMPT)
        and not owed.asked_by
    )


def asks(actor: Actor) -> bool:
    """Who asks for unplanned reports (прил. 2, п. 6)."""
    return actor.writes and actor.kind is OrganisationKind.AUTHORISED_BODY


def may_withdraw(actor: Actor, owed: OwedDuty) -> bool:
    return asks(actor) and owed.state is DutyState.OPEN and owed.asked_by is not None
