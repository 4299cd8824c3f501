"""Cards filled on the phone: questions, review, drafts, corrections, two devices (design §3)."""

from dataclasses import replace

import pytest

from domain.kit.actor import Role
from domain.kit.refused import NotFound, NotPermitted
from handlers.forms.places import Drafts, FormCancel, FormReview, FormStep, StartForm
from handlers.forms.presses import Done, RemoveItem, SaveForm, Set, Tick
from handlers.screens.place import Place
from handlers.screens.press import Go
from tests.forms import sample
from tests.forms.world import ROOT, Device, World


@pytest.fixture
def world() -> World:
    sample.submitted.clear()
    return World()


@pytest.fixture
def me(world: World) -> Device:
    return Device(world, ROOT)


async def fill(me: Device) -> None:
    """All that the card needs, as a practised person does it."""
    await me.open("sample.meeting")
    await me.type("Завод")
    await me.tap("Сегодня")
    await me.tap("In person")
    await me.type("герм")
    await me.tap("Берлин")
    await me.type("monarh")
    await me.tap('"QAZAQSTAN <MONARH>"')
    await me.type("Говорили о заводе")
    await me.tap("Готово")


def at(me: Device) -> Place:
    return me.place


def asked(me: Device) -> str:
    assert isinstance(me.place, FormStep), me.place
    return me.place.sub or me.place.field


async def test_a_filled_card_costs_one_tap_or_message_for_each_required_field_and_little_more(me: Device) -> None:
    await fill(me)
    assert isinstance(me.place, FormReview)
    await me.tap("Save the meeting")
    assert at(me) == Drafts()
    assert sample.submitted[0]["company"] == "c1"
    required, searched, allowed = 7, 1, 3
    assert me.actions <= required + searched + allowed


async def test_looking_at_a_form_leaves_no_draft(me: Device, world: World) -> None:
    await me.open("sample.meeting")
    await me.send(sticker=STICKER)
    await me.tap("Назад")
    assert at(me) == ROOT
    assert not world.drafts.kept


async def test_every_answer_is_kept_at_once(me: Device) -> None:
    await me.open("sample.meeting")
    await me.type("Завод")
    assert me.only.answers == {"topic": "Завод"}
    await me.tap("Вчера")
    assert me.only.answers["day"] == "2026-11-20"


async def test_progress_stands_above_the_question(me: Device) -> None:
    await me.open("sample.meeting")
    await me.type("Завод")
    assert "2 из 6" in (await me.screen()).text
    await me.tap("Сегодня")
    await me.tap("In person")  # one more question now stands
    assert "4 из 7" in (await me.screen()).text


async def test_back_goes_question_by_question_and_keeps_answers(me: Device) -> None:
    await me.open("sample.meeting")
    await me.type("Завод")
    await me.tap("Сегодня")
    await me.tap("Назад")
    assert asked(me) == "day"
    await me.tap("Назад")
    assert asked(me) == "topic"
    await me.tap("Оставить этот ответ")
    assert asked(me) == "format"
    assert me.only.answers == {"topic": "Завод", "day": "2026-11-21"}


async def test_later_and_continue_from_drafts_on_another_device(me: Device, world: World) -> None:
    await me.open("sample.meeting")
    await me.type("Завод")
    await me.tap("Отложить")
    assert at(me) == ROOT
    other = Device(world, Drafts(), "kk")
    assert "Завод" in (await other.screen()).text
    await other.tap("Meeting card: Завод")
    await other.tap("Жалғастыру (1/6)")
    assert asked(other) == "day"
    await other.tap("Бүгін")
    assert set(other.only.answers) == {"topic", "day"}


async def test_a_form_opened_again_offers_the_draft_that_waits(me: Device) -> None:
    await me.open("sample.meeting")
    await me.type("Завод")
    await me.tap("Отложить")
    await me.open("sample.meeting")
    await me.tap("Продолжить: Завод")
    assert asked(me) == "day"


async def test_cancel_asks_once(me: Device, world: World) -> None:
    await me.open("sample.meeting")
    await me.type("Завод")
    await me.tap("Отменить")
    assert isinstance(me.place, FormCancel)
    await me.tap("Продолжить заполнение")
    assert asked(me) == "day"
    await me.tap("Отменить")
    await me.tap("Оставить черновиком")
    assert at(me) == ROOT and world.drafts.kept
    await me.open("sample.meeting")
    await me.tap("Продолжить: Завод")
    await me.tap("Отменить")
    await me.tap("Удалить черновик")
    assert at(me) == ROOT and not world.drafts.kept


