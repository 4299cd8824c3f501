"""Who is compared with the lists: the company, its parent, its owners, its contacts (M1.2; п. 3.25)."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.classifier.countries import COUNTRIES, Country
from domain.company.model import Company, Contact
from domain.kyc.model import KycFacts
from domain.kyc.subject import PartialDate, Subject, SubjectKind
from domain.names.fold import fold_name
from domain.screening.entries import identifier_keys


class SubjectRole(StrEnum):
    """What the person or firm is to the company that is checked."""

    COMPANY = "company"
    PARENT = "parent"
    OWNER = "owner"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Screened:
    """One of ours, and what it is to the company."""

    role: SubjectRole
    subject: Subject


def screened(company: Company, contacts: Sequence[Contact], facts: KycFacts) -> tuple[Screened, ...]:
    """Everybody of a case, each once: whoever is an owner and a contact is named as an owner."""
    found: dict[str, Screened] = {}
    for one in _everybody(company, contacts, facts):
        found.setdefault(subject_key(one.subject), one)
    return tuple(found.values())


def subject_key(subject: Subject) -> str:
    """Changes when anything changes by which our side is compared; not with letters' case or alphabet."""
    parts = (
        [subject.kind.value],
        sorted(fold_name(name) for name in subject.names),
        sorted(map(str, subject.birth_dates)),
        sorted(subject.countries),
        identifier_keys(subject),
    )
    text = "\x1e".join("\x1f".join(part) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _everybody(company: Company, contacts: Sequence[Contact], facts: KycFacts) -> Iterator[Screened]:
    names = tuple(dict.fromkeys(filter(None, (company.legal_name, company.short_name))))
    numbers = frozenset(filter(None, (company.registration_number,)))
    own = Subject(SubjectKind.ORGANISATION, names, (), _countries(company.country), numbers)
    yield Screened(SubjectRole.COMPANY, own)
    if company.parent:
        yield Screened(SubjectRole.PARENT, Subject(SubjectKind.ORGANISATION, (company.parent,)))
    for owner in facts.owners:
        born = (PartialDate(owner.born.year, owner.born.month, owner.born.day),) if owner.born else ()
        # Whoever was born is a person; an owner without a date may as well be a firm.
        kind = SubjectKind.PERSON if born or owner.pep else SubjectKind.UNKNOWN
        yield Screened(SubjectRole.OWNER, Subject(kind, (owner.name,), born, _countries(owner.country)))
    for contact in contacts:
        yield Screened(SubjectRole.CONTACT, Subject(SubjectKind.PERSON, (contact.name,)))


def _countries(code: str) -> frozenset[Country]:
    return frozenset({Country(code)}) if code in COUNTRIES else frozenset()
