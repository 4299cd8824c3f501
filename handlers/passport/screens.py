"""A project's card, its officials, its documents: pure, from facts and reader."""

from markupsafe import Markup

from domain.file.model import FileState, KeptFile
from domain.panel.rules import colour
from domain.passport.model import Project, ProjectState
from handlers.company.places import CompanyCard
from handlers.forms.clean import shortened
from handlers.forms.places import StartForm
from handlers.initiative.places import InitiativeCard
from handlers.passport.facts import CardFacts, FilesFacts, OfficialsFacts
from handlers.passport.places import (
    ProjectChangeCard,
    ProjectFiles,
    ProjectHistory,
    ProjectOfficials,
    ProjectPassport,
    ProjectWhatIf,
    ProjectWhy,
)
from handlers.passport.presses import AppointProjectOfficial, DetachFile, PrintPassport, SendProjectFile
from handlers.passport.words import POOLS, STATES
from handlers.pick.lists import PAGE, pager
from handlers.screens.labels import ON_BUTTON
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.words import classifiers, formats
from handlers.words.colours import MARKS
from handlers.words.reader import Reader, lines

FIRST = 100
"""Parts of other rooms below this order say what has to be done next: they stand first."""


def show_card(facts: CardFacts, r: Reader) -> Screen:
    one = facts.project
    added = [(part.order, part.show(known, r)) for part, known in facts.parts]
    return Screen(
        lines(
            r.say("passport.card", "<b>{number} · {title}</b>", number=one.number, title=one.title),
            r.say("passport.card", "Company: {company}", company=facts.company),
            r.say(
                "passport.card",
                "{region} · {sector}",
                region=classifiers.region_name(r, one.region),
                sector=classifiers.sector_short(r, one.sector),
            ),
            _size(facts, r),
            _pool(facts, r),
            *_stands(facts, r),
            *(line for _, more in added for line in more.lines),
            r.say("passport.card", "A change waits for the authorised body.") if facts.asked is not None else None,
        ),
        rows(
            *(one for order, more in added if order < FIRST for one in more.rows),
            *_official_rows(facts, r),
            _asked_row(facts, r),
            row(
                Button(r.label("passport.card", "Passport"), Go(ProjectPassport(one.id))),
                Button(r.label("passport.card", "Why?"), Go(ProjectWhy(one.id))),
                Button(r.label("passport.card", "What if"), Go(ProjectWhatIf(one.id))),
            ),
            *(one for order, more in added if order >= FIRST for one in more.rows),
            _change_row(facts, r),
            row(
                Button(r.label("passport.card", "Company"), Go(CompanyCard(one.company)))
                if facts.company_seen
                else None,
                Button(r.label("passport.card", "Initiative"), Go(InitiativeCard(one.initiative)))
                if facts.initiative_seen and one.initiative is not None
                else None,
                Button(r.label("passport.card", "Official"), Go(ProjectOfficials(one.id)))
                if facts.of_akimat and facts.head and one.official is not None and one.state != ProjectState.AFTERCARE
                else None,
            ),
            back_row(r),
        ),
    )


def _size(facts: CardFacts, r: Reader) -> Markup:
    parts = [
        Markup.escape(formats.short_money(r, facts.project.cost)),
        r.count("passport.card", "{n} job", "{n} jobs", facts.jobs) if facts.jobs else None,
    ]
    return Markup(" · ").join(part for part in parts if part is not None)


def _pool(facts: CardFacts, r: Reader) -> Markup:
    """The pool, and the corridor with its score: what was decided, in one line."""
    one = facts.project
    pool = r.text(POOLS[one.pool])
    if not one.national or facts.score is None:
        return pool
    score = formats.number(r, facts.score.total)
    if one.task_force:
        return r.say("passport.card", "{pool} · green corridor ({score}) · Task Force", pool=pool, score=score)
    if one.corridor:
        return r.say("passport.card", "{pool} · green corridor ({score})", pool=pool, score=score)
    return r.say(
        "passport.card",
        "{pool} · {short} short of the green corridor",
        pool=pool,
        short=formats.number(r, facts.score.short_by),
    )


def _stands(facts: CardFacts, r: Reader) -> tuple[Markup | None, ...]:
    """Where it is and since when, who answers for it, until when."""
    one = facts.project
    since = formats.day(r, one.since.astimezone(r.zone).date())
    state = r.text(STATES[one.state])
    said: list[Markup | None] = [
        r.say("passport.card", "{state} since {day}, suspended", state=state, day=since)
        if one.suspended
        else r.say("passport.card", "{state} since {day}", state=state, day=since),
        r.say("passport.card", "Responsible: {akimat}", akimat=facts.akimat.get(r.language, "")),
        r.say("passport.card", "Official: {name}", name=facts.official)
        if one.official is not None
        else r.say("passport.card", "No official is appointed yet"),
    ]
    if one.initiator != one.akimat:
        said.append(r.say("passport.card", "Initiated by: {body}", body=facts.initiator.get(r.language, "")))
    if facts.due is not None:
        sign = MARKS[colour(facts.due, facts.today, yellow_below=facts.yellow_below, done=False, suspended=False)]
        day = formats.due(r, facts.due, facts.today)
        said.append(r.say("passport.card", "{mark} Roadmap to be sent by: {due}", mark=sign, due=day))
    return tuple(said)


