"""A file of the National Bank on its way into the table of rates: sent, read by a job, taken whole or refused (T5)."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Protocol
from uuid import UUID

from domain.access.rules import check_administers
from domain.file.model import FileReason, FileRefused
from domain.kit.act import act
from domain.kit.desk import Desk
from domain.kit.ids import PersonId, Ref
from domain.kit.jobs import Jobs
from domain.kit.money import Rate
from domain.reference.national_bank import LARGEST, FileTrouble, NotPublished, Published
from domain.reference.ports import Figures

READ: Final = "reference.import"
"""The kind of job that reads the file."""

ROWS_TOLD: Final = 20


class ImportState(StrEnum):
    READING = "reading"
    TAKEN = "taken"
    SAME = "same"  # every rate stood so already
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RatesFile:
    """A file as it was sent. `source`: where the machine can fetch it, opaque here."""

    name: str
    source: str
    size: int = 0


@dataclass(frozen=True, slots=True)
class RatesImport:
    """One sending. `outcome` is JSON-ready: what was taken, or why nothing was."""

    id: UUID
    person: PersonId
    at: datetime
    file: RatesFile
    state: ImportState = ImportState.READING
    outcome: dict[str, Any] = field(default_factory=dict)


class RatesImports(Protocol):
    """The imports of the present transaction."""

    async def add(self, new: RatesImport) -> None: ...

    async def get(self, id_: UUID) -> RatesImport | None: ...


@act("reference.send")
async def send_rates(desk: Desk, imports: RatesImports, jobs: Jobs, file: RatesFile) -> UUID:
    """Have a file of rates read; the sender is told what came of it. Raises NotPermitted, FileRefused."""
    check_administers(desk.actor)
    if file.size > LARGEST:
        raise FileRefused(FileReason.TOO_BIG)
    new = RatesImport(desk.new_id(), desk.actor.person, desk.now, file)
    await imports.add(new)
    await jobs.order(READ, f"{READ}:{new.id}", {"import": str(new.id)}, desk.actor.person)
    desk.audit("reference.send", Ref("rates_import", new.id), after={"name": file.name, "size": file.size})
    return new.id


async def take_rates(figures: Figures, one: RatesImport, published: Published) -> tuple[ImportState, dict[str, Any]]:
    """Put a file's rates into the table. What was entered by hand for the day gives way: the file is official."""
    await figures.lock()
    before = {rate.currency: rate for rate in await figures.rates_on(published.on)}
    added = [rate for rate in published.rates if rate.currency not in before]
    changed = [rate for rate in published.rates if _differs(rate, before.get(rate.currency))]
    await figures.put_rates([*added, *changed], one.person, one.at)
    outcome = {
        "on": published.on.isoformat(),
        "rates": len(published.rates),
        "added": len(added),
        "changed": [[rate.currency, _told(before[rate.currency]), _told(rate)] for rate in changed],
        "left_out": list(published.left_out),
    }
    return (ImportState.TAKEN if added or changed else ImportState.SAME), outcome


def refusal(fault: NotPublished) -> dict[str, Any]:
    """Why nothing was taken, JSON-ready."""
    rows = [[row.number, row.trouble.value, row.value] for row in fault.rows[:ROWS_TOLD]]
    return {"trouble": fault.trouble.value, "wrong": len(fault.rows), "rows": rows}


def gone() -> dict[str, Any]:
    return {"trouble": FileTrouble.GONE.value, "wrong": 0, "rows": []}


def _differs(rate: Rate, before: Rate | None) -> bool:
    return before is not None and (rate.tenge, rate.quant, rate.source) != (before.tenge, before.quant, before.source)


def _told(rate: Rate) -> str:
    return f"{rate.tenge} / {rate.quant}"
