"""Suspension on the phone, in three languages: asked, granted with the PIN, lifted; exclusion; a stale button."""

from datetime import timedelta

import pytest

from domain.edition.model import ExclusionGround
from handlers.suspension.places import SuspensionCard, SuspensionOf
from handlers.suspension.words import FULL, SHORT
from handlers.words.catalog import LANGUAGES
from handlers.words.reader import Reader
from tests.town.looks import check_looks
from tests.town.project_rows import TaskRow
from tests.town.standing import standing


@pytest.mark.parametrize("language", LANGUAGES)
async def test_m2_10_suspended_and_lifted(database: str, language: str) -> None:
    async with standing(database, language) as town:
        bench, r, akimat, uo = town.bench, town.r, town.akimat, town.uo
        today = await town.today()
        project, _ = await town.project([TaskRow(today + timedelta(days=3))])
        await town.at(akimat, SuspensionOf(project))
        check_looks(await bench.screen(akimat))
        await town.press(akimat, "suspension.project", "Ask for a suspension")
        # The measure is known from the button: the ground is the first question
        assert r.label("suspension.form", "On which ground of clause 33 of the Rules?") in await bench.text(akimat)
        await bench.press(akimat, r.plain(SHORT[ExclusionGround.FINANCING]))
        await town.say(akimat, "The bank has <stopped>")
        if r.label("forms.step", "Done") in await bench.labels(akimat):
            await town.press(akimat, "forms.step", "Done")
        await town.press(akimat, "suspension.form", "When a condition is met")
        await town.say(akimat, "the loan & all")
        await town.press(akimat, "forms.step", "Done")
        await town.press(akimat, "suspension.form", "Send the request")
        shown = await bench.screen(akimat)
        check_looks(shown)
        assert r.plain(FULL[ExclusionGround.FINANCING]) in str(shown.text)
        assert "&lt;stopped&gt;" in str(shown.text)
        # The authorised body: from the notice, granted as asked, with the PIN
        (told,) = await bench.notices(uo)
        check_looks(told)
        assert "stopped" not in str(told.text)
        await bench.press_notice(uo, r.label("suspension.notice", "Open"))
        check_looks(await bench.screen(uo))
        await town.press(uo, "suspension.card", "Suspend the project")
        check_looks(await bench.screen(uo))
        await town.press(uo, "suspension.form", "Suspend the project")
        await town.give_pin(uo)
        assert isinstance(await bench.place(uo), SuspensionCard), await bench.text(uo)
        check_looks(await bench.screen(uo))
        assert (await bench.row("SELECT suspended FROM project"))["suspended"]
        for user in (akimat, town.nc):
            assert len(await bench.notices(user)) == 1
        # Lifted: two taps; the same button a second time finds nothing
        await town.at(uo, SuspensionOf(project))
        check_looks(await bench.screen(uo))
        await town.press(uo, "suspension.project", "Lift the suspension")
        check_looks(await bench.screen(uo))
        pressed = await bench.data(uo, r.label("suspension.lifting", "Lift the suspension"))
        await bench.press_data(uo, pressed)
        assert r.label("suspension.project", "✓ The suspension is lifted.") in await bench.text(uo)
        version = (await bench.row("SELECT version FROM project"))["version"]
        await bench.press_data(uo, pressed)
        row = await bench.row("SELECT suspended, version FROM project")
        assert (row["suspended"], row["version"]) == (False, version)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_m2_10_excluded_on_a_written_request(database: str, language: str) -> None:
    """п. 33, 6): without the request itself it is not sent."""
    async with standing(database, language) as town:
        bench, r, akimat, uo = town.bench, town.r, town.akimat, town.uo
        project, _ = await town.project()
        await town.at(akimat, SuspensionOf(project))
        await town.press(akimat, "suspension.project", "Ask for an exclusion")
        await bench.press(akimat, r.plain(SHORT[ExclusionGround.WRITTEN_REQUEST]))
        await town.say(akimat, "The investor asks")
        await town.press(akimat, "forms.step", "Done")
        assert r.label("suspension.form", "Send the request") not in await bench.labels(akimat)
        document = {"file_id": "F1", "file_unique_id": "U1", "file_name": "request.pdf", "file_size": 1000}
        await bench.screen(akimat)
        await bench.message(akimat, document=document)
        await town.press(akimat, "forms.step", "Done")
        await town.press(akimat, "suspension.form", "Send the request")
        assert "request.pdf" in await bench.text(akimat)
        await bench.press_notice(uo, r.label("suspension.notice", "Open"))
        await town.press(uo, "suspension.card", "Exclude the project")
        check_looks(await bench.screen(uo))
        await town.press(uo, "suspension.exclude", "Exclude the project")
        await town.give_pin(uo)
        assert (await bench.row("SELECT state FROM project"))["state"] == "excluded", await bench.text(uo)
        (told,) = await bench.notices(akimat)
        check_looks(told)
        await bench.press_notice(akimat, r.label("suspension.notice", "Open"))
        text = await bench.text(akimat)
        assert r.label("suspension.project", "Excluded from the national pool.") in text
        assert r.label("suspension.project", "Ask for a suspension") not in await bench.labels(akimat)


async def test_attack_36_a_button_that_has_grown_old(database: str) -> None:
    """The akimat's screen still offers to ask; meanwhile the project was asked about, then changed."""
    async with standing(database, "en") as town:
        bench, akimat = town.bench, town.akimat
        project, _ = await town.project()
        await town.at(akimat, SuspensionOf(project))
        await town.press(akimat, "suspension.project", "Ask for an exclusion")
        await bench.press(akimat, town.r.plain(SHORT[ExclusionGround.BANKRUPTCY]))
        await town.say(akimat, "It is bankrupt")
        await town.press(akimat, "forms.step", "Done")
        async with bench.database.unit() as unit:
            await unit.raw.execute("UPDATE project SET version = version + 1, title = 'Another'")
        await town.press(akimat, "suspension.form", "Send the request")
        assert await bench.row("SELECT 1 FROM suspension_request") is None
        assert "It is bankrupt" in await bench.text(akimat)  # what was typed is kept


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_six_grounds_fit_a_button(language: str) -> None:
    r = Reader(language)
    for ground in ExclusionGround:
        assert len(r.plain(SHORT[ground])) <= 40 and r.plain(FULL[ground])
