"""A roadmap on the phones, in three languages: made, agreed, sent, sent back, mended, approved, changed, carried out to
the chamber (M2.5–M2.7; п. 48–53, 57–58, 60)."""

from datetime import timedelta
from uuid import UUID

import pytest

from domain.access.pin import hash_pin
from domain.kit.actor import OrganisationKind, Role
from domain.kit.ids import ProjectId
from handlers.passport.places import ProjectCard
from handlers.roadmap.places import RoadmapCard, RoadmapConsents, RoadmapSheet, TaskCard
from handlers.words.catalog import LANGUAGES
from handlers.words.tasks import task_title
from tests.machine.support import User
from tests.town.looks import check_looks
from tests.town.standing import PIN, Standing, standing

C = "roadmap.card"


async def look(town: Standing, user: User) -> str:
    """The present screen, which has to look right."""
    screen = await town.bench.screen(user)
    check_looks(screen)
    return str(screen.text)


async def begin(town: Standing) -> ProjectId:
    """From the project's card: one tap lays the standard tasks."""
    today = await town.today()
    project, _ = await town.project(state="without_roadmap", pool="national")
    async with town.bench.database.unit() as unit:
        await unit.raw.execute(
            "UPDATE project SET starts_on = $2, ends_on = $3 WHERE id = $1",
            project,
            today,
            today + timedelta(days=1000),
        )
    await town.at(town.akimat, ProjectCard(project))
    await town.press(town.akimat, "roadmap.part", "Make the roadmap")
    assert await town.bench.place(town.akimat) == RoadmapCard(project)
    return project


async def saying(town: Standing, user: User, label: str) -> str:
    """The first button that says so."""
    labels = await town.bench.labels(user)
    found = [one for one in labels if label in one]
    assert found, f"{label!r} is not in {labels}"
    return found[0]


async def say(town: Standing, user: User, text: str = "", **more: object) -> None:
    """Typed once the question is seen."""
    await look(town, user)
    await town.bench.message(user, text, **more)


async def pin(town: Standing, user: User) -> None:
    """The decision asks for the PIN; then the deed is done."""
    await look(town, user)
    await town.bench.message(user, PIN)


async def agree(town: Standing) -> None:
    """Every party says yes; the first tap leads to its question."""
    user, r = town.akimat, town.r
    await town.bench.press(
        user, await saying(town, user, r.label(C, "Agreement of the parties: {n}/{all}", n=0, all=1))
    )
    assert isinstance(await town.bench.place(user), RoadmapConsents)
    await look(town, user)
    await town.bench.press(user, await saying(town, user, r.label("roadmap.consents", "Agreed: {party}", party="")))
    await say(town, user, "Anna <Müller>")
    await town.bench.press(user, (await town.bench.labels(user))[0])  # today
    await town.press(user, "roadmap.form", "Record the agreement")
    assert "Anna &lt;Müller&gt;" in await look(town, user)
    await town.press(user, "screen", "Back")


async def send(town: Standing) -> None:
    await town.press(town.akimat, C, "Send for approval")
    await look(town, town.akimat)
    await town.press(town.akimat, "roadmap.sending", "Send")
    shown = await look(town, town.akimat)
    assert town.r.label(C, "✓ Sent. You will be told what is decided.") in shown


async def decide(town: Standing, user: User, button: str) -> None:
    """From the notice to the roadmap, then the decision with the PIN."""
    await town.bench.press_notice(user, town.r.label("roadmap.notice", "Open the roadmap"))
    await look(town, user)
    await town.press(user, C, button)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_m2_5_to_m2_7_from_the_standard_plan_to_the_chamber(database: str, language: str) -> None:
    async with standing(database, language) as town:
        bench, r = town.bench, town.r
        async with bench.database.unit() as unit:
            await unit.raw.execute("UPDATE person SET pin_hash = $1", hash_pin(PIN))
        project = await begin(town)
        await look(town, town.akimat)
        # A stage, a task, its correction: the title stays standard, the date moves
        await bench.press(town.akimat, await saying(town, town.akimat, r.label("task.stage", "Pre-investment stage")))
        await look(town, town.akimat)
        title = task_title(r, ":land")
        await bench.press(town.akimat, await saying(town, town.akimat, title[:14]))
        assert title in await look(town, town.akimat)
        await town.press(town.akimat, "task.card", "Change the task")
        check_looks(await bench.screen(town.akimat))
        await bench.press(town.akimat, await saying(town, town.akimat, r.label("roadmap.form", "Support and risk")))
        await bench.press(town.akimat, await saying(town, town.akimat, r.label("roadmap.form", "Risk") + ":"))
        await say(town, town.akimat, "Neighbours <disagree>")
        await town.press(town.akimat, "roadmap.form", "Save the task")
        assert "Neighbours &lt;disagree&gt;" in await look(town, town.akimat)
        row = await bench.row("SELECT plan FROM roadmap")
        assert '":land"' in str(row["plan"]).replace("'", '"')
        await town.press(town.akimat, "screen", "Back")
        await town.press(town.akimat, "screen", "Back")
        await agree(town)
        await send(town)
        assert (await bench.row("SELECT state FROM deadline WHERE kind = 'roadmap.review'"))["state"] == "open"
        # NC sends it back with a remark on a task
        await town.bench.message(town.nc, "/menu")
        await bench.press_notice(town.nc, r.label("roadmap.notice", "Open the roadmap"))
        await bench.press(town.nc, await saying(town, town.nc, r.label("task.stage", "Investment stage")))
        await bench.press(town.nc, (await bench.labels(town.nc))[0])
        await town.press(town.nc, "task.card", "Remark on the task")
        await say(town, town.nc, "Too long & dear")
        await town.press(town.nc, "roadmap.form", "Save the remark")
        assert "Too long &amp; dear" in await look(town, town.nc)
        await town.press(town.nc, "screen", "Back")
        await town.press(town.nc, "screen", "Back")
        await town.press(town.nc, C, "Send back with remarks")
        await say(town, town.nc, "The order of works")
        await town.press(town.nc, "forms.step", "Done")
        await town.press(town.nc, "roadmap.form", "Send back")
        await pin(town, town.nc)
        assert r.label("roadmap.state", "rejected") in await look(town, town.nc)
        # The akimat mends and resends: the yes still holds, the dates are the same
        await bench.press_notice(town.akimat, r.label("roadmap.notice", "Open the roadmap"))
        shown = await look(town, town.akimat)
        assert "Too long &amp; dear" in shown and "The order of works" in shown
        assert (await bench.row("SELECT state FROM deadline WHERE kind = 'roadmap.resubmit'"))["state"] == "open"
        await send(town)
        assert (await bench.row("SELECT state FROM deadline WHERE kind = 'roadmap.resubmit'"))["state"] == "met"
        await decide(town, town.nc, "Approve")
        shown = await look(town, town.nc)
        assert r.label(C, "✓ The roadmap is approved and in force.") in shown, shown
        assert (await bench.row("SELECT state FROM project"))["state"] == "with_roadmap"
        clocks = await bench.rows("SELECT 1 FROM deadline WHERE kind = 'roadmap.task' AND state = 'open'")
        assert len(clocks) == 10
        await change(town, project)
        await carry_out(town, project)


