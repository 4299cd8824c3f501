"""Kinds of organisations and roles in words."""

from domain.kit.actor import OrganisationKind, Role
from handlers.words.catalog import Text
from handlers.words.reader import Reader

KINDS: dict[OrganisationKind, Text] = {
    OrganisationKind.MISSION: Text("organisation.kind", "Foreign mission"),
    OrganisationKind.NC_ABROAD: Text("organisation.kind", "National Company abroad"),
    OrganisationKind.AUTHORISED_BODY: Text("organisation.kind", "Authorised body"),
    OrganisationKind.NATIONAL_COMPANY: Text("organisation.kind", "National Company"),
    OrganisationKind.REGIONAL_REPRESENTATIVE: Text("organisation.kind", "National Company in a region"),
    OrganisationKind.AKIMAT: Text("organisation.kind", "Akimat"),
    OrganisationKind.REGIONAL_ORGANISATION: Text("organisation.kind", "Regional organisation"),
    OrganisationKind.CENTRAL_BODY: Text("organisation.kind", "Central state body"),
    OrganisationKind.CHAMBER: Text("organisation.kind", "Atameken National Chamber"),
    OrganisationKind.HOLDING: Text("organisation.kind", "National holding or company"),
    OrganisationKind.SUPPORT_ORGANISATION: Text("organisation.kind", "Support organisation"),
    OrganisationKind.INDUSTRY_INSTITUTE: Text("organisation.kind", "Industry development institute"),
    OrganisationKind.COUNCIL: Text("organisation.kind", "Council for Attracting Investment"),
    OrganisationKind.INVESTOR: Text("organisation.kind", "Investor"),
    OrganisationKind.PARTICIPANT: Text("organisation.kind", "Project participant"),
    OrganisationKind.SYSTEM: Text("organisation.kind", "Administration of Tereze"),
}
ROLES: dict[Role, Text] = {
    Role.HEAD: Text("organisation.role", "Head"),
    Role.OFFICER: Text("organisation.role", "Officer"),
    Role.OBSERVER: Text("organisation.role", "Observer"),
}


def kind_name(r: Reader, kind: OrganisationKind) -> str:
    return r.plain(KINDS[kind])


def role_name(r: Reader, role: Role) -> str:
    return r.plain(ROLES[role])
