"""A project as a matter that is talked about (п. 44, 53, 58; M1.8 goes on with it)."""

from uuid import UUID

from domain.conversation.model import Topic
from domain.conversation.subjects import Ports, subject
from domain.kit.ids import OrganisationId, PersonId, ProjectId, Ref
from domain.passport.ports import Projects


@subject("project")
async def project_topic(key: UUID, port: Ports) -> Topic | None:
    """The responsible akimat with its official, the initiating body with who made the passport, and the parties."""
    project = await port(Projects).get(ProjectId(key))
    if project is None:
        return None
    parties: dict[OrganisationId, PersonId | None] = {project.akimat: project.official}
    parties.setdefault(project.initiator, project.author)
    for one in project.parties:
        parties.setdefault(one, None)
    return Topic(Ref("project", project.id), project.number, project.title, project.placement, parties)
