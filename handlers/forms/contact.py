"""A contact shared from Telegram, with what its vCard holds beside (M1.1)."""

from typing import Any

import vobject
from aiogram.types import Contact
from vobject.base import ParseError

from handlers.forms.clean import one_line
from handlers.forms.declare import SharedContact
from handlers.forms.parse import Value, phone


def read_contact(shared: Contact) -> SharedContact:
    """What the contact says, cleaned; a vCard that cannot be read is as good as none."""
    card = _card(shared.vcard or "")
    name = one_line(" ".join(part for part in (shared.first_name, shared.last_name) if part))
    phones = [shared.phone_number, *_values(card, "tel")]
    return SharedContact(
        name=one_line(_first(card, "fn")) or name,
        phones=tuple(dict.fromkeys(number for one in phones if (number := _number(one)))),
        mails=tuple(dict.fromkeys(one_line(one) for one in _values(card, "email") if "@" in one)),
        organisation=one_line(_first(card, "org")),
        position=one_line(_first(card, "title")),
        telegram=shared.user_id,
    )


def _card(text: str) -> Any:
    if not text.strip():
        return None
    try:
        return vobject.readOne(text, ignoreUnreadable=True)
    except (ParseError, StopIteration, ValueError, IndexError, KeyError, AttributeError, TypeError, AssertionError):
        return None  # the library meets hostile cards with whatever its code happens to raise


def _values(card: Any, name: str) -> list[str]:
    if card is None:
        return []
    return [_text(line.value) for line in card.contents.get(name, [])]


def _first(card: Any, name: str) -> str:
    return next(iter(_values(card, name)), "")


def _text(value: Any) -> str:
    """A value of a card; an organisation is a list of its units."""
    return ", ".join(str(one) for one in value if one) if isinstance(value, list) else str(value)


def _number(text: str) -> str:
    """E.164; Telegram leaves out the plus."""
    for written in (text, f"+{text}"):
        parsed = phone(one_line(written))
        if isinstance(parsed, Value):
            return str(parsed.value)
    return ""
