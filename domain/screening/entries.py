"""An entry of a list as it is stored, and back."""

from typing import Any

from domain.classifier.countries import Country
from domain.kyc.facts_beside import identifier_key
from domain.kyc.lists.entry import ListEntry
from domain.kyc.subject import PartialDate, Subject, SubjectKind


def subject_to_json(subject: Subject) -> dict[str, Any]:
    """JSON-ready; sets in order, so that equal subjects are equal texts."""
    return {
        "kind": subject.kind.value,
        "names": list(subject.names),
        "births": [[one.year, one.month, one.day, one.about] for one in subject.birth_dates],
        "countries": sorted(subject.countries),
        "identifiers": sorted(subject.identifiers),
    }


def subject_from_json(stored: dict[str, Any]) -> Subject:
    """Raises KeyError or ValueError on what was never written."""
    return Subject(
        kind=SubjectKind(stored["kind"]),
        names=tuple(stored["names"]),
        birth_dates=tuple(PartialDate(*one) for one in stored["births"]),
        countries=frozenset(Country(one) for one in stored["countries"]),
        identifiers=frozenset(stored["identifiers"]),
    )


def entry_body(entry: ListEntry) -> dict[str, Any]:
    """What is kept of an entry: its subject, its regimes, its remarks."""
    return {**subject_to_json(entry.subject), "programs": list(entry.programs), "remarks": entry.remarks}


def identifier_keys(subject: Subject) -> list[str]:
    """Papers' numbers as they are looked up."""
    return sorted({key for one in subject.identifiers if (key := identifier_key(one))})
