"""Who is in the sample. Fixed ids, Telegram accounts and phones: the local Telegram shows the same people.

Names come in three scripts, as they do in the registers: Kazakh and Russian Cyrillic, and Latin.
"""

from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid5

from domain.edition.duties import Ower
from domain.kit.actor import OrganisationKind, Role
from domain.kit.ids import OrganisationId, PersonId

_SPACE: Final = UUID("1f0b7a52-6f7f-5c62-8f0e-6e0a3c1d2b47")

INVITED_CODE: Final = "TerezeSampleInvitation"
"""Code of the invitation that waits for the one person not yet signed in: ``/start iTerezeSampleInvitation``."""


@dataclass(frozen=True, slots=True)
class SampleOrganisation:
    """An organisation of the sample; `key` is unique."""

    key: str
    kind: OrganisationKind
    name_ru: str
    name_kk: str
    name_en: str
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    zone: str = "Asia/Almaty"
    parts: tuple[Ower, ...] = ()  # what the Law gives to a central body (R10–R12)

    @property
    def id(self) -> OrganisationId:
        return OrganisationId(uuid5(_SPACE, f"organisation {self.key}"))


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """A person and their Telegram account. `organisation` None: somebody with Telegram and no place in Tereze.

    `note` says on the local Telegram's page who this is. `language_code` is the app's, and the person's in Tereze.
    """

    key: str
    telegram: int
    first_name: str
    last_name: str
    username: str
    phone: str
    language_code: str
    note: str
    organisation: str | None = None
    role: Role | None = None
    signed_in: bool = True

    @property
    def id(self) -> PersonId:
        return PersonId(uuid5(_SPACE, f"person {self.key}"))

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


ORGANISATIONS: Final = (
    SampleOrganisation(
        "berlin",
        OrganisationKind.MISSION,
        "Посольство Республики Казахстан в Германии",
        "Қазақстан Республикасының Германиядағы Елшілігі",
        "Embassy of Kazakhstan in Germany",
        countries=("DE",),
        zone="Europe/Berlin",
    ),
    SampleOrganisation(
        "seoul",
        OrganisationKind.MISSION,
        "Посольство Республики Казахстан в Республике Корея",
        "Қазақстан Республикасының Корея Республикасындағы Елшілігі",
        "Embassy of Kazakhstan in the Republic of Korea",
        countries=("KR",),
        zone="Asia/Seoul",
    ),
    SampleOrganisation(
        "authorised_body",
        OrganisationKind.AUTHORISED_BODY,
        "Комитет по инвестициям",
        "Инвестиция комитеті",
        "Investment Committee",
    ),
    SampleOrganisation(
        "national_company",
        OrganisationKind.NATIONAL_COMPANY,
        "Национальная компания «Kazakh Invest»",
        "«Kazakh Invest» ұлттық компаниясы",
        "Kazakh Invest National Company",
    ),
    SampleOrganisation(
        "karaganda",
        OrganisationKind.AKIMAT,
        "Акимат Карагандинской области",
        "Қарағанды облысының әкімдігі",
        "Akimat of Karaganda Region",
        regions=("35",),
    ),
    SampleOrganisation(
        "turkistan",
        OrganisationKind.AKIMAT,
        "Акимат Туркестанской области",
        "Түркістан облысының әкімдігі",
        "Akimat of Turkistan Region",
        regions=("61",),
    ),
    SampleOrganisation(
        "industry",
        OrganisationKind.CENTRAL_BODY,
        "Министерство промышленности и строительства",
        "Өнеркәсіп және құрылыс министрлігі",
        "Ministry of Industry and Construction",
        sectors=("C", "F"),
        parts=(Ower.INDUSTRY_BODY,),
    ),
    SampleOrganisation(
        "energy",
        OrganisationKind.CENTRAL_BODY,
        "Министерство энергетики",
        "Энергетика министрлігі",
        "Ministry of Energy",
        sectors=("B", "D"),
        parts=(Ower.RESOURCE_BODIES,),
    ),
    SampleOrganisation(
        "chamber",
        OrganisationKind.CHAMBER,
        "НПП «Атамекен»",
        "«Атамекен» ҰКП",
        "Atameken National Chamber",
    ),
    SampleOrganisation(
        "investor",
        OrganisationKind.INVESTOR,
        "Rheinwerk Maschinenbau GmbH",
        "Rheinwerk Maschinenbau GmbH",
        "Rheinwerk Maschinenbau GmbH",
        countries=("DE",),
        zone="Europe/Berlin",
    ),
    SampleOrganisation(
        "tereze",
        OrganisationKind.SYSTEM,
        "Администрация «Терезе»",
        "«Терезе» әкімшілігі",
        "Administration of Tereze",
    ),
)

