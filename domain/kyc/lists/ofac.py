"""The US Treasury's SDN list: sdn.csv with alt.csv (other names) and add.csv (addresses).

No header line; `-0-` is "nothing". Birth dates, nationalities, papers and weak aliases are in the remarks.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from domain.classifier.countries import Country
from domain.kyc.lists.country_names import country_named
from domain.kyc.lists.dates import read_dates
from domain.kyc.lists.entry import (
    ListBroken,
    ListContent,
    ListEmpty,
    ListEntry,
    ListFormat,
    ListPartMissing,
    RowProblem,
)
from domain.kyc.lists.reading import Bounded, Errors, csv_rows
from domain.kyc.subject import PartialDate, Subject, SubjectKind

MAIN, ALIASES, ADDRESSES = "sdn", "alt", "add"

_COLUMNS: Final = {MAIN: 12, ALIASES: 5, ADDRESSES: 6}
_KINDS: Final = {
    "individual": SubjectKind.PERSON,
    "vessel": SubjectKind.VESSEL,
    "aircraft": SubjectKind.VESSEL,
    "": SubjectKind.ORGANISATION,
    "entity": SubjectKind.ORGANISATION,
}
_END_OF_FILE: Final = "\x1a"  # the Treasury's files end with the DOS sign
_BIRTH: Final = re.compile(r"^(?:alt\. )?DOB (.+)$")
_NATION: Final = re.compile(r"^(?:alt\. )?(?:nationality|citizen) (.+)$", re.IGNORECASE)
_ALIAS: Final = re.compile(r"^(?:alt\. )?(?:a|f|n)\.k\.a\. '(.+)'$")
_PAPER: Final = re.compile(
    r"^(?:alt\. )?[\w./&' -]*?"
    r"(?:Passport|SSN|No\.|Numbers?\b|ID\b|#|IMO|Code|R\.F\.C\.|C\.U\.R\.P\.|D\.N\.I\.|RIF|BIC|RUC|NIT)"
    r"\s*(?:(?:Card|No\.|Number|#|IMO)\s*)*:?\s*(?=[^(]*\d)([A-Z0-9][A-Z0-9 ./-]*?)\s*"
    r"(?:\(([^)]*)\))?(?:\s*(?:issued|expires)\b.*)?$",
    re.IGNORECASE,
)
_LONGEST_FACT: Final = 200
_NO_PAPERS: Final = re.compile(r"^(?:Telephone|Fax|Phone|Linked To|Website|Email)", re.IGNORECASE)


@dataclass(slots=True)
class _Draft:
    kind: SubjectKind
    names: list[str]
    programs: tuple[str, ...]
    remarks: str
    births: list[PartialDate] = field(default_factory=list)
    countries: set[Country] = field(default_factory=set)
    identifiers: set[str] = field(default_factory=set)


def read_ofac(parts: Mapping[str, Bounded]) -> ListContent:
    """The list of `sdn`, and of `alt` and `add` where given. Raises ListRefused."""
    if MAIN not in parts:
        raise ListPartMissing(MAIN)
    errors = Errors()
    drafts = _main(parts[MAIN], errors)
    if ALIASES in parts:
        for number, row in _rows(parts[ALIASES], ALIASES, errors):
            if (draft := drafts.get(row[0])) is None:
                errors.add(ALIASES, number, RowProblem.ORPHAN, row[0])
            elif row[3]:
                draft.names.append(row[3])
    if ADDRESSES in parts:
        for number, row in _rows(parts[ADDRESSES], ADDRESSES, errors):
            if (draft := drafts.get(row[0])) is None:
                errors.add(ADDRESSES, number, RowProblem.ORPHAN, row[0])
            elif (country := country_named(row[4])) is not None:
                draft.countries.add(country)
    errors.check()
    if not drafts:
        raise ListEmpty
    digest = hashlib.sha256(b"".join(parts[name].digest for name in sorted(parts))).hexdigest()
    return ListContent(ListFormat.OFAC, tuple(_entries(drafts)), digest)


def _rows(stream: Bounded, part: str, errors: Errors) -> Iterable[tuple[int, list[str]]]:
    ended = False
    for number, raw in csv_rows(stream):
        if not raw or raw == [_END_OF_FILE]:
            ended = ended or bool(raw)
            continue
        if ended:
            raise ListBroken(number)
        row = ["" if cell.strip() in ("-0-", "-0") else cell.strip() for cell in raw]
        if len(row) != _COLUMNS[part]:
            errors.add(part, number, RowProblem.COLUMNS, str(len(row)))
        elif not row[0].isdigit():
            errors.add(part, number, RowProblem.NO_KEY, row[0])
        else:
            yield number, row


def _main(stream: Bounded, errors: Errors) -> dict[str, _Draft]:
    drafts: dict[str, _Draft] = {}
    for number, row in _rows(stream, MAIN, errors):
        key, name, kind, program, title, remarks = row[0], row[1], row[2], row[3], row[4], row[11]
        if not name:
            errors.add(MAIN, number, RowProblem.NO_NAME, key)
        elif key in drafts:
            errors.add(MAIN, number, RowProblem.DOUBLE_KEY, key)
        else:
            programs = tuple(found for found in re.split(r"\]\s*\[|;", program.strip("[] ")) if found)
            notes = "; ".join(text for text in (title, remarks) if text)
            draft = _Draft(_KINDS.get(kind.lower(), SubjectKind.UNKNOWN), [name], programs, notes)
            _read_remarks(draft, remarks)
            drafts[key] = draft
    return drafts


def _read_remarks(draft: _Draft, remarks: str) -> None:
    """The facts among the remarks. What is not understood stays a remark."""
    for found in remarks.split(";"):
        item = found.strip().removesuffix(".").strip()
        if len(item) > _LONGEST_FACT:
            continue
        if (match := _BIRTH.match(item)) is not None:
            draft.births.extend(read_dates(match.group(1)))
        elif (match := _NATION.match(item)) is not None:
            if (country := country_named(match.group(1))) is not None:
                draft.countries.add(country)
        elif (match := _ALIAS.match(item)) is not None:
            draft.names.append(match.group(1))
        elif not _NO_PAPERS.match(item) and (match := _PAPER.match(item)) is not None:
            draft.identifiers.add(match.group(1).strip())
            if (country := country_named(match.group(2) or "")) is not None:
                draft.countries.add(country)


def _entries(drafts: Mapping[str, _Draft]) -> Iterable[ListEntry]:
    for key, draft in drafts.items():
        subject = Subject(
            kind=draft.kind,
            names=tuple(dict.fromkeys(draft.names)),
            birth_dates=tuple(dict.fromkeys(draft.births)),
            countries=frozenset(draft.countries),
            identifiers=frozenset(draft.identifiers),
        )
        yield ListEntry(key, subject, draft.programs, draft.remarks)