def _official_rows(facts: CardFacts, r: Reader) -> tuple[Row | None, ...]:
    one = facts.project
    if not facts.of_akimat or one.official is not None:
        return ()
    take = AppointProjectOfficial(one.id, one.version, facts.me)
    return (
        row(Button(r.label("passport.card", "Appoint an official"), Go(ProjectOfficials(one.id))))
        if facts.head
        else None,
        row(Button(r.label("passport.card", "Take it"), take)),
    )


def _asked_row(facts: CardFacts, r: Reader) -> Row:
    if facts.asked is None:
        return ()
    there = ProjectChangeCard(facts.project.id, facts.asked.counted)
    return row(Button(r.label("passport.card", "See the change asked for"), Go(there)))


def _change_row(facts: CardFacts, r: Reader) -> Row:
    one = facts.project
    context = {"project": str(one.id), "version": one.version}
    amend = Go(StartForm("passport.amend", context))
    return row(
        Button(r.label("passport.card", "Change the passport"), amend) if facts.may_amend else None,
        Button(r.label("passport.card", "Changes: {n}", n=facts.changes), Go(ProjectHistory(one.id)))
        if facts.changes
        else None,
    )


# Officials


def show_officials(facts: OfficialsFacts, r: Reader) -> Screen:
    one, place = facts.project, facts.place
    shown = facts.people[place.page * PAGE : (place.page + 1) * PAGE]
    return Screen(
        lines(
            r.say("passport.card", "<b>{number} · {title}</b>", number=one.number, title=one.title),
            r.say("passport.officials", "Who becomes responsible? The number says how many projects they have."),
        ),
        rows(
            *(
                row(
                    Button(
                        _official(name, load, person == facts.me, r),
                        AppointProjectOfficial(one.id, one.version, person),
                    )
                )
                for person, name, load in shown
                if person != one.official
            ),
            pager(r, place.page, len(facts.people), lambda page: ProjectOfficials(place.project, page)),
            back_row(r),
        ),
    )


def _official(name: str, load: int, me: bool, r: Reader) -> str:
    who = shortened(name, ON_BUTTON - 14)
    if me:
        return r.label("passport.officials", "{name} (me) · {n}", name=who, n=load)
    return r.label("passport.officials", "{name} · {n}", name=who, n=load)


# Documents


def show_files(facts: FilesFacts, r: Reader) -> Screen:
    place, project = facts.place, facts.project
    shown = facts.files[place.page * PAGE : (place.page + 1) * PAGE]
    made: list[Row] = []
    for one in shown:
        if one.state is FileState.CHECKED:
            label = shortened(r.label("passport.files", "Send: {name}", name=one.name), ON_BUTTON)
            made.append(row(Button(label, SendProjectFile(project.id, one.id))))
        if facts.may_amend:
            label = shortened(r.label("passport.files", "Remove: {name}", name=one.name), ON_BUTTON)
            made.append(row(Button(label, DetachFile(project.id, one.id))))
    waiting = [one.name for one in shown if one.state is FileState.QUARANTINED]
    refused = [one.name for one in shown if one.state is FileState.REFUSED]
    return Screen(
        lines(
            r.say("passport.files", "<b>Documents of {number}</b>", number=project.number),
            r.say("passport.files", "Still being checked: {names}", names=", ".join(waiting)) if waiting else None,
            r.say("passport.files", "Refused by the check: {names}", names=", ".join(refused)) if refused else None,
            None if facts.files else r.say("passport.files", "There are no documents."),
        ),
        rows(*made, pager(r, place.page, len(facts.files), lambda page: ProjectFiles(project.id, page)), back_row(r)),
    )


def show_paper(project: Project, r: Reader) -> Screen:
    return Screen(
        r.say("passport.paper", "In which language do you need the passport of {number}?", number=project.number),
        rows(
            row(Button(r.label("passport.paper", "In Russian"), PrintPassport(project.id, "ru"))),
            row(Button(r.label("passport.paper", "In Kazakh"), PrintPassport(project.id, "kk"))),
            row(Button(r.label("passport.paper", "In English"), PrintPassport(project.id, "en"))),
            back_row(r),
        ),
    )


def show_file(file: KeptFile, r: Reader) -> Screen:
    return Screen(r.say("passport.files", "Document of the passport: {name}", name=file.name), file=file.id)


def show_printed(file: KeptFile, r: Reader) -> Screen:
    return Screen(r.say("passport.paper", "The passport is ready."), file=file.id)
