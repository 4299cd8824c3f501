"""Who answers for a task, in words."""

from domain.kit.ids import OrganisationId
from domain.roadmap.consent import Concerned
from domain.roadmap.model import PlanTask, Task
from handlers.roadmap.facts import OrganisationNames
from handlers.words.reader import Reader
from handlers.words.tasks import party_name


def named(organisation: OrganisationId | None, who: str, names: OrganisationNames, r: Reader) -> str:
    """The organisation of Tereze by its name, else what was typed; "" for nobody yet."""
    if organisation is not None:
        return names.get(organisation, {}).get(r.language, "") or who
    return who


def party_of(one: Concerned | PlanTask | Task, names: OrganisationNames, r: Reader) -> str:
    """«Contractor: Bautrust»."""
    kind = party_name(r, one.party)
    name = named(one.organisation, one.who, names, r)
    return r.label("task.party", "{kind}: {name}", kind=kind, name=name) if name else kind