async def test_leaving_by_the_cancel_command_comes_back_to_no_question_of_the_draft(me: Device, world: World) -> None:
    for choice in ("Оставить черновиком", "Удалить черновик"):
        await me.open("sample.meeting")
        await me.type("Завод")
        await me.do(Go(FormCancel(me.draft.id if me.draft is not None else me.only.id)))  # as /cancel does
        await me.tap(choice)
        assert at(me) == ROOT
    assert len(world.drafts.kept) == 1


async def test_changing_an_answer_asks_again_only_what_depends_on_it(me: Device) -> None:
    await fill(me)
    before = me.only.answers
    await me.tap("Country: Германия")
    await me.type("Корея")
    assert asked(me) == "place"
    after = me.only.answers
    assert {name for name in before if after.get(name) != before[name]} == {"country", "place"}
    await me.tap("Оставить: Берлин")  # what was said before is one tap away
    assert isinstance(me.place, FormReview)
    assert me.only.answers["place"] == "Берлин"


async def test_an_answer_to_a_question_that_no_longer_stands_is_kept_but_not_given_on(me: Device) -> None:
    await fill(me)
    await me.tap("Format: In person")
    await me.tap("By video")
    await me.tap("Save the meeting")
    assert "place" not in sample.submitted[0]


async def test_11_an_edited_message_changes_its_answer(me: Device) -> None:
    await me.open("sample.meeting")
    number = await me.type("Завот")
    await me.tap("Сегодня")
    await me.edit(number, "Завод")
    assert asked(me) == "format"
    assert me.only.answers["topic"] == "Завод"
    await me.edit(number, "   ")
    assert me.only.answers["topic"] == "Завод"
    assert me.note is not None and "пробелы" in me.note


async def test_an_edit_of_what_others_depend_on_asks_them_again(me: Device) -> None:
    await me.open("sample.meeting")
    await me.type("Завод")
    await me.tap("Сегодня")
    await me.tap("In person")
    country = await me.type("герм")
    await me.tap("Берлин")
    await me.edit(country, "Корея")
    assert me.only.answers["country"] == "KR"
    assert asked(me) == "place"


async def test_a_long_text_is_collected_until_done_and_corrected_by_parts(me: Device) -> None:
    await fill(me)
    await me.tap("Talks")
    await me.tap("Назад")
    await me.tap("Talks")
    first = await me.type("раз")
    await me.type("два")
    assert me.only.answers["talk"] == "Говорили о заводе\nраз\nдва"
    await me.edit(first, "один")
    assert me.only.answers["talk"] == "Говорили о заводе\nодин\nдва"
    await me.tap("Начать этот ответ заново")
    await me.type("заново")
    await me.tap("Готово")
    assert isinstance(me.place, FormReview)
    assert me.only.answers["talk"] == "заново"


async def test_57_both_parts_of_a_text_cut_by_the_app_are_one_answer(me: Device) -> None:
    await fill(me)
    await me.tap("Talks")
    await me.type("а" * 4096)
    await me.type("б" * 100, after=0)
    assert me.only.answers["talk"].endswith("а" * 4096 + "\n" + "б" * 100)


async def test_57_the_rest_of_a_text_too_long_is_not_taken_for_an_answer(me: Device) -> None:
    await me.open("sample.meeting")
    await me.type("а" * 4096)
    assert me.note is not None and "4096" in me.note
    await me.type("б" * 50, after=1)
    assert "topic" not in me.only.answers
    await me.tap("Взять как ответ")
    assert me.only.answers["topic"] == "а" * 100


async def test_57_more_than_the_limit_of_a_long_text_is_offered_shortened(me: Device) -> None:
    await fill(me)
    await me.tap("Talks")
    await me.type("а" * 3000)
    await me.type("б" * 3500)
    assert me.note is not None and "6000" in me.note
    assert "б" not in me.only.answers["talk"]
    await me.tap("Взять как ответ")
    assert 5900 < len(me.only.answers["talk"]) <= 6000


