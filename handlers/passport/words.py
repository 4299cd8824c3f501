"""Labels of the passport room's own classes."""

from collections.abc import Mapping

from domain.edition.model import Technology
from domain.passport.facts import Listing, SourceKind
from domain.passport.model import ChangeState, ProjectState
from domain.passport.pool import Pool
from domain.reference.model import RateSource
from handlers.words.catalog import Text

STATES: Mapping[str, Text] = {
    ProjectState.WITHOUT_ROADMAP: Text("passport.state", "Without a roadmap"),
    ProjectState.WITH_ROADMAP: Text("passport.state", "With a roadmap"),
    ProjectState.VALIDATION: Text("passport.state", "Validation by the chamber"),
    ProjectState.AFTERCARE: Text("passport.state", "Aftercare"),
    ProjectState.EXCLUDED: Text("passport.state", "Excluded"),
    ProjectState.COMPLETED: Text("passport.state", "Completed"),
}
POOLS: Mapping[str, Text] = {
    Pool.NATIONAL: Text("passport.pool", "National pool"),
    Pool.REGIONAL: Text("passport.pool", "Regional pool"),
}
TECHNOLOGIES: Mapping[str, Text] = {
    Technology.NOT_MANUFACTURING: Text("passport.technology", "Not manufacturing"),
    Technology.NOT_LISTED: Text("passport.technology", "Not on the priority list"),
    Technology.MIDDLE: Text("passport.technology", "Priority goods, middle level"),
    Technology.HIGH: Text("passport.technology", "Priority goods, high level"),
}
LISTINGS: Mapping[str, Text] = {
    Listing.ITSELF: Text("passport.listing", "Yes, the investor itself"),
    Listing.PARENT: Text("passport.listing", "Its parent, control is shown"),
    Listing.NONE: Text("passport.listing", "No"),
}
SOURCES: Mapping[str, Text] = {
    SourceKind.OWN: Text("passport.source", "Own funds"),
    SourceKind.LOAN: Text("passport.source", "Bank loan"),
    SourceKind.PARENT: Text("passport.source", "Loan of the parent or a partner"),
    SourceKind.STATE: Text("passport.source", "Development institute, budget"),
    SourceKind.BONDS: Text("passport.source", "Bonds"),
    SourceKind.LEASING: Text("passport.source", "Leasing"),
    SourceKind.OTHER: Text("passport.source", "Other source"),
}
RATE_SOURCES: Mapping[str, Text] = {
    RateSource.ENTERED: Text("passport.rate", "entered by an administrator"),
    RateSource.NATIONAL_BANK: Text("passport.rate", "National Bank of Kazakhstan"),
}
CHANGES: Mapping[str, Text] = {
    ChangeState.MADE: Text("passport.change_state", "made"),
    ChangeState.ASKED: Text("passport.change_state", "waits for the authorised body"),
    ChangeState.APPROVED: Text("passport.change_state", "approved"),
    ChangeState.REFUSED: Text("passport.change_state", "refused"),
    ChangeState.WITHDRAWN: Text("passport.change_state", "withdrawn"),
}
FIELDS: Mapping[str, Text] = {
    "title": Text("passport.form", "Title"),
    "description": Text("passport.form", "Description"),
    "aims": Text("passport.form", "Aims and results"),
    "bin": Text("passport.form", "BIN or IIN"),
    "registered_on": Text("passport.form", "Registered"),
    "registration_confirmed": Text("passport.form", "Date confirmed"),
    "sector": Text("passport.form", "Sector"),
    "goods": Text("passport.form", "Goods (HS code)"),
    "region": Text("passport.form", "Region"),
    "other_regions": Text("passport.form", "Other regions"),
    "cost": Text("passport.form", "Cost"),
    "sources": Text("passport.form", "Financing"),
    "contacts": Text("passport.form", "Contacts"),
    "starts_on": Text("passport.form", "Begins"),
    "ends_on": Text("passport.form", "Ends"),
    "needs": Text("passport.form", "What is needed"),
    "measures": Text("passport.form", "Support measures"),
    "jobs": Text("passport.form", "Jobs"),
    "technology": Text("passport.form", "Technology"),
    "listing": Text("passport.form", "Global 2000"),
    "control": Text("passport.form", "Parent and control"),
    "contract": Text("passport.form", "Investment contract"),
    "contract_on": Text("passport.form", "Contract made on"),
    "contract_until": Text("passport.form", "Contract valid until"),
    "akimat": Text("passport.form", "Responsible akimat"),
}
"""How each answer of the passport is called, in its form and in its history."""
