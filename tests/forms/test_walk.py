"""A card filled from the first question to the saved thing, in as few taps as promised (design §3)."""

from handlers.forms.places import Drafts, FormReview, StartForm
from tests.forms import sample
from tests.forms.world import ROOT, Device, World


async def test_a_filled_card_costs_one_tap_or_message_for_each_required_field_and_little_more() -> None:
    world = World()
    sample.submitted.clear()
    me = Device(world, ROOT)
    await me.do(__import__("handlers.screens.press", fromlist=["Go"]).Go(StartForm("sample.meeting")))
    await me.type("Завод")
    await me.tap("Сегодня")
    await me.tap("In person")
    await me.type("герм")
    await me.tap("Берлин")
    await me.type("monarh")
    await me.tap('"QAZAQSTAN <MONARH>"')
    await me.type("Говорили о заводе")
    await me.tap("Готово")
    assert isinstance(me.place, FormReview), me.place
    await me.tap("Save the meeting")
    assert me.place == Drafts()
    assert sample.submitted[0]["company"] == "c1"
    # required: 7; searched: 1 (company); opening, done, saving: 3
    assert me.actions <= 7 + 1 + 3
