"""Upkeep of the catalogs: extract the sources, update the three languages without guessing, check completeness.

``python -m handlers.words.maintain update`` rewrites the template and the catalogs; ``check`` fails when the committed
ones are behind the sources or incomplete.
"""

import io
import sys
from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from handlers.words.catalog import LANGUAGES, LOCALES

ROOT = LOCALES.parent
TEMPLATE = LOCALES / "messages.pot"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...]] = {
    "say": ((1, "c"), 2),
    "label": ((1, "c"), 2),
    "Text": ((1, "c"), 2),
    "count": ((1, "c"), 2, 3),
    "label_count": ((1, "c"), 2, 3),
}
Key = tuple[str, ...]
"""Context and message; with a third part, the plural."""


def extract() -> Catalog:
    """All texts of the handlers, ordered by context, so that the files change only where the words do."""
    found: dict[Key, Message] = {}
    catalog = Catalog(project="tereze", charset="utf-8", fuzzy=False)
    for _file, _line, message, _comments, context in extract_from_dir(
        str(ROOT / "handlers"), method_map=[("**.py", "python")], keywords=KEYWORDS
    ):
        ids = message if isinstance(message, tuple) else (message,)
        found[(context or "", *ids)] = Message(message, context=context)
    for key in sorted(found):
        catalog.add(found[key].id, context=found[key].context)
    return catalog


def key_of(message: Message) -> Key:
    ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
    return (message.context or "", *ids)


def _translation(language: str, key: Key, old: Catalog, given: Mapping[Key, str | list[str]]) -> str | tuple[str, ...]:
    if language == "en":
        return key[1] if len(key) == 2 else (key[1], key[2])
    if key in given:
        value = given[key]
        return value if isinstance(value, str) else tuple(value)
    before = old.get(key[1], context=key[0] or None)
    if before is None or bool(before.pluralizable) != (len(key) == 3):
        return "" if len(key) == 2 else ("",) * old.num_plurals
    string = before.string
    return string if isinstance(string, str) else tuple(string or ())


def updated(language: str, template: Catalog, given: Mapping[Key, str | list[str]]) -> Catalog:
    """The language's catalog with exactly the template's messages: kept, given, or empty; never guessed."""
    path = LOCALES / language / "LC_MESSAGES" / "messages.po"
    old = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as source:
            old = read_po(source, locale=language)
    new = Catalog(locale=language, project="tereze", charset="utf-8", fuzzy=False)
    for message in template:
        if message.id:
            string = _translation(language, key_of(message), old, given)
            new.add(message.id, string, context=message.context)
    return new


def incomplete(catalog: Catalog) -> list[Key]:
    """Messages with an empty form."""
    return [
        key_of(message)
        for message in catalog
        if message.id and not all([message.string] if isinstance(message.string, str) else message.string or [""])
    ]


def _write(catalog: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(rendered(catalog))


def rendered(catalog: Catalog) -> bytes:
    """The file's bytes, without dates that would change at every run."""
    out = io.BytesIO()
    write_po(out, catalog, width=120, omit_header=False, sort_output=False)
    kept = [
        line
        for line in out.getvalue().split(b"\n")
        if not line.startswith((b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By', b'"Last-Translator'))
    ]
    return b"\n".join(kept)


def update(given: Mapping[str, Mapping[Key, str | list[str]]] | None = None) -> dict[str, list[Key]]:
    """Rewrite template and catalogs; returns what is missing by language."""
    template = extract()
    _write(template, TEMPLATE)
    missing = {}
    for language in LANGUAGES:
        catalog = updated(language, template, (given or {}).get(language, {}))
        _write(catalog, LOCALES / language / "LC_MESSAGES" / "messages.po")
        missing[language] = incomplete(catalog)
    return missing


def problems() -> list[str]:
    """Why the committed files are not what the sources ask for; empty when all is well."""
    template = extract()
    found = []
    if not TEMPLATE.exists() or TEMPLATE.read_bytes() != rendered(template):
        found.append("the template is behind the sources: run `make messages`")
    for language in LANGUAGES:
        catalog = updated(language, template, {})
        found += [f"{language}: no translation of {key}" for key in incomplete(catalog)]
        path = LOCALES / language / "LC_MESSAGES" / "messages.po"
        if not path.exists() or path.read_bytes() != rendered(catalog):
            found.append(f"{language}: the catalog is behind the template: run `make messages`")
    return found


def main(arguments: list[str]) -> int:
    if arguments == ["update"]:
        for language, keys in update().items():
            sys.stdout.write(f"{language}: {len(keys)} missing\n")
        return 0
    if arguments == ["check"]:
        found = problems()
        sys.stdout.writelines(line + "\n" for line in found)
        return 1 if found else 0
    sys.stderr.write("usage: python -m handlers.words.maintain update|check\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
