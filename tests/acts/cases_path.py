"""Who checks a company, makes an initiative, passes it and works on it (M1.2, M1.6, M1.7; п. 3.25, 40.3, 41–42)."""

from domain.company.ports import Companies
from domain.initiative import acts as initiative
from domain.initiative import allowance
from domain.initiative.ports import Initiatives
from domain.kit.bodies import Bodies
from domain.kit.ids import Ref
from domain.kyc import acts as kyc
from domain.kyc.model import KycState, SanctionsExposure
from domain.kyc.ports import KycCases
from domain.meeting.ports import Meetings
from tests.acts.case import SEES_COMPANY, SEES_INITIATIVE, SEES_KYC, SEES_PASSED, Case, Run, Subject, all_of, writers
from tests.acts.cases_cards import a_company, a_meeting
from tests.acts.stage import Stage
from tests.town import cards

BERLIN = writers("berlin")


async def a_case(stage: Stage) -> Subject:
    """Of low risk, by Berlin's officer."""
    made = await a_company(stage)
    return {**made, "kyc_case": await stage.case(made["company"])}


async def a_returned_case(stage: Stage) -> Subject:
    made = await a_case(stage)
    await stage.decide(made["kyc_case"], KycState.RETURNED)
    return made


async def a_grave_case(stage: Stage) -> Subject:
    made = await a_company(stage)
    facts = cards.kyc(sanctions=SanctionsExposure.LISTED)
    return {**made, "kyc_case": await stage.case(made["company"], facts)}


async def a_lonely_case(stage: Stage) -> Subject:
    """Of a mission that has nobody beside the author."""
    one = await stage.company("seoul.head", country="KR")
    return {"kyc_case": await stage.case(one, by="seoul.head")}


async def an_initiative(stage: Stage) -> Subject:
    made = await a_meeting(stage)
    return {**made, "initiative": await stage.initiative(made["company"], made["meeting"])}


async def a_checked_initiative(stage: Stage) -> Subject:
    made = await an_initiative(stage)
    await stage.decide(await stage.case(made["company"]), KycState.APPROVED)
    return {**made, "akimat": stage.town.organisations["karaganda"]}


async def a_passed_initiative(stage: Stage) -> Subject:
    made = await a_checked_initiative(stage)
    await stage.pass_on(made["initiative"])
    return {**made, "official": stage.town["karaganda.officer"].person}


async def an_appointed_initiative(stage: Stage) -> Subject:
    made = await a_passed_initiative(stage)
    await stage.do(
        "karaganda.officer",
        lambda u, d: initiative.appoint(
            d, u.port(Initiatives), u.port(Bodies), made["initiative"], 2, made["official"]
        ),
    )
    return {**made, "official": stage.town["karaganda.head"].person}


def decide(verdict: KycState) -> Run:
    return lambda u, d, s, v: kyc.decide(
        d, u.port(Companies), u.port(KycCases), u.port(Bodies), s["kyc_case"], v, verdict, "a reason"
    )


