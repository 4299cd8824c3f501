"""The chamber on the phone: asked, remarks, done anew, validated (M2.11; п. 60), in three languages."""

from datetime import timedelta

import pytest

from domain.kit.actor import OrganisationKind
from domain.kit.bodies import Bodies
from domain.kit.desk import Desk
from domain.passport.ports import Projects
from domain.validation.rules import begin
from handlers.validation.places import ValidationCard, ValidationList
from handlers.words.catalog import LANGUAGES
from tests.town.looks import check_looks
from tests.town.project_rows import TaskRow
from tests.town.standing import Standing, standing


@pytest.mark.parametrize("language", LANGUAGES)
async def test_m2_11_validated_after_remarks(database: str, language: str) -> None:
    async with standing(database, language) as town:
        bench, r, chamber = town.bench, town.r, town.chamber
        assert chamber.organisation is not None
        today = await town.today()
        tasks = [TaskRow(today + timedelta(days=9), today, title=f"Task {n}") for n in range(10)]
        project, made = await town.project(tasks, state="validation", parties=[chamber.organisation])
        await town.bench.message(chamber, "/menu")
        waiting = r.label("menu", "Projects to validate")
        label = next(one for one in await bench.labels(chamber) if one.startswith(waiting))
        assert "1" in label
        await bench.press(chamber, label)
        assert await bench.place(chamber) == ValidationList()
        check_looks(await bench.screen(chamber))
        await bench.press(chamber, (await bench.labels(chamber))[0])
        check_looks(await bench.screen(chamber))
        # Remarks: two tasks are ticked, one of them on the second page
        await town.press(chamber, "validation.card", "Refuse with remarks")
        await bench.press(chamber, "Task 1")
        await bench.press(chamber, "›")
        await bench.press(chamber, "Task 9")
        check_looks(await bench.screen(chamber))
        await town.press(chamber, "validation.remarks", "Write the remarks")
        await town.say(chamber, "No roof <yet>")
        await town.press(chamber, "forms.step", "Done")
        await town.press(chamber, "validation.form", "Refuse with remarks")
        await town.give_pin(chamber)
        shown = await bench.text(chamber)
        assert "No roof &lt;yet&gt;" in shown, shown
        rows = await bench.rows("SELECT id FROM task WHERE done_on IS NULL ORDER BY position")
        assert [row["id"] for row in rows] == [made[1], made[9]]
        assert (await bench.row("SELECT state FROM project"))["state"] == "with_roadmap"
        told = await bench.notices(town.akimat)
        assert len(told) == 1 and "No roof" not in str(told[0].text)
        check_looks(told[0])
        # The clocks of the tasks run again
        clocks = await bench.rows("SELECT subject_id FROM deadline WHERE kind = 'roadmap.task' AND state = 'open'")
        assert {row["subject_id"] for row in clocks} == {made[1], made[9]}
        # Done anew: validated with two taps, the PIN is still fresh
        async with bench.database.unit() as unit:
            await unit.raw.execute("UPDATE task SET done_on = $1, progress = 100", today)
            one = await unit.port(Projects).lock(project)
            assert one is not None
            one.state = "validation"
        await town.at(chamber, ValidationCard(project))
        await town.press(chamber, "validation.card", "Validate")
        check_looks(await bench.screen(chamber))
        await town.press(chamber, "validation.confirm", "Validate the project")
        shown = await bench.text(chamber)
        assert r.label("validation.card", "✓ Validated. The project has passed to Module 3.") in shown
        check_looks(await bench.screen(chamber))
        row = await bench.row(
            "SELECT p.state, a.began_on, a.ends_on FROM project p JOIN aftercare a ON a.project = p.id"
        )
        assert row["state"] == "aftercare"
        assert (row["ends_on"].year - row["began_on"].year, row["ends_on"].month) == (3, row["began_on"].month)
        for user in (town.akimat, town.uo, town.nc):
            assert len(await bench.notices(user)) >= 1
        assert await bench.row("SELECT 1 FROM deadline WHERE kind = 'aftercare.end' AND state = 'open'")


async def test_m2_11_the_term_runs_from_the_recorded_completion(database: str) -> None:
    """п. 60: five working days; once overdue it stays open: silence is never a yes."""
    async with standing(database, "en") as town:
        project, _ = await town.project([TaskRow(await town.today(), await town.today())])
        bench = town.bench
        await finish(town, project)
        row = await bench.row("SELECT due, state, organisation_id FROM deadline WHERE kind = 'validation.decide'")
        assert row["organisation_id"] == town.chamber.organisation
        await town.days(60)
        assert (await bench.row("SELECT state FROM deadline WHERE kind = 'validation.decide'"))["state"] == "open"
        assert (await bench.row("SELECT state FROM project"))["state"] == "validation"


async def finish(town: Standing, project: object) -> None:
    """The last task is done, as the roadmap's room says it."""
    from bot.machine.finish import papers_form
    from bot.machine.rules import PublishedRules
    from bot.storage.machine import write_papers
    from domain.kit.actor import Actor, Role

    assert town.akimat.person is not None and town.akimat.organisation is not None
    actor = Actor(town.akimat.person, town.akimat.organisation, OrganisationKind.AKIMAT, Role.HEAD)
    async with town.bench.database.unit() as unit:
        now = await unit.raw.fetchval("SELECT clock_timestamp() + shift FROM legal_clock")
        edition, calendar = await PublishedRules().at(unit, now)
        desk = Desk(actor, now, edition, calendar)
        one = await unit.port(Projects).lock(project)  # type: ignore[arg-type]
        assert one is not None
        begin(desk, one, await unit.port(Bodies).of_kind(OrganisationKind.CHAMBER))
        await unit.flush()
        await write_papers(unit.raw, papers_form(desk, key="t", who=actor, legal_at=now.isoformat()))
