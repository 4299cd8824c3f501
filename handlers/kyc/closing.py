"""By what the deadline of a KYC decision is closed (N3): a new check."""

from collections.abc import Sequence

from domain.company.ports import Companies
from domain.kit.ids import KycId, Ref
from domain.kyc.acts import UNDECIDED
from domain.kyc.ports import KycCases
from domain.kyc.rules import may_open
from handlers.forms.places import StartForm
from handlers.reading import Reading
from handlers.room import Way
from handlers.screens.press import Go
from handlers.words.catalog import Text


async def closing(subject: Ref, reading: Reading) -> Sequence[Way]:
    """For whoever may start one, while none is under way."""
    cases = reading.port(KycCases)
    case = await cases.get(KycId(subject.id))
    company = None if case is None else await reading.port(Companies).get(case.company)
    if company is None or not may_open(reading.actor, company.placement):
        return ()
    known = await cases.of_company(company.id)
    if any(one.maker == reading.actor.organisation and one.state in UNDECIDED for one in known):
        return ()
    return (Way(Text("kyc.closing", "Start a new check"), Go(StartForm("kyc.case", {"company": str(company.id)}))),)
