"""When the chamber validates, and when Module 3 ends by itself (M2.10, M2.11; п. 36, 60)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from domain.deadline.calendar import WorkingCalendar
from domain.deadline.due import Due, due, not_later_than
from domain.deadline.model import CloseDeadline, DeadlineState, deadline_kind, opened
from domain.edition.model import RuleEdition
from domain.kit.bodies import Body
from domain.kit.desk import Audience, Desk
from domain.kit.ids import Ref
from domain.kit.periods import almaty_date
from domain.kit.refused import Refused, WrongState
from domain.passport.model import Project, ProjectState
from domain.validation.notices import ValidationAsked

DECISION = deadline_kind("validation.decide", "п. 60")
"""The CHAMBER validates within 5 w.d. of the recorded completion of the last task; silence is no yes (Decided)."""

AFTERCARE_END = deadline_kind("aftercare.end", "п. 36")
"""The day on which Module 3 ends for the project: after it the project is excluded by itself."""

WRITERS = frozenset({"head", "officer"})


@dataclass(unsafe_hash=True)
class NoChamber(Refused):
    """No chamber is registered that could validate: the last task cannot be closed before there is one."""

    clause: ClassVar[str] = "п. 60"


@dataclass(unsafe_hash=True)
class RemarksNeeded(Refused):
    """A refusal says what is wrong, and names the tasks that are open again (M2.11)."""

    clause: ClassVar[str] = "M2.11"


def chamber_of(project: Project, chambers: Sequence[Body]) -> Body:
    """The chamber that validates: that of the project's region if the chamber has branches, else the national one.

    Raises NoChamber when none is registered.
    """
    near = [one for one in chambers if project.region in one.regions]
    national = [one for one in chambers if not one.regions]
    for one in (*near, *national, *chambers):
        return one
    raise NoChamber


def begin(desk: Desk, project: Project, chambers: Sequence[Body]) -> None:
    """The last task is done, as recorded now: the chamber has its five working days (п. 60).

    For the room of the roadmap, in the transaction of the act that closes the last task, on the locked project. May be
    called again after a refusal: a new term runs. Raises NoChamber, and WrongState unless the roadmap is being carried
    out.
    """
    if project.state != ProjectState.WITH_ROADMAP:
        raise WrongState(project.state)
    chamber = chamber_of(project, chambers)
    before = project.state
    project.state = ProjectState.VALIDATION
    project.since = desk.now
    if chamber.id not in project.parties:
        project.parties = [*project.parties, chamber.id]  # A2: CHAMBER sees those it must validate
    subject = Ref("project", project.id)
    end = due(almaty_date(desk.now), desk.edition.realisation.validation.period, desk.calendar)
    desk.deadline(opened(DECISION, subject, chamber.id, end))
    desk.tell(Audience(organisation=chamber.id, roles=WRITERS), ValidationAsked(project.id), subject)
    desk.audit(
        "validation.begin",
        subject,
        before={"state": before},
        after={"state": project.state, "chamber": str(chamber.id), "due": end.on.isoformat()},
    )


def withdraw(desk: Desk, project: Project) -> None:
    """A task is open again before the chamber has decided: its clock stops, the roadmap is being carried out again.

    For the room of the roadmap. Raises WrongState unless the chamber has the project.
    """
    if project.state != ProjectState.VALIDATION:
        raise WrongState(project.state)
    project.state = ProjectState.WITH_ROADMAP
    project.since = desk.now
    subject = Ref("project", project.id)
    desk.deadline(CloseDeadline(DECISION, subject, DeadlineState.CANCELLED))
    desk.settle(subject)
    desk.audit(
        "validation.withdraw",
        subject,
        before={"state": ProjectState.VALIDATION.value},
        after={"state": project.state},
    )


def aftercare_end(began: date, contract_until: date | None, edition: RuleEdition, calendar: WorkingCalendar) -> Due:
    """The last day in the pool (п. 36): three years after Module 3 began, or the investment contract's last day.

    A contract that ended before Module 3 gives three years (Decided).
    """
    if contract_until is not None and contract_until >= began:
        return not_later_than(contract_until)
    return due(began, edition.aftercare.accompaniment.period, calendar)
