"""Documents of a passport: attached and removed by those who amend it (M2.1, A4)."""

from collections.abc import Sequence

from domain.access.scope import check_changes
from domain.file.ports import Files
from domain.kit.act import act
from domain.kit.desk import Desk
from domain.kit.ids import FileId, ProjectId
from domain.kit.refused import NotFound, NotPermitted, WrongState
from domain.passport.acts import OVER, ref
from domain.passport.model import Project
from domain.passport.ports import Projects


@act("passport.attach")
async def attach(desk: Desk, projects: Projects, files: Files, project_id: ProjectId, given: Sequence[FileId]) -> None:
    """Give files of the actor's own to the passport; those still being checked as well."""
    project = await _changeable(desk, projects, project_id)
    await files.attach(given, ref(project), desk.actor)
    desk.audit("passport.attach", ref(project), after={"files": [str(one) for one in given]})


@act("passport.detach")
async def detach(desk: Desk, projects: Projects, files: Files, project_id: ProjectId, file: FileId) -> None:
    """Take a file from the passport. Raises NotFound for one that is not of this project."""
    project = await _changeable(desk, projects, project_id)
    if file not in {one.id for one in await files.of(ref(project))}:
        raise NotFound
    await files.detach(file, ref(project))
    desk.audit("passport.detach", ref(project), before={"file": str(file)})


async def _changeable(desk: Desk, projects: Projects, project_id: ProjectId) -> Project:
    project = await projects.lock(project_id)
    if project is None:
        raise NotFound
    check_changes(desk.actor, project.placement)
    if desk.actor.organisation not in (project.initiator, project.akimat):
        raise NotPermitted
    if project.state in OVER:
        raise WrongState(project.state)
    return project
