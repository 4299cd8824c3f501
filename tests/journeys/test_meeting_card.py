"""An embassy officer records a meeting on the phone (M1.3; issue 2): few taps, and nothing that happens loses it."""

import pytest

from bot.local_telegram.views import ChatMessage
from handlers.words import classifiers
from handlers.words.reader import Reader
from tests.file.samples import picture
from tests.journeys.world import World

ME = "berlin_officer"
COMPANY = '"QAZAQSTAN <MONARH>" & Co'
SUBJECT = "Ветропарк {0} на 200 МВт, %s; «жел паркі» <b>"
KEY_POINTS = "Looking for 200 ha near Karaganda.\nА ещё: вода, ЛЭП, дорога."
AGREED = "Жер учаскелерінің тізімін жіберу"

LANGUAGES = ("ru", "kk", "en")


class Officer:
    """Somebody at the phone: every tap and every message is counted."""

    def __init__(self, world: World, language: str) -> None:
        self.world = world
        self.reader = Reader(language)
        self.actions = 0

    def word(self, context: str, message: str) -> str:
        """What a button of ours says in this language."""
        found = self.reader.label(context, message)
        assert self.reader.language == "en" or found != message, f"{message!r} is not translated"
        return found

    async def press(self, label: str) -> ChatMessage:
        self.actions += 1
        return await self.world.press(ME, label)

    async def press_first(self, of: ChatMessage, beginning: str = "") -> ChatMessage:
        return await self.press(next(one for one in of.buttons if one.startswith(beginning)))

    async def say(self, text: str) -> ChatMessage:
        self.actions += 1
        return await self.world.say(ME, text)

    async def record(self) -> ChatMessage:
        return await self.press(self.word("menu", "Record a meeting"))

    async def know_a_company(self) -> None:
        """Make the company's card and come back to the menu."""
        await self.press(self.word("menu", "Companies"))
        await self.press(self.word("company.list", "New company"))
        await self.say(COMPANY)
        await self.describe_the_company()
        await self.say("/menu")

    async def describe_the_company(self) -> ChatMessage:
        await self.press(classifiers.country_name(self.reader, "DE"))
        shown = await self.say(classifiers.sector_short(self.reader, "C"))
        if self.word("company.form", "Save the company") not in shown.buttons:
            await self.press_first(shown)
        return await self.press(self.word("company.form", "Save the company"))

    async def find_the_company(self) -> ChatMessage:
        await self.record()
        shown = await self.say("monarh")
        return await self.press_first(shown, COMPANY)

    async def answer_the_rest(self) -> ChatMessage:
        """The questions after the company's, up to the review."""
        await self.press(self.word("forms.step", "Today"))
        await self.say("Berlin, Adlon")
        await self.say(SUBJECT)
        shown = await self.say(KEY_POINTS)
        done = self.word("forms.step", "Done")
        return await self.press(done) if done in shown.buttons else shown

    async def go_on(self) -> ChatMessage:
        """From the list of drafts: the only one, and its first button."""
        shown = await self.press_first(self.world[ME].last())
        assert COMPANY in shown.text, shown.text  # the draft is told apart by whom one met
        return await self.press_first(shown)

    async def save(self) -> ChatMessage:
        return await self.press(self.word("meeting.form", "Save the meeting"))

    async def stored(self) -> None:
        """The meeting stands in the database as it was typed, once, and no draft is left."""
        rows = await self.world.sql(
            "SELECT m.place, m.subject, m.key_points, c.legal_name FROM meeting m JOIN company c ON c.id = m.company"
        )
        assert [tuple(row) for row in rows] == [("Berlin, Adlon", SUBJECT, KEY_POINTS, COMPANY)]
        assert await self.world.sql("SELECT FROM draft") == []
        assert len(await self.world.sql("SELECT FROM audit WHERE act = 'meeting.record'")) == 1


@pytest.fixture(params=LANGUAGES)
async def officer(request: pytest.FixtureRequest, world: World) -> Officer:
    """At the menu, with one company known."""
    await world.speak(request.param)
    made = Officer(world, request.param)
    await world[ME].start()
    await world.shown(ME)
    await made.know_a_company()
    made.actions = 0
    return made


async def test_a_filled_card_costs_few_taps(officer: Officer) -> None:
    """One tap or message per required field, one more for each searched field, and three: opening, saving, «Done»."""
    await officer.find_the_company()
    await officer.answer_the_rest()
    card = await officer.save()
    required, searched = 5, 1
    assert officer.actions <= required + searched + 3
    assert COMPANY in card.text and SUBJECT in card.text and KEY_POINTS in card.text
    await officer.stored()


