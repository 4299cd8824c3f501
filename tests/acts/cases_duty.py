"""Who sends, takes back, waives and asks for regular duties (R1–R12; A2)."""

from datetime import timedelta
from uuid import uuid4

from bot.storage.unit import Unit
from domain.duty import acts, papers
from domain.duty.ports import Duties
from domain.file.model import Received
from domain.file.ports import Files
from domain.kit.desk import Desk
from domain.kit.ids import FileId
from domain.kit.periods import almaty_date
from tests.acts.case import Case, Subject, all_of, writers
from tests.acts.stage import Stage

SEES = all_of("karaganda", "uo", "nc", "council")
"""A2: a report of the akimat of Karaganda; not even the region's other bodies know of it."""

OWN = writers("karaganda")
WAIVES = writers("nc")
ASKS = writers("uo")


async def a_duty(stage: Stage, state: str = "open", asked_by: str | None = None) -> Subject:
    """The report on small projects, due in ten days; with its clock if it is open."""
    made, day = uuid4(), almaty_date(stage.town.now) + timedelta(days=10)
    organisation = stage.town.organisations["karaganda"]
    code = "R2a" if asked_by is None else "R9c"
    await stage.sql(
        "INSERT INTO duty (id, code, period, organisation, due, opened_at, edition, state, sent_at, asked_by)"
        " VALUES ($1, $2, '2026-Q4', $3, $4, $5, '2024-12-31', $6, $7, $8)",
        made,
        code,
        organisation,
        day,
        stage.town.now,
        state,
        stage.town.now if state == "sent" else None,
        None if asked_by is None else stage.town[asked_by].person,
    )
    if state == "open":
        await stage.sql(
            "INSERT INTO deadline (kind, clause, legal, subject_kind, subject_id, organisation_id, due, nominal,"
            " instant, opened_at) VALUES ($1, 'п. 67', true, 'duty', $2, $3, $4, $4, $5, $5)",
            f"duty.{code}",
            made,
            organisation,
            day,
            stage.town.now,
        )
    if state == "exempt":
        await stage.sql(
            "INSERT INTO duty_exemption (code, organisation, reason, by, at) VALUES ($1, $2, 'none', $3, $4)",
            code,
            organisation,
            stage.town["nc.head"].person,
            stage.town.now,
        )
    return {"duty": made}


async def an_akimat(stage: Stage) -> Subject:
    return {"akimat": stage.town.organisations["karaganda"]}


async def a_sent_duty(stage: Stage) -> Subject:
    return await a_duty(stage, "sent")


async def an_exempt_duty(stage: Stage) -> Subject:
    return await a_duty(stage, "exempt")


async def an_asked_duty(stage: Stage) -> Subject:
    return await a_duty(stage, asked_by="uo.head")


async def a_duty_with_a_file(stage: Stage) -> Subject:
    made = await a_duty(stage)

    return {**made, "file": await stage.do("karaganda.officer", lambda u, d: attach_new(u, d, made, 1))}


async def attach_new(unit: Unit, desk: Desk, subject: Subject, _version: int) -> FileId:
    received = Received("1:abc", "report.pdf", "application/pdf", 100)
    return await papers.attach(desk, unit.port(Duties), unit.port(Files), subject["duty"], received)


CASES: dict[str, tuple[Case, ...]] = {
    "duty.send": (
        Case(
            clause="R2a; A2",
            may=OWN,
            knows=SEES,
            prepare=a_duty,
            run=lambda u, d, s, v: acts.send(d, u.port(Duties), s["duty"], v),
            of="duty",
            version="duty",
            once=True,
        ),
    ),
    "duty.take_back": (
        Case(
            clause="R2a; A2",
            may=OWN,
            knows=SEES,
            prepare=a_sent_duty,
            run=lambda u, d, s, v: acts.take_back(d, u.port(Duties), s["duty"], v),
            of="duty",
            version="duty",
            once=True,
        ),
    ),
    "duty.note": (
        Case(
            clause="R2a; A2",
            may=OWN,
            knows=SEES,
            prepare=a_duty,
            run=lambda u, d, s, v: acts.write_note(d, u.port(Duties), s["duty"], v, "Letter 12"),
            of="duty",
            version="duty",
        ),
    ),
    "duty.exempt": (
        Case(
            clause="R1–R12: NC marks who is exempt",
            may=WAIVES,
            knows=SEES,
            prepare=a_duty,
            run=lambda u, d, s, v: acts.exempt(d, u.port(Duties), s["duty"], v, "no projects"),
            of="duty",
            version="duty",
            once=True,
        ),
    ),
    "duty.oblige": (
        Case(
            clause="R1–R12: NC marks who is exempt",
            may=WAIVES,
            knows=SEES,
            prepare=an_exempt_duty,
            run=lambda u, d, s, v: acts.oblige(d, u.port(Duties), s["duty"], v),
            of="duty",
            version="duty",
            once=True,
        ),
    ),
    "duty.ask": (
        Case(
            clause="R9c; прил. 2, п. 6",
            may=ASKS,
            prepare=an_akimat,
            run=lambda u, d, s, v: acts.ask(
                d, u.port(Duties), [s["akimat"]], "why", almaty_date(d.now) + timedelta(days=5)
            ),
        ),
    ),
    "duty.withdraw": (
        Case(
            clause="R9c; прил. 2, п. 6",
            may=ASKS,
            knows=SEES,
            prepare=an_asked_duty,
            run=lambda u, d, s, v: acts.withdraw(d, u.port(Duties), s["duty"], v),
            of="duty",
            version="duty",
            once=True,
        ),
    ),
    "duty.attach": (Case(clause="R2a; A2", may=OWN, knows=SEES, prepare=a_duty, run=attach_new, of="duty"),),
    "duty.detach": (
        Case(
            clause="R2a; A2",
            may=OWN,
            knows=SEES,
            prepare=a_duty_with_a_file,
            run=lambda u, d, s, v: papers.detach(d, u.port(Duties), u.port(Files), s["duty"], s["file"]),
            of="duty",
        ),
    ),
}
