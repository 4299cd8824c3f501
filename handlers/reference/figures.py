"""The overview of the reference figures, and МРП by year."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.access.rules import check_administers
from domain.kit.money import tenge
from domain.kit.periods import almaty_date
from domain.reference.model import MrpLine
from domain.reference.notices import figure_ref
from domain.reference.ports import Figures
from handlers.access.places import AuditTrail
from handlers.forms.places import StartForm
from handlers.reading import Reading
from handlers.reference.places import MovedDays, MrpYears, OfficialRates, ReferenceFigures, StepsList
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Screen, row, rows
from handlers.words import formats
from handlers.words.reader import Reader, lines


@dataclass(frozen=True, slots=True)
class Overview:
    year: int
    mrp: dict[int, int]
    moved: int
    currencies: int
    newest: str


async def load_overview(_: ReferenceFigures, reading: Reading) -> Overview:
    check_administers(reading.actor)
    figures = reading.port(Figures)
    today = almaty_date(reading.now)
    rates = await figures.latest_rates()
    return Overview(
        today.year,
        {line.year: line.value for line in await figures.mrp()},
        len([one for one in await figures.moved() if one.day >= today]),
        len(rates),
        max((rate.on for rate in rates), default=today).isoformat(),
    )


def show_overview(facts: Overview, r: Reader) -> Screen:
    now = facts.mrp.get(facts.year)
    return Screen(
        lines(
            r.say("reference.figures", "<b>Reference figures</b>"),
            r.say("reference.figures", "MRP of {year}: {value}", year=facts.year, value=formats.money(r, tenge(now)))
            if now
            else r.say("reference.figures", "MRP of {year} is not entered: no pool can be decided.", year=facts.year),
            None
            if facts.year + 1 in facts.mrp
            else r.say("reference.figures", "MRP of {year} is not entered yet.", year=facts.year + 1),
            r.count("reference.figures", "{n} moved day ahead", "{n} moved days ahead", facts.moved)
            if facts.moved
            else r.say("reference.figures", "No moved days ahead"),
            r.count("reference.figures", "Rates of {n} currency", "Rates of {n} currencies", facts.currencies)
            if facts.currencies
            else r.say("reference.figures", "There are no official rates yet: sums in dollars cannot be judged."),
        ),
        rows(
            row(
                Button(r.label("reference.figures", "MRP by year"), Go(MrpYears())),
                Button(r.label("reference.figures", "Moved days"), Go(MovedDays())),
            ),
            row(
                Button(r.label("reference.figures", "Official rates"), Go(OfficialRates())),
                Button(r.label("reference.figures", "Reminder steps"), Go(StepsList())),
            ),
            back_row(r),
        ),
    )


@dataclass(frozen=True, slots=True)
class YearsFacts:
    year: int
    years: Sequence[MrpLine]


async def load_years(_: MrpYears, reading: Reading) -> YearsFacts:
    check_administers(reading.actor)
    return YearsFacts(almaty_date(reading.now).year, await reading.port(Figures).mrp())


def show_years(facts: YearsFacts, r: Reader) -> Screen:
    known = {line.year for line in facts.years}
    missing = next(year for year in range(facts.year, facts.year + len(known) + 2) if year not in known)
    return Screen(
        lines(
            r.say("reference.mrp", "<b>Monthly calculation index (MRP)</b>"),
            r.say("reference.mrp", "As of 1 January of the year, by the law on the republican budget."),
            *(_year(line, r) for line in facts.years),
            r.say("reference.mrp", "What was decided keeps the value it was decided with."),
        ),
        rows(
            row(
                Button(
                    r.label("reference.mrp", "Enter {year}", year=missing),
                    Go(StartForm("reference.mrp", {"year": missing})),
                )
            ),
            *(
                row(
                    Button(
                        r.label("reference.mrp", "Change {year}", year=line.year),
                        Go(StartForm("reference.mrp_change", {"year": line.year, "version": line.value})),
                    ),
                    Button(
                        r.label("reference.day", "History"),
                        Go(AuditTrail("reference", figure_ref(f"mrp:{line.year}").id)),
                    )
                    if line.by
                    else None,
                )
                for line in facts.years
                if line.year >= facts.year - 1
            ),
            back_row(r),
        ),
    )


def _year(line: MrpLine, r: Reader) -> str:
    value = formats.money(r, tenge(line.value))
    if line.by and line.at is not None:
        return r.say(
            "reference.mrp",
            "{year}: <b>{value}</b> · {name}, {day}",
            year=line.year,
            value=value,
            name=line.by,
            day=formats.day(r, line.at.astimezone(r.zone).date()),
        )
    return r.say("reference.mrp", "{year}: <b>{value}</b>", year=line.year, value=value)
