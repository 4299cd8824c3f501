"""Official rates and the National Bank's file on the phone (T5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from domain.access.rules import administers, check_administers
from domain.kit.currencies import COMMON
from domain.kit.money import Rate
from domain.kit.refused import NotFound
from domain.reference.imports import ImportState, RatesImport, RatesImports
from domain.reference.model import RateSource
from domain.reference.national_bank import LARGEST, FileTrouble, RowTrouble
from domain.reference.notices import RatesWereRead, figure_ref
from domain.reference.ports import Figures
from handlers.access.places import AuditTrail
from handlers.forms.places import StartForm
from handlers.pick.lists import PAGE, page_of, pager
from handlers.reading import Reading
from handlers.reference.places import CurrencyRates, OfficialRates, RatesImportCard
from handlers.screens.labels import with_tail
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Screen, row, rows
from handlers.words import formats
from handlers.words.catalog import Text
from handlers.words.classifiers import currency_name
from handlers.words.files import size
from handlers.words.reader import Reader, lines

SOURCES: dict[str, Text] = {
    RateSource.ENTERED: Text("reference.source", "entered by hand"),
    RateSource.NATIONAL_BANK: Text("reference.source", "the National Bank's file"),
    RateSource.SAMPLE: Text("reference.source", "invented, for the sample"),
}
ROW_TROUBLES: dict[str, Text] = {
    RowTrouble.CURRENCY: Text("reference.row", "no such currency"),
    RowTrouble.RATE: Text("reference.row", "the rate is no number above zero"),
    RowTrouble.QUANT: Text("reference.row", "the number of units (quant) is wrong"),
    RowTrouble.TWICE: Text("reference.row", "stands twice"),
}
ROWS_SHOWN = 10
CHANGED_SHOWN = 10


@dataclass(frozen=True, slots=True)
class RatesFacts:
    page: int
    rates: Sequence[Rate]


async def load_rates(place: OfficialRates, reading: Reading) -> RatesFacts:
    check_administers(reading.actor)
    found = await reading.port(Figures).latest_rates()
    common = [rate for code in COMMON for rate in found if rate.currency == code]
    return RatesFacts(place.page, [*common, *(rate for rate in found if rate.currency not in COMMON)])


def show_rates(facts: RatesFacts, r: Reader) -> Screen:
    shown, page = page_of(facts.rates, facts.page)
    return Screen(
        lines(
            r.say("reference.rates", "<b>Official rates of the National Bank</b>"),
            None if facts.rates else r.say("reference.rates", "No rate is entered yet."),
            r.say(
                "reference.rates",
                "To take a whole day, send the National Bank's XML file here (get_rates.cfm). "
                "Decisions take the rate of their day, or the last before it.",
            ),
        ),
        rows(
            row(Button(r.label("reference.rates", "Enter a rate"), Go(StartForm("reference.rate")))),
            *(row(Button(_short(rate, r), Go(CurrencyRates(rate.currency)))) for rate in shown),
            pager(r, page, len(facts.rates), OfficialRates),
            back_row(r),
        ),
    )


def _short(rate: Rate, r: Reader) -> str:
    units = f"{formats.number(r, rate.quant)} " if rate.quant != 1 else ""
    return f"{units}{rate.currency} = {formats.number(r, _plain(rate))} ₸ · {formats.short_day(r, rate.on)}"


def _plain(rate: Rate) -> Any:
    """The rate without the zeros that the column adds."""
    normal = rate.tenge.normalize()
    return normal.quantize(1) if normal == normal.to_integral_value() else normal


@dataclass(frozen=True, slots=True)
class CurrencyFacts:
    place: CurrencyRates
    rates: Sequence[Rate]
    more: bool


async def load_currency(place: CurrencyRates, reading: Reading) -> CurrencyFacts:
    check_administers(reading.actor)
    page = min(max(place.page, 0), 1_000)
    found = await reading.port(Figures).rates_of(place.currency, page * PAGE, PAGE + 1)
    if not found and not page:
        raise NotFound
    return CurrencyFacts(CurrencyRates(place.currency, page), found[:PAGE], len(found) > PAGE)


def show_currency(facts: CurrencyFacts, r: Reader) -> Screen:
    place = facts.place

    def at(page: int) -> Go:
        return Go(CurrencyRates(place.currency, page), replace=True)

    return Screen(
        lines(
            r.say(
                "reference.currency",
                "<b>{code} · {name}</b>",
                code=place.currency,
                name=currency_name(r, place.currency),
            ),
            *(
                r.say(
                    "reference.currency",
                    "{rate} · {source}",
                    rate=formats.rate(r, Rate(one.currency, _plain(one), one.quant, one.on, one.source)),
                    source=r.plain(SOURCES[one.source]),
                )
                for one in facts.rates
            ),
        ),
        rows(
            row(
                Button(
                    r.label("reference.rates", "Enter a rate"),
                    Go(StartForm("reference.rate", {"currency": place.currency})),
                )
            ),
            row(Button(r.label("reference.day", "History"), _history(place.currency))),
            row(
                Button(r.label("reference.currency", "Newer"), at(place.page - 1)) if place.page else None,
                Button(r.label("reference.currency", "Older"), at(place.page + 1)) if facts.more else None,
            ),
            back_row(r),
        ),
    )


def _history(currency: str) -> Go:
    return Go(AuditTrail("reference", figure_ref(f"rate:{currency}").id))


async def load_import(place: RatesImportCard, reading: Reading) -> RatesImport:
    check_administers(reading.actor)
    found = await reading.port(RatesImports).get(place.id)
    if found is None:
        raise NotFound
    return found


def show_import(one: RatesImport, r: Reader) -> Screen:
    return Screen(
        lines(
            r.say("reference.import", "<b>File of rates</b>"),
            r.say("reference.import", "{name}, {size}", name=one.file.name, size=size(one.file.size, r)),
            *_stands(one, r),
        ),
        rows(
            row(Button(r.label("reference.import", "To the rates"), Go(OfficialRates(), replace=True))),
            back_row(r),
        ),
    )


def _stands(one: RatesImport, r: Reader) -> list[Markup | None]:
    told = one.outcome
    match one.state:
        case ImportState.READING:
            return [r.say("reference.import", "The file is being read. You will be told when it is done.")]
        case ImportState.REFUSED:
            return [
                r.say("reference.import", "Nothing was taken from it."),
                _trouble(told, r),
                *(_row(one, r) for one in told["rows"][:ROWS_SHOWN]),
            ]
        case ImportState.SAME:
            return [_day(told, r), r.say("reference.import", "All its rates stood so already."), _left_out(told, r)]
        case ImportState.TAKEN:
            changed = told["changed"]
            return [
                _day(told, r),
                r.count("reference.import", "✓ {n} rate taken", "✓ {n} rates taken", told["added"] + len(changed)),
                *(
                    r.say("reference.import", "– {code}: {before} → {after}", code=code, before=before, after=after)
                    for code, before, after in changed[:CHANGED_SHOWN]
                ),
                _left_out(told, r),
            ]


def _day(told: dict[str, Any], r: Reader) -> Markup:
    return r.say("reference.import", "Rates of {day}", day=formats.day(r, date.fromisoformat(told["on"])))


def _left_out(told: dict[str, Any], r: Reader) -> Markup | None:
    if not told["left_out"]:
        return None
    return r.say("reference.import", "Left out, for it is no currency: {codes}", codes=", ".join(told["left_out"]))


def _trouble(told: dict[str, Any], r: Reader) -> Markup:
    match FileTrouble(told["trouble"]):
        case FileTrouble.TOO_LARGE:
            return r.say("reference.trouble", "The file is larger than {size}.", size=size(LARGEST, r))
        case FileTrouble.BROKEN:
            return r.say("reference.trouble", "It breaks off, or is no XML. Load it anew.")
        case FileTrouble.HOSTILE:
            return r.say("reference.trouble", "It declares what no file of rates does: it may be an attack.")
        case FileTrouble.UNKNOWN:
            return r.say("reference.trouble", "This is no file of rates. Right would be the one of get_rates.cfm.")
        case FileTrouble.EMPTY:
            return r.say("reference.trouble", "There is no rate in it.")
        case FileTrouble.DATE:
            return r.say("reference.trouble", "Its date cannot be that of a rate.")
        case FileTrouble.ROWS:
            return r.count("reference.trouble", "{n} row is wrong:", "{n} rows are wrong:", told["wrong"])
        case FileTrouble.GONE:
            return r.say("reference.trouble", "Telegram no longer gives this file. Send it again.")


def _row(wrong: Sequence[Any], r: Reader) -> Markup:
    number, trouble, value = wrong
    why = r.plain(ROW_TROUBLES[trouble])
    if not value:
        return r.say("reference.row", "– row {n}: {why}", n=number, why=why)
    return r.say("reference.row", "– row {n}: {why} ({value})", n=number, why=why, value=value)


async def load_was_read(notice: RatesWereRead, reading: Reading) -> RatesImport | None:
    if not administers(reading.actor):
        return None
    found = await reading.port(RatesImports).get(notice.id)
    return None if found is None or found.state is ImportState.READING else found


def show_was_read(one: RatesImport, r: Reader) -> Screen:
    refused = one.state is ImportState.REFUSED
    return Screen(
        r.say("reference.notice", "The file of rates you sent was not taken.")
        if refused
        else r.say("reference.notice", "The file of rates you sent was taken."),
        rows(row(Button(r.label("reference.notice", "Open"), Go(RatesImportCard(one.id))))),
    )


def rate_line(code: str, r: Reader) -> str:
    """«USD · US dollar»: a currency among others."""
    return with_tail(currency_name(r, code), code)
