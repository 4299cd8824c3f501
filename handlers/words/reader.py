"""The reader: whoever will see the words, with their language and time zone."""

import logging
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from handlers.words.catalog import Text, catalog

log = logging.getLogger(__name__)


ALMATY = ZoneInfo("Asia/Almaty")


@dataclass(frozen=True, slots=True)
class Reader:
    """Says every text in one person's language.

    `say` and `count` give HTML (Markup): templates may hold Telegram's tags, every value put in is escaped unless it is
    Markup itself. `label` and `label_count` give plain text for buttons and file names, where nothing is escaped.
    Placeholders are named: ``r.say("company.card", "Country: {country}", country=name)``.
    """

    language: str = "ru"
    zone: ZoneInfo = ALMATY

    def say(self, context: str, message: str, /, **values: Any) -> Markup:
        return self._markup(catalog(self.language).pgettext(context, message), message, values)

    def count(self, context: str, one: str, many: str, number: int, /, **values: Any) -> Markup:
        """As `say`, by number; `{n}` is the number."""
        template = catalog(self.language).npgettext(context, one, many, number)
        return self._markup(template, many, {"n": number, **values})

    def label(self, context: str, message: str, /, **values: Any) -> str:
        return self._plain(catalog(self.language).pgettext(context, message), message, values)

    def label_count(self, context: str, one: str, many: str, number: int, /, **values: Any) -> str:
        template = catalog(self.language).npgettext(context, one, many, number)
        return self._plain(template, many, {"n": number, **values})

    def text(self, text: Text, /, **values: Any) -> Markup:
        """Say a text declared elsewhere."""
        return self._markup(catalog(self.language).pgettext(text.context, text.message), text.message, values)

    def plain(self, text: Text, /, **values: Any) -> str:
        """A declared text as a label."""
        return self._plain(catalog(self.language).pgettext(text.context, text.message), text.message, values)

    def _markup(self, template: str, source: str, values: dict[str, Any]) -> Markup:
        try:
            return Markup(template).format(**values)  # noqa: S704 - templates are ours, values are escaped by format
        except (KeyError, IndexError, ValueError):
            log.error("broken translation", extra={"source": source, "language": self.language})
            return Markup(source).format(**values)  # noqa: S704

    def _plain(self, template: str, source: str, values: dict[str, Any]) -> str:
        try:
            return template.format(**values)
        except (KeyError, IndexError, ValueError):
            log.error("broken translation", extra={"source": source, "language": self.language})
            return source.format(**values)


def lines(*parts: Markup | str | None) -> Markup:
    """Join the parts that are there, one a line. A plain str is escaped."""
    return Markup("\n").join(part for part in parts if part is not None)
