"""What a passport's form begins with: the company, the meeting and the initiative, or the passport as it stands."""

from typing import Any
from uuid import UUID

from domain.access.scope import check_changes, check_sees
from domain.company.model import Company
from domain.company.ports import Companies
from domain.initiative.model import Initiative
from domain.initiative.ports import Initiatives
from domain.initiative.rules import check_handles
from domain.kit.actor import Actor, OrganisationKind
from domain.kit.ids import CompanyId, InitiativeId, ProjectId
from domain.kit.refused import NotFound, NotPermitted, WrongState
from domain.meeting.ports import Meetings
from domain.passport.acts import OVER, passport_of
from domain.passport.model import Project
from domain.passport.ports import Projects
from domain.passport.rules import PassportThere
from handlers.forms.clean import shortened
from handlers.passport.answers import TITLE
from handlers.passport.facts import visible_project
from handlers.reading import Reading

NAMED_CONTACTS = 5
"""Contact cards of the company that are put into a new passport."""


def filled(given: dict[str, Any]) -> dict[str, Any]:
    """Only what is really known."""
    return {name: value for name, value in given.items() if value not in ("", None, ())}


async def prefill_passport(context: dict[str, Any], reading: Reading) -> dict[str, Any]:
    """From an initiative, for the akimat that has it; from a company; or only what the body itself says."""
    place = _own_place(reading.actor)
    if "initiative" in context:
        return filled({**place, **await _from_initiative(await initiative_of(context, reading), reading)})
    if "company" in context:
        company = await reading.port(Companies).get(CompanyId(UUID(context["company"])))
        if company is None:
            raise NotFound
        check_sees(reading.actor, company.placement)
        return filled({**place, **await _from_company(company, reading), "sector": company.sector})
    return filled({**place, "title": shortened(context.get("title", ""), TITLE)})


async def initiative_of(context: dict[str, Any], reading: Reading) -> Initiative:
    """The initiative of the context. Raises as the act does."""
    found = await reading.port(Initiatives).get(InitiativeId(UUID(context["initiative"])))
    if found is None:
        raise NotFound
    check_sees(reading.actor, found.placement)
    made = await reading.port(Projects).of_initiative(found.id)
    if made is not None:
        raise PassportThere(made.id, made.number)
    check_handles(reading.actor, found)
    return found


def _own_place(actor: Actor) -> dict[str, Any]:
    """A MIO answers for itself, and a region with one MIO needs no question."""
    given: dict[str, Any] = {}
    if actor.kind in (OrganisationKind.AKIMAT, OrganisationKind.REGIONAL_REPRESENTATIVE):
        if len(actor.scope.regions) == 1:
            given["region"] = next(iter(actor.scope.regions))
        if actor.kind is OrganisationKind.AKIMAT:
            given["akimat"] = str(actor.organisation)
    return given


async def _from_initiative(one: Initiative, reading: Reading) -> dict[str, Any]:
    company = await reading.port(Companies).get(one.company)
    meeting = await reading.port(Meetings).get(one.meeting) if one.meeting is not None else None
    parameters = meeting.project_parameters if meeting is not None else ""
    given = {
        "company": str(one.company),
        "title": one.title,
        "description": _joined(one.description, parameters),
        "sector": one.sector,
        "region": one.region,
        "cost": one.cost,
        "jobs": one.jobs,
        "needs": _joined(one.needs, one.expectations),
    }
    return given if company is None else {**given, **await _from_company(company, reading)}


def _joined(first: str, second: str) -> str:
    """Both texts as paragraphs; the second only if the first does not say it already."""
    return "\n\n".join(part for part in (first, "" if second in first else second) if part)


async def _from_company(company: Company, reading: Reading) -> dict[str, Any]:
    contacts = await reading.port(Companies).contacts_of(company.id)
    reachable = [one for one in contacts if one.phones or one.mails]
    return {
        "company": str(company.id),
        "contacts": tuple(
            filled(
                {
                    "name": one.name,
                    "position": one.position,
                    "phone": one.phones[0] if one.phones else "",
                    "mail": one.mails[0] if one.mails else "",
                }
            )
            for one in reachable[:NAMED_CONTACTS]
        ),
    }


async def project_to_amend(context: dict[str, Any], reading: Reading) -> Project:
    """The project of the context, for those who amend its passport. Raises as the act does."""
    project = await visible_project(ProjectId(UUID(context["project"])), reading)
    check_changes(reading.actor, project.placement)
    if reading.actor.organisation not in (project.initiator, project.akimat):
        raise NotPermitted
    if project.state in OVER:
        raise WrongState(project.state)
    return project


async def prefill_amendment(context: dict[str, Any], reading: Reading) -> dict[str, Any]:
    project = await project_to_amend(context, reading)
    said = passport_of(project)
    return filled(
        {
            "title": said.title,
            "description": said.description,
            "aims": said.aims,
            "bin": said.bin,
            "registered_on": said.registered_on,
            "registration_confirmed": said.registration_confirmed or None,
            "sector": said.sector,
            "goods": ", ".join(said.goods),
            "region": said.region,
            "other_regions": said.other_regions,
            "akimat": str(project.akimat),
            "cost": said.cost,
            "sources": tuple(
                filled({"kind": str(one.kind), "amount": one.amount, "who": one.who, "terms": one.terms})
                for one in said.sources
            ),
            "contacts": tuple(
                filled({"name": one.name, "position": one.position, "phone": one.phone, "mail": one.mail})
                for one in said.contacts
            ),
            "starts_on": said.starts_on,
            "ends_on": said.ends_on,
            "needs": said.needs,
            "measures": said.measures,
            "jobs": said.jobs,
            "technology": str(said.technology),
            "listing": str(said.listing),
            "control": said.control,
            "with_contract": said.contract != "",
            "contract": said.contract,
            "contract_on": said.contract_on,
            "contract_until": said.contract_until,
        }
    )