CASES: dict[str, tuple[Case, ...]] = {
    "kyc.open": (
        Case(
            clause="п. 3.25, 40.3: who records meetings with the company checks it",
            may=writers("berlin", "nc_germany"),
            knows=SEES_COMPANY,
            prepare=a_company,
            run=lambda u, d, s, v: kyc.open_case(
                d, u.port(Companies), u.port(KycCases), u.port(Bodies), s["company"], cards.kyc()
            ),
            of="company",
            once=True,
        ),
    ),
    "kyc.resubmit": (
        Case(
            clause="M1.2; A2",
            may=BERLIN,
            knows=SEES_KYC,
            prepare=a_returned_case,
            run=lambda u, d, s, v: kyc.resubmit(
                d, u.port(Companies), u.port(KycCases), u.port(Bodies), s["kyc_case"], v, cards.kyc(offshore=True)
            ),
            of="kyc_case",
            version="kyc_case",
            once=True,
        ),
    ),
    "kyc.decide": (
        Case(
            title="low risk",
            clause="M1.2: a second person of the mission, or the UO; never the author (44)",
            may=writers("uo") | {"berlin.head"},
            knows=SEES_KYC,
            prepare=a_case,
            run=decide(KycState.APPROVED),
            of="kyc_case",
            version="kyc_case",
            once=True,
        ),
        Case(
            title="high risk",
            clause="M1.2: high risk needs the UO's decision",
            may=writers("uo"),
            knows=SEES_KYC,
            prepare=a_grave_case,
            run=decide(KycState.APPROVED),
            of="kyc_case",
            version="kyc_case",
            once=True,
        ),
        Case(
            title="one user",
            clause="M1.2: NC or UO where the mission has one user",
            may=writers("uo", "nc"),
            knows=all_of("seoul", "uo", "nc"),
            prepare=a_lonely_case,
            run=decide(KycState.REFUSED),
            of="kyc_case",
            version="kyc_case",
            once=True,
        ),
    ),
    "kyc.look": (
        Case(
            title="a case",
            clause="A2, A4: a look is recorded",
            may=SEES_KYC,
            knows=SEES_KYC,
            prepare=a_case,
            run=lambda u, d, s, v: kyc.look(d, u.port(Companies), u.port(KycCases), Ref("kyc", s["kyc_case"])),
            of="kyc_case",
        ),
        Case(
            title="a company's cases",
            clause="A2: also who may start a check may look whether there is one",
            may=SEES_KYC | writers("nc_germany"),
            knows=SEES_KYC | writers("nc_germany"),
            prepare=a_case,
            run=lambda u, d, s, v: kyc.look(d, u.port(Companies), u.port(KycCases), Ref("company", s["company"])),
            of="company",
        ),
    ),
    "initiative.create": (
        Case(
            clause="п. 3.1, 39",
            may=writers("berlin", "nc_germany"),
            knows=SEES_COMPANY,
            prepare=a_meeting,
            run=lambda u, d, s, v: initiative.create(
                d, u.port(Companies), u.port(Meetings), u.port(Initiatives), s["company"], s["meeting"],
                cards.initiative(),
            ),
            of="company",
        ),
    ),
    "initiative.amend": (
        Case(
            clause="п. 39; A2",
            may=BERLIN,
            knows=SEES_INITIATIVE,
            prepare=an_initiative,
            run=lambda u, d, s, v: initiative.amend(
                d, u.port(Initiatives), s["initiative"], v, cards.initiative(title="Solar farm")
            ),
            of="initiative",
            version="initiative",
        ),
    ),
    "initiative.ask_allowance": (
        Case(
            clause="M1.2",
            may=BERLIN,
            knows=SEES_INITIATIVE,
            prepare=an_initiative,
            run=lambda u, d, s, v: allowance.ask_allowance(
                d, u.port(Initiatives), u.port(Bodies), s["initiative"], v, "a fair begins"
            ),
            of="initiative",
            version="initiative",
            once=True,
        ),
    ),
    "initiative.allow": (
        Case(
            clause="M1.2: the UO may allow the transfer first, with a reason",
            may=writers("uo"),
            knows=SEES_INITIATIVE,
            prepare=an_initiative,
            run=lambda u, d, s, v: allowance.allow(d, u.port(Initiatives), s["initiative"], v, "a fair begins"),
            of="initiative",
            version="initiative",
            once=True,
        ),
    ),
    "initiative.pass": (
        Case(
            clause="п. 41; A2",
            may=BERLIN,
            knows=SEES_INITIATIVE,
            prepare=a_checked_initiative,
            run=lambda u, d, s, v: initiative.pass_on(
                d, u.port(Companies), u.port(KycCases), u.port(Meetings), u.port(Initiatives), u.port(Bodies),
                s["initiative"], v, s["akimat"],
            ),
            of="initiative",
            version="initiative",
            once=True,
        ),
    ),
    "initiative.take_back": (
        Case(
            clause="A wrong hand-over is taken back by who made it",
            may=BERLIN,
            knows=SEES_PASSED,
            prepare=a_passed_initiative,
            run=lambda u, d, s, v: initiative.take_back(
                d, u.port(Companies), u.port(Meetings), u.port(Initiatives), s["initiative"], v
            ),
            of="initiative",
            version="initiative",
            once=True,
        ),
    ),
    "initiative.open": (
        Case(
            clause="п. 42: the akimat opens it; others look and open nothing",
            may=writers("karaganda"),
            silent=SEES_PASSED - writers("karaganda"),
            knows=SEES_PASSED,
            prepare=a_passed_initiative,
            run=lambda u, d, s, v: initiative.open_by_akimat(d, u.port(Initiatives), s["initiative"]),
            of="initiative",
        ),
    ),
    "initiative.appoint": (
        Case(
            title="the first official",
            clause="п. 42: a head appoints, an officer takes it",
            may=writers("karaganda"),
            knows=SEES_PASSED,
            prepare=a_passed_initiative,
            run=lambda u, d, s, v: initiative.appoint(
                d, u.port(Initiatives), u.port(Bodies), s["initiative"], v, s["official"]
            ),
            of="initiative",
            version="initiative",
            once=True,
        ),
        Case(
            title="another official",
            clause="п. 42: only the head replaces an official",
            may=frozenset({"karaganda.head"}),
            knows=SEES_PASSED,
            prepare=an_appointed_initiative,
            run=lambda u, d, s, v: initiative.appoint(
                d, u.port(Initiatives), u.port(Bodies), s["initiative"], v, s["official"]
            ),
            of="initiative",
            version="initiative",
            once=True,
        ),
    ),
}  # fmt: skip
