"""Every screen of a form in three languages: it fits a phone, and says things in the reader's words."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from handlers.forms.declare import Choice, Choices, Group, LongText
from handlers.forms.places import Drafts, FormCancel, FormReview, FormStep, OneDraft
from handlers.forms.state import layout
from handlers.screens.values import Screen
from handlers.words.catalog import LANGUAGES
from tests.forms.sample import MEETING
from tests.forms.test_walk import fill
from tests.forms.world import ROOT, Device, World

F1, F2 = str(UUID(int=1)), str(UUID(int=2))


async def filled() -> Device:
    """A card with something in every field, filled in Russian."""
    me = Device(World(), ROOT)
    await fill(me)
    draft = me.only
    more = {
        "agreed": [
            {"#": 1, "what": "Прислать " * 20, "who": "c1", "until": "2026-12-01"},
            {"#": 2, "what": "Ещё", "who": "c2"},
        ],
        "sum": {"amount": "648750000", "currency": "KZT"},
        "jobs": "1500",
        "follow": True,
        "themes": ["ore"],
        "phone": "+77010000001",
        "files": [F1, F2],
        "guests": ["c1", "c2"],
        "next": "2027-01-15",
    }
    draft.answers.update(more)
    draft.cursor["files"] = {F1: "очень длинное имя файла " * 5 + ".pdf"}
    me.world.drafts.kept[draft.id] = draft
    return me


async def screens(me: Device) -> AsyncIterator[Screen]:
    draft = me.only
    turn = draft.cursor["turn"]
    for field in MEETING.fields():
        for month, find in (("", ""), ("2026-11", "a"), ("2000-01", "<b>"), ("2100-12", "")):
            me.place = FormStep(draft.id, field.name, turn=turn, month=month, find=find)
            yield await me.screen()
        if isinstance(field, Group):
            for item in (1, 2, 3):
                for sub in field.fields:
                    me.place = FormStep(draft.id, field.name, item, sub.name, turn)
                    yield await me.screen()
            me.place = FormStep(draft.id, field.name, 1, "", turn)
            yield await me.screen()
    for page in range(4):
        me.place = FormReview(draft.id, page)
        yield await me.screen()
    for place in (FormCancel(draft.id), OneDraft(draft.id), Drafts(), Drafts(5)):
        me.place = place
        yield await me.screen()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_screen_fits_a_phone(language: str) -> None:
    filler = await filled()
    filler.only.cursor["open"] = ["talk"]
    del filler.only.answers["agreed"][1]["who"]
    me = Device(filler.world, ROOT, language)
    seen = 0
    async for screen in screens(me):
        seen += 1
        assert 0 < len(screen.text) <= 4096
        assert len(screen.rows) <= 14
        for row in screen.rows:
            assert 0 < len(row) <= 8
            for button in row:
                assert button.label.strip()
                assert len(button.label) <= (40 if len(row) == 1 else 24), button.label
    assert seen > 60


@pytest.mark.parametrize("language", LANGUAGES)
async def test_58_names_with_markup_go_through_escaped(language: str) -> None:
    me = Device((await filled()).world, ROOT, language)
    me.place = FormReview(me.only.id)
    screen = await me.screen()
    assert "&lt;MONARH&gt;" in screen.text
    assert any("<MONARH>" in one.label for row in screen.rows for one in row)


async def test_the_review_has_at_most_eight_lines_a_page_and_all_of_them() -> None:
    me = await filled()
    pages = layout(MEETING, me.only)
    names = [one.name for page in pages for _, fields in page for one in fields]
    assert names == [one.name for one in MEETING.fields()]
    assert all(sum(len(fields) for _, fields in page) <= 8 for page in pages)
    for number in range(len(pages)):
        me.place = FormReview(me.only.id, number)
        assert (await me.labels())[0] == "Save the meeting"


async def test_the_review_comes_back_on_the_page_of_what_was_changed() -> None:
    me = await filled()
    me.place = FormReview(me.only.id)
    await me.tap("›")
    page = me.place
    await me.tap("Jobs: ")
    await me.type("1600")
    assert me.place == page
    await me.tap("Jobs: ")
    await me.tap("Назад")
    assert me.place == page


async def test_questions_say_how_to_answer() -> None:
    me = await filled()
    for field in MEETING.fields():
        me.place = FormStep(me.only.id, field.name, turn=me.only.cursor["turn"])
        text = (await me.screen()).text
        if isinstance(field, LongText):
            assert "Готово" in text
        if isinstance(field, Choice | Choices) and field.name == "country":
            assert "напишите начало" in text


async def test_back_later_and_cancel_are_always_there() -> None:
    me = await filled()
    for field in MEETING.fields():
        me.place = FormStep(me.only.id, field.name, turn=me.only.cursor["turn"])
        assert {"Назад", "Отложить", "Отменить"} <= set(await me.labels())


async def test_a_heading_of_the_review_has_something_under_it() -> None:
    """A section nobody has answered stands among the buttons only."""
    me = Device(World(), ROOT)
    await fill(me)
    for place in range(len(layout(MEETING, me.only))):
        me.place = FormReview(me.only.id, place)
        text = str((await me.screen()).text).split("\n\n")
        for part in text[1:]:
            assert not part.startswith("<b>") or "\n" in part, part
