"""Administrators are asked for a figure that somebody needed and did not find (T4, T5)."""

from domain.access.rules import administers
from domain.kit.money import NoRate
from domain.reference.notices import MissingMrp, MissingRate
from domain.reference.ports import Figures, References
from handlers.forms.places import StartForm
from handlers.reading import Reading
from handlers.reference.places import OfficialRates
from handlers.screens.press import Go
from handlers.screens.values import Button, Screen, row, rows
from handlers.words import formats
from handlers.words.reader import Reader


async def load_mrp(notice: MissingMrp, reading: Reading) -> MissingMrp | None:
    """None once the year is entered."""
    if not administers(reading.actor):
        return None
    known = {line.year for line in await reading.port(Figures).mrp()}
    return None if notice.year in known else notice


def show_mrp(notice: MissingMrp, r: Reader) -> Screen:
    return Screen(
        r.say("reference.notice", "MRP of {year} is needed for a decision and is not entered.", year=notice.year),
        rows(
            row(
                Button(
                    r.label("reference.notice", "Enter {year}", year=notice.year),
                    Go(StartForm("reference.mrp", {"year": notice.year})),
                )
            )
        ),
    )


async def load_rate(notice: MissingRate, reading: Reading) -> MissingRate | None:
    """None once a rate is known for the day."""
    if not administers(reading.actor):
        return None
    try:
        (await reading.port(References).rates([notice.currency], notice.on)).on(notice.currency, notice.on)
    except NoRate:
        return notice
    return None


def show_rate(notice: MissingRate, r: Reader) -> Screen:
    return Screen(
        r.say(
            "reference.notice",
            "An official rate for {currency} on {day} or earlier is needed for a decision and is not entered.",
            currency=notice.currency,
            day=formats.day(r, notice.on),
        ),
        rows(
            row(
                Button(
                    r.label("reference.notice", "Enter {currency}", currency=notice.currency),
                    Go(StartForm("reference.rate", {"currency": notice.currency})),
                )
            ),
            row(Button(r.label("reference.notice", "To the rates"), Go(OfficialRates()))),
        ),
    )
