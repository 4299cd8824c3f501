"""The standard tasks of the three stages (п. 49), laid over a project's time as a first plan to be corrected."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from domain.deadline.calendar import FIRST_YEAR, LAST_YEAR, WorkingCalendar
from domain.kit.ids import OrganisationId, TaskId
from domain.roadmap.model import Party, Plan, PlanTask, Stage, arranged

MARK: Final = ":"
"""Begins the stored name of a standard task, result, risk or mitigation."""


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard task. `begins`, `ends`: percent of the project's time, a proposal of ours (Decided)."""

    code: str
    stage: Stage
    party: Party
    begins: int
    ends: int


_PRE, _IN, _POST = Stage.PRE_INVESTMENT, Stage.INVESTMENT, Stage.POST_INVESTMENT
STANDARD: Final = (
    # п. 49.1
    Standard("feasibility", _PRE, Party.INVESTOR, 0, 12),
    Standard("conditions", _PRE, Party.STATE_BODY, 8, 18),
    Standard("land", _PRE, Party.STATE_BODY, 8, 22),
    Standard("design", _PRE, Party.INVESTOR, 15, 33),
    Standard("financing", _PRE, Party.INVESTOR, 12, 35),
    # п. 49.2
    Standard("construction", _IN, Party.CONTRACTOR, 35, 80),
    Standard("support", _IN, Party.STATE_BODY, 35, 60),
    Standard("commissioning", _IN, Party.CONTRACTOR, 78, 88),
    Standard("operation", _IN, Party.INVESTOR, 86, 94),
    # п. 49.3
    Standard("capacity", _POST, Party.INVESTOR, 92, 100),
)
CODES: Final = frozenset(one.code for one in STANDARD)


def code_of(text: str) -> str:
    """The standard task a stored text names, or "" for what was typed."""
    code = text.removeprefix(MARK)
    return code if text.startswith(MARK) and code in CODES else ""


def first_plan(
    starts_on: date,
    ends_on: date,
    today: date,
    akimat: OrganisationId,
    calendar: WorkingCalendar,
    new_id: Callable[[], TaskId],
) -> Plan:
    """The standard tasks over the project's time, from today on where it has begun already.

    Ends fall on working days where the period allows. State bodies' tasks are the akimat's own until somebody else is
    named; the contractor is named later.
    """
    begins = max(starts_on, today) if today <= ends_on else starts_on
    whole = (ends_on - begins).days
    tasks = []
    for one in STANDARD:
        first = begins + timedelta(days=whole * one.begins // 100)
        last = begins + timedelta(days=whole * one.ends // 100)
        name = MARK + one.code
        tasks.append(
            PlanTask(
                id=new_id(),
                stage=one.stage,
                title=name,
                starts_on=first,
                due=last if last == ends_on else _worked(first, last, calendar),
                result=name,
                party=one.party,
                risk=name,
                mitigation=name,
                organisation=akimat if one.party is Party.STATE_BODY else None,
            )
        )
    return arranged(tasks)


def _worked(first: date, last: date, calendar: WorkingCalendar) -> date:
    """The last working day not after `last`, unless it is before `first`."""
    if not FIRST_YEAR < last.year <= LAST_YEAR:
        return last  # the working calendar ends there
    return max(first, calendar.last_working(last))
