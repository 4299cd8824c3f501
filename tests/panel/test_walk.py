"""The panel and the rating on the phone and as pictures, in three languages (M2.8, M2.9; п. 55, 56, 59)."""

import io
import json
from datetime import timedelta
from typing import Any, cast

import pytest
from PIL import Image

from bot.machine.jobs import Job, Tools
from bot.machine.people import Backdrop
from bot.machine.rules import PublishedRules
from bot.printing import panel_job, rating_job
from domain.kit.actor import OrganisationKind, Role
from domain.kit.ids import TaskId
from domain.panel.rules import Colour
from handlers.panel import panel_place
from handlers.panel.places import Panel, PanelTasks
from handlers.rating.places import Rating, RatingRegion
from handlers.roadmap.places import TaskCard
from handlers.words.catalog import LANGUAGES
from handlers.words.colours import MARKS
from tests.acts.case import PEOPLE
from tests.acts.stage import MORE
from tests.town.looks import check_looks
from tests.town.people import build
from tests.town.project_rows import TaskRow
from tests.town.standing import Standing, standing


async def draw(town: Standing) -> list[bytes]:
    """Do the jobs that were ordered, as the runner would; the pictures."""
    bench = town.bench
    tools = Tools(bench.database, cast(Any, None), Backdrop(PublishedRules(), "tereze_bot"))
    for row in await bench.rows("SELECT id, kind, key, person_id, payload FROM job ORDER BY id"):
        payload = row["payload"] if isinstance(row["payload"], dict) else json.loads(row["payload"])
        finish = await {**panel_job.JOBS, **rating_job.JOBS}[row["kind"]].work(
            Job(row["id"], row["kind"], row["key"], row["person_id"], payload, 1), tools
        )
        async with bench.database.unit() as unit:
            await finish(unit)
            await unit.raw.execute("DELETE FROM job WHERE id = $1", row["id"])
    found = await bench.rows(
        "SELECT c.bytes FROM file f JOIN file_content c USING (sha256) WHERE f.owner_kind = 'print' ORDER BY created_at"
    )
    return [bytes(row["bytes"]) for row in found]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_m2_8_each_line_opens_its_task(database: str, language: str) -> None:
    async with standing(database, language) as town:
        bench, r = town.bench, town.r
        today = await town.today()
        tasks = [TaskRow(today + timedelta(days=days), title=f"Task {days}") for days in (-20, -1, 0, 8, 9, 60)]
        _, made = await town.project([*tasks, TaskRow(today, today)])
        for user in (town.uo, town.nc, town.akimat):
            await bench.message(user, "/menu")
            await bench.press(user, r.label("menu", "Panel"))
            check_looks(await bench.screen(user))
            labels = await bench.labels(user)
            # days 0 and 8 are yellow (nine with today counted), 9 is green: ten days are left
            assert labels[:3] == ["🔴 2", "🟡 2", "🟢 2"], labels
            assert labels[3] == "✓ 1"
        await bench.press(town.uo, "🔴 2")
        assert await bench.place(town.uo) == PanelTasks(colour="red")
        check_looks(await bench.screen(town.uo))
        await bench.press(town.uo, (await bench.labels(town.uo))[0])
        assert await bench.place(town.uo) == TaskCard(TaskId(made[0]))  # the longest overdue first
        # From the country to the region, to its official
        await town.at(town.uo, Panel())
        line = next(one for one in await bench.labels(town.uo) if "🔴2" in one)
        await bench.press(town.uo, line)
        assert await bench.place(town.uo) == Panel(region="35")
        line = next(one for one in await bench.labels(town.uo) if "🔴2" in one)
        assert line.startswith("Aigul")
        await bench.press(town.uo, line)
        assert await bench.place(town.uo) == Panel(region="35", official=town.akimat.person)
        check_looks(await bench.screen(town.uo))
        # Narrowed by two filters, and widened again
        await town.press(town.uo, "panel.view", "Filter")
        check_looks(await bench.screen(town.uo))
        await town.press(town.uo, "panel.filters", "Regional pool")
        assert r.label("panel.view", "No tasks here.") in await bench.text(town.uo)
        await bench.press(town.uo, f"✓ {r.label('panel.view', 'Filter')}")
        await town.press(town.uo, "panel.filters", "Show all")
        assert (await bench.labels(town.uo))[0] == "🔴 2"
        await town.press(town.uo, "panel.view", "Filter")
        await town.press(town.uo, "panel.filters", "Sector")
        await bench.press(town.uo, (await bench.labels(town.uo))[0])
        assert cast(Panel, await bench.place(town.uo)).sector == "C"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_m2_9_the_rating_and_what_stands_behind_it(database: str, language: str) -> None:
    async with standing(database, language) as town:
        bench, r = town.bench, town.r
        today = await town.today()
        since = today - timedelta(days=250)
        tasks = [TaskRow(today - timedelta(days=days), since=since) for days in (1, 5, 6, 15, 16)]
        _, made = await town.project(tasks)
        await bench.message(town.akimat, "/menu")
        await bench.press(town.akimat, r.label("menu", "Rating of regions"))
        shown = await bench.screen(town.akimat)
        check_looks(shown)
        assert ("5,5" if language != "en" else "5.5") not in str(shown.text)
        # 0.5 + 0.5 + 1 + 1 + 1.5 of days 1, 5, 6, 15 and 16: all were overdue in this quarter
        assert "<b>4,5</b>" in str(shown.text) or "<b>4.5</b>" in str(shown.text), shown.text
        await town.press(town.akimat, "rating.view", "Tasks behind")
        check_looks(await bench.screen(town.akimat))
        await bench.press(town.akimat, (await bench.labels(town.akimat))[0])
        assert isinstance(await bench.place(town.akimat), RatingRegion)
        check_looks(await bench.screen(town.akimat))
        await bench.press(town.akimat, (await bench.labels(town.akimat))[0])
        assert await bench.place(town.akimat) == TaskCard(TaskId(made[4]))
        # A past quarter, and a forged one
        await town.at(town.akimat, Rating())
        before = next(one for one in await bench.labels(town.akimat) if one.startswith("‹"))
        await bench.press(town.akimat, before)
        check_looks(await bench.screen(town.akimat))
        for code in ("9999-Q4", "1000-Q1", "2026-Q9", "x' OR 1=1"):
            await town.at(town.akimat, Rating(code))
            check_looks(await bench.screen(town.akimat))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_pictures_come_to_the_one_who_asked(database: str, language: str) -> None:
    async with standing(database, language) as town:
        bench, today = town.bench, await town.today()
        await town.project([TaskRow(today - timedelta(days=2)), TaskRow(today + timedelta(days=2))])
        await town.at(town.uo, Panel())
        await town.press(town.uo, "panel.view", "Picture")
        check_looks(await bench.screen(town.uo))
        await town.at(town.uo, Rating())
        await town.press(town.uo, "rating.view", "Picture")
        pictures = await draw(town)
        assert len(pictures) == 2
        for picture in pictures:
            with Image.open(io.BytesIO(picture)) as image:
                assert (image.format, image.width) == ("PNG", 1080)
                assert image.height < 4000
        told = await bench.notices(town.uo)
        assert len(told) == 2 and all(one.file is not None for one in told)
        assert await bench.notices(town.akimat) == []


def test_who_has_a_panel() -> None:
    """Heads, NC, UO, COUNCIL and the officials of regions; nobody who looks into no case."""
    town = build(MORE)
    without = {"system", "investor", "participant"}
    regional = {"karaganda", "turkistan", "karaganda_org", "nc_karaganda"}
    for who in PEOPLE:
        body, role = who.split(".")
        expected = body not in without and (body in regional | {"uo", "nc", "council"} or role == "head")
        assert (panel_place(town[who]) is not None) == expected, who
        if body in regional and role == Role.OFFICER:
            assert panel_place(town[who]) == Panel(official=town[who].person)


async def test_a2_who_has_none_cannot_go_there(database: str) -> None:
    async with standing(database, "en") as town:
        bench = town.bench
        officer = await bench.person("Otto", kind=OrganisationKind.MISSION, language="en", countries=("DE",))
        await town.at(officer, Panel())
        assert MARKS[Colour.RED] not in await bench.text(officer)
