"""Suspension and exclusion on the phone. Pure."""

from datetime import date

from markupsafe import Markup

from domain.file.model import FileState
from domain.panel.rules import colour
from domain.passport.model import ProjectState
from domain.suspension.model import Measure, RequestState, SuspensionRequest
from domain.suspension.ports import RequestLine
from handlers.forms.clean import shortened
from handlers.forms.places import StartForm
from handlers.passport.places import ProjectCard
from handlers.pick.lists import pager
from handlers.room import Added
from handlers.screens.labels import ON_BUTTON, quoted
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.suspension.facts import CardFacts, ExcludeFacts, LiftFacts, ListFacts, ProjectFacts
from handlers.suspension.places import ExcludeConfirm, LiftConfirm, SuspensionCard, SuspensionList, SuspensionOf
from handlers.suspension.presses import ExcludeProject, LiftSuspension, PassOnRequest, SendRequestFile
from handlers.suspension.words import FULL, MEASURES, STATES
from handlers.words import formats
from handlers.words.colours import MARKS
from handlers.words.files import file_line
from handlers.words.reader import Reader, lines


def show_list(facts: ListFacts, r: Reader) -> Screen:
    return Screen(
        lines(
            r.say("suspension.list", "<b>Requests to suspend or exclude</b>"),
            None if facts.total else r.say("suspension.list", "No request waits for you."),
        ),
        rows(
            *(row(Button(_label(line, facts, r), Go(SuspensionCard(line.id)))) for line in facts.lines),
            pager(r, facts.place.page, facts.total, SuspensionList),
            back_row(r),
        ),
    )


def _label(line: RequestLine, facts: ListFacts, r: Reader) -> str:
    number, what = line.number.removeprefix("П-"), r.plain(MEASURES[line.measure])
    if line.due is None:
        return shortened(f"{what} · {number} · {line.title}", ON_BUTTON)
    sign = MARKS[colour(line.due, facts.today, yellow_below=facts.yellow_below, done=False, suspended=False)]
    return shortened(f"{sign} {formats.short_day(r, line.due)} · {what} · {number} · {line.title}", ON_BUTTON)


# A project


def show_project(facts: ProjectFacts, r: Reader) -> Screen:
    one = facts.project
    return Screen(
        lines(
            r.say("suspension.project", "<b>{number} · {title}</b>", number=one.number, title=one.title),
            *_stands(facts, r),
            None if facts.requests else r.say("suspension.project", "Nobody has asked to suspend or exclude it."),
        ),
        rows(
            *(row(Button(_line(request, r), Go(SuspensionCard(request.id)))) for request in facts.requests[:_SHOWN]),
            *_asking(facts, r),
            row(Button(r.label("suspension.project", "Lift the suspension"), Go(LiftConfirm(one.id))))
            if facts.may_lift
            else None,
            row(Button(r.label("suspension.project", "To the project"), Go(ProjectCard(one.id)))),
            back_row(r),
        ),
    )


_SHOWN = 6  # requests of a project: more than these nobody reads on a phone


def _stands(facts: ProjectFacts, r: Reader) -> tuple[Markup, ...]:
    if facts.project.state == ProjectState.EXCLUDED:
        return (r.say("suspension.project", "Excluded from the national pool."),)
    present = facts.present
    if present is None:
        return ()
    first = formats.day(r, present.first)
    return (
        r.say("suspension.project", "⚪ Suspended since {day}: periods and overdue days stand still.", day=first),
        _lasts(present.until, present.condition, r),
    )


def _lasts(until: date | None, condition: str, r: Reader) -> Markup:
    if until is not None and condition:
        shown = formats.day(r, until)
        return r.say("suspension.card", "Until {day}, or until: {condition}", day=shown, condition=condition)
    if until is not None:
        return r.say("suspension.card", "Until {day}", day=formats.day(r, until))
    return r.say("suspension.card", "Until: {condition}", condition=condition)


def _line(request: SuspensionRequest, r: Reader) -> str:
    return shortened(
        f"{formats.short_day(r, request.made_at.astimezone(r.zone).date())} · {r.plain(MEASURES[request.measure])}"
        f" · {r.plain(STATES[request.state])}",
        ON_BUTTON,
    )


def _asking(facts: ProjectFacts, r: Reader) -> tuple[Row | None, ...]:
    if not facts.may_ask:
        return ()
    one = facts.project
    context = {"project": str(one.id), "version": one.version}
    suspend = Go(StartForm("suspension.ask", {**context, "measure": Measure.SUSPEND.value}))
    exclude = Go(StartForm("suspension.ask", {**context, "measure": Measure.EXCLUDE.value}))
    return (
        row(Button(r.label("suspension.project", "Ask for a suspension"), suspend)) if not one.suspended else None,
        row(Button(r.label("suspension.project", "Ask for an exclusion"), exclude)),
    )


