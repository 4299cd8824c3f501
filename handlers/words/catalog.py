"""Catalogs read straight from .po files; no .mo is stored. English sources are the message ids."""

import gettext
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("ru", "kk", "en")
LOCALES = Path(__file__).resolve().parents[2] / "locales"


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence declared where it cannot be said yet (forms, tables). Extracted like `say`: context first."""

    context: str
    message: str


@cache
def catalog(language: str) -> gettext.GNUTranslations:
    """The catalog of a language, made in memory. Raises FileNotFoundError when the language has none."""
    path = LOCALES / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as source:
        messages = read_po(source, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
