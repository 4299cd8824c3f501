"""A form on two devices, in whatever order: an answer is changed by nobody but its question, and a draft goes only by
being saved or thrown away (design §3)."""

from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from handlers.forms.places import FormStep, OneDraft
from handlers.forms.presses import SaveForm, ThrowAway
from handlers.screens.press import Back, Go, Home
from handlers.words.reader import Reader
from tests.forms import sample
from tests.forms.test_never_lost import TEXTS, _act, _nothing_else_changed, _stored
from tests.forms.test_walk import fill
from tests.forms.world import ROOT, Device, World
from tests.state_machines.running import CONTROL, SHORT, Machine, long

WHAT = st.one_of(st.sampled_from(TEXTS), st.text(max_size=20))
DEVICE = st.integers(0, 1)


class Dialogue(Machine):
    """Two devices of one person; the second one may be anywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.devices = [Device(self.world, ROOT), Device(self.world, ROOT)]

    @initialize(language=st.sampled_from(["ru", "kk", "en"]), filled=st.booleans())
    def opened(self, language: str, filled: bool) -> None:
        self.wait(fill(self.devices[0]) if filled else self.devices[0].open("sample.meeting"))
        for one in self.devices:
            one.reader = Reader(language)

    def does(self, device: int, kind: str, what: Any = None) -> None:
        me = self.devices[device]

        async def work() -> None:
            before, known = _stored(me), set(self.world.drafts.kept)
            acted, goes = await _act(me, kind, what)
            _nothing_else_changed(before, _stored(me), acted, goes)
            assert known <= set(self.world.drafts.kept), "a draft went, and nobody saved or threw it away"
            assert len((await me.screen()).text) <= 4096

        self.wait(work())

    @rule(device=DEVICE, number=st.integers(0, 60))
    def taps(self, device: int, number: int) -> None:
        self.does(device, "tap", number)

    @rule(device=DEVICE, text=WHAT)
    def types(self, device: int, text: str) -> None:
        self.does(device, "type", text)

    @rule(device=DEVICE, text=WHAT)
    def forwards(self, device: int, text: str) -> None:
        self.does(device, "forward", text)

    @rule(device=DEVICE, number=st.integers(0, 20), text=WHAT)
    def edits(self, device: int, number: int, text: str) -> None:
        self.does(device, "edit", (number, text))

    @rule(device=DEVICE, kind=st.sampled_from(["sticker", "photo", "contact"]))
    def sends(self, device: int, kind: str) -> None:
        self.does(device, kind)

    @rule(device=DEVICE)
    def goes_elsewhere(self, device: int) -> None:
        self.wait(self.devices[device].do(Home()))

    @rule(device=DEVICE)
    def goes_back(self, device: int) -> None:
        self.wait(self.devices[device].do(Back()))

    @rule(device=DEVICE, number=st.integers(0, 3))
    def goes_on(self, device: int, number: int) -> None:
        """From the list of drafts, on whichever device."""
        known = list(self.world.drafts.kept)
        if known:
            self.wait(self.devices[device].do(Go(OneDraft(known[number % len(known)]))))

    @rule(device=DEVICE)
    def begins(self, device: int) -> None:
        self.wait(self.devices[device].open("sample.meeting"))

    @rule(device=DEVICE, press=st.sampled_from([SaveForm, ThrowAway]))
    def ends(self, device: int, press: type[Any]) -> None:
        """Save or throw away, where the screen offers it."""
        me = self.devices[device]

        async def work() -> None:
            shown = [one.press for row in (await me.screen()).rows for one in row]
            found = next((one for one in shown if isinstance(one, press)), None)
            if found is None:
                return
            known, saved = set(self.world.drafts.kept), len(sample.submitted)
            await me.do(found)
            gone = known - set(self.world.drafts.kept)
            assert len(gone) <= 1
            if press is SaveForm:
                assert len(gone) == len(sample.submitted) - saved, "saved is gone, and gone is saved"

        self.wait(work())

    @invariant()
    def a_question_is_shown_with_its_draft(self) -> None:
        for me in self.devices:
            if isinstance(me.place, FormStep) and me.place.draft in self.world.drafts.kept:
                assert self.world.drafts.kept[me.place.draft].person == self.world.actor.person


def test_dialogue_in_any_order() -> None:
    run_state_machine_as_test(Dialogue, settings=SHORT)


@pytest.mark.long
@pytest.mark.timeout(1_800)
def test_dialogue_in_any_order_for_long() -> None:
    before = Dialogue.steps
    run_state_machine_as_test(Dialogue, settings=long(30_000))
    assert Dialogue.steps - before >= 25_000


def test_the_machine_can_fail() -> None:
    """A build that forgets an answer now and then is caught."""
    with pytest.raises(AssertionError):
        run_state_machine_as_test(_forgetful(), settings=CONTROL)


def _forgetful() -> type[Dialogue]:
    class Forgetful(Dialogue):
        """Loses the first answer of a draft with whatever is typed."""

        def __init__(self) -> None:
            super().__init__()
            for one in self.devices:
                save = one._save

                def losing(me: Device = one, save: Any = save) -> None:
                    save()
                    for draft in me.world.drafts.kept.values():
                        if len(draft.answers) > 1:
                            draft.answers.pop(next(iter(draft.answers)))

                one._save = losing  # type: ignore[method-assign]

    return Forgetful