async def test_an_agreement_on_it_costs_few_taps_too(officer: Officer) -> None:
    """Its four questions, the repeated field itself, and a colleague, who is searched."""
    await officer.find_the_company()
    shown = await officer.answer_the_rest()
    agreements = officer.word("meeting.form", "Agreements") + ":"
    if not any(one.startswith(agreements) for one in shown.buttons):
        shown = await officer.press("›")
    shown = await officer.press_first(shown, agreements)
    add = officer.word("meeting.form", "Add an agreement")
    if add in shown.buttons:
        await officer.press(add)
    await officer.say(AGREED)
    await officer.press(officer.word("meeting.side", "Our side"))
    shown = await officer.press("Aigerim Sarsenova")
    shown = await officer.press_first(shown)  # in a week
    await officer.press(officer.word("forms.step", "That is all"))
    card = await officer.save()
    required, searched, repeated = 5 + 4, 2, 1
    assert officer.actions <= required + searched + repeated + 3
    assert AGREED[:20] in " ".join(card.buttons)
    rows = await officer.world.sql("SELECT kind, organisation_id IS NOT NULL AS held FROM deadline")
    assert [row["kind"] for row in rows] == ["meeting.agreement"]  # M1.3: agreements become deadlines


async def test_a_company_met_for_the_first_time_is_made_on_the_way(officer: Officer) -> None:
    """Its card opens from the meeting's question, and saving it answers that question."""
    await officer.record()
    await officer.say("Жаңа Компания")
    await officer.press(officer.word("forms.step", "Not here: make a new card"))
    await officer.describe_the_company()
    await officer.answer_the_rest()
    card = await officer.save()
    assert "Жаңа Компания" in card.text
    assert await officer.world.sql("SELECT FROM draft") == []


async def test_it_survives_a_restart_in_the_middle(officer: Officer) -> None:
    """What is typed while the bot is away is taken when it is back; the draft stands where it stood."""
    await officer.find_the_company()
    await officer.press(officer.word("forms.step", "Today"))
    await officer.world.end()
    await officer.world[ME].send("Berlin, Adlon")
    await officer.world.begin()
    await officer.world.shown(ME)
    await officer.say(SUBJECT)
    await officer.world.end()
    await officer.world.begin()
    await officer.say(KEY_POINTS)
    await officer.press(officer.word("forms.step", "Done"))
    await officer.save()
    await officer.stored()


async def test_a_sticker_a_photo_and_commands_lose_nothing(officer: Officer) -> None:
    """Each comes at another question; afterwards the same question is still there."""
    phone = officer.world[ME]
    await officer.find_the_company()
    today = officer.word("forms.step", "Today")

    await phone.send_sticker()
    shown = await officer.world.shown(ME)
    assert today in shown.buttons, phone.describe()
    await officer.press(today)

    where = officer.reader.label("meeting.form", "Where was it?")
    await phone.send_photo(picture("JPEG"))
    assert where in (await officer.world.shown(ME)).text, phone.describe()
    await officer.say("Berlin, Adlon")

    await officer.say("/help")
    await officer.say("/drafts")
    await officer.go_on()
    await officer.say(SUBJECT)
    shown = await officer.say(KEY_POINTS)
    await officer.say("/language")
    await officer.say("/nothing_like_that")
    await officer.say("/drafts")
    shown = await officer.go_on()
    done = officer.word("forms.step", "Done")
    if done in shown.buttons:
        await officer.press(done)
    await officer.save()
    await officer.stored()


async def test_it_goes_on_from_a_second_device(officer: Officer) -> None:
    """Attack 55: the tablet shows an old question: its press changes nothing, and it goes on where the draft stands."""
    phone = officer.world[ME]
    await officer.find_the_company()
    phone.put_away("tablet")
    today = officer.word("forms.step", "Today")
    await officer.press(today)
    await officer.say("Berlin, Adlon")

    await phone.press(officer.word("forms.step", "Yesterday"), device="tablet")
    shown = await officer.world.shown(ME)
    assert officer.reader.label("meeting.form", "What is the investor interested in?") in shown.text, phone.describe()

    phone.take_up("tablet")
    await officer.say(SUBJECT)
    await officer.say(KEY_POINTS)
    await phone.press(officer.word("forms.step", "Done"), device="tablet")
    await officer.world.shown(ME)
    await officer.save()
    await officer.stored()
