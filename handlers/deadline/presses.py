"""What buttons of the deadline room do."""

from dataclasses import dataclass

from domain.kit.ids import DeadlineId, MoreTimeId
from domain.kit.named import named
from handlers.screens.press import Deed


@named("deadline.put_off")
@dataclass(frozen=True, slots=True)
class PutOff(Deed):
    """Remind me of it again «today», «tomorrow» or on a day (ISO)."""

    deadline: DeadlineId
    until: str


@named("deadline.decide_time")
@dataclass(frozen=True, slots=True)
class GiveTime(Deed):
    """Yes to more time; a no is given with words, by a form."""

    request: MoreTimeId


@named("deadline.set_digest")
@dataclass(frozen=True, slots=True)
class SetDigest(Deed):
    """One message in the morning, the week's summary: yes or no."""

    digest: bool
    weekly: bool


@named("deadline.set_hours")
@dataclass(frozen=True, slots=True)
class SetHours(Deed):
    """From which full hour to which reminders may ring."""

    opens: int
    closes: int


@named("deadline.end_absence")
@dataclass(frozen=True, slots=True)
class EndAbsence(Deed):
    """Back, or not away after all."""


@named("deadline.send_calendar")
@dataclass(frozen=True, slots=True)
class SendCalendar(Deed):
    """Send me my deadlines as a calendar file."""


@named("deadline.make_address")
@dataclass(frozen=True, slots=True)
class MakeAddress(Deed):
    """Make an address for my calendar; an earlier one is closed."""


@named("deadline.close_address")
@dataclass(frozen=True, slots=True)
class CloseAddress(Deed):
    """My calendar's address leads nowhere from now on."""
