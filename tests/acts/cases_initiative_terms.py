"""Who extends, redirects and closes an initiative at the akimat, and who takes back a request to the UO (M1.2, M1.7;
п. 42)."""

from datetime import timedelta
from typing import Any

from bot.storage.unit import Unit
from domain.company.ports import Companies
from domain.initiative import allowance, deciding, petitions, terms
from domain.initiative.ports import Initiatives, Petitions
from domain.kit.bodies import Bodies
from domain.kit.desk import Desk
from domain.meeting.ports import Meetings
from tests.acts.case import SEES_INITIATIVE, SEES_PASSED, Case, Subject, all_of, writers
from tests.acts.cases_path import BERLIN, an_appointed_initiative, an_initiative
from tests.acts.stage import Stage

HANDLING = writers("karaganda")
"""In these cases the officer of Karaganda is the responsible official; the head may do the same (Decided)."""

SEES_ASKED = SEES_PASSED | all_of("turkistan")
"""While Turkistan is asked to take it, it sees it too (A2)."""


def three(unit: Unit) -> tuple[Initiatives, Petitions, Bodies]:
    return unit.port(Initiatives), unit.port(Petitions), unit.port(Bodies)


async def seen(stage: Stage, subject: Subject) -> int:
    found: int = await stage.sql("SELECT version FROM initiative WHERE id = $1", subject["initiative"])
    return found


async def a_considered_initiative(stage: Stage) -> Subject:
    made = await an_appointed_initiative(stage)
    return {**made, "other": stage.town.organisations["turkistan"]}


async def an_initiative_asked_of_another(stage: Stage) -> Subject:
    made = await a_considered_initiative(stage)
    version = await seen(stage, made)
    await stage.do(
        "karaganda.officer",
        lambda u, d: petitions.ask_redirection(d, *three(u), made["initiative"], version, made["other"], "not ours"),
    )
    return made


async def an_initiative_to_redirect(stage: Stage) -> Subject:
    made = await an_initiative_asked_of_another(stage)
    version = await seen(stage, made)
    await stage.do("turkistan.officer", lambda u, d: petitions.consent(d, *three(u), made["initiative"], version))
    return made


async def a_dropped_initiative(stage: Stage) -> Subject:
    made = await a_considered_initiative(stage)
    version = await seen(stage, made)
    await stage.do(
        "karaganda.officer",
        lambda u, d: petitions.ask_closing(d, *three(u), made["initiative"], version, "no answer for a month"),
    )
    return made


async def an_initiative_to_close(stage: Stage) -> Subject:
    made = await a_dropped_initiative(stage)
    version = await seen(stage, made)
    await stage.do(
        "berlin.officer",
        lambda u, d: petitions.opine(d, *three(u), made["initiative"], version, True, "they build elsewhere"),
    )
    return made


async def a_silent_mission(stage: Stage) -> Subject:
    """The mission's time to answer is over."""
    made = await a_dropped_initiative(stage)
    stage.town.now += timedelta(days=7)
    return made


async def an_asked_allowance(stage: Stage) -> Subject:
    made = await an_initiative(stage)
    await stage.do(
        "berlin.officer",
        lambda u, d: allowance.ask_allowance(
            d, u.port(Initiatives), u.port(Bodies), made["initiative"], 1, "a fair begins"
        ),
    )
    return made


async def redirect(u: Unit, d: Desk, s: Subject, v: int, approved: bool) -> Any:
    ports = (u.port(Companies), u.port(Meetings), *three(u))
    await deciding.redirect(d, *ports, s["initiative"], v, approved, "" if approved else "the site is in Karaganda")


async def close(u: Unit, d: Desk, s: Subject, v: int, approved: bool) -> Any:
    initiatives, asked, _ = three(u)
    await deciding.close(d, initiatives, asked, s["initiative"], v, approved, "seen")


def case(**more: Any) -> Case:
    """About one initiative, as it was seen; the second time is refused."""
    return Case(of="initiative", version="initiative", once=True, **more)


