"""Screens of the meeting room."""

from dataclasses import dataclass

from domain.kit.ids import AgreementId, CompanyId, MeetingId
from domain.kit.named import named
from handlers.screens.place import Place


@named("meeting.list")
@dataclass(frozen=True, slots=True)
class MeetingList(Place):
    """`whose`: «own», «organisation» or «all»; with companies of one country or sector; or those of one company."""

    whose: str = "organisation"
    company: CompanyId | None = None
    page: int = 0
    country: str = ""
    sector: str = ""


@named("meeting.countries")
@dataclass(frozen=True, slots=True)
class MeetingCountries(Place):
    """Choose the list's country."""

    whose: str = "all"
    sector: str = ""
    page: int = 0


@named("meeting.sectors")
@dataclass(frozen=True, slots=True)
class MeetingSectors(Place):
    """Choose the list's sector."""

    whose: str = "all"
    country: str = ""
    page: int = 0


@named("meeting.card")
@dataclass(frozen=True, slots=True)
class MeetingCard(Place):
    meeting: MeetingId


@named("meeting.files")
@dataclass(frozen=True, slots=True)
class MeetingFiles(Place):
    """Photos and documents of a meeting; each is sent on a press."""

    meeting: MeetingId
    page: int = 0


@named("meeting.paper")
@dataclass(frozen=True, slots=True)
class MeetingPaper(Place):
    """In which language the card is printed."""

    meeting: MeetingId


@named("meeting.agreement")
@dataclass(frozen=True, slots=True)
class AgreementCard(Place):
    meeting: MeetingId
    agreement: AgreementId
