"""How other rooms open a form."""

from collections.abc import Mapping
from typing import Any

from handlers.chat import Chat
from handlers.forms.declare import Form
from handlers.forms.places import StartForm
from handlers.forms.supply import may
from handlers.screens.place import Place


async def start_form(chat: Chat, form: Form, context: Mapping[str, Any] | None = None) -> Place:
    """Where the form begins: ``chat.go(await start_form(chat, FORM, {...}))``. Raises NotPermitted.

    Nothing is kept until the first answer, so opening a form by mistake leaves no draft behind.
    """
    may(form, chat.reading)
    return StartForm(form.name, dict(context or {}))