async def test_a_text_on_offer_that_does_not_fit_stays_on_offer(me: Device) -> None:
    await me.open("sample.meeting")
    await me.type("Завод")
    await me.type("когда-нибудь", forward_origin={"type": "hidden_user", "sender_user_name": "N", "date": 1})
    await me.tap("Взять как ответ")
    assert asked(me) == "day" and me.note is not None
    assert "когда-нибудь" in (await me.screen()).text
    await me.tap("Сегодня")
    assert "offer" not in me.only.cursor


async def test_an_offer_joins_a_long_text_that_was_there_before(me: Device, world: World) -> None:
    await fill(me)
    draft = me.only
    del draft.cursor["parts"]  # the text came with the card, from no message
    world.drafts.kept[draft.id] = draft
    await me.tap("Talks")
    await me.type("от друга", forward_origin={"type": "hidden_user", "sender_user_name": "N", "date": 1})
    await me.tap("Взять как ответ")
    assert me.only.answers["talk"] == "Говорили о заводе\nот друга"


STICKER = {
    "file_id": "s", "file_unique_id": "s", "type": "regular", "width": 1, "height": 1,
    "is_animated": False, "is_video": False,
}  # fmt: skip


async def test_a_stray_message_loses_nothing_and_says_why(me: Device) -> None:
    await me.open("sample.meeting")
    await me.type("Завод")
    before = me.only
    for content in ({"sticker": STICKER}, {"photo": [PHOTO]}, {"dice": {"emoji": "🎲", "value": 1}}):
        await me.send(**content)
        assert me.note is not None
        assert asked(me) == "day"
        assert me.only.answers == before.answers


async def test_a_command_is_left_to_those_who_know_it(me: Device) -> None:
    await me.open("sample.meeting")
    await me.type("Завод")
    await me.type("/help")
    assert not me.handled
    assert asked(me) == "day"


async def test_a_forwarded_text_is_offered_not_taken(me: Device) -> None:
    await me.open("sample.meeting")
    await me.type("Чужие слова", forward_origin={"type": "hidden_user", "sender_user_name": "N", "date": 1})
    assert not me.only.answers
    await me.tap("Взять как ответ")
    assert me.only.answers["topic"] == "Чужие слова"


async def test_a_text_older_than_the_question_is_offered_not_taken(me: Device) -> None:
    await me.open("sample.meeting")
    await me.type("Завод")
    await me.tap("Сегодня")
    await me.tap("In person")
    await me.type("герм")
    me.seen = False
    await me.type("Берлин, 2")
    assert "place" not in me.only.answers
    me.seen = True
    await me.tap("Взять как ответ")
    assert me.only.answers["place"] == "Берлин, 2"


async def test_55_two_devices_the_later_gets_the_fresh_question_and_an_offer(me: Device, world: World) -> None:
    await me.open("sample.meeting")
    await me.type("Завод")
    other = Device(world, me.place)
    await me.tap("Сегодня")
    await me.tap("In person")
    await me.type("герм")
    await other.type("Мюнхен")
    assert asked(other) == "place"
    assert other.note is not None
    assert "place" not in me.only.answers
    await other.tap("Взять как ответ")
    assert me.only.answers["place"] == "Мюнхен"


async def test_a_mark_pressed_twice_says_the_same(me: Device) -> None:
    await fill(me)
    await me.do(Go(FormStep(me.only.id, "themes", turn=me.only.cursor["turn"]), replace=True))
    await me.do(Tick("themes", "ore", True))
    await me.do(Tick("themes", "ore", True))
    await me.do(Tick("themes", "energy", True))
    assert me.only.answers["themes"] == ["ore", "energy"]
    await me.do(Tick("themes", "ore", False))
    assert me.only.answers["themes"] == ["energy"]


