"""Labels of the KYC room's own classes."""

from collections.abc import Mapping

from domain.kyc.model import (
    Document,
    Funds,
    KycState,
    Ownership,
    PepExposure,
    Reason,
    Risk,
    SanctionsExposure,
)
from handlers.words.catalog import Text

OWNERSHIP: Mapping[str, Text] = {
    Ownership.CLEAR: Text("kyc.ownership", "Clear up to the last owner"),
    Ownership.PARTLY: Text("kyc.ownership", "Clear in part"),
    Ownership.UNCLEAR: Text("kyc.ownership", "Not clear"),
}
FUNDS: Mapping[str, Text] = {
    Funds.OWN: Text("kyc.funds", "Own money"),
    Funds.BANK: Text("kyc.funds", "Bank loan"),
    Funds.INVESTORS: Text("kyc.funds", "Shareholders and funds"),
    Funds.STATE: Text("kyc.funds", "State money"),
    Funds.UNDISCLOSED: Text("kyc.funds", "Not disclosed"),
}
SANCTIONS: Mapping[str, Text] = {
    SanctionsExposure.NONE: Text("kyc.sanctions", "No ties to sanctions"),
    SanctionsExposure.BUSINESS: Text("kyc.sanctions", "Deals with those under sanctions"),
    SanctionsExposure.LISTED: Text("kyc.sanctions", "It or an owner is on a list"),
}
PEP: Mapping[str, Text] = {
    PepExposure.NONE: Text("kyc.pep", "None"),
    PepExposure.FORMER: Text("kyc.pep", "Held office before"),
    PepExposure.CURRENT: Text("kyc.pep", "Hold office now"),
}
DOCUMENTS: Mapping[str, Text] = {
    Document.REGISTRATION: Text("kyc.document", "Registration"),
    Document.CHARTER: Text("kyc.document", "Charter"),
    Document.ACCOUNTS: Text("kyc.document", "Accounts"),
    Document.OWNERS: Text("kyc.document", "Owners"),
    Document.REFERENCES: Text("kyc.document", "References"),
}
RISKS: Mapping[int, Text] = {
    Risk.LOW: Text("kyc.risk", "low risk"),
    Risk.MEDIUM: Text("kyc.risk", "medium risk"),
    Risk.HIGH: Text("kyc.risk", "high risk"),
}
STATES: Mapping[str, Text] = {
    KycState.ON_DECISION: Text("kyc.state", "On decision"),
    KycState.RETURNED: Text("kyc.state", "Returned"),
    KycState.APPROVED: Text("kyc.state", "Approved"),
    KycState.REFUSED: Text("kyc.state", "Refused"),
}
REASONS: Mapping[str, Text] = {
    Reason.LISTED: Text("kyc.reason", "the company, an owner or the parent is on a sanctions list"),
    Reason.PEP_CURRENT: Text("kyc.reason", "people who hold public office take part"),
    Reason.PEP_OWNER: Text("kyc.reason", "an owner holds public office"),
    Reason.OWNERSHIP_UNCLEAR: Text("kyc.reason", "the ownership is not clear"),
    Reason.FUNDS_UNDISCLOSED: Text("kyc.reason", "the source of the money is not disclosed"),
    Reason.SANCTIONS_BUSINESS: Text("kyc.reason", "deals with countries or persons under sanctions"),
    Reason.PEP_FORMER: Text("kyc.reason", "people who held public office take part"),
    Reason.OWNERSHIP_PARTLY: Text("kyc.reason", "the ownership is clear in part only"),
    Reason.OWNERS_INCOMPLETE: Text("kyc.reason", "owners of less than 75% are known"),
    Reason.OFFSHORE: Text("kyc.reason", "offshore companies among the owners"),
    Reason.LITIGATION: Text("kyc.reason", "lawsuits"),
    Reason.MEDIA: Text("kyc.reason", "bad news in the media"),
    Reason.NO_REGISTRATION: Text("kyc.reason", "no registration document was seen"),
    Reason.EARLIER_HIGH: Text("kyc.reason", "an earlier check was of high risk"),
}
