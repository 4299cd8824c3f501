"""Everything the access room refuses has a sentence, in three languages, without gaps; labels fit a phone."""

from dataclasses import fields
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from babel.messages.pofile import read_po

from domain.access import refused
from domain.access.door import Outcome
from domain.kit.actor import OrganisationKind, Role
from domain.kit.refused import Refused
from handlers.access import room
from handlers.access.profile import ZONES, zone_name
from handlers.access.refusals import at_the_door
from handlers.access.trail import ACTS as ACT_NAMES
from handlers.words.catalog import LANGUAGES
from handlers.words.organisations import kind_name, role_name
from handlers.words.reader import Reader
from tests.access.examples import EXAMPLES
from tests.access.support import NOW

OWN = [
    cls
    for cls in vars(refused).values()
    if isinstance(cls, type) and issubclass(cls, Refused) and cls.__module__ == refused.__name__
]
VALUES = {"role": Role.HEAD, "until": NOW, "simple": True}


@pytest.mark.parametrize("cls", OWN)
def test_every_refusal_has_a_sentence(cls: type[Refused]) -> None:
    raised = cls(**{one.name: VALUES[one.name] for one in fields(cls)})  # type: ignore[arg-type]
    said = {str(room.refusals[cls](raised, Reader(language))) for language in LANGUAGES}
    assert len(said) == 3 and all(said)


def test_every_end_at_the_door_is_said_or_shown() -> None:
    shown = {Outcome.READY, Outcome.ADMITTED, Outcome.WAITING}
    for language in LANGUAGES:
        silent = {outcome for outcome in Outcome if at_the_door(outcome, Reader(language)) is None}
        assert silent == shown


def test_kinds_roles_and_menu_fit_a_button() -> None:
    for language in LANGUAGES:
        r = Reader(language)
        labels = [kind_name(r, kind) for kind in OrganisationKind] + [role_name(r, role) for role in Role]
        labels += [r.plain(entry.label) for entry in room.menu]
        assert [label for label in labels if not 0 < len(label) <= 40] == []


def test_every_act_has_a_name_in_the_history() -> None:
    """Those of dead letters and of a right PIN are on no subject whose history is shown."""
    unnamed = set(EXAMPLES) - set(ACT_NAMES)
    assert unnamed == {"incident.replay", "incident.dismiss", "invitation.confirm", "pin.give"}


def test_every_offered_zone_has_a_name_of_its_own() -> None:
    """T3. In Cyrillic for Russian and Kazakh, one city once, and known to the machine."""
    assert set(ZONES) <= available_timezones()
    for language in LANGUAGES:
        names = [zone_name(Reader(language), zone) for zone in ZONES]
        assert len(set(names)) == len(ZONES)
        assert [name for name in names if name.isascii() is not (language == "en")] == []


def test_one_word_for_one_thing() -> None:
    """In Kazakh a button is «батырма», a command «пәрмен», a failure «ақау»; people read «Терезе», not a Latin name,
    and of messages and presses, not of updates."""
    for language, unwanted in {
        "kk": ("түйме", "команда", "инцидент", "tereze "),
        "ru": ("обновление не удалось", "инцидент", "tereze "),
    }.items():
        path = Path(__file__).parents[2] / "locales" / language / "LC_MESSAGES" / "messages.po"
        with path.open("rb") as file:
            catalog = read_po(file)
        for message in catalog:
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            for one in said if message.id else ():
                assert not [word for word in unwanted if word in f"{one} ".lower()], (language, one)
