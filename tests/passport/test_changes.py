"""A passport amended: its history, who has to approve, what the pool and the corridor do (M2.1–M2.4; п. 54, 57, 62)."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.machine.finish import papers_form
from bot.storage.machine import write_papers
from bot.storage.unit import Database
from domain.deadline.model import CloseDeadline, HandOver, OpenDeadline
from domain.edition.model import Technology
from domain.initiative.rules import NotAnOfficial
from domain.kit.bodies import Bodies
from domain.kit.desk import Desk
from domain.kit.ids import ProjectId
from domain.kit.money import tenge
from domain.kit.refused import ChangedMeanwhile, NotPermitted, PinNeeded, WrongState
from domain.kyc.rules import ReasonNeeded
from domain.passport import acts, changes
from domain.passport.facts import ContactPerson, Passport
from domain.passport.model import ChangeState, Project, ProjectChange
from domain.passport.notices import ChangeAsked, ChangeDecided, HandedToTaskForce, PoolRaised, ProjectAssigned
from domain.passport.ports import ProjectChanges, ProjectLists, Projects
from domain.passport.rules import ROADMAP_DUE, AnotherAkimat, ChangeWaits, NothingChanged
from domain.reference.ports import References
from tests.acts.cases_passport import a_company_of_the_holding, a_company_of_the_region
from tests.acts.every import ports
from tests.acts.stage import MORE, Stage
from tests.town.passports import money, passport, put_rates, rate, submitted
from tests.town.people import build, settle_in

OFFICER = "karaganda.officer"
IN_CORRIDOR = passport(money(15_000_000), sector="C", jobs=500, technology=Technology.MIDDLE)  # 1.4
OUTSIDE = replace(IN_CORRIDOR, jobs=499)  # 1.25


@pytest.fixture
async def stage(database: str) -> AsyncIterator[Stage]:
    town = build(MORE)
    await settle_in(town, database)
    db = Database(database, ports(), size=2)
    yield Stage(town, db)
    await db.close()


async def begun(stage: Stage, said: Passport, *, by: str = OFFICER) -> ProjectId:
    """A project with its clocks in the database."""
    prepare = a_company_of_the_region if by == OFFICER else a_company_of_the_holding
    subject = await prepare(stage)
    desk = stage.town.desk(by)
    async with stage.db.unit() as unit:
        project = await submitted(unit, desk, subject["company"], subject["akimat"], said)
    await written(stage, desk)
    return project


async def written(stage: Stage, desk: Desk) -> None:
    """What the act left, as the machine writes it."""
    key = f"test:{stage.town.now}:{len(desk.entries)}:{id(desk)}"
    async with stage.db.unit() as unit:
        await write_papers(unit.raw, papers_form(desk, key=key, who=desk.actor, legal_at=desk.now.isoformat()))


async def read(stage: Stage, project: ProjectId) -> Project:
    async with stage.db.unit(readonly=True) as unit:
        found = await unit.port(Projects).get(project)
    assert found is not None
    return found


async def amend(
    stage: Stage, project: ProjectId, said: Passport, *, by: str = OFFICER, akimat: Any = None, reason: str = "Asked"
) -> tuple[Project, Desk, ChangeState]:
    desk = stage.town.desk(by)
    seen = await read(stage, project)
    async with stage.db.unit() as unit:
        state = await changes.amend(
            desk,
            unit.port(Projects),
            unit.port(ProjectChanges),
            unit.port(Bodies),
            unit.port(References),
            project,
            seen.version,
            akimat or seen.akimat,
            said,
            reason,
        )
    await written(stage, desk)
    return await read(stage, project), desk, state


async def history(stage: Stage, project: ProjectId) -> list[ProjectChange]:
    async with stage.db.unit(readonly=True) as unit:
        return list(await unit.port(ProjectChanges).of(project))


async def approve_roadmap(stage: Stage, project: ProjectId) -> None:
    await stage.sql("UPDATE project SET state = 'with_roadmap', version = version + 1 WHERE id = $1", project)


async def decide(stage: Stage, change: ProjectChange, approved: bool, *, pin: bool = True, remarks: str = "No") -> Desk:
    desk = stage.town.desk("uo.officer", pin=pin)
    async with stage.db.unit() as unit:
        await changes.decide_change(
            desk,
            unit.port(Projects),
            unit.port(ProjectChanges),
            unit.port(References),
            change.project,
            change.id,
            change.version,
            approved,
            remarks,
        )
    await written(stage, desk)
    return desk


async def test_m2_1_old_values_stay(stage: Stage) -> None:
    project = await begun(stage, passport())
    after, desk, state = await amend(stage, project, passport(title="New", needs="", measures=("land", "export")))
    assert (after.title, after.version, state) == ("New", 2, ChangeState.MADE)
    (one,) = await history(stage, project)
    assert one.changes == {
        "title": ["Wind <farm> & Co", "New"],
        "needs": ["Land", ""],
        "measures": [["land"], ["land", "export"]],
    }
    assert (one.counted, one.reason, one.made_by) == (1, "Asked", stage.town[OFFICER].person)
    assert [entry.act for entry in desk.entries] == ["passport.amend"]
    with pytest.raises(NothingChanged):
        await amend(stage, project, passport(title="New", needs="", measures=("land", "export")))
    with pytest.raises(ReasonNeeded):
        await amend(stage, project, passport(), reason=" ")
    assert len(await history(stage, project)) == 1


async def test_m2_2_a_rise_moves_up_at_once_and_the_clock_starts(stage: Stage) -> None:
    """п. 28: from regional to national; the MIO has 30 c.d. from that day; a fall never moves it down."""
    project = await begun(stage, passport(tenge(600_000_000)))
    assert (await read(stage, project)).pool == "regional"
    stage.town.later(days=10)
    after, desk, _ = await amend(stage, project, passport(tenge(700_000_000)))
    assert (after.pool, after.pool_decision["on"]) == ("national", "2026-11-26")
    assert after.score and after.score["on"] == "2026-11-26"  # decided on entry (п. 30)
    (clock,) = [one for one in desk.deadline_changes if isinstance(one, OpenDeadline)]
    assert (clock.kind, clock.nominal) == (ROADMAP_DUE, date(2026, 12, 26))
    (one,) = await history(stage, project)
    assert one.outcome == {"pool": ["regional", "national"]}
    after, desk, _ = await amend(stage, project, passport(tenge(1_000)))
    assert after.pool == "national" and not desk.deadline_changes
    assert after.pool_decision["on"] == "2026-11-26"  # the decision stays as it was made


async def test_m2_2_those_who_work_on_it_hear_of_the_rise(stage: Stage) -> None:
    project = await begun(stage, passport(tenge(600_000_000)), by="holding.officer")
    _, desk, _ = await amend(stage, project, passport(tenge(700_000_000)), by="holding.officer")
    raised = [one.to.organisation for one in desk.posted if isinstance(one.notice, PoolRaised)]
    assert raised == [stage.town.organisations["karaganda"]]


async def test_m2_2_a_contract_moves_it_up_at_any_cost(stage: Stage) -> None:
    project = await begun(stage, passport(tenge(600_000_000)))
    said = passport(tenge(600_000_000), contract="7", contract_on=date(2026, 11, 1))
    after, _, _ = await amend(stage, project, said)
    assert (after.pool, after.pool_decision["reason"]) == ("national", "contract")


async def test_t4_a_new_year_and_a_new_rate_alone_change_nothing(stage: Stage) -> None:
    """M2.2: what did not rise is not judged again; and a text may be amended while the new МРП is not entered."""
    said = passport(money(1_297_500 - 1))  # a dollar below at 500
    project = await begun(stage, said)
    assert (await read(stage, project)).pool == "regional"
    await stage.do(OFFICER, lambda u, d: put_rates(u, d, rate(date(2026, 11, 16), "900")))
    after, _, _ = await amend(stage, project, replace(said, jobs=121))
    assert after.pool == "regional"
    stage.town.now = datetime(2027, 1, 5, 5, 0, tzinfo=UTC)
    after, _, _ = await amend(stage, project, replace(said, jobs=121, title="Another"))
    assert (after.pool, after.title) == ("regional", "Another")


async def test_m2_3_recomputed_until_the_roadmap_is_approved_then_kept(stage: Stage) -> None:
    project = await begun(stage, OUTSIDE)
    assert not (await read(stage, project)).corridor
    after, _, _ = await amend(stage, project, IN_CORRIDOR)
    assert (after.corridor, after.score["total"]) == (True, "1.40")
    after, _, _ = await amend(stage, project, OUTSIDE)
    assert not after.corridor
    assert [one.outcome for one in await history(stage, project)] == [
        {"corridor": [True, False]},
        {"corridor": [False, True]},
    ]
    await amend(stage, project, IN_CORRIDOR)
    await approve_roadmap(stage, project)
    _, _, state = await amend(stage, project, OUTSIDE)
    assert state is ChangeState.ASKED
    await decide(stage, (await history(stage, project))[0], True)
    after = await read(stage, project)
    assert after.facts["jobs"] == 499
    assert (after.corridor, after.score["total"]) == (True, "1.40")  # never lost by itself, the decision stays


async def test_m2_4_a_rise_hands_it_to_task_force(stage: Stage) -> None:
    """п. 31, also by a change that the UO approves after the roadmap's approval."""
    project = await begun(stage, IN_CORRIDOR)
    await approve_roadmap(stage, project)
    dear = passport(tenge(7_500_000 * 4_325), sector="C", jobs=500, technology=Technology.MIDDLE)
    await amend(stage, project, dear)
    desk = await decide(stage, (await history(stage, project))[0], True)
    after = await read(stage, project)
    assert (after.corridor, after.task_force) == (True, True)
    assert [type(one.notice) for one in desk.posted] == [HandedToTaskForce, ChangeDecided]


