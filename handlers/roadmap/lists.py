"""Screens beside a roadmap's card: its faults, the parties' agreement, sending it, its versions, what waits."""

from dataclasses import replace

from domain.panel.rules import colour
from domain.roadmap.ports import RoadmapLine
from handlers.forms.clean import shortened
from handlers.forms.places import StartForm
from handlers.passport.places import ProjectCard
from handlers.pick.lists import page_of, pager
from handlers.roadmap.facts import (
    ConsentsFacts,
    FaultsFacts,
    SendingFacts,
    VersionsFacts,
    WaitingFacts,
)
from handlers.roadmap.places import (
    PlanTaskCard,
    RoadmapCard,
    RoadmapStage,
)
from handlers.roadmap.presses import SubmitRoadmap
from handlers.roadmap.responsible import party_of
from handlers.roadmap.screens import heading
from handlers.roadmap.words import STATES, fault_line
from handlers.screens.labels import ON_BUTTON
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Screen, row, rows
from handlers.words import formats
from handlers.words.colours import MARKS
from handlers.words.reader import Reader, lines


def show_faults(facts: FaultsFacts, r: Reader) -> Screen:
    here, place = facts.look, facts.place
    shown, page = page_of(facts.faults, place.page)
    in_plan = {one.id for one in here.tasks}
    return Screen(
        lines(
            heading(here, r),
            r.say("roadmap.faults", "<b>To be mended before sending</b>")
            if facts.faults
            else r.say("roadmap.faults", "Nothing has to be mended."),
        ),
        rows(
            *(
                row(
                    Button(
                        shortened(fault_line(one, r).unescape(), ON_BUTTON),
                        Go(PlanTaskCard(here.roadmap.id, one.task))
                        if one.task in in_plan and one.task is not None
                        else Go(RoadmapStage(here.roadmap.id, one.stage)),
                    )
                )
                for one in shown
            ),
            pager(r, page, len(facts.faults), lambda other: replace(place, page=other)),
            back_row(r),
        ),
    )


def show_consents(facts: ConsentsFacts, r: Reader) -> Screen:
    here = facts.look
    said = []
    buttons = []
    for one, yes, outdated in facts.parties:
        name = party_of(one, facts.organisations, r)
        if yes is not None:
            said.append(
                r.say(
                    "roadmap.consents",
                    "✓ {party}: {name}, {day}",
                    party=name,
                    name=yes.name,
                    day=formats.day(r, yes.on),
                )
            )
            continue
        said.append(
            r.say("roadmap.consents", "– {party}: agreed to other dates", party=name)
            if outdated
            else r.say("roadmap.consents", "– {party}: not yet", party=name)
        )
        context = {"roadmap": str(here.roadmap.id), "version": here.roadmap.version, "party": one.key}
        buttons.append(
            row(
                Button(
                    shortened(r.label("roadmap.consents", "Agreed: {party}", party=name), ON_BUTTON),
                    Go(StartForm("roadmap.agree", context)),
                )
            )
        )
    return Screen(
        lines(
            heading(here, r),
            r.say("roadmap.consents", "<b>Agreement to the dates</b>"),
            *said,
            r.say("roadmap.consents", "Other dates need another agreement of those they concern.")
            if here.editable
            else None,
        ),
        rows(*(buttons[:20] if here.editable else ()), back_row(r)),
    )


def show_sending(facts: SendingFacts, r: Reader) -> Screen:
    here, one = facts.look, facts.look.roadmap
    day = formats.day(r, facts.until)
    return Screen(
        lines(
            heading(here, r),
            r.say("roadmap.sending", "The change goes to the authorised body, which decides by {day}.", day=day)
            if one.amends
            else r.say("roadmap.sending", "The roadmap goes to the National Company, which decides by {day}.", day=day),
            r.say("roadmap.sending", "Until then it cannot be changed. Send it?"),
        ),
        rows(row(Button(r.label("roadmap.sending", "Send"), SubmitRoadmap(one.id, one.version))), back_row(r)),
    )


def show_versions(facts: VersionsFacts, r: Reader) -> Screen:
    place = facts.place
    shown, page = page_of(facts.versions, place.page)
    return Screen(
        lines(
            r.say(
                "roadmap.card",
                "<b>{number} · {title}</b>",
                number=facts.project.number,
                title=shortened(facts.project.title, 80),
            ),
            r.say("roadmap.versions", "<b>Versions of the roadmap</b>"),
        ),
        rows(
            *(
                row(
                    Button(
                        r.label(
                            "roadmap.versions",
                            "{n} · {state} · {day}",
                            n=one.number,
                            state=r.plain(STATES[one.state]),
                            day=formats.day(
                                r, (one.decided_at or one.submitted_at or one.made_at).astimezone(r.zone).date()
                            ),
                        ),
                        Go(RoadmapCard(facts.project.id, one.number)),
                    )
                )
                for one in shown
            ),
            pager(r, page, len(facts.versions), lambda other: replace(place, page=other)),
            back_row(r),
        ),
    )


def show_waiting(facts: WaitingFacts, r: Reader) -> Screen:
    place = facts.place
    return Screen(
        lines(
            r.say("roadmap.waiting", "<b>Roadmaps waiting for you</b>"),
            r.say("roadmap.waiting", "«Green corridor» projects come first.")
            if any(one.corridor for one in facts.lines)
            else None,
            None if facts.total else r.say("roadmap.waiting", "Nothing waits for you."),
        ),
        rows(
            *(row(Button(_waiting_label(one, facts, r), Go(waiting_place(one)))) for one in facts.lines),
            pager(r, place.page, facts.total, lambda other: replace(place, page=other)),
            back_row(r),
        ),
    )


def _waiting_label(one: RoadmapLine, facts: WaitingFacts, r: Reader) -> str:
    number = one.number.removeprefix("П-")
    if one.due is None:
        return shortened(f"{number} · {one.title}", ON_BUTTON)
    sign = MARKS[colour(one.due, facts.today, yellow_below=facts.yellow_below, done=False, suspended=False)]
    return shortened(f"{sign} {formats.short_day(r, one.due)} · {number} · {one.title}", ON_BUTTON)


def waiting_place(one: RoadmapLine) -> RoadmapCard | ProjectCard:
    return RoadmapCard(one.project) if one.state else ProjectCard(one.project)
