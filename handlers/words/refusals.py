"""Sentences for the refusals that every room can meet."""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from domain.kit import refused
from handlers.words.figures import FIGURES
from handlers.words.reader import Reader


def not_permitted(_: Any, r: Reader) -> Markup:
    return r.say("refused", "Your role does not allow this.")


def not_found(_: Any, r: Reader) -> Markup:
    return r.say("refused", "There is nothing here for you: it is gone, or it belongs to others.")


def changed_meanwhile(_: Any, r: Reader) -> Markup:
    return r.say("refused", "Somebody has just changed this. Here is how it stands now; nothing you typed is lost.")


def wrong_state(_: Any, r: Reader) -> Markup:
    return r.say("refused", "This can no longer be done: the matter has moved on.")


def pin_needed(_: Any, r: Reader) -> Markup:
    return r.say("refused", "This decision needs your PIN.")


COMMON: Mapping[type[refused.Refused], Any] = {
    refused.NotPermitted: not_permitted,
    refused.NotFound: not_found,
    refused.ChangedMeanwhile: changed_meanwhile,
    refused.WrongState: wrong_state,
    refused.PinNeeded: pin_needed,
    **FIGURES,
}
