"""The validation on the phone. Pure."""

from dataclasses import replace

from markupsafe import Markup

from domain.panel.rules import colour
from domain.passport.model import ProjectState
from domain.validation.model import Decision, Verdict
from domain.validation.ports import ValidationLine
from handlers.forms.clean import shortened
from handlers.forms.places import StartForm
from handlers.passport.places import ProjectCard
from handlers.pick.lists import page_of, pager
from handlers.room import Added
from handlers.screens.labels import ON_BUTTON, quoted, ticked
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Row, Screen, row, rows
from handlers.validation.facts import CardFacts, ConfirmFacts, ListFacts, RemarksFacts
from handlers.validation.places import ValidationCard, ValidationConfirm, ValidationList, ValidationRemarks
from handlers.validation.presses import ValidateProject
from handlers.words import formats
from handlers.words.colours import MARKS
from handlers.words.reader import Reader, lines
from handlers.words.tasks import task_title


def show_list(facts: ListFacts, r: Reader) -> Screen:
    return Screen(
        lines(
            r.say("validation.list", "<b>Projects to validate</b>"),
            None if facts.total else r.say("validation.list", "No project waits for you."),
        ),
        rows(
            *(row(Button(_label(line, facts, r), Go(ValidationCard(line.project)))) for line in facts.lines),
            pager(r, facts.place.page, facts.total, ValidationList),
            back_row(r),
        ),
    )


def _label(line: ValidationLine, facts: ListFacts, r: Reader) -> str:
    number = line.number.removeprefix("П-")
    if line.due is None:
        return shortened(f"{number} · {line.title}", ON_BUTTON)
    sign = MARKS[colour(line.due, facts.today, yellow_below=facts.yellow_below, done=False, suspended=False)]
    return shortened(f"{sign} {formats.short_day(r, line.due)} · {number} · {line.title}", ON_BUTTON)


def show_card(facts: CardFacts, r: Reader) -> Screen:
    one = facts.project
    return Screen(
        lines(
            r.say("validation.card", "<b>{number} · {title}</b>", number=one.number, title=one.title),
            *_stands(facts, r),
            *(_decision(decision, facts, r) for decision in facts.decisions[:_SHOWN]),
        ),
        rows(
            *_deciding(facts, r),
            row(Button(r.label("validation.card", "To the project"), Go(ProjectCard(one.id)))),
            back_row(r),
        ),
    )


_SHOWN = 5  # decisions on a card: more rounds than that are in the audit


def _stands(facts: CardFacts, r: Reader) -> tuple[Markup, ...]:
    one = facts.project
    if one.state == ProjectState.VALIDATION:
        said = [
            r.count(
                "validation.card",
                "{n} task is done. The chamber validates.",
                "All {n} tasks are done. The chamber validates.",
                facts.tasks,
            ),
            r.say("validation.card", "Completion recorded: {moment}", moment=formats.moment(r, one.since)),
        ]
        if facts.due is not None:
            sign = MARKS[colour(facts.due, facts.today, yellow_below=facts.yellow_below, done=False, suspended=False)]
            due = formats.due(r, facts.due, facts.today)
            said.append(r.say("validation.card", "{mark} Decide by: {due}", mark=sign, due=due))
        return tuple(said)
    if facts.aftercare is not None and facts.last_day is not None and one.state == ProjectState.AFTERCARE:
        return (
            r.say(
                "validation.card",
                "Module 3 since {began}. In the pool until {ends}.",
                began=formats.day(r, facts.aftercare.began_on),
                ends=formats.day(r, facts.last_day),
            ),
        )
    return ()


def _decision(one: Decision, facts: CardFacts, r: Reader) -> Markup:
    name, moment = facts.people.get(one.decided_by, ""), formats.moment(r, one.decided_at)
    if one.verdict is Verdict.VALIDATED:
        return r.say("validation.card", "✓ Validated: {name}, {moment}", name=name, moment=moment)
    title = r.say("validation.card", "Remarks: {name}, {moment}", name=name, moment=moment)
    return quoted(one.remarks, title, r)


def _deciding(facts: CardFacts, r: Reader) -> tuple[Row | None, ...]:
    if not facts.decides:
        return ()
    project = facts.project.id
    return (
        row(Button(r.label("validation.card", "Validate"), Go(ValidationConfirm(project)))),
        row(Button(r.label("validation.card", "Refuse with remarks"), Go(ValidationRemarks(project)))),
    )


def show_confirm(facts: ConfirmFacts, r: Reader) -> Screen:
    one = facts.project
    until = formats.day(r, facts.last_day)
    return Screen(
        lines(
            r.say("validation.confirm", "<b>{number} · {title}</b>", number=one.number, title=one.title),
            r.say("validation.confirm", "The roadmap is carried out, and the project passes to Module 3?"),
            r.say("validation.confirm", "It stays in the pool until {day}, the end of the contract.", day=until)
            if facts.by_contract
            else r.say("validation.confirm", "It stays in the pool until {day}.", day=until),
            r.say("validation.confirm", "This cannot be taken back."),
        ),
        rows(
            row(Button(r.label("validation.confirm", "Validate the project"), ValidateProject(one.id, one.version))),
            back_row(r),
        ),
    )


def show_remarks(facts: RemarksFacts, r: Reader) -> Screen:
    place, one = facts.place, facts.project
    shown, page = page_of(list(enumerate(facts.tasks)), place.page)
    chosen = [number for number in place.chosen if 0 <= number < len(facts.tasks)]
    context = {
        "project": str(one.id),
        "version": one.version,
        "tasks": [str(facts.tasks[number].id) for number in chosen],
    }
    return Screen(
        lines(
            r.say("validation.remarks", "<b>{number} · {title}</b>", number=one.number, title=one.title),
            r.say("validation.remarks", "Which tasks are the remarks about? They will be open again."),
        ),
        rows(
            *(
                row(
                    Button(
                        shortened(ticked(task_title(r, task.title), number in chosen), ON_BUTTON),
                        Go(replace(place, chosen=_switched(chosen, number), page=page), replace=True),
                    )
                )
                for number, task in shown
            ),
            pager(r, page, len(facts.tasks), lambda turned: replace(place, page=turned)),
            row(Button(r.label("validation.remarks", "Write the remarks"), Go(StartForm("validation.refuse", context))))
            if chosen
            else None,
            back_row(r),
        ),
    )


def _switched(chosen: list[int], number: int) -> tuple[int, ...]:
    return tuple(sorted({*chosen} ^ {number}))


def show_part(facts: CardFacts, r: Reader) -> Added:
    """On the project's card: where the validation stands, and the way to it."""
    label = (
        r.label("validation.card", "Validate or refuse") if facts.decides else r.label("validation.card", "Validation")
    )
    return Added(_stands(facts, r), (row(Button(label, Go(ValidationCard(facts.project.id)))),))
