"""Organisations, dead letters, the audit of a subject: for administrators; the last for the authorised body too."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.access.model import Organisation
from domain.access.notices import OrganisationClosed
from domain.access.ports import Organisations, People, Trail, TrailRow
from domain.access.rules import check_administers, check_browses
from domain.deadline.ports import DeadlineFilter, Deadlines
from domain.edition.duties import Ower
from domain.incident.ports import DeadLetter, DeadLetters
from domain.kit.actor import EVERYTHING, OrganisationKind
from domain.kit.ids import Ref
from domain.kit.periods import almaty_date
from domain.kit.refused import NotFound
from handlers.access.places import (
    AuditTrail,
    CloseOrganisation,
    Dismiss,
    IncidentCard,
    Incidents,
    OrganisationCard,
    OrganisationList,
    OrganisationPeople,
    OrganisationSure,
    ReopenOrganisation,
    Replay,
)
from handlers.access.trail import act_name
from handlers.deadline.places import DeadlineList
from handlers.forms.places import StartForm
from handlers.pick.lists import PAGE, page_of, pager, pages_of
from handlers.reading import Reading, yellow_below
from handlers.room import NoticeView, View
from handlers.screens.labels import with_tail
from handlers.screens.press import Back, Go, Home
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.words.classifiers import country_name, region_name, sector_short
from handlers.words.duties import PARTS
from handlers.words.formats import moment
from handlers.words.organisations import kind_name
from handlers.words.reader import Reader, lines


def _ways_out(r: Reader) -> Row:
    return row(Button(r.label("access", "Back"), Back()), Button(r.label("access", "Menu"), Home()))


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    organisations: Sequence[Organisation]
    page: int


async def load_list(place: OrganisationList, reading: Reading) -> OrganisationPage:
    check_administers(reading.actor)
    kinds = None if place.kind is None else [place.kind]
    return OrganisationPage(await reading.port(Organisations).find(kinds=kinds, active=None), place.page)


def show_list(facts: OrganisationPage, r: Reader) -> Screen:
    shown, page = page_of(facts.organisations, facts.page)
    return Screen(
        lines(
            r.say("access.organisations", "<b>Organisations</b>"),
            r.count("access.organisations", "{n} organisation", "{n} organisations", len(facts.organisations)),
        ),
        rows(
            *(row(Button(_named(one, r), Go(OrganisationCard(one.id)))) for one in shown),
            pager(r, page, len(facts.organisations), lambda number: OrganisationList(page=number)),
            row(Button(r.label("access.organisations", "Add an organisation"), Go(StartForm("access.organisation")))),
            _ways_out(r),
        ),
    )


def _named(one: Organisation, r: Reader) -> str:
    name = one.name(r.language)
    return name if one.active else with_tail(name, r.label("access.organisations", "closed"))


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    organisation: Organisation
    people: int


async def load_card(place: OrganisationCard, reading: Reading) -> OrganisationFacts:
    check_administers(reading.actor)
    found = await reading.port(Organisations).get(place.organisation)
    if found is None:
        raise NotFound
    return OrganisationFacts(found, len(await reading.port(People).of(found.id)))


def show_card(facts: OrganisationFacts, r: Reader) -> Screen:
    one = facts.organisation
    countries = ", ".join(sorted(country_name(r, code) for code in one.countries))
    regions = ", ".join(sorted(region_name(r, code) for code in one.regions))
    sectors = ", ".join(sorted(sector_short(r, code) for code in one.sectors))
    people = r.label_count("access.organisation", "People: {n}", "People: {n}", facts.people)
    context = {"organisation": str(one.id), "version": one.version}
    edit = row(Button(r.label("access.organisation", "Change"), Go(StartForm("access.organisation", context))))
    return Screen(
        lines(
            r.say("access.organisation", "<b>{name}</b>", name=one.name(r.language)),
            None if one.active else r.say("access.organisation", "Closed: its people cannot come in"),
            r.say("access.organisation", "Kind: {kind}", kind=kind_name(r, one.kind)),
            r.say("access.organisation", "Countries: {countries}", countries=countries) if countries else None,
            r.say("access.organisation", "Regions: {regions}", regions=regions) if regions else None,
            r.say("access.organisation", "Sectors: {sectors}", sectors=sectors) if sectors else None,
            *(
                r.say("access.organisation", "By the Law: {part}", part=r.plain(PARTS[Ower(part)]))
                for part in sorted(one.parts)
            ),
        ),
        rows(
            row(Button(people, Go(OrganisationPeople(one.id)))),
            edit if one.kind is not OrganisationKind.SYSTEM else None,
            _closing(one, r) if one.kind is not OrganisationKind.SYSTEM else None,
            row(Button(r.label("access.person", "History"), Go(AuditTrail("organisation", one.id)))),
            _ways_out(r),
        ),
    )


def _closing(one: Organisation, r: Reader) -> Row:
    if one.active:
        return row(Button(r.label("access.organisation", "Close"), Go(OrganisationSure(one.id))))
    return row(Button(r.label("access.organisation", "Open again"), ReopenOrganisation(one.id, one.version)))


async def load_sure(place: OrganisationSure, reading: Reading) -> OrganisationFacts:
    return await load_card(OrganisationCard(place.organisation), reading)


def show_sure(facts: OrganisationFacts, r: Reader) -> Screen:
    one = facts.organisation
    return Screen(
        lines(
            r.say("access.sure", "Close <b>{name}</b>?", name=one.name(r.language)),
            r.say(
                "access.sure",
                "Its people can no longer come in, its invitations are revoked, it owes no more reports. "
                "What it has begun stays; its deadlines run on, and the authorised body is told.",
            ),
        ),
        rows(
            row(Button(r.label("access.organisation", "Close"), CloseOrganisation(one.id, one.version))),
            row(Button(r.label("access", "Back"), Back())),
        ),
    )


@dataclass(frozen=True, slots=True)
class ClosedFacts:
    organisation: Organisation
    running: int  # deadlines


async def load_closed(notice: OrganisationClosed, reading: Reading) -> ClosedFacts | None:
    """None once it is open again, and for who may not look at everybody's deadlines."""
    found = await reading.port(Organisations).get(notice.organisation)
    if found is None or found.active or reading.actor.kind not in EVERYTHING:
        return None
    counts = await reading.port(Deadlines).counts(
        reading.actor, DeadlineFilter(found.id), almaty_date(reading.now), yellow_below(reading)
    )
    return ClosedFacts(found, counts.overdue + counts.near + counts.later)


