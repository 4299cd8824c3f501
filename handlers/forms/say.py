"""Answers in words: as a line of the review, on a button, in the sentence left on the question."""

from collections.abc import Mapping
from typing import Any

from domain.kit.money import Money
from handlers.forms.clean import shortened
from handlers.forms.declare import Choice, Choices, Day, Field, Files, Group, Lookup, Number, Phone, Sum, YesNo
from handlers.screens.labels import ON_BUTTON
from handlers.words.formats import day, money, number
from handlers.words.reader import Reader

NAME = ":name"
"""Ending of the key under which the words of a Choice, Choices or Lookup answer stand beside its value."""


def value_text(field: Field, value: Any, answers: Mapping[str, Any], reader: Reader) -> str:
    """A typed answer in the reader's words, whole. `answers` holds the names («company:name») beside the values."""
    match field:
        case YesNo():
            return reader.label("forms.value", "Yes") if value else reader.label("forms.value", "No")
        case Day():
            return day(reader, value)
        case Sum():
            assert isinstance(value, Money)
            return money(reader, value)
        case Number():
            return number(reader, value)
        case Choice() | Choices() | Lookup():
            return str(answers.get(field.name + NAME) or value)
        case Files():
            return reader.label_count("forms.value", "{n} file", "{n} files", len(value))
        case Group():
            return "; ".join(field.line(one, reader) for one in value)
        case Phone():
            return str(value)
        case _:
            return str(value)


def on_button(label: str, value: str, limit: int = ON_BUTTON) -> str:
    """«Label: value» that fits a button."""
    return shortened(f"{label}: {value}", limit)
