"""What the sender says itself: when a screen cannot be shown, and lines that only carry something else."""

from markupsafe import Markup

from handlers.screens.press import Home
from handlers.screens.values import Button, Screen
from handlers.words.reader import Reader


def refused_screen(sentence: Markup, r: Reader) -> Screen:
    """The place cannot be shown to this person: why, and the way out."""
    return Screen(sentence, ((Button(r.label("fallback", "Menu"), Home()),),))


def gone_screen(r: Reader) -> Screen:
    """The place was stored by another release, or never was one."""
    return refused_screen(r.say("fallback", "This screen is no longer there. Everything is in the menu."), r)


def apology_screen(incident: str, r: Reader) -> Screen:
    """A fault of ours, with the number the log is searched by."""
    sentence = r.say(
        "fallback",
        "This screen cannot be shown at the moment. What you entered is saved, and we try again. Incident {number}.",
        number=incident,
    )
    return refused_screen(sentence, r)


def veil(r: Reader) -> Markup:
    """A neutral line, sent before a private screen takes its place: a push shows only this."""
    return r.say("fallback", "A confidential screen opens here.")


def keyboard_removed(r: Reader) -> Markup:
    """The line that takes the contact keyboard away."""
    return r.say("fallback", "Thank you.")
