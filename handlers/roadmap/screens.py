"""Screens of a roadmap and its versions: pure, from facts and reader."""

from dataclasses import replace

from markupsafe import Markup

from domain.panel.rules import Colour, colour
from domain.roadmap.model import STAGES, PlanTask, RoadmapState, Stage, by_stage
from handlers.forms.clean import shortened
from handlers.forms.places import StartForm
from handlers.passport.places import ProjectCard
from handlers.pick.lists import page_of, pager
from handlers.roadmap.facts import (
    CardFacts,
    Look,
    PartFacts,
    StageFacts,
)
from handlers.roadmap.places import (
    PlanTaskCard,
    RoadmapCard,
    RoadmapChanges,
    RoadmapConsents,
    RoadmapFaults,
    RoadmapSending,
    RoadmapStage,
    RoadmapTable,
    RoadmapVersions,
    TaskCard,
)
from handlers.roadmap.presses import ApproveRoadmap, BeginRoadmap, DrawRoadmap, DropChange
from handlers.roadmap.words import GROUNDS, STATES, fault_line
from handlers.room import Added
from handlers.screens.labels import ON_BUTTON, quoted
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.words import formats
from handlers.words.colours import MARKS
from handlers.words.reader import Reader, lines
from handlers.words.tasks import stage_name, task_title

SHOWN_FAULTS = 5
ORDER = (Colour.RED, Colour.YELLOW, Colour.GREEN, Colour.SUSPENDED, Colour.DONE)


def heading(here: Look, r: Reader) -> Markup:
    one = here.project
    return r.say("roadmap.card", "<b>{number} · {title}</b>", number=one.number, title=shortened(one.title, 80))


def show_card(facts: CardFacts, r: Reader) -> Screen:
    here = facts.look
    return Screen(
        lines(
            heading(here, r),
            r.say(
                "roadmap.card",
                "<b>Roadmap, version {n}: {state}</b>",
                n=here.roadmap.number,
                state=r.plain(STATES[here.roadmap.state]),
            ),
            *_stands(facts, r),
            _counted(here, None, r),
            *_remarks(facts, r),
            *_to_mend(facts, r),
        ),
        rows(
            *_next_rows(facts, r),
            *(row(Button(_stage_label(here, stage, r), Go(RoadmapStage(here.roadmap.id, stage)))) for stage in STAGES),
            *_draft_rows(facts, r),
            row(
                Button(r.label("roadmap.card", "Picture"), DrawRoadmap(here.roadmap.id)),
                Button(r.label("roadmap.card", "Table"), Go(RoadmapTable(here.roadmap.id))),
            ),
            row(
                Button(r.label("roadmap.card", "What changed"), Go(RoadmapChanges(here.roadmap.id)))
                if facts.before
                else None,
                Button(r.label("roadmap.card", "Versions"), Go(RoadmapVersions(here.project.id)))
                if facts.many
                else None,
            ),
            row(Button(r.label("roadmap.card", "Project"), Go(ProjectCard(here.project.id)))),
            back_row(r),
        ),
    )


def _stands(facts: CardFacts, r: Reader) -> tuple[Markup | None, ...]:
    """Where this version is, and until when."""
    here, one = facts.look, facts.look.roadmap
    said: list[Markup | None] = [
        r.say("roadmap.card", "Changed: {ground}. {reason}", ground=r.plain(GROUNDS[one.ground]), reason=one.reason)
        if one.amends
        else None
    ]
    if here.project.suspended:
        said.append(r.say("roadmap.card", "⚪ The project is suspended: the days do not count."))
    if one.state == RoadmapState.SUBMITTED and one.submitted_at is not None:
        moment = formats.moment(r, one.submitted_at)
        said.append(
            r.say(
                "roadmap.card",
                "At the authorised body since {moment}, sent by {name}",
                moment=moment,
                name=facts.author,
            )
            if one.amends
            else r.say(
                "roadmap.card",
                "At the National Company since {moment}, sent by {name}",
                moment=moment,
                name=facts.author,
            )
        )
    if one.decided_at is not None:
        moment = formats.moment(r, one.decided_at)
        said.append(
            r.say("roadmap.card", "Rejected: {moment}, {name}", moment=moment, name=facts.decided_by)
            if one.state == RoadmapState.REJECTED
            else r.say("roadmap.card", "Approved: {moment}, {name}", moment=moment, name=facts.decided_by)
        )
    if facts.due is not None:
        sign = MARKS[
            colour(facts.due, here.today, yellow_below=here.yellow_below, done=False, suspended=here.project.suspended)
        ]
        end = formats.due(r, facts.due, here.today)
        said.append(
            r.say("roadmap.card", "{mark} To be sent by: {due}", mark=sign, due=end)
            if one.state == RoadmapState.DRAFT
            else r.say("roadmap.card", "{mark} To be decided by: {due}", mark=sign, due=end)
        )
    if facts.in_force is not None and one.open:
        said.append(
            r.say("roadmap.card", "Version {n} is in force until this one is approved.", n=facts.in_force.number)
        )
    return tuple(said)


