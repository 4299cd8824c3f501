"""A CSV of one's own: politically exposed persons, refused partners. The first line names the columns.

`name` is needed; `id, type, aliases, birth_date, countries, identifiers, program, remarks` may stand beside it, in
any order, in English, Russian or Kazakh. The separator is a comma, a semicolon or a tab. `type` is person,
organisation or vessel; several values in a cell are parted by `|`. Strict where published lists are not: a date or
a country that cannot be read refuses the file, because its author can put it right.
"""

import hashlib
from collections.abc import Iterator
from typing import Final

from domain.classifier.countries import Country
from domain.kyc.lists.country_names import country_named
from domain.kyc.lists.dates import read_dates
from domain.kyc.lists.entry import ListContent, ListEmpty, ListEntry, ListFormat, ListUnknownFormat, RowProblem
from domain.kyc.lists.reading import Bounded, Errors, csv_rows
from domain.kyc.subject import PartialDate, Subject, SubjectKind
from domain.names.fold import fold_name

PART: Final = "plain"
_HEADERS: Final = {
    "id": "id", "номер": "id", "нөмір": "id",
    "name": "name", "имя": "name", "название": "name", "наименование": "name", "атауы": "name", "аты-жөні": "name",
    "фио": "name",
    "type": "type", "тип": "type", "түрі": "type",
    "aliases": "aliases", "другие имена": "aliases", "басқа атаулары": "aliases",
    "birth_date": "birth_date", "дата рождения": "birth_date", "туған күні": "birth_date",
    "countries": "countries", "country": "countries", "страна": "countries", "елі": "countries", "ел": "countries",
    "identifiers": "identifiers", "identifier": "identifiers", "бин": "identifiers", "иин": "identifiers",
    "бин/иин": "identifiers", "бсн": "identifiers", "жсн": "identifiers", "бсн/жсн": "identifiers",
    "program": "program", "список": "program", "тізім": "program",
    "remarks": "remarks", "reason": "remarks", "примечание": "remarks", "причина": "remarks", "ескертпе": "remarks",
}  # fmt: skip
_KINDS: Final = {
    "": SubjectKind.UNKNOWN, "person": SubjectKind.PERSON, "человек": SubjectKind.PERSON,
    "физлицо": SubjectKind.PERSON, "адам": SubjectKind.PERSON, "жеке тұлға": SubjectKind.PERSON,
    "organisation": SubjectKind.ORGANISATION, "organization": SubjectKind.ORGANISATION,
    "company": SubjectKind.ORGANISATION, "организация": SubjectKind.ORGANISATION,
    "юрлицо": SubjectKind.ORGANISATION, "ұйым": SubjectKind.ORGANISATION,
    "заңды тұлға": SubjectKind.ORGANISATION, "vessel": SubjectKind.VESSEL, "судно": SubjectKind.VESSEL,
    "кеме": SubjectKind.VESSEL,
}  # fmt: skip
_MOST_NAME: Final = 1_000
_MOST_REMARKS: Final = 4_000


def read_plain(stream: Bounded, delimiter: str) -> ListContent:
    """The whole file. Raises ListRefused."""
    rows = csv_rows(stream, delimiter)
    header = next(rows, None)
    columns = {at: _HEADERS.get(name.strip().lower()) for at, name in enumerate(header[1])} if header else {}
    if "name" not in columns.values():
        raise ListUnknownFormat
    errors = Errors()
    entries: dict[str, ListEntry] = {}
    for number, row in rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(columns):
            errors.add(PART, number, RowProblem.COLUMNS, str(len(row)))
            continue
        cells: dict[str, str] = {}
        for at, name in columns.items():
            if name is not None and row[at].strip():
                cells[name] = f"{cells[name]}|{row[at].strip()}" if name in cells else row[at].strip()
        entry = _entry(cells, number, errors)
        if entry is not None and entry.key in entries:
            errors.add(PART, number, RowProblem.DOUBLE_KEY, entry.key)
        elif entry is not None:
            entries[entry.key] = entry
    errors.check()
    if not entries:
        raise ListEmpty
    return ListContent(ListFormat.PLAIN, tuple(entries.values()), hashlib.sha256(stream.digest).hexdigest())


def _entry(cells: dict[str, str], number: int, errors: Errors) -> ListEntry | None:
    names = tuple(dict.fromkeys((*_many(cells, "name"), *_many(cells, "aliases"))))
    if not names or not fold_name(names[0]):
        errors.add(PART, number, RowProblem.NO_NAME, cells.get("name", ""))
        return None
    if any(len(name) > _MOST_NAME for name in names):
        errors.add(PART, number, RowProblem.TOO_LONG, names[0])
        return None
    kind = _KINDS.get(cells.get("type", "").lower())
    if kind is None:
        errors.add(PART, number, RowProblem.BAD_KIND, cells["type"])
        kind = SubjectKind.UNKNOWN
    subject = Subject(
        kind=kind,
        names=names,
        birth_dates=tuple(_births(cells, number, errors)),
        countries=frozenset(_countries(cells, number, errors)),
        identifiers=frozenset(_many(cells, "identifiers")),
    )
    key = cells.get("id") or _made_key(subject)
    return ListEntry(key, subject, _many(cells, "program"), cells.get("remarks", "")[:_MOST_REMARKS])


def _many(cells: dict[str, str], name: str) -> tuple[str, ...]:
    return tuple(value for text in cells.get(name, "").split("|") if (value := text.strip()))


def _births(cells: dict[str, str], number: int, errors: Errors) -> Iterator[PartialDate]:
    for text in _many(cells, "birth_date"):
        dates = read_dates(text)
        if not dates:
            errors.add(PART, number, RowProblem.BAD_DATE, text)
        yield from dates


def _countries(cells: dict[str, str], number: int, errors: Errors) -> Iterator[Country]:
    for text in _many(cells, "countries"):
        country = country_named(text)
        if country is None:
            errors.add(PART, number, RowProblem.BAD_COUNTRY, text)
        else:
            yield country


def _made_key(subject: Subject) -> str:
    """Two people of one name are told apart by their birth dates or papers; without them they are one row too many."""
    facts = (fold_name(subject.names[0]), *map(str, subject.birth_dates), *sorted(subject.identifiers))
    return "made:" + hashlib.sha256("\x1f".join(facts).encode()).hexdigest()[:24]
