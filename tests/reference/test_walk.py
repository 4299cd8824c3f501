"""An administrator walks through the figures with one thumb, in three languages (T1, T4, T5, N2)."""

from collections.abc import Callable

import pytest

from domain.kit.actor import OrganisationKind
from handlers.reference.places import CurrencyRates, MovedDayCard, MovedDays, MrpYears, StepsCard, StepsPreview
from handlers.words.reader import Reader
from tests.machine.support import Bench, User
from tests.reference.conftest import administrator
from tests.town.looks import check_looks

LANGUAGES = pytest.mark.parametrize("language", ["ru", "kk", "en"])


class Walk:
    """Presses by the reader's own words, and looks at every screen on the way."""

    def __init__(self, bench: Bench, user: User, language: str) -> None:
        self.bench, self.user = bench, user
        self.label: Callable[..., str] = Reader(language).label

    async def tap(self, label: str) -> str:
        await self.bench.press(self.user, label)
        return await self.look()

    async def press(self, context: str, text: str, **values: object) -> str:
        return await self.tap(self.label(context, text, **values))

    async def type(self, text: str) -> str:
        await self.bench.message(self.user, text)
        return await self.look()

    async def look(self) -> str:
        screen = await self.bench.screen(self.user)
        check_looks(screen)
        return str(screen.text)

    async def figures(self, entry: str) -> str:
        await self.type("/menu")
        await self.press("menu", "Reference figures")
        return await self.press("reference.figures", entry)


async def walk(bench: Bench, language: str) -> Walk:
    return Walk(bench, await administrator(bench, language), language)


@LANGUAGES
async def test_t4_the_coming_year_is_entered_and_a_past_one_changed_with_a_reason(bench: Bench, language: str) -> None:
    w = await walk(bench, language)
    await w.figures("MRP by year")
    await w.press("reference.mrp", "Enter {year}", year=2027)
    await w.type("4 650")
    await w.press("reference.mrp_form", "Enter the MRP")
    assert await bench.place(w.user) == MrpYears()
    assert (await bench.row("SELECT value FROM mrp WHERE year = 2027"))["value"] == 4650

    await w.press("reference.mrp", "Change {year}", year=2026)
    await w.type("4 400")
    await w.type('=HYPERLINK("http://evil") <b>')  # attacks 58, 82: words stay words
    shown = await w.press("reference.mrp_form", "Change the MRP")
    assert "4" in shown
    entry = await bench.row("SELECT before, after FROM audit WHERE act = 'reference.mrp' ORDER BY id DESC LIMIT 1")
    assert (entry["before"]["value"], entry["after"]["value"]) == (4325, 4400)


@LANGUAGES
async def test_t1_a_day_is_moved_and_moved_back(bench: Bench, language: str) -> None:
    w = await walk(bench, language)
    await w.figures("Moved days")
    await w.press("reference.days", "Enter a moved day")
    await w.type("18.12.2026")
    await w.press("reference.day", "day off")
    await w.press("reference.day_form", "Move the day")
    assert isinstance(await bench.place(w.user), MovedDayCard)
    shown = await w.press("reference.day", "History")
    assert w.label("access.act", "Day moved") in shown
    await w.press("access", "Back")
    await w.press("reference.day", "Not moved after all")
    assert await bench.place(w.user) == MovedDays()
    assert await bench.row("SELECT 1 FROM moved_day") is None


@LANGUAGES
async def test_t5_a_rate_is_typed_with_its_units(bench: Bench, language: str) -> None:
    w = await walk(bench, language)
    await w.figures("Official rates")
    await w.press("reference.rates", "Enter a rate")
    await w.type("KRW")
    await w.type("20.11.2026")
    await w.tap("100")
    await w.type("33,15")
    shown = await w.press("reference.rate_form", "Enter the rate")
    assert await bench.place(w.user) == CurrencyRates("KRW")
    assert "100 KRW" in shown
    stored = await bench.row("SELECT tenge, quant, source, on_date::text AS on FROM rate")
    assert (str(stored["tenge"].normalize()), stored["quant"], stored["source"]) == ("33.15", 100, "entered")
    await w.figures("Official rates")


@LANGUAGES
async def test_n2_steps_show_what_they_would_send_before_they_are_kept(bench: Bench, language: str) -> None:
    w = await walk(bench, language)
    await w.figures("Reminder steps")
    await w.press("reference.scope", "All deadlines")
    await w.press("reference.steps", "Change")
    review = await bench.labels(w.user)
    await w.tap(next(one for one in review if one.endswith("10, 3, 1")))
    await w.type("7, 2")
    await w.press("reference.steps_form", "Show what it would send")
    assert isinstance(await bench.place(w.user), StepsPreview)
    assert await bench.row("SELECT 1 FROM reminder_steps") is None, "looking changes nothing"
    await w.press("reference.steps", "Keep these steps")
    assert await bench.place(w.user) == StepsCard("")
    kept = await bench.row("SELECT before, daily_overdue FROM reminder_steps WHERE kind = ''")
    assert (kept["before"], kept["daily_overdue"]) == ([7, 2], 5)
    await w.press("reference.steps", "As the rules have them")
    assert await bench.row("SELECT 1 FROM reminder_steps") is None


@LANGUAGES
async def test_n2_steps_that_tell_the_body_above_before_the_head_are_refused(bench: Bench, language: str) -> None:
    w = await walk(bench, language)
    await w.figures("Reminder steps")
    await w.press("reference.scope", "All deadlines")
    await w.press("reference.steps", "Change")
    head = w.label("reference.steps_form", "The head, from day")
    await w.tap(next(one for one in await bench.labels(w.user) if one.startswith(head)))
    await w.type("9")
    shown = await w.press("reference.steps_form", "Show what it would send")
    said = w.label("reference.refused", "The head is told first, then the body that oversees: check the days.")
    assert said in shown


async def test_others_have_no_figures_to_keep(bench: Bench) -> None:
    """A1: the menu has no such line for anybody else."""
    for kind in set(OrganisationKind) - {OrganisationKind.SYSTEM}:
        user = await bench.person("Anna", kind=kind, language="en")
        await bench.message(user, "/menu")
        assert "Reference figures" not in await bench.labels(user), kind
