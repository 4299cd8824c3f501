"""Sentences of the machine itself: what it says when no room is asked."""

from markupsafe import Markup

from handlers.words.reader import Reader


def stale(r: Reader) -> Markup:
    """A button of an earlier screen was pressed."""
    return r.say("machine", "That button belongs to an earlier screen. This is how things stand now.")


def settled(r: Reader) -> Markup:
    """A deed on a notice whose question somebody has answered."""
    return r.say("machine", "This has been settled already. This is how things stand now.")


def foreign(r: Reader) -> Markup:
    """A button that was never shown in this chat."""
    return r.say("machine", "That button is not yours. Nothing was changed.")


def not_understood(r: Reader) -> Markup:
    """Nobody asked for what was sent."""
    return r.say("machine", "This is not expected here. Nothing was lost: the question stands below.")
