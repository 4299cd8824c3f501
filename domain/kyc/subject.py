"""Who is compared with whom: one shape for our companies and people and for the entries of a list."""

from dataclasses import dataclass
from enum import StrEnum

from domain.classifier.countries import Country


class SubjectKind(StrEnum):
    """What a name belongs to. A list may not say: UNKNOWN is compared with every kind."""

    PERSON = "person"
    ORGANISATION = "organisation"
    VESSEL = "vessel"  # ships and aircraft
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date of birth as far as it is known: a year, a month, a day. `about` when the list says "circa"."""

    year: int
    month: int | None = None
    day: int | None = None
    about: bool = False

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return ("~" if self.about else "") + "-".join(parts)


@dataclass(frozen=True, slots=True)
class Subject:
    """A person or an organisation with everything that tells it from others.

    `names` holds the main name first, then other names and spellings. `identifiers` are BIN, IIN, registration
    numbers, passports, as written.
    """

    kind: SubjectKind
    names: tuple[str, ...]
    birth_dates: tuple[PartialDate, ...] = ()
    countries: frozenset[Country] = frozenset()
    identifiers: frozenset[str] = frozenset()