async def test_a_group_is_filled_item_by_item_changed_and_shortened(me: Device) -> None:
    await fill(me)
    await me.tap("›")
    await me.tap("Agreements: —")
    await me.type("Прислать участки")
    await me.type("сименс")  # nothing in the sample: the search is by plain letters
    await me.type("siemens")
    await me.tap("Siemens")
    assert at(me) == FormStep(me.only.id, "agreed", turn=me.only.cursor["turn"])
    await me.tap("Add an agreement")
    await me.type("Прислать меморандум")
    await me.type("monarh")
    await me.tap('"QAZAQSTAN')
    assert len(me.only.answers["agreed"]) == 2
    await me.tap("Прислать участки")
    await me.tap("Until: —")
    await me.tap("Завтра")
    assert asked(me) == "agreed" and isinstance(me.place, FormStep) and me.place.item == 1
    await me.tap("К списку")
    await me.tap("Прислать меморандум")
    removed = RemoveItem("agreed", 2)
    await me.do(removed)
    await me.tap("Это всё")
    assert isinstance(me.place, FormReview)
    await me.tap("Save the meeting")
    (item,) = sample.submitted[0]["agreed"]
    assert item["what"] == "Прислать участки" and item["who"] == "c2"


async def test_keys_of_removed_items_do_not_return(me: Device) -> None:
    await fill(me)
    await me.tap("›")
    await me.tap("Agreements: —")
    await me.type("Раз")
    await me.type("siemens")
    await me.tap("Siemens")
    await me.do(RemoveItem("agreed", 1))
    await me.do(RemoveItem("agreed", 1))
    assert "agreed" not in me.only.answers
    await me.tap("Add an agreement")
    assert isinstance(me.place, FormStep) and me.place.item == 2


PHOTO = {"file_id": "p", "file_unique_id": "p", "width": 10, "height": 10, "file_size": 5}


async def test_15_files_of_an_album_are_one_answer_and_one_may_be_removed(me: Device, world: World) -> None:
    await fill(me)
    await me.tap("›")
    await me.tap("Files: —")
    place = me.place
    for n in range(3):
        await me.send(photo=[PHOTO], media_group_id="9", after=0)
        assert at(me) == place, n
    await me.send(document={"file_id": "d", "file_unique_id": "d", "file_name": "../../x.pdf", "file_size": 9}, after=0)
    assert me.note is not None and "3" in me.note
    assert len(me.only.answers["files"]) == len(world.files.received) == 3
    await me.tap("Убрать 2: photo-")
    assert len(me.only.answers["files"]) == 2
    await me.tap("Готово")
    assert isinstance(me.place, FormReview)


async def test_77_80_the_name_of_a_document_is_cleaned(me: Device, world: World) -> None:
    await fill(me)
    await me.tap("›")
    await me.tap("Files: —")
    await me.send(document={"file_id": "d", "file_unique_id": "d", "file_name": "../../=x.pdf", "file_size": 9})
    assert world.files.received[0].name == "x.pdf"
    assert world.files.received[0].source == "42:d"  # attack 80: a file's id is good for one bot


async def test_a_sum_without_currency_asks_for_it_and_the_last_one_stands_first(me: Device, world: World) -> None:
    await fill(me)
    await me.tap("›")
    await me.tap("Sum: —")
    await me.type("1,5 млн")
    await me.tap("CNY")
    assert me.only.answers["sum"] == {"amount": "1500000", "currency": "CNY"}
    await me.tap("Sum: ")
    await me.type("1,500")
    await me.tap("1\u00a0500")
    assert (await me.labels())[0] == "CNY"
    await me.tap("CNY")
    assert me.only.answers["sum"]["amount"] == "1500"


async def test_last_choices_come_first(me: Device, world: World) -> None:
    await world.recents.used(me.actor.person, "country", "CZ", world.now)
    await me.open("sample.meeting")
    await me.type("Завод")
    await me.tap("Сегодня")
    await me.tap("In person")
    assert (await me.labels())[0] == "Чехия"


async def test_a_long_list_is_paged_and_searched(me: Device) -> None:
    await me.open("sample.meeting")
    await me.type("Завод")
    await me.tap("Сегодня")
    await me.tap("In person")
    assert "Польша" not in await me.labels()
    await me.tap("›")
    assert "Польша" in await me.labels()
    await me.type("ия")
    labels = await me.labels()
    assert "Германия" in labels and "Польша" not in labels
    await me.tap("Показать весь список")
    assert "Казахстан" in await me.labels()


async def test_something_like_it_is_offered_before_going_on(me: Device) -> None:
    await me.open("sample.meeting")
    await me.type("Siemens Energy")
    assert asked(me) == "topic"
    assert "Siemens AG" in await me.labels()
    assert me.only.answers["topic"] == "Siemens Energy"
    await me.tap("Нет, это другая запись")
    assert asked(me) == "day"