CASES: dict[str, tuple[Case, ...]] = {
    "initiative.extend": (
        case(
            clause="п. 42.2: the responsible official, or the head",
            may=HANDLING,
            knows=SEES_PASSED,
            prepare=a_considered_initiative,
            run=lambda u, d, s, v: terms.extend(d, u.port(Initiatives), s["initiative"], v, 30, "a survey is awaited"),
        ),
    ),
    "initiative.ask_redirection": (
        case(
            clause="п. 42.3: by agreement with the other akimat first",
            may=HANDLING,
            knows=SEES_PASSED,
            prepare=a_considered_initiative,
            run=lambda u, d, s, v: petitions.ask_redirection(
                d, *three(u), s["initiative"], v, s["other"], "not our region"
            ),
        ),
    ),
    "initiative.consent": (
        case(
            clause="п. 42.3: the akimat that is asked",
            may=writers("turkistan"),
            knows=SEES_ASKED,
            prepare=an_initiative_asked_of_another,
            run=lambda u, d, s, v: petitions.consent(d, *three(u), s["initiative"], v),
        ),
    ),
    "initiative.decline": (
        case(
            clause="п. 42.3: the akimat that is asked, with a reason",
            may=writers("turkistan"),
            knows=SEES_ASKED,
            prepare=an_initiative_asked_of_another,
            run=lambda u, d, s, v: petitions.decline(
                d, u.port(Initiatives), u.port(Petitions), s["initiative"], v, "no land"
            ),
        ),
    ),
    "initiative.redirect": tuple(
        case(
            title="approved" if approved else "refused",
            clause="п. 42.3: the authorised body",
            may=writers("uo"),
            knows=SEES_ASKED,
            prepare=an_initiative_to_redirect,
            run=lambda u, d, s, v, approved=approved: redirect(u, d, s, v, approved),
        )
        for approved in (True, False)
    ),
    "initiative.ask_closing": (
        case(
            clause="M1.7: the akimat, with a reason",
            may=HANDLING,
            knows=SEES_PASSED,
            prepare=a_considered_initiative,
            run=lambda u, d, s, v: petitions.ask_closing(d, *three(u), s["initiative"], v, "no answer for a month"),
        ),
    ),
    "initiative.opine": (
        case(
            clause="M1.7: the mission is heard",
            may=BERLIN,
            knows=SEES_PASSED,
            prepare=a_dropped_initiative,
            run=lambda u, d, s, v: petitions.opine(d, *three(u), s["initiative"], v, False, "they still want it"),
        ),
    ),
    "initiative.withdraw": tuple(
        case(
            title=title,
            clause="M1.7: who asked asks no more",
            may=HANDLING,
            knows=knows,
            prepare=prepare,
            run=lambda u, d, s, v: petitions.withdraw(d, u.port(Initiatives), u.port(Petitions), s["initiative"], v),
        )
        for title, prepare, knows in (
            ("consent awaited", an_initiative_asked_of_another, SEES_ASKED),
            ("UO decides on redirecting", an_initiative_to_redirect, SEES_ASKED),
            ("mission asked", a_dropped_initiative, SEES_PASSED),
            ("UO decides on closing", an_initiative_to_close, SEES_PASSED),
        )
    ),
    "initiative.close": (
        *(
            case(
                title="closed" if approved else "refused",
                clause="M1.7: the authorised body's yes",
                may=writers("uo"),
                knows=SEES_PASSED,
                prepare=an_initiative_to_close,
                run=lambda u, d, s, v, approved=approved: close(u, d, s, v, approved),
            )
            for approved in (True, False)
        ),
        case(
            title="mission silent",
            clause="M1.7: a mission that says nothing in its time holds nobody up (Decided)",
            may=writers("uo"),
            knows=SEES_PASSED,
            prepare=a_silent_mission,
            run=lambda u, d, s, v: close(u, d, s, v, True),
        ),
    ),
    "initiative.decline_allowance": (
        case(
            clause="M1.2: the UO, with a reason",
            may=writers("uo"),
            knows=SEES_INITIATIVE,
            prepare=an_asked_allowance,
            run=lambda u, d, s, v: allowance.decline_allowance(d, u.port(Initiatives), s["initiative"], v, "no haste"),
        ),
    ),
    "initiative.withdraw_allowance": (
        case(
            clause="M1.2: who asked asks no more",
            may=BERLIN,
            knows=SEES_INITIATIVE,
            prepare=an_asked_allowance,
            run=lambda u, d, s, v: allowance.withdraw_allowance(d, u.port(Initiatives), s["initiative"], v),
        ),
    ),
}
