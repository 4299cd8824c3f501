"""What deadlines tell people (N2, N3). Ids and dates only: what is said is counted when the notice is sent, so that a
push is never older than the case. A loader gives None when its reader is no longer concerned."""

from dataclasses import dataclass
from datetime import date

from domain.kit.desk import Notice
from domain.kit.ids import DeadlineId, MoreTimeId, PersonId
from domain.kit.named import named


@named("deadline.reminder")
@dataclass(frozen=True, slots=True)
class Reminder(Notice):
    """A deadline is near or past. `step`: days from the last day, as planned; what is said is counted at sending."""

    deadline: DeadlineId
    step: int


@named("deadline.digest")
@dataclass(frozen=True, slots=True)
class Digest(Notice):
    """What waits for the reader, gathered in one message of the morning of `day` (N3). Its lines: `Digests.of(reader,
    day, late)`, read when it is sent; with none left it is not sent. `late`: reminders had stood still for hours."""

    day: date
    late: bool = False


@named("deadline.weekly")
@dataclass(frozen=True, slots=True)
class Weekly(Notice):
    """To a head: the organisation's week. `week`: its Monday. Its figures: `WeekSummaries.of(organisation, week)`."""

    week: date


@named("deadline.unreachable")
@dataclass(frozen=True, slots=True)
class PersonUnreachable(Notice):
    """To the heads of the organisation (to the administrators where there is no other head): the person has blocked the
    bot or is gone from Telegram, and no reminder reaches them (N4)."""

    person: PersonId


@named("deadline.more_time_asked")
@dataclass(frozen=True, slots=True)
class MoreTimeAsked(Notice):
    """To the heads of the organisation: a colleague asks for more time. About `Ref("more_time", request)`."""

    request: MoreTimeId


@named("deadline.more_time_decided")
@dataclass(frozen=True, slots=True)
class MoreTimeDecided(Notice):
    """To the one who asked: the head said yes or no."""

    request: MoreTimeId


@named("deadline.stands_in")
@dataclass(frozen=True, slots=True)
class StandsIn(Notice):
    """To a deputy: from `first` to `last` the reminders of `person` come to you as well."""

    person: PersonId
    first: date
    last: date