async def test_a_missing_company_is_made_on_the_way_and_handed_over(me: Device, world: World) -> None:
    await me.open("sample.meeting")
    await me.type("Завод")
    await me.tap("Сегодня")
    await me.tap("By video")
    await me.type("герм")
    await me.type("Новая фирма")
    await me.tap("Здесь нет")
    await me.type("Новая фирма")
    await me.tap("Save the company")
    assert asked(me) == "talk"
    assert me.only.form == "sample.meeting"
    assert me.only.answers["company"] == "c3"
    await me.tap("Отложить")
    assert at(me) == ROOT


async def test_a_missing_company_is_made_even_before_the_first_answer(me: Device) -> None:
    await me.open("sample.visit")
    await me.type("Новая фирма")
    await me.tap("Здесь нет")
    await me.type("Новая фирма")
    await me.tap("Save the company")
    assert me.only.form == "sample.visit"
    assert me.only.answers == {"company": "c3"}


async def test_leaving_the_card_made_on_the_way_comes_back_to_the_question_that_waits(me: Device) -> None:
    await me.open("sample.visit")
    await me.type("Новая фирма")
    await me.tap("Здесь нет")
    await me.type("Новая")
    await me.tap("Отменить")
    await me.tap("Удалить черновик")
    assert asked(me) == "company" and me.only.form == "sample.visit"
    await me.type("siemens")
    await me.tap("Siemens")
    assert me.only.answers == {"company": "c2"}


async def test_what_was_ticked_can_be_unticked_whatever_is_searched(me: Device) -> None:
    await fill(me)
    await me.tap("›")
    await me.tap("Guests: —")
    await me.type("siemens")
    await me.tap("Siemens")
    await me.type("астана")
    assert (await me.labels())[:2] == ["✓ Siemens & Söhne", "ТОО АстанаГаз"]
    await me.tap("✓ Siemens")
    assert "guests" not in me.only.answers


async def test_a_place_whose_question_is_gone_shows_where_the_draft_stands(me: Device) -> None:
    await me.open("sample.meeting")
    await me.type("Завод")
    me.place = FormStep(me.only.id, "place", turn=me.only.cursor["turn"])  # nobody has said that it was in person
    assert "When was it?" in (await me.screen()).text
    await me.type("вчера")
    assert me.only.answers["day"] == "2026-11-20"
    me.place = FormStep(me.only.id, "agreed", 7, turn=me.only.cursor["turn"])  # an item that was removed
    assert "How?" in (await me.screen()).text
    await me.do(Done("agreed", 7))
    assert asked(me) == "format"


async def test_a_shared_contact_fills_what_is_open_and_a_vcard_beside_it(me: Device) -> None:
    await me.open("sample.meeting")
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Müller\r\nTEL:+49 30 7654321\r\nEND:VCARD\r\n"
    await me.contact(phone_number="77010000001", first_name="Анна", vcard=card)
    assert me.only.answers == {"topic": "Anna Müller", "phone": "+77010000001"}
    assert asked(me) == "day"


@pytest.mark.parametrize("card", ["", "BEGIN:VCARD", "\x00", "BEGIN:VCARD\nFN:x\nEND:VCALENDAR", "a" * 2000])
async def test_a_broken_vcard_is_as_good_as_none(me: Device, card: str) -> None:
    await me.open("sample.meeting")
    await me.contact(phone_number="77010000001", first_name="Анна", vcard=card)
    assert me.only.answers["phone"] == "+77010000001"


async def test_a_contact_answers_a_phone(me: Device) -> None:
    await fill(me)
    await me.tap("›")
    await me.tap("Phone: —")
    await me.contact(phone_number="4930123456", first_name="A")
    assert me.only.answers["phone"] == "+4930123456"


async def test_a_wrong_input_says_what_is_right(me: Device) -> None:
    await me.open("sample.meeting")
    await me.type("Завод")
    for typed in ("31.02", "29.02.2027", "01.01.0000", "01.01.10000", "22.11.2026", "<b>скоро</b>"):
        await me.type(typed)
        assert asked(me) == "day"
        assert me.note is not None
        assert "<b>" not in me.note
    assert "day" not in me.only.answers