async def test_p57_after_the_approval_texts_are_free_and_terms_are_asked(stage: Stage) -> None:
    project = await begun(stage, passport())
    await approve_roadmap(stage, project)
    free = passport(
        title="T", description="D", aims="A", needs="N", contacts=(ContactPerson("B", phone="+77010000000"),)
    )
    after, _, state = await amend(stage, project, free)
    assert (state, after.title) == (ChangeState.MADE, "T")
    later = replace(free, ends_on=date(2030, 12, 31))
    after, desk, state = await amend(stage, project, later)
    assert (state, after.ends_on) == (ChangeState.ASKED, date(2029, 12, 28))  # nothing applied yet
    assert [type(one.notice) for one in desk.posted] == [ChangeAsked]
    with pytest.raises(ChangeWaits):
        await amend(stage, project, replace(free, jobs=1))
    async with stage.db.unit(readonly=True) as unit:
        lists = unit.port(ProjectLists)
        assert await lists.waiting(stage.town["uo.officer"]) == 1
    asked = (await history(stage, project))[0]
    with pytest.raises(PinNeeded):
        await decide(stage, asked, True, pin=False)
    with pytest.raises(ReasonNeeded):
        await decide(stage, asked, False, remarks="")
    # Meanwhile a text is amended: the approval does not take it back
    await amend(stage, project, replace(free, title="Newer"))
    desk = await decide(stage, asked, True)
    after = await read(stage, project)
    assert (after.title, after.ends_on) == ("Newer", date(2030, 12, 31))
    told = next(one for one in desk.posted if isinstance(one.notice, ChangeDecided))
    assert stage.town[OFFICER].person in told.to.people
    with pytest.raises((WrongState, ChangedMeanwhile)):
        await decide(stage, (await history(stage, project))[1], True)


