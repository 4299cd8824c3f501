"""Who makes and changes cards of companies, contacts, meetings and agreements (M1.1, M1.3; п. 39, 40.3, 40.4)."""

from dataclasses import replace
from datetime import date

from bot.storage.unit import Unit
from domain.company import acts as company
from domain.company.model import ContactFacts
from domain.company.ports import Companies
from domain.file.model import Received
from domain.file.ports import Files
from domain.kit.desk import Desk
from domain.meeting import acts as meeting
from domain.meeting import papers
from domain.meeting.model import AgreementFacts, AgreementState, Side
from domain.meeting.ports import Meetings
from tests.acts.case import SEES_COMPANY, Case, Subject, writers
from tests.acts.stage import Stage
from tests.town import cards

MAKERS = writers("berlin", "nc_germany")
"""п. 39: companies, contacts and meetings are recorded by missions and the NC abroad; of their own countries (A2)."""

ANYWHERE = writers("berlin", "seoul", "nc_germany") | writers(
    "karaganda", "turkistan", "nc", "nc_karaganda", "chamber", "holding", "industry", "energy"
)
"""A new card belongs to no country yet; initiating bodies make it for their passports (п. 29, 46)."""

OWN = writers("berlin")
"""A meeting is kept by the organisation that met the investor (Decided)."""

CONTACT = ContactFacts("Erika Mustermann", position="CEO")
AGREED = AgreementFacts("Send the list of plots", Side.OURS, date(2026, 12, 1))


async def nothing(stage: Stage) -> Subject:
    return {}


async def a_company(stage: Stage) -> Subject:
    return {"company": await stage.company()}


async def a_contact(stage: Stage) -> Subject:
    one = await stage.company()
    return {"company": one, "contact": await stage.contact(one)}


async def a_meeting(stage: Stage) -> Subject:
    one = await stage.company()
    return {"company": one, "meeting": await stage.meeting(one)}


async def an_agreement(stage: Stage) -> Subject:
    made = await a_meeting(stage)
    return {**made, "agreement": await stage.agreement(made["meeting"])}


async def a_file(stage: Stage) -> Subject:
    """Received from the officer, not yet of any meeting."""
    made = await a_meeting(stage)

    async def receive(unit: Unit, desk: Desk) -> object:
        return await unit.port(Files).receive(Received("1:abc", "plan.pdf", "application/pdf", 9), desk.actor)

    return {**made, "file": await stage.do("berlin.officer", receive)}


async def an_attached_file(stage: Stage) -> Subject:
    made = await a_file(stage)
    await stage.do(
        "berlin.officer",
        lambda u, d: papers.attach(d, u.port(Meetings), u.port(Files), made["meeting"], [made["file"]]),
    )
    return made


CASES: dict[str, tuple[Case, ...]] = {
    "company.create": (
        Case(
            clause="п. 29, 39, 40.3, 46",
            may=ANYWHERE,
            prepare=nothing,
            run=lambda u, d, s, v: company.create(d, u.port(Companies), cards.company()),
        ),
    ),
    "company.amend": (
        Case(
            clause="п. 40.3; A2",
            may=MAKERS,
            knows=SEES_COMPANY,
            prepare=a_company,
            run=lambda u, d, s, v: company.amend(d, u.port(Companies), s["company"], v, cards.company("New name")),
            of="company",
            version="company",
        ),
    ),
    "contact.add": (
        Case(
            clause="п. 40.3; A2",
            may=MAKERS,
            knows=SEES_COMPANY,
            prepare=a_company,
            run=lambda u, d, s, v: company.add_contact(d, u.port(Companies), s["company"], CONTACT),
            of="company",
        ),
    ),
    "contact.amend": (
        Case(
            clause="п. 40.3; A2",
            may=MAKERS,
            knows=SEES_COMPANY,
            prepare=a_contact,
            run=lambda u, d, s, v: company.amend_contact(d, u.port(Companies), s["contact"], v, CONTACT),
            of="contact",
            version="contact",
        ),
    ),
    "meeting.record": (
        Case(
            clause="п. 39, 40.4; A2",
            may=MAKERS,
            knows=SEES_COMPANY,
            prepare=a_company,
            run=lambda u, d, s, v: meeting.record(
                d, u.port(Companies), u.port(Meetings), cards.meeting(s["company"])
            ),
            of="company",
        ),
    ),
    "meeting.amend": (
        Case(
            clause="п. 40.4; A2",
            may=OWN,
            knows=SEES_COMPANY,
            prepare=a_meeting,
            run=lambda u, d, s, v: meeting.amend(
                d, u.port(Meetings), s["meeting"], v, cards.meeting(s["company"], subject="Solar farm")
            ),
            of="meeting",
            version="meeting",
        ),
    ),
    "meeting.attach": (
        Case(
            clause="п. 40.4; a file is given by who sent it",
            may=frozenset({"berlin.officer"}),
            knows=SEES_COMPANY - {"berlin.head"},  # for the head there is no such file
            prepare=a_file,
            run=lambda u, d, s, v: papers.attach(d, u.port(Meetings), u.port(Files), s["meeting"], [s["file"]]),
            of="file",
        ),
    ),
    "meeting.detach": (
        Case(
            clause="п. 40.4; A2",
            may=OWN,
            knows=SEES_COMPANY,
            prepare=an_attached_file,
            run=lambda u, d, s, v: papers.detach(d, u.port(Meetings), u.port(Files), s["meeting"], s["file"]),
            of="file",
            once=True,
        ),
    ),
    "agreement.add": (
        Case(
            clause="п. 40.4; A2",
            may=OWN,
            knows=SEES_COMPANY,
            prepare=a_meeting,
            run=lambda u, d, s, v: meeting.add_agreement(d, u.port(Meetings), s["meeting"], AGREED),
            of="meeting",
        ),
    ),
    "agreement.close": (
        Case(
            clause="п. 40.4; A2",
            may=OWN,
            knows=SEES_COMPANY,
            prepare=an_agreement,
            run=lambda u, d, s, v: meeting.close_agreement(
                d, u.port(Meetings), s["meeting"], s["agreement"], AgreementState.DONE
            ),
            of="agreement",
            once=True,
        ),
    ),
    "agreement.move": (
        Case(
            clause="п. 40.4; A2",
            may=OWN,
            knows=SEES_COMPANY,
            prepare=an_agreement,
            run=lambda u, d, s, v: meeting.move_agreement(
                d, u.port(Meetings), s["meeting"], s["agreement"], v, replace(AGREED, by=date(2026, 12, 24))
            ),
            of="agreement",
            version="agreement",
        ),
    ),
}  # fmt: skip