_HEAD, _OFFICER, _OBSERVER = Role.HEAD, Role.OFFICER, Role.OBSERVER

PEOPLE: Final = (
    SamplePerson("berlin_head", 7_010_000_001, "Дархан", "Әбдірахманов", "d_abdirakhmanov", "+77015550001", "kk",
                 "Embassy in Germany, head", "berlin", _HEAD),
    SamplePerson("berlin_officer", 7_010_000_002, "Aigerim", "Sarsenova", "aigerim_sarsenova", "+77015550002", "en",
                 "Embassy in Germany, officer", "berlin", _OFFICER),
    SamplePerson("berlin_observer", 7_010_000_003, "Ольга", "Штерн", "olga_shtern", "+77015550003", "ru",
                 "Embassy in Germany, observer", "berlin", _OBSERVER),
    SamplePerson("seoul_head", 7_010_000_004, "Руслан", "Ким", "ruslan_kim", "+77015550004", "ru",
                 "Embassy in Korea, head", "seoul", _HEAD),
    SamplePerson("seoul_officer", 7_010_000_005, "Гүлнәр", "Төлегенова", "gulnar_tolegenova", "+77015550005", "kk",
                 "Embassy in Korea, officer: invited, not signed in yet", "seoul", _OFFICER, signed_in=False),
    SamplePerson("authorised_body_head", 7_010_000_006, "Марат", "Жұмабеков", "marat_zhumabekov", "+77015550006", "kk",
                 "Authorised body, head", "authorised_body", _HEAD),
    SamplePerson("authorised_body_officer", 7_010_000_007, "Асель", "Нурланова", "asel_nurlanova", "+77015550007", "ru",
                 "Authorised body, officer", "authorised_body", _OFFICER),
    SamplePerson("national_company_head", 7_010_000_008, "Dana", "Akhmetova", "dana_akhmetova", "+77015550008", "en",
                 "National Company, head", "national_company", _HEAD),
    SamplePerson("national_company_officer", 7_010_000_009, "Нұрсұлтан", "Бекболатов", "n_bekbolatov", "+77015550009",
                 "kk", "National Company, officer", "national_company", _OFFICER),
    SamplePerson("karaganda_head", 7_010_000_010, "Ерболат", "Қожахметов", "e_kozhakhmetov", "+77015550010", "kk",
                 "Akimat of Karaganda, head", "karaganda", _HEAD),
    SamplePerson("karaganda_officer", 7_010_000_011, "Светлана", "Петренко", "s_petrenko", "+77015550011", "ru",
                 "Akimat of Karaganda, officer", "karaganda", _OFFICER),
    SamplePerson("karaganda_officer_2", 7_010_000_012, "Әсем", "Тұрсынбек", "asem_tursynbek", "+77015550012", "kk",
                 "Akimat of Karaganda, officer", "karaganda", _OFFICER),
    SamplePerson("turkistan_head", 7_010_000_013, "Бауыржан", "Омаров", "b_omarov", "+77015550013", "ru",
                 "Akimat of Turkistan, head", "turkistan", _HEAD),
    SamplePerson("turkistan_officer", 7_010_000_014, "Жанар", "Сейітқали", "zhanar_seitkali", "+77015550014", "kk",
                 "Akimat of Turkistan, officer", "turkistan", _OFFICER),
    SamplePerson("turkistan_officer_2", 7_010_000_015, "Ильяс", "Рахимов", "ilyas_rakhimov", "+77015550015", "ru",
                 "Akimat of Turkistan, officer", "turkistan", _OFFICER),
    SamplePerson("chamber_head", 7_010_000_016, "Айдос", "Мұқанов", "aidos_mukanov", "+77015550016", "kk",
                 "Chamber, head", "chamber", _HEAD),
    SamplePerson("investor", 7_010_000_017, "Klaus", "Müller", "klaus_mueller", "+4915155500017", "en",
                 "Investor", "investor", _HEAD),
    SamplePerson("administrator", 7_010_000_018, "Игорь", "Власов", "igor_vlasov", "+77015550018", "ru",
                 "Administrator of Tereze", "tereze", _HEAD),
    SamplePerson("industry_head", 7_010_000_020, "Сәуле", "Қасымова", "saule_kassymova", "+77015550020", "kk",
                 "Ministry of Industry, head", "industry", _HEAD),
    SamplePerson("energy_head", 7_010_000_021, "Виктор", "Громов", "viktor_gromov", "+77015550021", "ru",
                 "Ministry of Energy, head", "energy", _HEAD),
    SamplePerson("stranger", 7_010_000_019, "Маргарита", "Лунёва", "m_luneva", "+77015550019", "ru",
                 "Nobody in Tereze: has no invitation"),
)  # fmt: skip