async def test_p57_refused_with_remarks_nothing_changes(stage: Stage) -> None:
    project = await begun(stage, passport())
    await approve_roadmap(stage, project)
    await amend(stage, project, passport(money(13_000_000)))
    await decide(stage, (await history(stage, project))[0], False, remarks="Why so dear?")
    (one,) = await history(stage, project)
    assert (one.state, one.remarks) == (ChangeState.REFUSED, "Why so dear?")
    assert (await read(stage, project)).cost == money(12_000_000)
    await amend(stage, project, passport(money(14_000_000)))  # and may be asked again
    assert len(await history(stage, project)) == 2


async def test_two_officers_at_once_the_second_is_told(stage: Stage) -> None:
    """Design §2.3: the version that was seen."""
    project = await begun(stage, passport())
    seen = await read(stage, project)
    await amend(stage, project, passport(jobs=5))
    desk = stage.town.desk("karaganda.head")
    with pytest.raises(ChangedMeanwhile):
        async with stage.db.unit() as unit:
            await changes.amend(
                desk, unit.port(Projects), unit.port(ProjectChanges), unit.port(Bodies), unit.port(References),
                project, seen.version, seen.akimat, passport(jobs=6), "Mine",
            )  # fmt: skip
    assert (await read(stage, project)).facts["jobs"] == 5