def _counted(here: Look, stage: Stage | None, r: Reader) -> Markup | None:
    """«🔴 1 · 🟢 4 · ✓ 5»: only what is there."""
    counts = here.counts(stage)
    return Markup(" · ").join(f"{MARKS[one]} {counts[one]}" for one in ORDER if one in counts) or None


def _remarks(facts: CardFacts, r: Reader) -> tuple[Markup, ...]:
    """What was said when it, or the version before, was sent back; for those who decide, what they have noted."""
    here = facts.look
    noted = here.decides and bool(here.roadmap.remarks)
    one = here.roadmap if noted or here.roadmap.state == RoadmapState.REJECTED else facts.rejected
    if one is None:
        return ()
    said = [quoted(one.decision, r.say("roadmap.card", "Remarks"), r)] if one.decision else []
    if noted:
        said.append(r.say("roadmap.card", "Remarks noted so far; they go with «Send back with remarks»:"))
    if one.remarks:
        titles = {str(task.id): task_title(r, task.title) for task in one.tasks}
        said += [
            r.say("roadmap.card", "– {task}: {remark}", task=titles.get(key, "—"), remark=shortened(text, 200))
            for key, text in list(one.remarks.items())[:8]
        ]
    return tuple(said)


def _to_mend(facts: CardFacts, r: Reader) -> tuple[Markup, ...]:
    """What keeps a draft from being sent, for those who make it."""
    if not facts.look.editable:
        return ()
    said: list[Markup] = []
    if facts.faults:
        said.append(r.say("roadmap.card", "To be mended before sending:"))
        said += [r.say("roadmap.card", "– {line}", line=fault_line(one, r)) for one in facts.faults[:SHOWN_FAULTS]]
    agreed, needed = facts.consents
    if agreed < needed:
        said.append(r.say("roadmap.card", "Agreed to the dates: {n} of {all}.", n=agreed, all=needed))
    if not facts.faults and agreed == needed:
        said.append(r.say("roadmap.card", "Everything is there: it can be sent."))
    return tuple(said)


def _next_rows(facts: CardFacts, r: Reader) -> tuple[Row | None, ...]:
    """What has to be done with this version now."""
    here, one = facts.look, facts.look.roadmap
    context = {"roadmap": str(one.id), "version": one.version}
    if here.decides:
        return (
            row(Button(r.label("roadmap.card", "Approve"), ApproveRoadmap(one.id, one.version))),
            row(Button(r.label("roadmap.card", "Send back with remarks"), Go(StartForm("roadmap.reject", context)))),
        )
    if here.editable:
        agreed, needed = facts.consents
        ready = not facts.faults and agreed == needed
        return (
            row(Button(r.label("roadmap.card", "Send for approval"), Go(RoadmapSending(one.id)))) if ready else None,
            row(
                Button(
                    r.label_count("roadmap.card", "Mend: {n} fault", "Mend: {n} faults", len(facts.faults)),
                    Go(RoadmapFaults(one.id)),
                )
            )
            if facts.faults
            else None,
            row(
                Button(
                    r.label("roadmap.card", "Agreement of the parties: {n}/{all}", n=agreed, all=needed),
                    Go(RoadmapConsents(one.id)),
                )
            ),
        )
    if facts.may_amend:
        amend = StartForm("roadmap.amend", {"project": str(here.project.id)})
        return (row(Button(r.label("roadmap.card", "Change the roadmap"), Go(amend))),)
    return ()