async def test_rules_between_fields_are_said_at_the_review(me: Device) -> None:
    await fill(me)
    await me.tap("Place: Берлин")
    await me.type("Завод")
    assert "The topic may not be the place." in (await me.screen()).text
    assert "Save the meeting" not in await me.labels()
    await me.do(SaveForm(me.only.id))
    assert not sample.submitted


async def test_known_answers_stand_in_the_review_unasked(me: Device, world: World) -> None:
    await me.open("sample.company")
    await me.tap("Назад")
    await me.open("sample.meeting", topic="Из встречи")
    assert asked_start(me, await me.labels())
    await me.tap("Сегодня")
    assert me.only.answers["topic"] == "Из встречи"


def asked_start(me: Device, labels: list[str]) -> bool:
    return isinstance(me.place, StartForm) and "Сегодня" in labels


async def test_26_a_card_is_saved_once_and_a_gone_draft_is_said(me: Device) -> None:
    await fill(me)
    save = SaveForm(me.only.id)
    await me.do(save)
    await me.do(save)
    assert len(sample.submitted) == 1
    assert at(me) == ROOT and me.note is not None


async def test_41_the_draft_of_another_person_is_not_there(me: Device, world: World) -> None:
    await me.open("sample.meeting")
    await me.type("Завод")
    place = me.place
    world.actor = replace(world.actor, person=world.actor.organisation)  # type: ignore[arg-type]
    other = Device(world, place)
    with pytest.raises(NotFound):
        await other.screen()
    await other.type("Чужое")
    assert at(other) == ROOT
    assert me.only.answers == {"topic": "Завод"}


async def test_35_who_lost_the_role_fills_no_more(me: Device, world: World) -> None:
    await me.open("sample.meeting")
    await me.type("Завод")
    world.actor = replace(world.actor, role=Role.OBSERVER)
    with pytest.raises(NotPermitted):
        await me.type("21.11")
    assert "Завод" not in (await me.screen()).text  # what was typed may be of a card now out of sight
    assert len(await me.labels()) == 2  # throw it away, the menu
    assert "Завод" not in str(await me.labels())


async def test_a_draft_of_an_older_form_keeps_what_is_gone_and_asks_what_is_new(me: Device, world: World) -> None:
    await me.open("sample.meeting")
    await me.type("Завод")
    old = me.only
    world.drafts.kept[old.id] = replace(
        old,
        version=0,
        answers={"topic": "Завод", "fax": "12", "day": "не дата", "format": "live"},
        cursor={**old.cursor, "at": "fax", "open": ["fax"], "said": {"5": "fax", "6": "topic"}},
    )
    me.draft = None
    me.place = Drafts()
    await me.tap("Meeting card")
    await me.tap("Продолжить")
    assert asked(me) == "day"
    assert me.only.aside == {"fax": "12", "day": "не дата"}
    assert me.only.answers == {"topic": "Завод", "format": "live"}
    assert me.only.version == 1


async def test_a_draft_of_a_form_that_is_gone_waits_unseen(me: Device, world: World) -> None:
    await me.open("sample.meeting")
    await me.type("Завод")
    world.drafts.kept[me.only.id] = replace(me.only, form="sample.gone")
    assert "Завод" not in (await Device(world, Drafts()).screen()).text


async def test_done_with_nothing_collected_says_so(me: Device) -> None:
    await me.open("sample.meeting")
    await me.type("Завод")
    await me.do(Done("day"))
    assert asked(me) == "day"
    assert me.note is not None


async def test_66_a_day_pressed_outside_its_bounds_is_refused(me: Device) -> None:
    await me.open("sample.meeting")
    await me.type("Завод")
    await me.do(Set("day", "2026-11-22"))
    assert asked(me) == "day" and me.note is not None
    await me.do(Set("day", "2026-02-31"))
    assert "day" not in me.only.answers


async def test_the_calendar_shows_days_off_and_leads_back(me: Device) -> None:
    await fill(me)
    await me.tap("›")
    await me.tap("›")
    await me.tap("Next: —")
    await me.tap("Выбрать в календаре")
    labels = await me.labels()
    assert "(22)" in labels and "23" in labels and "(21)" in labels
    await me.tap("›")
    assert "(16)" in await me.labels()  # Independence Day
    await me.tap("23")
    assert me.only.answers["next"] == "2026-12-23"
