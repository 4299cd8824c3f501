"""The sample's organisations on a stage where time is moved: deadlines open and close, tickers look, messages arrive.

The play knows no sender: what the sender would send at a moment is taken as heard at that moment, by the reader's own
clock. Nothing is rendered; that is the screens' matter.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from bot.machine.finish import papers_form
from bot.machine.rules import PublishedRules
from bot.machine.ticker import Ticker
from bot.sample.people import ORGANISATIONS, PEOPLE
from bot.storage.machine import write_papers
from bot.storage.unit import Database
from domain.deadline.calendar import WorkingCalendar
from domain.deadline.due import Due
from domain.deadline.model import CloseDeadline, DeadlineKind, DeadlineState, HandOver, moved, opened
from domain.edition.model import RuleEdition, in_force
from domain.edition.order_2024 import EDITIONS
from domain.kit.desk import Papers
from domain.kit.ids import Ref
from domain.kit.periods import ALMATY

PERSON = {one.key: one for one in PEOPLE}
ORGANISATION = {one.key: one for one in ORGANISATIONS}
NAME = {one.id: one.key for one in PEOPLE}
ZONE = {one.key: ZoneInfo(ORGANISATION[one.organisation].zone) for one in PEOPLE if one.organisation}

_WAITING = """
SELECT o.id, o.person_id, o.notice, d.subject_id, d.state, d.due
FROM outbox o LEFT JOIN deadline d ON d.id = (o.notice->'d'->>'deadline')::uuid
WHERE o.state = 'waiting' AND o.not_before <= clock_timestamp() ORDER BY o.person_id, o.key
"""
_NEXT = """
SELECT min(at) FROM (
    SELECT legal_from AS at FROM outbox WHERE state = 'waiting' UNION ALL SELECT until FROM snooze WHERE NOT done) one
"""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as it came: when by the reader's own clock, to whom, of what. `left`: calendar days until the end of
    each deadline it names, negative once overdue, as the message would say."""

    at: datetime
    who: str
    notice: str
    left: dict[str, int]

    def __str__(self) -> str:
        told = ", ".join(f"{name} {_days(left)}" for name, left in sorted(self.left.items()))
        return f"{self.at:%a %d.%m %H:%M} {self.who} {self.notice}" + (f": {told}" if told else "")


def _days(left: int) -> str:
    if left == 0:
        return "the last day"
    return f"{left} left" if left > 0 else f"{-left} overdue"


