"""A roadmap in its versions, and the tasks that live once it is approved (п. 48–52)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from domain.kit.ids import OrganisationId, PersonId, ProjectId, RoadmapId, TaskId


class Stage(StrEnum):
    """The three stages of п. 49, in its order."""

    PRE_INVESTMENT = "pre_investment"
    INVESTMENT = "investment"
    POST_INVESTMENT = "post_investment"


STAGES = tuple(Stage)


class Party(StrEnum):
    """Who answers for a task (п. 48.5)."""

    INVESTOR = "investor"
    STATE_BODY = "state_body"
    CONTRACTOR = "contractor"


class RoadmapState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"  # NC decides, or the UO if it changes an approved one
    APPROVED = "approved"
    REJECTED = "rejected"
    REPLACED = "replaced"  # a later version is approved
    DROPPED = "dropped"  # a change that the MIO gave up


class Ground(StrEnum):
    """Why an approved roadmap is changed."""

    INVESTOR = "investor"  # at the investor's request (п. 57)
    DEVIATION = "deviation"  # прил. 2, п. 6.2


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A task of a plan. Its id stays the same through versions and becomes that of the live task.

    A title, result, risk or mitigation «:feasibility» is that of a standard task (`standard.py`), named in every
    language; anything else was typed.
    """

    id: TaskId
    stage: Stage
    title: str
    starts_on: date
    due: date  # the last day, included
    result: str
    party: Party
    measure: str = ""  # code of a support measure; empty: none
    risk: str = ""
    mitigation: str = ""
    organisation: OrganisationId | None = None
    who: str = ""  # the party's name where it is no organisation of Tereze


Plan = tuple[PlanTask, ...]


def arranged(plan: Iterable[PlanTask]) -> Plan:
    """By stage, then by date; equal ones stay as they were."""
    return tuple(sorted(plan, key=lambda one: (STAGES.index(one.stage), one.due, one.starts_on)))


def task_form(one: PlanTask) -> dict[str, Any]:
    """A task as it is stored."""
    return {
        "id": str(one.id),
        "stage": one.stage.value,
        "title": one.title,
        "starts_on": one.starts_on.isoformat(),
        "due": one.due.isoformat(),
        "result": one.result,
        "party": one.party.value,
        "measure": one.measure,
        "risk": one.risk,
        "mitigation": one.mitigation,
        "organisation": None if one.organisation is None else str(one.organisation),
        "who": one.who,
    }


def task_of(raw: Mapping[str, Any]) -> PlanTask:
    """The inverse of `task_form`."""
    return PlanTask(
        id=TaskId(UUID(raw["id"])),
        stage=Stage(raw["stage"]),
        title=raw["title"],
        starts_on=date.fromisoformat(raw["starts_on"]),
        due=date.fromisoformat(raw["due"]),
        result=raw["result"],
        party=Party(raw["party"]),
        measure=raw["measure"],
        risk=raw["risk"],
        mitigation=raw["mitigation"],
        organisation=OrganisationId(UUID(raw["organisation"])) if raw["organisation"] else None,
        who=raw["who"],
    )


@dataclass(frozen=True, slots=True)
class Yes:
    """A party's yes to the dates (п. 48.1). `covers`: the dates it was given to; other dates need another yes."""

    key: str  # which party, as `domain.roadmap.consent` names it
    name: str  # who said it
    on: date
    covers: str
    recorded_by: PersonId
    recorded_at: datetime


def yes_form(one: Yes) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": one.name,
        "on": one.on.isoformat(),
        "covers": one.covers,
        "recorded_by": str(one.recorded_by),
        "recorded_at": one.recorded_at.isoformat(),
    }


def yes_of(raw: Mapping[str, Any]) -> Yes:
    return Yes(
        raw["key"],
        raw["name"],
        date.fromisoformat(raw["on"]),
        raw["covers"],
        PersonId(UUID(raw["recorded_by"])),
        datetime.fromisoformat(raw["recorded_at"]),
    )


@dataclass(eq=False)
class Roadmap:
    """One version of a project's roadmap. `plan` and `agreed` are stored forms; `tasks` and `consents` read them."""

    id: RoadmapId
    project: ProjectId
    number: int  # within the project, from 1
    plan: list[dict[str, Any]]
    made_by: PersonId
    made_at: datetime
    state: str = RoadmapState.DRAFT
    amends: bool = False
    ground: str = ""
    reason: str = ""
    agreed: list[dict[str, Any]] = field(default_factory=list)
    submitted_by: PersonId | None = None
    submitted_at: datetime | None = None
    decided_by: PersonId | None = None
    decided_at: datetime | None = None
    decision: str = ""
    remarks: dict[str, str] = field(default_factory=dict)  # by task id
    edition: str = ""
    version: int = 1

    @property
    def tasks(self) -> Plan:
        return tuple(task_of(one) for one in self.plan)

    def put(self, plan: Iterable[PlanTask]) -> None:
        self.plan = [task_form(one) for one in arranged(plan)]

    @property
    def consents(self) -> tuple[Yes, ...]:
        return tuple(yes_of(one) for one in self.agreed)

    @property
    def open(self) -> bool:
        """Whether this version may still become something."""
        return self.state in (RoadmapState.DRAFT, RoadmapState.SUBMITTED)


@dataclass(eq=False)
class Task:
    """A live task of an approved roadmap. What it repeats of its project follows the project in the database."""

    id: TaskId
    project: ProjectId
    akimat: OrganisationId
    region: str
    sector: str
    official: PersonId | None
    stage: str
    position: int
    title: str
    starts_on: date
    due: date
    result: str
    party: str
    ranked: bool
    measure: str = ""
    risk: str = ""
    mitigation: str = ""
    organisation: OrganisationId | None = None
    who: str = ""
    progress: int = 0  # percent
    done_on: date | None = None
    suspended: bool = False
    corridor: bool = False
    version: int = 1

    @property
    def done(self) -> bool:
        return self.done_on is not None


@dataclass(frozen=True, slots=True)
class DueSince:
    """A due date that counts from a day on (M2.7)."""

    since: date
    due: date


@dataclass(frozen=True, slots=True)
class Step:
    """What was said of a task's progress."""

    at: datetime
    person: PersonId
    organisation: OrganisationId
    progress: int
    note: str = ""


class SheetState(StrEnum):
    READING = "reading"
    READY = "ready"  # without a fault: may be taken
    FAULTY = "faulty"
    REFUSED = "refused"  # not a sheet that can be read at all
    TAKEN = "taken"


@dataclass(eq=False)
class Sheet:
    """A filled-in table that somebody sent. `outcome`: the tasks as stored, or the faults by row and column."""

    id: UUID
    roadmap: RoadmapId
    person: PersonId
    sent_at: datetime
    name: str
    source: str
    state: str = SheetState.READING
    outcome: dict[str, Any] = field(default_factory=dict)
    version: int = 1

    @property
    def tasks(self) -> Plan:
        return tuple(task_of(one) for one in self.outcome.get("tasks", ()))


def by_stage(plan: Sequence[PlanTask], stage: Stage) -> Plan:
    return tuple(one for one in plan if one.stage is stage)
