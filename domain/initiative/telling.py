"""Who is concerned by what happens to an initiative at the akimat, and how they are told (п. 42)."""

from collections.abc import Iterable

from domain.initiative.model import Initiative, Petition
from domain.initiative.notices import InitiativeNews, News
from domain.initiative.rules import ref
from domain.kit.desk import Audience, Desk
from domain.kit.ids import OrganisationId, PersonId

HEADS = frozenset({"head"})


def tell_news(
    desk: Desk,
    initiative: Initiative,
    what: News,
    petition: Petition | None = None,
    *,
    people: Iterable[PersonId | None] = (),
    heads_of: Iterable[OrganisationId | None] = (),
) -> None:
    """Tell the mission's people, the official, and the heads of these organisations; each once, the actor not."""
    concerned = {initiative.author, initiative.passed_by, initiative.official, *people}
    if petition is not None:
        concerned |= {petition.asked_by, petition.answered_by}
    news = InitiativeNews(initiative.id, what, petition.id if petition is not None else None)
    # One key for all audiences: who is in several of them is told once.
    key = f"initiative.news:{what}:{initiative.id}:{initiative.version}"
    but = desk.actor.person
    told = frozenset(one for one in concerned if one is not None)
    desk.tell(Audience(people=told, but=but), news, ref(initiative), key)
    for body in dict.fromkeys(heads_of):
        if body is not None:
            desk.tell(Audience(organisation=body, roles=HEADS, but=but), news, ref(initiative), key)
