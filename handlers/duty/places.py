"""Places and presses of the regular duties. Other rooms import this file only."""

from dataclasses import dataclass

from domain.kit.ids import DutyId, FileId
from domain.kit.named import named
from handlers.screens.place import Place
from handlers.screens.press import Deed


@named("duty.mine")
@dataclass(frozen=True, slots=True)
class MyDuties(Place):
    """What one's own organisation owes: what is open first."""

    page: int = 0


@named("duty.card")
@dataclass(frozen=True, slots=True)
class DutyCard(Place):
    duty: DutyId


@named("duty.files")
@dataclass(frozen=True, slots=True)
class DutyFiles(Place):
    duty: DutyId
    page: int = 0


@named("duty.rounds")
@dataclass(frozen=True, slots=True)
class DutyRounds(Place):
    """For who follows: each duty for each period, with how many have not sent it."""

    page: int = 0


@named("duty.round")
@dataclass(frozen=True, slots=True)
class DutyRound(Place):
    """Who has sent and who has not."""

    code: str
    period: str
    page: int = 0


@named("duty.send")
@dataclass(frozen=True, slots=True)
class SendDuty(Deed):
    """`version` is None on a reminder: it asks only whether the duty is open still."""

    duty: DutyId
    version: int | None


@named("duty.take_back")
@dataclass(frozen=True, slots=True)
class TakeBackDuty(Deed):
    duty: DutyId
    version: int


@named("duty.oblige")
@dataclass(frozen=True, slots=True)
class ObligeDuty(Deed):
    duty: DutyId
    version: int


@named("duty.withdraw")
@dataclass(frozen=True, slots=True)
class WithdrawDuty(Deed):
    duty: DutyId
    version: int


@named("duty.get_file")
@dataclass(frozen=True, slots=True)
class GetDutyFile(Deed):
    duty: DutyId
    file: FileId


@named("duty.remove_file")
@dataclass(frozen=True, slots=True)
class RemoveDutyFile(Deed):
    duty: DutyId
    file: FileId