async def test_p48_another_akimat_only_before_the_roadmap_and_not_by_a_mio(stage: Stage) -> None:
    """Its clock begins anew, its official is still to be appointed."""
    project = await begun(stage, passport(), by="holding.officer")
    turkistan = stage.town.organisations["turkistan"]
    there = passport(region="61")
    with pytest.raises(AnotherAkimat):
        await amend(stage, project, there, by=OFFICER, akimat=turkistan)
    with pytest.raises(AnotherAkimat):
        await amend(stage, project, there, by="holding.officer")  # Karaganda does not answer for region 61
    stage.town.later(days=5)
    after, desk, _ = await amend(stage, project, there, by="holding.officer", akimat=turkistan)
    assert (after.akimat, after.official, after.region) == (turkistan, None, "61")
    kinds = [type(one) for one in desk.deadline_changes]
    assert kinds == [CloseDeadline, OpenDeadline]
    assert [one.to.organisation for one in desk.posted if isinstance(one.notice, ProjectAssigned)] == [turkistan]
    held = await stage.sql("SELECT organisation_id FROM deadline WHERE kind = 'roadmap.submit' AND state = 'open'")
    assert held == turkistan
    await stage.sql("UPDATE project SET roadmap_sent_at = $2 WHERE id = $1", project, stage.town.now)
    with pytest.raises(AnotherAkimat):
        karaganda = stage.town.organisations["karaganda"]
        await amend(stage, project, passport(), by="holding.officer", akimat=karaganda)


async def test_m2_10_no_akimat_is_named_while_the_project_stands_still(stage: Stage) -> None:
    """Its 30 days would run through the suspension."""
    project = await begun(stage, passport(), by="holding.officer")
    await stage.sql("UPDATE project SET suspended = true, version = version + 1 WHERE id = $1", project)
    stage.town.later(days=1)
    with pytest.raises(WrongState):
        turkistan = stage.town.organisations["turkistan"]
        await amend(stage, project, passport(region="61"), by="holding.officer", akimat=turkistan)


async def test_p47_8_the_official_takes_over_what_runs(stage: Stage) -> None:
    project = await begun(stage, passport(), by="holding.officer")
    one = await read(stage, project)
    officer = stage.town[OFFICER].person

    async def appoint(by: str, who: Any) -> Desk:
        desk = stage.town.desk(by)
        async with stage.db.unit() as unit:
            found = await unit.port(Projects).get(project)
            assert found is not None
            await acts.appoint(desk, unit.port(Projects), unit.port(Bodies), project, found.version, who)
        await written(stage, desk)
        return desk

    with pytest.raises(NotPermitted):
        await appoint(OFFICER, stage.town["karaganda.head"].person)
    desk = await appoint(OFFICER, officer)
    assert [type(change) for change in desk.deadline_changes] == [HandOver]
    with pytest.raises(NotPermitted):  # somebody is appointed: only the head may replace them
        await appoint(OFFICER, officer)
    await appoint("karaganda.head", stage.town["karaganda.head"].person)
    held = await stage.sql("SELECT person_id FROM deadline WHERE subject_id = $1 AND state = 'open'", one.id)
    assert held == stage.town["karaganda.head"].person
    with pytest.raises(NotAnOfficial):
        await appoint("karaganda.head", stage.town["turkistan.officer"].person)


async def test_nothing_is_changed_any_more_once_it_is_over(stage: Stage) -> None:
    project = await begun(stage, passport())
    await stage.sql("UPDATE project SET state = 'excluded', version = version + 1 WHERE id = $1", project)
    stage.town.now += timedelta(days=1)
    with pytest.raises(WrongState):
        await amend(stage, project, passport(jobs=1))


@pytest.mark.parametrize("state", ["excluded", "completed"])
async def test_what_was_asked_before_it_was_over_can_only_be_refused(stage: Stage, state: str) -> None:
    """п. 33, 57: an approval would decide anew on the pool of a project that has left it."""
    project = await begun(stage, passport())
    await approve_roadmap(stage, project)
    stage.town.later(days=1)
    await amend(stage, project, passport(jobs=700))
    await stage.sql(f"UPDATE project SET state = '{state}', version = version + 1 WHERE id = $1", project)
    change = (await history(stage, project))[0]
    with pytest.raises(WrongState):
        await decide(stage, change, True)
    await decide(stage, change, False)
    assert (await history(stage, project))[0].state == ChangeState.REFUSED