async def change(town: Standing, project: ProjectId) -> None:
    """At the investor's request the last task comes earlier; the UO agrees (п. 57)."""
    bench, r, user = town.bench, town.r, town.akimat
    await town.at(user, RoadmapCard(project))
    await town.press(user, C, "Change the roadmap")
    await town.press(user, "roadmap.ground", "At the investor's request")
    await say(town, user, "The turbines come earlier")
    await town.press(user, "forms.step", "Done")
    await town.press(user, "roadmap.form", "Begin the change")
    await look(town, user)
    await bench.press(user, await saying(town, user, r.label("task.stage", "Post-investment stage")))
    await bench.press(user, (await bench.labels(user))[0])
    await town.press(user, "task.card", "Change the task")
    await bench.press(user, await saying(town, user, r.label("roadmap.form", "Due")))
    day = (await town.today()) + timedelta(days=995)
    await say(town, user, f"{day:%d.%m.%Y}")
    await town.press(user, "roadmap.form", "Save the task")
    await town.press(user, "screen", "Back")
    await town.press(user, "screen", "Back")
    await town.press(user, C, "What changed")
    await look(town, user)
    await town.press(user, "screen", "Back")
    await agree(town)
    await send(town)
    await bench.message(town.uo, "/menu")
    await decide(town, town.uo, "Approve")
    await pin(town, town.uo)
    assert r.label(C, "✓ The roadmap is approved and in force.") in await look(town, town.uo)
    assert len(await bench.rows("SELECT 1 FROM task_due")) == 10  # approved on the day of the first approval
    assert (await bench.row("SELECT due FROM task ORDER BY position DESC LIMIT 1"))["due"] == day


async def carry_out(town: Standing, project: ProjectId) -> None:
    """Progress, evidence, done; the others are done behind the scenes; the last one calls the chamber (п. 60)."""
    bench, r, user = town.bench, town.r, town.akimat
    tasks = await bench.rows("SELECT id FROM task ORDER BY position")
    last = UUID(str(tasks[-1]["id"]))
    async with bench.database.unit() as unit:
        await unit.raw.execute("UPDATE task SET done_on = due, progress = 100 WHERE id <> $1", last)
    await town.at(user, TaskCard(last))  # type: ignore[arg-type]
    await look(town, user)
    await town.press(user, "task.card", "Report progress")
    await say(town, user, "40")
    await town.press(user, "task.form", "Save the progress")
    assert "40%" in await look(town, user)
    await town.press(user, "task.card", "Task is done")
    document = {"file_id": "abc", "file_unique_id": "abc", "file_name": "act.pdf", "mime_type": "application/pdf"}
    await say(town, user, document=document)
    labels = await bench.labels(user)
    await bench.press(
        user,
        next(one for one in labels if one in (r.label("forms.step", "Done"), r.label("task.form", "Close the task"))),
    )
    if r.label("task.form", "Close the task") in await bench.labels(user):
        await town.press(user, "task.form", "Close the task")
    assert "✓" in await look(town, user)
    assert (await bench.row("SELECT state FROM project"))["state"] == "validation"
    assert len(await bench.notices(town.chamber)) == 1


@pytest.mark.parametrize("kind", [OrganisationKind.AKIMAT, OrganisationKind.PARTICIPANT, OrganisationKind.INVESTOR])
async def test_a2_others_see_nothing_of_it(database: str, kind: OrganisationKind) -> None:
    """Another region's akimat, a contractor and an investor of another project (39–42)."""
    async with standing(database, "en") as town:
        project = await begin(town)
        stranger = await town.bench.person("Daniyar", kind=kind, role=Role.HEAD, regions=("61",), language="en")
        await town.at(stranger, RoadmapCard(project))
        shown = await town.bench.text(stranger)
        assert "П-2026" not in shown and "Plot" not in shown
        roadmap = (await town.bench.row("SELECT id FROM roadmap"))["id"]
        for place in (RoadmapConsents(roadmap), RoadmapSheet(roadmap)):
            await town.at(stranger, place)
            assert "Plot" not in await town.bench.text(stranger)
        assert not await town.bench.rows("SELECT 1 FROM outbox WHERE person_id = $1", stranger.person)
