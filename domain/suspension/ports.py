"""What suspension and exclusion need from storage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from domain.kit.actor import Actor
from domain.kit.ids import ProjectId, TaskId
from domain.suspension.model import Clock, ProjectSuspension, SuspensionRequest


class Suspensions(Protocol):
    """Requests and stretches of suspension. The project is locked before its request."""

    async def get(self, request: UUID) -> SuspensionRequest | None: ...

    async def lock(self, request: UUID) -> SuspensionRequest | None: ...

    async def add(self, request: SuspensionRequest) -> None: ...

    async def open_of(self, project: ProjectId) -> SuspensionRequest | None:
        """The request that waits for the MIO or the UO; there is at most one."""
        ...

    async def of(self, project: ProjectId) -> Sequence[SuspensionRequest]:
        """All of a project, newest first."""
        ...

    async def begin(self, suspension: ProjectSuspension) -> None: ...

    async def present(self, project: ProjectId) -> ProjectSuspension | None:
        """The suspension that lasts, to be ended."""
        ...

    async def exclude(self, project: ProjectId, on: date, request: UUID | None) -> None:
        """Record that it left the pool, and take its tasks from panel and rating from that day on."""
        ...


class ProjectClocks(Protocol):
    """The clocks and dates of a project and of its tasks, all but those of the requests about it."""

    async def running(self, project: ProjectId) -> Sequence[Clock]: ...

    async def paused(self, project: ProjectId) -> Sequence[Clock]: ...

    async def freeze(self, project: ProjectId) -> None:
        """Its tasks stand grey on the panel (M2.8)."""
        ...

    async def unfreeze(self, project: ProjectId, paused_on: date, resumed_on: date) -> None:
        """Its open tasks go on: their dates move by the days that stood still, the history keeps the old ones. The plan
        in force and a change of it under way move with them, but for dates that the change itself moves."""
        ...

    async def open_tasks(self, project: ProjectId) -> Sequence[TaskId]: ...


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request in a list of those that wait."""

    id: UUID
    project: ProjectId
    number: str
    title: str
    measure: str
    state: str
    corridor: bool
    due: date | None


class SuspensionLists(Protocol):
    """What the actor may see (A2)."""

    async def waiting(self, actor: Actor, offset: int, limit: int) -> tuple[Sequence[RequestLine], int]:
        """Requests that wait for this person's organisation: at the UO the asked ones, at a MIO the proposed ones;
        the green corridor first (п. 32), then the nearest end."""
        ...

    async def due(self, request: UUID) -> date | None:
        """The end of the UO's clock, if it runs."""
        ...
