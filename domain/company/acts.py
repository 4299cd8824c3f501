"""Making and amending company and contact cards (M1.1; п. 40.3)."""

from typing import Any

from domain.access.scope import BY_REGION, check_changes
from domain.company.model import Company, CompanyFacts, ContactFacts, new_company, new_contact
from domain.company.ports import Companies
from domain.company.rules import keeps_company, may_make_companies
from domain.kit.act import act
from domain.kit.desk import Desk
from domain.kit.ids import CompanyId, ContactId, Ref
from domain.kit.refused import ChangedMeanwhile, NotFound, NotPermitted


def audited(facts: CompanyFacts) -> dict[str, Any]:
    """The card's values for the audit (A4)."""
    return {
        "legal_name": facts.legal_name,
        "short_name": facts.short_name,
        "country": facts.country,
        "sector": facts.sector,
        "people": facts.people,
        "turnover": facts.turnover,
        "site": facts.site,
        "registration_number": facts.registration_number,
        "parent": facts.parent,
        "global_2000": facts.global_2000,
        "notes": facts.notes,
    }


def audited_contact(facts: ContactFacts) -> dict[str, Any]:
    return {
        "name": facts.name,
        "position": facts.position,
        "phones": list(facts.phones),
        "mails": list(facts.mails),
        "languages": list(facts.languages),
        "channel": facts.channel,
        "notes": facts.notes,
    }


@act("company.create")
async def create(desk: Desk, companies: Companies, facts: CompanyFacts) -> CompanyId:
    """Make a company card: missions and the NC abroad (п. 39), and initiating bodies for their passports (п. 29, 46).
    A region's body finds its own card again by its region (A2). Raises NotPermitted."""
    if not may_make_companies(desk.actor):
        raise NotPermitted
    company = new_company(CompanyId(desk.new_id()), desk.actor.organisation, desk.actor.person, desk.now, facts)
    if desk.actor.kind in BY_REGION:
        company.regions = sorted(desk.actor.scope.regions)
    await companies.add(company)
    desk.audit("company.create", Ref("company", company.id), after=audited(facts))
    return company.id


async def _changeable(desk: Desk, companies: Companies, company_id: CompanyId) -> Company:
    company = await companies.lock(company_id)
    if company is None:
        raise NotFound
    check_changes(desk.actor, company.placement)
    if not keeps_company(desk.actor, company.maker):
        raise NotPermitted
    return company


@act("company.amend")
async def amend(desk: Desk, companies: Companies, company_id: CompanyId, seen: int, facts: CompanyFacts) -> None:
    """Change a company card that was seen in version `seen`. Raises NotFound, NotPermitted, ChangedMeanwhile."""
    company = await _changeable(desk, companies, company_id)
    if company.version != seen:
        raise ChangedMeanwhile
    before = audited(company.facts)
    company.apply(facts)
    desk.audit("company.amend", Ref("company", company.id), before=before, after=audited(facts))


@act("contact.add")
async def add_contact(desk: Desk, companies: Companies, company_id: CompanyId, facts: ContactFacts) -> ContactId:
    """Add a contact person to a company that the actor may change (п. 40.3)."""
    company = await _changeable(desk, companies, company_id)
    contact = new_contact(
        ContactId(desk.new_id()), company.id, desk.actor.organisation, desk.actor.person, desk.now, facts
    )
    await companies.add_contact(contact)
    desk.audit("contact.add", Ref("contact", contact.id), after={"company": str(company.id), **audited_contact(facts)})
    return contact.id


@act("contact.amend")
async def amend_contact(
    desk: Desk, companies: Companies, contact_id: ContactId, seen: int, facts: ContactFacts
) -> None:
    """Change a contact card that was seen in version `seen`."""
    known = await companies.contact(contact_id)
    if known is None:
        raise NotFound
    await _changeable(desk, companies, known.company)  # the company is locked first (design §2.3)
    contact = await companies.lock_contact(contact_id)
    if contact is None:
        raise NotFound
    if contact.version != seen:
        raise ChangedMeanwhile
    before = audited_contact(contact.facts)
    contact.apply(facts)
    desk.audit("contact.amend", Ref("contact", contact.id), before=before, after=audited_contact(facts))
