"""Which cards may be the same company or person (M1.1): across scripts, legal forms and slips; and which may not."""

import pytest

from domain.company.model import Company, new_company, site_key
from domain.company.rules import Candidate, Sign, contact_alike, double_sign, may_make_cards
from domain.kit.actor import OrganisationKind
from domain.kit.ids import CompanyId, OrganisationId, PersonId, new_id
from tests.acts.stage import MORE
from tests.town import cards
from tests.town.people import START, build


def sign(typed: Candidate, known: Candidate) -> Sign | None:
    found = double_sign(typed, known)
    return found[0] if found else None


def name(legal: str, short: str = "") -> Candidate:
    return Candidate(legal, short, "", "")


SAME = [
    ("ТОО «Астана Газ»", '"АстанаГаз" жауапкершілігі шектеулі серіктестігі'),
    ("ТОО АстанаГаз", "AstanaGaz LLP"),
    ("Самрук-Энерго АО", "Samruk-Energy JSC"),
    ("«Қазақмыс» АҚ", "АО Казахмыс"),
    ("Siemens Energy AG", "SIEMENS ENERGY"),
    ('"QAZAQSTAN <MONARH>"', "«Qazaqstan Monarh» ЖШС"),
    ("Müller Maschinenbau GmbH", "Mueller Maschinenbau"),
    ("Сименс Энергетика", "Сименс Энергетика"),
    ("Хёндэ", "Hyundai"),
    ("Шеврон", "Chevron Corp"),
    ("Фольксваген", "Volkswagen AG"),
]

DIFFERENT = [
    ("Siemens Energy AG", "Siemens Healthineers AG"),
    ("Астана Газ", "Алматы Газ"),
    ("Karaganda Steel", "Karaganda Wind"),
    ("Deutsche Bank", "Deutsche Post"),
    ("Ұлттық компания", ""),
    ("ТОО", "АО"),  # legal forms alone are nobody's name
    ("GmbH", "GmbH & Co. KG"),
    ("Hunt Oil", "Хёндэ"),
    ("Bosch", "Buche"),
    ("Toyota", "Data"),
]


@pytest.mark.parametrize(("typed", "known"), SAME)
def test_one_company_in_two_scripts_is_offered(typed: str, known: str) -> None:
    assert sign(name(typed), name(known)) in (Sign.SAME_NAME, Sign.LIKE_NAME)
    assert sign(name(known), name(typed)) in (Sign.SAME_NAME, Sign.LIKE_NAME)
    assert sign(name("Something Else Ltd", typed), name("Another Name", known)) is not None  # by the short name


@pytest.mark.parametrize(("typed", "known"), DIFFERENT)
def test_another_company_is_not(typed: str, known: str) -> None:
    assert sign(name(typed), name(known)) is None


@pytest.mark.parametrize(
    ("typed", "known", "said"),
    [
        (Candidate("A", "", "HRB 12-345", ""), Candidate("B", "", "hrb12345", ""), Sign.NUMBER),
        (Candidate("A", "", "000123", ""), Candidate("B", "", "123", ""), None),  # attack 84: zeros are digits
        (Candidate("A", "", "-", ""), Candidate("B", "", "", ""), None),
        (Candidate("A", "", "", "https://www.firma.de/kz"), Candidate("B", "", "", "FIRMA.DE"), Sign.SITE),
        (Candidate("A", "", "", "firma.de"), Candidate("B", "", "", "firma.de.example"), None),
        (Candidate("A", "", "", ""), Candidate("B", "", "", ""), None),
    ],
)
def test_number_and_site_speak_first(typed: Candidate, known: Candidate, said: Sign | None) -> None:
    assert sign(typed, known) is said


@pytest.mark.parametrize(
    ("site", "key"),
    [
        (" HTTPS://www.Firma.de/kontakt?x=1 ", "firma.de"),
        ("http://firma.de", "firma.de"),
        ("firma.de:8080/x", "firma.de:8080"),
        ("", ""),
        ("www.", ""),
    ],
)
def test_a_site_is_its_host(site: str, key: str) -> None:
    assert site_key(site) == key


def test_only_missions_and_the_nc_abroad_make_cards() -> None:
    """п. 39; an observer nowhere (A1)."""
    makers = {one for one, actor in build(MORE).actors.items() if may_make_cards(actor)}
    assert makers == {
        "berlin.head", "berlin.officer", "seoul.head", "nc_germany.head", "nc_germany.officer",
    }  # fmt: skip
    assert {build(MORE)[one].kind for one in makers} == {OrganisationKind.MISSION, OrganisationKind.NC_ABROAD}


def a_company(**changes: object) -> Company:
    return new_company(
        CompanyId(new_id()),
        OrganisationId(new_id()),
        PersonId(new_id()),
        START,
        cards.company(**changes),  # type: ignore[arg-type]
    )


def test_a_card_gives_back_what_was_said() -> None:
    facts = cards.company(short_name="Monarch", registration_number="0012", notes="{0} %s\nsecond line")
    assert a_company(short_name="Monarch", registration_number="0012", notes="{0} %s\nsecond line").facts == facts


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Анна Мюллер", "Anna Maria Müller", True),
        ("Müller, Anna", "Anna Mueller", True),
        ("Қайрат Әлиев", "Kairat Aliyev", True),
        ("Anna Müller", "Hans Müller", False),
        ("Anna Müller", "Anna Schmidt", False),
        ("Ким Чен", "Kim Chen", True),
        ("", "Anna", False),
    ],
)
def test_one_person_written_twice(one: str, other: str, same: bool) -> None:
    assert contact_alike(one, other) is contact_alike(other, one) is same