def show_part(facts: ProjectFacts, r: Reader) -> Added:
    """On the project's card: whether it stands still, what is asked for, and the way there."""
    waiting = next((one for one in facts.requests if one.open), None)
    said = [*_stands(facts, r)]
    if waiting is not None:
        said.append(
            r.say(
                "suspension.project",
                "Asked for: {what}, {state}",
                what=r.plain(MEASURES[waiting.measure]).lower(),
                state=r.plain(STATES[waiting.state]),
            )
        )
    label = r.label("suspension.project", "Suspension and exclusion")
    return Added(tuple(said), (row(Button(label, Go(SuspensionOf(facts.project.id)))),))


# A request


def show_card(facts: CardFacts, r: Reader) -> Screen:
    request, one = facts.request, facts.project
    asked = (
        r.say("suspension.card", "<b>Suspension: {number} · {title}</b>", number=one.number, title=one.title)
        if request.measure == Measure.SUSPEND
        else r.say("suspension.card", "<b>Exclusion: {number} · {title}</b>", number=one.number, title=one.title)
    )
    return Screen(
        lines(
            asked,
            r.say("suspension.card", "Ground: {ground}", ground=r.plain(FULL[request.ground])),
            _lasts(request.until, request.condition, r) if request.measure == Measure.SUSPEND else None,
            quoted(request.reason, r.say("suspension.card", "Reason"), r),
            *_history(facts, r),
            *(file_line(file, r) for file in facts.files),
        ),
        rows(
            *_acting(facts, r),
            *(
                row(
                    Button(
                        shortened(r.label("suspension.card", "Send: {name}", name=file.name), ON_BUTTON),
                        SendRequestFile(request.id, file.id),
                    )
                )
                for file in facts.files
                if file.state is FileState.CHECKED
            ),
            row(Button(r.label("suspension.card", "To the project"), Go(ProjectCard(one.id)))),
            back_row(r),
        ),
    )


def _history(facts: CardFacts, r: Reader) -> tuple[Markup, ...]:
    request = facts.request
    said = []
    if facts.proposed_by:
        said.append(
            r.say(
                "suspension.card",
                "Proposed by: {organisation}, {name}, {moment}",
                organisation=facts.proposed_from,
                name=facts.proposed_by,
                moment=formats.moment(r, request.made_at),
            )
        )
    if request.asked_at is not None:
        moment = formats.moment(r, request.asked_at)
        said.append(r.say("suspension.card", "Sent by: {name}, {moment}", name=facts.asked_by, moment=moment))
    if facts.due is not None:
        sign = MARKS[colour(facts.due, facts.today, yellow_below=facts.yellow_below, done=False, suspended=False)]
        due = formats.due(r, facts.due, facts.today)
        said.append(r.say("suspension.card", "{mark} Decide by: {due}", mark=sign, due=due))
    if request.decided_at is not None:
        moment, name = formats.moment(r, request.decided_at), facts.decided_by
        said.append(
            r.say("suspension.card", "✓ Granted: {name}, {moment}", name=name, moment=moment)
            if request.state == RequestState.GRANTED
            else r.say("suspension.card", "Refused: {name}, {moment}", name=name, moment=moment)
        )
        if request.decision:
            said.append(quoted(request.decision, r.say("suspension.card", "Why"), r))
    return tuple(said)


def _acting(facts: CardFacts, r: Reader) -> tuple[Row | None, ...]:
    request = facts.request
    if facts.passes_on:
        press = PassOnRequest(request.id, request.version)
        return (row(Button(r.label("suspension.card", "Pass on to the authorised body"), press)),)
    if not facts.decides:
        return ()
    context = {"request": str(request.id), "version": request.version}
    return (
        row(Button(r.label("suspension.card", "Suspend the project"), Go(StartForm("suspension.grant", context))))
        if request.measure == Measure.SUSPEND
        else row(Button(r.label("suspension.card", "Exclude the project"), Go(ExcludeConfirm(request.id)))),
        row(Button(r.label("suspension.card", "Refuse the request"), Go(StartForm("suspension.refuse", context)))),
    )


def show_exclude(facts: ExcludeFacts, r: Reader) -> Screen:
    one = facts.project
    press = ExcludeProject(facts.request.id, facts.request.version)
    return Screen(
        lines(
            r.say("suspension.exclude", "<b>{number} · {title}</b>", number=one.number, title=one.title),
            r.say("suspension.exclude", "The project leaves the national pool, and all its periods end."),
            r.say("suspension.exclude", "This cannot be taken back."),
        ),
        rows(row(Button(r.label("suspension.exclude", "Exclude the project"), press)), back_row(r)),
    )


def show_lift(facts: LiftFacts, r: Reader) -> Screen:
    one = facts.project
    stood = max((facts.today - facts.present.first).days + 1, 0)
    return Screen(
        lines(
            r.say("suspension.lifting", "<b>{number} · {title}</b>", number=one.number, title=one.title),
            _lasts(facts.present.until, facts.present.condition, r),
            r.count(
                "suspension.lifting",
                "It has stood still for {n} day. From tomorrow the rest of every period runs.",
                "It has stood still for {n} days. From tomorrow the rest of every period runs.",
                stood,
            ),
        ),
        rows(
            row(Button(r.label("suspension.lifting", "Lift the suspension"), LiftSuspension(one.id, one.version))),
            back_row(r),
        ),
    )