@dataclass
class Play:
    """`now`: the legal moment at which the clock was set last."""

    database: Database
    ticker: Ticker
    now: datetime
    dsn: str = ""
    heard: list[Heard] = field(default_factory=list)
    names: dict[UUID, str] = field(default_factory=dict)
    kinds: dict[str, DeadlineKind] = field(default_factory=dict)
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)

    @property
    def edition(self) -> RuleEdition:
        return in_force(EDITIONS, self.now.astimezone(ALMATY).date())

    async def run(self, sql: str, *values: Any) -> Any:
        async with self.database.unit() as unit:
            return await unit.raw.fetchval(sql, *values)

    async def rows(self, sql: str, *values: Any) -> list[Any]:
        async with self.database.unit() as unit:
            return list(await unit.raw.fetch(sql, *values))

    # --- what acts leave ---------------------------------------------------------------------------------------

    async def opens(self, name: str, kind: DeadlineKind, organisation: str, end: Due, person: str = "") -> Ref:
        """A deadline starts; `name` is what the play calls it."""
        ref = Ref("play", uuid4())
        self.names[ref.id], self.kinds[name] = name, kind
        holder = PERSON[person].id if person else None
        papers = Papers()
        papers.deadline_changes.append(opened(kind, ref, ORGANISATION[organisation].id, end, holder))
        await self._leave(papers)
        return ref

    async def moves(self, ref: Ref, end: Due) -> None:
        await self._leave(Papers(deadline_changes=[moved(self.kinds[self.names[ref.id]], ref, end)]))

    async def hands(self, ref: Ref, person: str) -> None:
        kind = self.kinds[self.names[ref.id]]
        await self._leave(Papers(deadline_changes=[HandOver(kind, ref, PERSON[person].id)]))

    async def ends(self, ref: Ref, state: DeadlineState = DeadlineState.MET) -> None:
        await self._leave(Papers(deadline_changes=[CloseDeadline(self.kinds[self.names[ref.id]], ref, state)]))

    async def deadline(self, ref: Ref) -> UUID:
        found: UUID = await self.run("SELECT id FROM deadline WHERE subject_id = $1", ref.id)
        return found

    async def _leave(self, papers: Papers) -> None:
        async with self.database.unit() as unit:
            form = papers_form(papers, key=str(uuid4()), who=None, legal_at=self.now.isoformat())
            await write_papers(unit.raw, form)

    # --- time --------------------------------------------------------------------------------------------------

    async def at(self, day: date, hour: int = 0, minute: int = 0, zone: ZoneInfo = ALMATY) -> None:
        """Play on to that moment: everything in between happens, in its order."""
        target = datetime.combine(day, time(hour, minute), zone)
        while self.now < target:
            await self.tick()
            waits = await self.run(_NEXT)
            midnight = datetime.combine(self.now.astimezone(ALMATY).date() + timedelta(days=1), time(), ALMATY)
            following = min(one for one in (waits, midnight, target) if one is not None and one > self.now)
            await self.jump(following)
        await self.tick()

    async def jump(self, moment: datetime) -> None:
        """Set the legal clock, and let nobody look meanwhile."""
        self.now = moment
        # A moment more, for the clock runs on while the statement does.
        await self.run(
            "UPDATE legal_clock SET shift = $1::timestamptz + interval '1 millisecond' - clock_timestamp()", moment
        )

    async def tick(self) -> None:
        await self.ticker.remind()
        await self.listen()

    async def listen(self) -> None:
        """What the sender would send by now."""
        for row in await self.rows(_WAITING):
            gone = row["subject_id"] is not None and row["state"] != "open"
            await self.run("UPDATE outbox SET state = $2 WHERE id = $1", row["id"], "dropped" if gone else "sent")
            if not gone:
                who = NAME[row["person_id"]]
                local = self.now.astimezone(ZONE[who])
                left = await self._left(row, self.now.astimezone(ALMATY).date())
                self.heard.append(Heard(local, who, _kind(row["notice"]), left))

    async def _left(self, row: Any, today: date) -> dict[str, int]:
        data = row["notice"]["d"]
        if row["notice"]["n"] == "deadline.reminder":
            return {self.names[row["subject_id"]]: (row["due"] - today).days}
        if row["notice"]["n"] == "deadline.digest":
            lines = await self.rows(
                """SELECT DISTINCT d.subject_id, d.due FROM digest_line l JOIN deadline d ON d.id = l.deadline_id
                WHERE l.person_id = $1 AND l.day = $2 AND l.late = $3 AND d.state = 'open'""",
                row["person_id"], date.fromisoformat(data["day"]), data["late"],
            )  # fmt: skip
            return {self.names[line["subject_id"]]: (line["due"] - today).days for line in lines}
        return {}

    def told(self, name: str) -> str:
        """How the deadline of that name was spoken of: a line for each day and number of days left, with those who
        heard it, in the order of their own clocks. All at nine, unless another hour is given; «*»: in a digest."""
        lines: dict[str, list[str]] = {}
        for one in sorted(self.heard, key=lambda one: (one.at.replace(tzinfo=None), one.who)):
            if name in one.left:
                hour = "" if f"{one.at:%H:%M}" == "09:00" else f" {one.at:%H:%M}"
                who = {"reminder": one.who, "digest": f"{one.who}*"}.get(one.notice, f"{one.who} ({one.notice})")
                lines.setdefault(f"{one.at:%a %d.%m}{hour} {_days(one.left[name])}", []).append(who)
        return "\n".join(f"{when}: {', '.join(who)}" for when, who in lines.items())

    def lines(self, *, weekly: bool = False) -> list[str]:
        """Everything heard, a line each, in the order of the readers' own clocks."""
        heard = sorted(self.heard, key=lambda one: (one.at.replace(tzinfo=None), one.who, str(one)))
        return [str(one) for one in heard if weekly or one.notice != "weekly"]

    async def silence(self, days: int, hours: int = 0) -> None:
        """No ticker and no sender for so long; then they are back."""
        await self.run(
            "UPDATE reminding SET seen = clock_timestamp() - make_interval(days => $1, hours => $2)", days, hours
        )
        await self.jump(self.now + timedelta(days=days, hours=hours))
        await self.tick()
        await self.run("UPDATE reminding SET late_until = clock_timestamp()")  # minutes that the play does not wait


def _kind(notice: Any) -> str:
    name = str(notice["n"]).removeprefix("deadline.")
    return "late digest" if name == "digest" and notice["d"]["late"] else name


def make_ticker(database: Database) -> Ticker:
    return Ticker(database, PublishedRules())