def _draft_rows(facts: CardFacts, r: Reader) -> tuple[Row | None, ...]:
    here, one = facts.look, facts.look.roadmap
    if not here.editable:
        return ()
    context = {"roadmap": str(one.id), "version": one.version}
    return (
        row(Button(r.label("roadmap.card", "Add a task"), Go(StartForm("roadmap.task", context)))),
        row(Button(r.label("roadmap.card", "Give up the change"), DropChange(one.id, one.version)))
        if one.amends
        else None,
    )


def _stage_label(here: Look, stage: Stage, r: Reader) -> str:
    """The stage, how many tasks it has, and the most urgent colour among them."""
    counts = here.counts(stage)
    urgent = next((MARKS[one] for one in ORDER if one in counts), "")
    many = len(by_stage(here.tasks, stage))
    return f"{urgent} {stage_name(r, stage)} · {many}".strip()


def show_stage(facts: StageFacts, r: Reader) -> Screen:
    here, place = facts.look, facts.place
    stage = Stage(place.stage)
    tasks = by_stage(here.tasks, stage)
    shown, page = page_of(tasks, place.page)
    context = {"roadmap": str(here.roadmap.id), "version": here.roadmap.version, "stage": stage.value}
    at = STAGES.index(stage)
    return Screen(
        lines(
            heading(here, r),
            Markup("<b>{}</b>").format(stage_name(r, stage)),
            r.say(
                "roadmap.stage",
                "From {first} to {last}",
                first=formats.day(r, min(one.starts_on for one in tasks)),
                last=formats.day(r, max(one.due for one in tasks)),
            )
            if tasks
            else r.say("roadmap.stage", "No tasks yet."),
            _counted(here, stage, r),
        ),
        rows(
            *(row(Button(task_label(here, one, r), Go(task_place(here, one)))) for one in shown),
            pager(r, page, len(tasks), lambda other: replace(place, page=other)),
            row(Button(r.label("roadmap.card", "Add a task"), Go(StartForm("roadmap.task", context))))
            if here.editable
            else None,
            row(
                *(
                    Button(
                        _turn(r, STAGES[other], other - at),
                        Go(RoadmapStage(here.roadmap.id, STAGES[other]), replace=True),
                    )
                    for other in (at - 1, at + 1)
                    if 0 <= other < len(STAGES)
                )
            ),
            back_row(r),
        ),
    )


def _turn(r: Reader, stage: Stage, by: int) -> str:
    short = {
        Stage.PRE_INVESTMENT: r.label("roadmap.stage", "Stage 1"),
        Stage.INVESTMENT: r.label("roadmap.stage", "Stage 2"),
        Stage.POST_INVESTMENT: r.label("roadmap.stage", "Stage 3"),
    }[stage]
    return f"‹ {short}" if by < 0 else f"{short} ›"


def task_label(here: Look, one: PlanTask, r: Reader) -> str:
    """«🔴 12.03.27 · Plot of land»."""
    shown = here.colour(one)
    sign = "" if shown is None else f"{MARKS[shown]} "
    return shortened(f"{sign}{formats.day_of_year(r, one.due)} · {task_title(r, one.title) or '—'}", ON_BUTTON)


def task_place(here: Look, one: PlanTask) -> TaskCard | PlanTaskCard:
    """A task of the version in force opens as it lives, others as they are planned."""
    if here.roadmap.state == RoadmapState.APPROVED and one.id in here.live:
        return TaskCard(one.id)
    return PlanTaskCard(here.roadmap.id, one.id)


def show_part(facts: PartFacts, r: Reader) -> Added:
    """The roadmap on a project's card."""
    project = facts.project
    if facts.card is None:
        return Added(rows=(row(Button(r.label("roadmap.part", "Make the roadmap"), BeginRoadmap(project.id))),))
    here = facts.card.look
    said = [
        r.say(
            "roadmap.part",
            "Roadmap, version {n}: {state}",
            n=here.roadmap.number,
            state=r.plain(STATES[here.roadmap.state]),
        )
    ]
    counted = _counted(here, None, r)
    return Added(
        tuple(said + ([counted] if counted else [])),
        (row(Button(r.label("roadmap.part", "Roadmap"), Go(RoadmapCard(project.id)))),),
    )
