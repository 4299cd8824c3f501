"""The picture and the table that people ask for, and a table that comes back (M2.5; attacks 42, 68, 76)."""

import io
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from PIL import Image

from bot.jobs import roadmap_sheet
from bot.machine.jobs import Job, JobKind, Tools
from bot.machine.people import Backdrop
from bot.machine.rules import PublishedRules
from bot.printing import roadmap_jobs
from bot.printing.canvas import FONTS, fitted, font, wrapped
from bot.printing.gantt import WIDTH, draw
from domain.file.ports import Files
from handlers.roadmap.chart import MOST, charts
from handlers.roadmap.places import RoadmapCard, RoadmapSheet
from handlers.words.catalog import LANGUAGES
from handlers.words.reader import Reader
from tests.machine.support import BOT, User
from tests.roadmap.test_walk import begin, look
from tests.town.looks import check_looks
from tests.town.plans import a_live_task, a_look, a_plan
from tests.town.standing import Standing, standing

KINDS: dict[str, JobKind] = {**roadmap_jobs.JOBS, **roadmap_sheet.JOBS}


class Sent:
    """Telegram as far as a job asks it: one file, of this bot alone."""

    bot_id = BOT

    def __init__(self, content: bytes = b"") -> None:
        self.content = content

    async def call(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        assert method == "getFile"
        return {"file_path": "documents/plan.xlsx"}

    async def download(self, path: str, *, most: int) -> bytes:
        return self.content


async def work(town: Standing, content: bytes = b"") -> int:
    """Do the roadmap's jobs that wait; how many there were."""
    tools = Tools(town.bench.database, Sent(content), Backdrop(PublishedRules()))  # type: ignore[arg-type]
    rows = await town.bench.rows("SELECT * FROM job WHERE state = 'waiting' AND kind = ANY ($1)", sorted(KINDS))
    for row in rows:
        job = Job(row["id"], row["kind"], row["key"], row["person_id"], row["payload"], 1)
        finish = await KINDS[job.kind].work(job, tools)
        async with town.bench.database.unit() as unit:
            await unit.raw.execute("UPDATE job SET state = 'done' WHERE id = $1", job.id)
            await finish(unit)
    return len(rows)


async def came(town: Standing, user: User) -> list[bytes]:
    """The contents of the files among the person's notices."""
    found = []
    for screen in await town.bench.notices(user):
        check_looks(screen)
        if screen.file is not None:
            async with town.bench.database.unit(readonly=True) as unit:
                content = await unit.port(Files).content(screen.file)
            assert content is not None
            found.append(content)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_table_goes_out_is_filled_in_and_comes_back(database: str, language: str) -> None:
    async with standing(database, language) as town:
        bench, r, user = town.bench, town.r, town.akimat
        project = await begin(town)
        await town.press(user, "roadmap.card", "Table")
        await look(town, user)
        await town.press(user, "roadmap.table", "Get the table")
        assert await work(town) == 1
        (table,) = await came(town, user)
        # One date is not a date: told by row and column, nothing is taken
        await send(town, user)
        assert isinstance(await bench.place(user), RoadmapSheet)
        await look(town, user)
        assert await work(town, filled(table, "E4", "soon")) == 1
        await bench.press_notice(user, r.label("roadmap.notice", "Open the table"))
        shown = await look(town, user)
        assert "soon" in shown and r.label("roadmap.sheet", "Take the table") not in await bench.labels(user)
        # Mended: what would change is shown, and taken as a whole
        await send(town, user)
        day = (await town.today()) + timedelta(days=200)
        assert await work(town, filled(table, "E4", day)) == 1
        await bench.press_notice(user, r.label("roadmap.notice", "Open the table"))
        assert "→" in await look(town, user)
        await town.press(user, "roadmap.sheet", "Take the table")
        assert await bench.place(user) == RoadmapCard(project)
        row = await bench.row("SELECT plan FROM roadmap")
        assert day.isoformat() in [one["due"] for one in row["plan"]]


async def send(town: Standing, user: User) -> None:
    await look(town, user)
    document = {"file_id": "abc", "file_unique_id": "abc", "file_name": "plan.xlsx", "file_size": 9000}
    await town.bench.message(user, document=document)


def filled(table: bytes, cell: str, value: str | date) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(table))
    book.worksheets[0][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def test_a_table_is_not_taken_over_what_was_changed_by_hand(database: str) -> None:
    async with standing(database, "en") as town:
        user = town.akimat
        await begin(town)
        await town.press(user, "roadmap.card", "Table")
        await town.press(user, "roadmap.table", "Get the table")
        await work(town)
        (table,) = await came(town, user)
        await send(town, user)
        await work(town, table)
        async with town.bench.database.unit() as unit:
            await unit.raw.execute("UPDATE roadmap SET version = version + 1")
        await look(town, user)
        before = await town.bench.row("SELECT plan FROM roadmap")
        await town.press(user, "roadmap.sheet", "Take the table")
        assert (await town.bench.row("SELECT state FROM roadmap_sheet"))["state"] == "ready"
        assert await town.bench.row("SELECT plan FROM roadmap") == before


@pytest.mark.parametrize("content", [b"", b"MZ" + bytes(100), b"PK\x03\x04 torn"], ids=["76", "68", "torn"])
async def test_what_is_no_table_is_refused_in_words(database: str, content: bytes) -> None:
    async with standing(database, "ru") as town:
        await begin(town)
        await town.press(town.akimat, "roadmap.card", "Table")
        await send(town, town.akimat)
        await work(town, content)
        row = await town.bench.row("SELECT state FROM roadmap_sheet")
        assert row["state"] == "refused"
        assert town.r.label("roadmap.sheet", "The file cannot be read.") in await look(town, town.akimat)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_picture_comes_to_whoever_asked(database: str, language: str) -> None:
    async with standing(database, language) as town:
        await begin(town)
        await town.press(town.akimat, "roadmap.card", "Picture")
        assert await work(town) == 1
        (content,) = await came(town, town.akimat)
        picture = Image.open(io.BytesIO(content))
        assert picture.format == "PNG" and picture.width == WIDTH


async def test_attacks_42_86_nothing_is_made_for_who_may_see_it_no_longer(database: str) -> None:
    """Asked for, and the body answers for another region before it is made."""
    async with standing(database, "en") as town:
        await begin(town)
        await town.press(town.akimat, "roadmap.card", "Table")
        await town.press(town.akimat, "roadmap.table", "Get the table")
        async with town.bench.database.unit() as unit:
            await unit.raw.execute("UPDATE organisation SET regions = '{61}' WHERE id = $1", town.akimat.organisation)
        assert await work(town) == 1
        assert not await town.bench.rows("SELECT 1 FROM outbox WHERE notice->>'n' = 'roadmap.file'")


# The picture itself


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_has_at_most_twelve_bars(language: str) -> None:
    r = Reader(language)
    assert len(charts(a_look(a_plan()), r)) == 1
    long = tuple(one for _ in range(6) for one in a_plan())
    made = charts(a_look(long), r)
    assert all(sum(len(lane.bars) for lane in one.lanes) <= MOST for one in made)
    assert sum(len(lane.bars) for one in made for lane in one.lanes) == 60
    assert charts(a_look(()), r) == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("days", [0, 1, 30, 1096, 20_000])
def test_any_length_of_time_can_be_drawn(language: str, days: int) -> None:
    """One day, a leap year, half a century: names of months never overlap the width."""
    plan = a_plan()[:1]
    one = (replace(plan[0], starts_on=date(2028, 2, 29), due=date(2028, 2, 29) + timedelta(days=days)),)
    for chart in charts(
        a_look(one, live=[a_live_task(one, 0, progress=50)], today=date(2028, 2, 29)), Reader(language)
    ):
        Image.open(io.BytesIO(draw(chart))).verify()


def test_the_font_has_every_letter_of_the_three_languages() -> None:
    """A letter that is missing would be drawn as an empty box."""
    missing = bytes(font(30).getmask("\U0010fffd"))
    kazakh = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
    for letter in kazakh + kazakh.upper() + "abcXYZ0123456789«»–—…·№₸%":
        assert bytes(font(30).getmask(letter)) != missing, letter
    assert (FONTS / "LICENSE.txt").read_text().count("Bitstream") > 2


def test_words_that_do_not_fit_are_cut() -> None:
    face = font(30)
    assert face.getlength(fitted("Строительно-монтажные работы " * 5, face, 400)) <= 400
    assert fitted("Земля", face, 400) == "Земля"
    lines = wrapped("Строительство ветряной электростанции мощностью 200 МВт " * 3, face, 500, 2)
    assert len(lines) == 2 and lines[1].endswith("…") and all(face.getlength(one) <= 500 for one in lines)
