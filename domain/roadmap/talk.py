"""A task as a matter that is talked about: comments and files of those concerned (M2.7; п. 58)."""

from uuid import UUID

from domain.conversation.model import Topic
from domain.conversation.subjects import Ports, subject
from domain.kit.ids import OrganisationId, PersonId, Ref, TaskId
from domain.passport.ports import Projects
from domain.roadmap.ports import Tasks
from domain.roadmap.standard import code_of


@subject("task")
async def task_topic(key: UUID, port: Ports) -> Topic | None:
    """The responsible MIO with its official, the initiating body, who answers for the task, the project's parties."""
    task = await port(Tasks).get(TaskId(key))
    project = None if task is None else await port(Projects).get(task.project)
    if task is None or project is None:
        return None
    parties: dict[OrganisationId, PersonId | None] = {project.akimat: project.official}
    for one in (project.initiator, task.organisation, *project.parties):
        if one is not None:
            parties.setdefault(one, None)
    # A standard task is named in every language by the screens alone: here its project stands for it.
    title = project.title if code_of(task.title) else task.title
    return Topic(Ref("task", task.id), project.number, title, project.placement, parties)
