"""The UN Security Council's consolidated list, XML. Read element by element; document types and entities refused."""

import hashlib
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from domain.classifier.countries import Country
from domain.kyc.lists.country_names import country_named
from domain.kyc.lists.dates import read_dates
from domain.kyc.lists.entry import (
    ListBroken,
    ListContent,
    ListEmpty,
    ListEntry,
    ListFormat,
    ListHostile,
    ListUnknownFormat,
    RowProblem,
)
from domain.kyc.lists.reading import Bounded, Errors
from domain.kyc.subject import PartialDate, Subject, SubjectKind

ROOT: Final = "CONSOLIDATED_LIST"
_KINDS: Final = {"INDIVIDUAL": SubjectKind.PERSON, "ENTITY": SubjectKind.ORGANISATION}
_NAME_PARTS: Final = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_COUNTRY_PLACES: Final = ("INDIVIDUAL_ADDRESS", "ENTITY_ADDRESS", "INDIVIDUAL_PLACE_OF_BIRTH")
_MOST_DEPTH: Final = 16


def read_un(stream: Bounded) -> ListContent:
    """The whole list. Raises ListRefused."""
    errors = Errors()
    entries: dict[str, ListEntry] = {}
    published = ""
    try:
        for number, (element, date) in enumerate(_elements(stream), start=1):
            published = date
            entry = _entry(element, number, errors)
            if entry is None:
                continue
            if entry.key in entries:
                errors.add(ROOT, number, RowProblem.DOUBLE_KEY, entry.key)
            entries[entry.key] = entry
    except DefusedXmlException:
        raise ListHostile from None
    except ParseError as broken:
        raise ListBroken(broken.position[0]) from None
    except (LookupError, ValueError):  # an encoding that Python does not know, or one the parser refuses
        raise ListBroken from None
    errors.check()
    if not entries:
        raise ListEmpty
    digest = hashlib.sha256(stream.digest).hexdigest()
    return ListContent(ListFormat.UN, tuple(entries.values()), digest, published[:10])


def _elements(stream: Bounded) -> Iterator[tuple[Element, str]]:
    """Each entry's element with the list's date; done ones are let go, so that memory does not grow with the file."""
    path: list[Element] = []
    for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            if not path and element.tag != ROOT:
                raise ListUnknownFormat
            path.append(element)
            if len(path) > _MOST_DEPTH:
                raise ListBroken
            continue
        path.pop()
        if element.tag in _KINDS:
            yield element, path[0].get("dateGenerated", "") if path else ""
        if len(path) <= 2:  # the root, a group of entries, an entry
            element.clear()
            if path:
                path[-1].remove(element)


def _entry(element: Element, number: int, errors: Errors) -> ListEntry | None:
    key = _text(element, "DATAID")
    if not key:
        errors.add(ROOT, number, RowProblem.NO_KEY)
        return None
    names = _names(element)
    if not names:
        errors.add(ROOT, number, RowProblem.NO_NAME, key)
        return None
    subject = Subject(
        kind=_KINDS[element.tag],
        names=names,
        birth_dates=tuple(dict.fromkeys(_births(element))),
        countries=frozenset(_countries(element)),
        identifiers=frozenset(filter(None, (_text(paper, "NUMBER") for paper in element.iter("INDIVIDUAL_DOCUMENT")))),
    )
    programs = tuple(filter(None, (_text(element, "UN_LIST_TYPE"), _text(element, "REFERENCE_NUMBER"))))
    return ListEntry(key, subject, programs, _text(element, "COMMENTS1"))


def _text(element: Element, tag: str) -> str:
    return " ".join((element.findtext(tag) or "").split())


def _names(element: Element) -> tuple[str, ...]:
    main = " ".join(filter(None, (_text(element, part) for part in _NAME_PARTS)))
    others = [_text(alias, "ALIAS_NAME") for tag in ("INDIVIDUAL_ALIAS", "ENTITY_ALIAS") for alias in element.iter(tag)]
    return tuple(dict.fromkeys(filter(None, (main, _text(element, "NAME_ORIGINAL_SCRIPT"), *others))))


def _births(element: Element) -> Iterator[PartialDate]:
    for birth in element.iter("INDIVIDUAL_DATE_OF_BIRTH"):
        first, last = _text(birth, "FROM_YEAR"), _text(birth, "TO_YEAR")
        text = f"{first} to {last}" if first and last else _text(birth, "DATE") or _text(birth, "YEAR")
        about = "circa " if _text(birth, "TYPE_OF_DATE") == "APPROXIMATELY" else ""
        yield from read_dates(about + text)


def _countries(element: Element) -> Iterator[Country]:
    places = [_text(place, "COUNTRY") for tag in _COUNTRY_PLACES for place in element.iter(tag)]
    nations = [
        " ".join((value.text or "").split()) for nation in element.iter("NATIONALITY") for value in nation.iter("VALUE")
    ]
    for name in (*nations, *places):
        if (country := country_named(name)) is not None:
            yield country