def show_closed(facts: ClosedFacts, r: Reader) -> Screen:
    one = facts.organisation
    still = r.count("access.closed", "{n} deadline of it runs on.", "{n} deadlines of it run on.", facts.running)
    look = Button(r.label("access.closed", "Its deadlines"), Go(DeadlineList(organisation=one.id)))
    return Screen(
        lines(
            r.say("access.closed", "{name} is closed: its people can no longer act.", name=one.name(r.language)),
            still if facts.running else r.say("access.closed", "Nothing of it is running."),
        ),
        rows(row(look) if facts.running else None, row(Button(r.label("access.admitted", "Open the menu"), Home()))),
    )


@dataclass(frozen=True, slots=True)
class IncidentPage:
    letters: Sequence[DeadLetter]
    count: int
    page: int


async def load_incidents(place: Incidents, reading: Reading) -> IncidentPage:
    check_administers(reading.actor)
    letters = reading.port(DeadLetters)
    count = await letters.count()
    page = min(max(place.page, 0), pages_of(count) - 1)
    return IncidentPage(await letters.newest(PAGE, page * PAGE), count, page)


def show_incidents(facts: IncidentPage, r: Reader) -> Screen:
    return Screen(
        lines(
            r.say("access.incidents", "<b>Failures</b>"),
            r.count(
                "access.incidents",
                "{n} message or press could not be handled.",
                "{n} messages or presses could not be handled.",
                facts.count,
            ),
        ),
        rows(
            *(
                row(Button(f"{one.incident} · {moment(r, one.died)}", Go(IncidentCard(one.incident))))
                for one in facts.letters
            ),
            pager(r, facts.page, facts.count, Incidents),
            _ways_out(r),
        ),
    )


async def load_incident(place: IncidentCard, reading: Reading) -> DeadLetter:
    check_administers(reading.actor)
    found = await reading.port(DeadLetters).get(place.incident)
    if found is None:
        raise NotFound
    return found


def show_incident(one: DeadLetter, r: Reader) -> Screen:
    error = one.error if len(one.error) <= 1500 else one.error[:1500] + "…"
    return Screen(
        lines(
            r.say("access.incident", "<b>Failure {number}</b>", number=one.incident),
            r.say("access.incident", "Received: {at}", at=moment(r, one.received)),
            r.say("access.incident", "Given up: {at}", at=moment(r, one.died)),
            r.say("access.incident", "Kind: {kind}", kind=one.kind),
            r.say("access.incident", "Person: {name}", name=one.name) if one.name else None,
            r.say("access.incident", "<code>{error}</code>", error=error),
        ),
        rows(
            row(
                Button(r.label("access.incident", "Handle again"), Replay(one.incident)),
                Button(r.label("access.incident", "Dismiss"), Dismiss(one.incident)),
            ),
            _ways_out(r),
        ),
    )


@dataclass(frozen=True, slots=True)
class TrailPage:
    place: AuditTrail
    rows: Sequence[TrailRow]
    more: bool


async def load_trail(place: AuditTrail, reading: Reading) -> TrailPage:
    subject = Ref(place.kind, place.id)
    check_browses(reading.actor, subject)
    page = max(place.page, 0)
    found = await reading.port(Trail).of(subject, limit=PAGE + 1, offset=page * PAGE)
    return TrailPage(AuditTrail(place.kind, place.id, page), found[:PAGE], more=len(found) > PAGE)


def show_trail(facts: TrailPage, r: Reader) -> Screen:
    place = facts.place

    def at(page: int) -> Go:
        return Go(AuditTrail(place.kind, place.id, page), replace=True)

    newer = Button(r.label("access.trail", "Newer"), at(place.page - 1)) if place.page else None
    older = Button(r.label("access.trail", "Older"), at(place.page + 1)) if facts.more else None
    return Screen(
        lines(
            r.say("access.trail", "<b>History</b>"),
            *(
                r.say("access.trail", "{at}: {act}. {who}", at=moment(r, one.at), act=act_name(r, one.act), who=one.who)
                if one.who
                else r.say("access.trail", "{at}: {act}", at=moment(r, one.at), act=act_name(r, one.act))
                for one in facts.rows
            ),
            None if facts.rows else r.say("access.trail", "Nothing is recorded yet."),
        ),
        rows(row(newer, older), _ways_out(r)),
    )


VIEWS = (
    View(OrganisationList, load_list, show_list),
    View(OrganisationCard, load_card, show_card),
    View(OrganisationSure, load_sure, show_sure),
    View(Incidents, load_incidents, show_incidents),
    View(IncidentCard, load_incident, show_incident),
    View(AuditTrail, load_trail, show_trail),
)
NOTICES = (NoticeView(OrganisationClosed, load_closed, show_closed),)
