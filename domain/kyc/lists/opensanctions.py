"""OpenSanctions' `targets.simple.csv`: read by its header, lists inside a cell parted by semicolons."""

import csv
import hashlib
from typing import Final

from domain.kyc.lists.country_names import country_named
from domain.kyc.lists.dates import read_dates
from domain.kyc.lists.entry import ListContent, ListEmpty, ListEntry, ListFormat, ListUnknownFormat, RowProblem
from domain.kyc.lists.reading import Bounded, Errors, csv_rows
from domain.kyc.subject import Subject, SubjectKind

PART: Final = "targets"
_NEEDED: Final = frozenset({"id", "schema", "name", "aliases", "birth_date", "countries", "identifiers"})
_KINDS: Final = {
    "Person": SubjectKind.PERSON,
    "Organization": SubjectKind.ORGANISATION,
    "Company": SubjectKind.ORGANISATION,
    "PublicBody": SubjectKind.ORGANISATION,
    "Vessel": SubjectKind.VESSEL,
    "Airplane": SubjectKind.VESSEL,
}
_MOST_REMARKS: Final = 2_000


def read_opensanctions(stream: Bounded) -> ListContent:
    """The whole file. Raises ListRefused."""
    rows = csv_rows(stream)
    header = next(rows, None)
    columns = {name.strip(): at for at, name in enumerate(header[1])} if header else {}
    if not columns.keys() >= _NEEDED:
        raise ListUnknownFormat
    errors = Errors()
    entries: dict[str, ListEntry] = {}
    published = ""
    for number, row in rows:
        if not row:
            continue
        if len(row) != len(columns):
            errors.add(PART, number, RowProblem.COLUMNS, str(len(row)))
            continue
        entry = _entry(columns, row)
        if not entry.key:
            errors.add(PART, number, RowProblem.NO_KEY)
        elif not entry.subject.names:
            errors.add(PART, number, RowProblem.NO_NAME, entry.key)
        elif entry.key in entries:
            errors.add(PART, number, RowProblem.DOUBLE_KEY, entry.key)
        else:
            entries[entry.key] = entry
            published = max(published, _cell(columns, row, "last_change")[:10])
    errors.check()
    if not entries:
        raise ListEmpty
    digest = hashlib.sha256(stream.digest).hexdigest()
    return ListContent(ListFormat.OPENSANCTIONS, tuple(entries.values()), digest, published)


def _entry(columns: dict[str, int], row: list[str]) -> ListEntry:
    names = (_cell(columns, row, "name"), *_many(_cell(columns, row, "aliases")))
    countries = (country_named(name) for name in _many(_cell(columns, row, "countries")))
    programs = _many(_cell(columns, row, "program_ids")) or _many(_cell(columns, row, "dataset"))
    subject = Subject(
        kind=_KINDS.get(_cell(columns, row, "schema"), SubjectKind.UNKNOWN),
        names=tuple(dict.fromkeys(filter(None, names))),
        birth_dates=tuple(
            dict.fromkeys(date for text in _many(_cell(columns, row, "birth_date")) for date in read_dates(text))
        ),
        countries=frozenset(country for country in countries if country is not None),
        identifiers=frozenset(_many(_cell(columns, row, "identifiers"))),
    )
    return ListEntry(_cell(columns, row, "id"), subject, programs, _cell(columns, row, "sanctions")[:_MOST_REMARKS])


def _cell(columns: dict[str, int], row: list[str], name: str) -> str:
    return row[columns[name]].strip() if name in columns else ""


def _many(cell: str) -> tuple[str, ...]:
    """The values of a cell; one with a semicolon of its own stands in quotes."""
    if not cell:
        return ()
    try:
        values = next(csv.reader([cell], delimiter=";", strict=True), [])
    except csv.Error:
        values = cell.split(";")
    return tuple(value for text in values if (value := text.strip()))
