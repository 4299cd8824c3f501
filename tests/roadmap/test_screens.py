"""Screens of the roadmap room in three languages, in every state and for everybody who opens them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from domain.file.model import FileReason, FileState, KeptFile
from domain.kit.ids import FileId, OrganisationId, TaskId
from domain.panel.rules import Colour
from domain.passport.model import ProjectState
from domain.roadmap.compare import compare
from domain.roadmap.consent import concerned, covers
from domain.roadmap.model import STAGES, DueSince, Ground, Party, RoadmapState, Sheet, SheetState, Step, Yes
from domain.roadmap.ports import RoadmapLine, TaskLine
from domain.roadmap.rules import Fault, FaultKind
from domain.roadmap.sheet import CellFault
from domain.roadmap.standard import CODES
from handlers.roadmap import changes, facts, lists, notices, room, screens, tasks, words
from handlers.roadmap.places import (
    MyTasks,
    RoadmapChanges,
    RoadmapFaults,
    RoadmapSheet,
    RoadmapStage,
    RoadmapsWaiting,
    RoadmapVersions,
    TaskFiles,
)
from handlers.words import tasks as task_words
from handlers.words.catalog import LANGUAGES
from handlers.words.reader import Reader
from tests.town.looks import check_looks, labels
from tests.town.plans import AKIMAT, ME, NOW, PROJECT, TODAY, a_live_task, a_look, a_plan, a_roadmap

BODY = OrganisationId(UUID(int=77))
NAMES = {BODY: dict.fromkeys(LANGUAGES, "Министерство <промышленности> & строительства Республики Казахстан")}
PLAN = a_plan()
LIVE = [
    a_live_task(PLAN, 0, done_on=TODAY, progress=100),
    a_live_task(PLAN, 1, due=TODAY - timedelta(days=1)),
    a_live_task(PLAN, 2, due=TODAY + timedelta(days=8), progress=40),
    a_live_task(PLAN, 3, due=TODAY + timedelta(days=9)),
    a_live_task(PLAN, 4, suspended=True),
    *(a_live_task(PLAN, n) for n in range(5, 10)),
]


def card(here: facts.Look, **more: object) -> facts.CardFacts:
    made = facts.CardFacts(
        look=here,
        faults=(),
        consents=(1, 1),
        due=None,
        rejected=None,
        in_force=None,
        before=None,
        many=False,
        may_amend=False,
        author="Дархан <Әбдірахманов>",
        decided_by="Ерболат",
    )
    return replace(made, **more)  # type: ignore[arg-type]


def version(**more: object) -> Any:
    given: dict[str, object] = {"submitted_at": NOW, "submitted_by": ME, **more}
    if given.get("state") in (RoadmapState.APPROVED, RoadmapState.REJECTED, RoadmapState.REPLACED):
        given |= {"decided_at": NOW, "decided_by": ME}
    return a_roadmap(PLAN, **given)


ALL_FAULTS = tuple(Fault(kind, STAGES[0], PLAN[0].id, ":land") for kind in FaultKind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_is_said_in_full(language: str) -> None:
    r = Reader(language)
    rejected = version(
        state=RoadmapState.REJECTED, decision="<Too late>" * 50, remarks={str(PLAN[0].id): "<b>no</b>", "gone": "x"}
    )
    for state in RoadmapState:
        for amends in (False, True):
            one = version(state=state, amends=amends, ground=Ground.INVESTOR if amends else "", reason="<asked>")
            for plans, decides in ((True, False), (False, True), (False, False)):
                here = replace(a_look(PLAN, plans=plans, decides=decides), roadmap=one)
                for due in (None, TODAY - timedelta(days=3), TODAY, TODAY + timedelta(days=30)):
                    for shown in (
                        card(here, due=due),
                        card(here, due=due, faults=ALL_FAULTS, consents=(0, 12), rejected=rejected, before=rejected),
                        card(here, due=due, may_amend=True, many=True, in_force=version(state=RoadmapState.APPROVED)),
                    ):
                        check_looks(screens.show_card(shown, r))
    live = a_look(PLAN, live=LIVE)
    check_looks(screens.show_card(card(live), r))
    for stage in STAGES:
        for here in (a_look(PLAN), a_look(()), live):
            check_looks(screens.show_stage(facts.StageFacts(RoadmapStage(here.roadmap.id, stage), here), r))


def test_colours_of_live_tasks_are_those_of_the_clause() -> None:
    """M2.8: red from the day after, yellow under ten days with today, exactly ten are green; a plan has none."""
    here = a_look(PLAN, live=LIVE)
    shown = [here.colour(one) for one in PLAN[:5]]
    assert shown == [Colour.DONE, Colour.RED, Colour.YELLOW, Colour.GREEN, Colour.SUSPENDED]
    assert {a_look(PLAN).colour(one) for one in PLAN} == {None}


def test_what_can_be_done_is_offered_to_whom_it_is_for() -> None:
    r = Reader("en")
    draft = a_look(PLAN)
    assert "Send for approval" in labels(screens.show_card(card(draft), r))
    assert "Send for approval" not in labels(screens.show_card(card(draft, consents=(0, 1)), r))
    assert "Send for approval" not in labels(screens.show_card(card(draft, faults=ALL_FAULTS), r))
    others = replace(draft, plans=False)
    assert not {"Send for approval", "Add a task", "Approve"} & set(labels(screens.show_card(card(others), r)))
    decider = replace(others, decides=True, roadmap=version(state=RoadmapState.SUBMITTED))
    assert {"Approve", "Send back with remarks"} <= set(labels(screens.show_card(card(decider), r)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_screens_beside_the_card(language: str) -> None:
    r = Reader(language)
    here = a_look(PLAN)
    for found in ((), ALL_FAULTS):
        check_looks(lists.show_faults(facts.FaultsFacts(RoadmapFaults(here.roadmap.id), here, found), r))
    named = [
        replace(PLAN[0], party=Party.STATE_BODY, organisation=BODY),
        replace(PLAN[1], party=Party.CONTRACTOR, who="<B>"),
    ]
    parties = concerned([*named, *PLAN], AKIMAT)
    yes = Yes("investor", "Anna <M>", TODAY, covers(PLAN, "investor"), ME, NOW)
    for given in (
        [(one, None, False) for one in parties],
        [(one, yes, False) for one in parties],
        [(one, None, True) for one in parties],
    ):
        check_looks(lists.show_consents(facts.ConsentsFacts(here, given, NAMES), r))
    for amends in (False, True):
        asked = replace(here, roadmap=version(amends=amends, ground="investor" if amends else ""))
        check_looks(lists.show_sending(facts.SendingFacts(asked, date(2026, 11, 23)), r))
    every = [version(state=state, number=n) for n, state in enumerate(RoadmapState, 1)] * 3
    for page in range(3):
        check_looks(lists.show_versions(facts.VersionsFacts(RoadmapVersions(PROJECT.id, page), PROJECT, every), r))
    waiting = [
        RoadmapLine(PROJECT.id, PROJECT.number, PROJECT.title, corridor, state, False, NOW, due)
        for corridor in (True, False)
        for state in ("", "draft")
        for due in (None, TODAY)
    ]
    for shown in ([], waiting):
        check_looks(lists.show_waiting(facts.WaitingFacts(RoadmapsWaiting(), shown, len(shown), TODAY, 10), r))
    for here in (a_look(PLAN), a_look(PLAN, plans=False)):
        check_looks(changes.show_table(here, r))
    for part in (None, card(here), card(a_look(PLAN, live=LIVE))):
        added = screens.show_part(facts.PartFacts(PROJECT, part, True), r)
        assert added.rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_tasks_planned_and_live(language: str) -> None:
    r = Reader(language)
    for here in (a_look(PLAN), a_look(PLAN, plans=False), a_look(PLAN, decides=True, plans=False)):
        for one in (
            PLAN[0],
            replace(PLAN[1], organisation=BODY, measure="land", title="<T>"),
            replace(PLAN[5], who="<B>"),
        ):
            check_looks(tasks.show_plan_task(facts.PlanTaskFacts(here, one, NAMES, "<remark>"), r))
    steps = [(Step(NOW, ME, AKIMAT, 40, note), "Anna <M>") for note in ("", "<note>")]
    dues = [DueSince(TODAY, TODAY), DueSince(TODAY + timedelta(days=3), TODAY + timedelta(days=30))]
    for task in LIVE:
        for files in (0, 2):
            for may in (True, False):
                for history in (dues[:1], dues):
                    project = replace_state(ProjectState.WITH_ROADMAP)
                    shown = tasks.TaskFacts(
                        task, project, NAMES, "Светлана", history, steps, files, may, may, may, TODAY, 10
                    )
                    check_looks(tasks.show_task(shown, r))
    kept = [
        KeptFile(FileId(UUID(int=n)), "act <1> " * n + ".pdf", state, 9, reason=FileReason.KIND)
        for n, state in enumerate(FileState, 1)
    ]
    check_looks(tasks.show_files(tasks.FilesFacts(TaskFiles(LIVE[0].id), LIVE[0], kept), r))
    mine = [
        TaskLine(TaskId(UUID(int=n)), PROJECT.id, PROJECT.number, title, TODAY, None, False, 0)
        for n, title in enumerate((":land", "<T> " * 40))
    ]
    for found in ([], mine):
        check_looks(tasks.show_mine(tasks.MineFacts(MyTasks(), found, len(found), TODAY, 10), r))


def replace_state(state: ProjectState) -> Any:
    from copy import copy

    made = copy(PROJECT)
    made.state = state
    return made


def test_a_finished_or_suspended_task_offers_nothing() -> None:
    r = Reader("en")
    project = replace_state(ProjectState.WITH_ROADMAP)
    for one, offered in ((LIVE[0], False), (LIVE[1], True)):
        shown = tasks.TaskFacts(one, project, NAMES, "", (), (), 1, True, True, True, TODAY, 10)
        assert ("Task is done" in labels(tasks.show_task(shown, r))) is offered
    project.suspended = True
    shown = tasks.TaskFacts(LIVE[1], project, NAMES, "", (), (), 1, True, True, True, TODAY, 10)
    assert "Task is done" not in labels(tasks.show_task(shown, r))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_changed_is_readable(language: str) -> None:
    """M2.6: every field by its name, the value before and after; nothing is said of what stayed."""
    r = Reader(language)
    other = (
        replace(
            PLAN[0], title="<New>", starts_on=TODAY, due=TODAY, result="", party=Party.STATE_BODY, organisation=BODY,
            measure="land", risk="", mitigation="x", stage=STAGES[1],
        ),
        *PLAN[2:],
        replace(PLAN[1], id=TaskId(UUID(int=99))),
    )  # fmt: skip
    here = a_look(other)
    before = version(state=RoadmapState.REJECTED, number=1)
    found = compare(PLAN, other)
    screen = changes.show_changes(facts.ChangesFacts(RoadmapChanges(here.roadmap.id), here, before, found, NAMES), r)
    check_looks(screen)
    assert str(screen.text).count("→") == 10
    same = facts.ChangesFacts(RoadmapChanges(here.roadmap.id), here, before, compare(PLAN, PLAN), NAMES)
    check_looks(changes.show_changes(same, r))
    for state in SheetState:
        outcome: dict[str, Any] = {
            "tasks": a_roadmap(other).plan,
            "total": 200,
            "reason": "encrypted",
            "faults": [
                {"row": n, "column": "due", "fault": fault.value, "value": "<b>"} for n, fault in enumerate(CellFault)
            ],
        }
        for result in (found, compare(PLAN, PLAN)):
            sheet = Sheet(UUID(int=6), here.roadmap.id, ME, NOW, "plan <1>.xlsx", "1:a", state, outcome)
            shown = facts.SheetFacts(RoadmapSheet(sheet.id), sheet, here, result, NAMES)
            check_looks(changes.show_sheet(shown, r))
            check_looks(notices.show_read(sheet, r))


@pytest.mark.parametrize("language", LANGUAGES)
def test_notices_carry_a_number_and_a_date_only(language: str) -> None:
    """N3: no title of a project or task, no name, in a push."""
    r = Reader(language)
    for amends in (False, True):
        here = replace(a_look(PLAN), roadmap=version(amends=amends, ground="investor" if amends else ""))
        for due in (None, TODAY):
            for show in (notices.show_submitted, notices.show_approved, notices.show_rejected):
                screen = show(card(here, due=due), r)
                check_looks(screen)
                assert PROJECT.number in str(screen.text) and "Wind" not in str(screen.text)
    task = tasks.TaskFacts(LIVE[0], PROJECT, NAMES, "", (), (), 1, True, True, True, TODAY, 10)
    screen = notices.show_done(task, r)
    check_looks(screen)
    assert "Wind" not in str(screen.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_and_label_is_there(language: str) -> None:
    r = Reader(language)
    assert set(words.FAULTS) == set(FaultKind)
    assert set(words.STATES) == set(RoadmapState)
    for names in (task_words.TITLES, task_words.RESULTS, task_words.RISKS, task_words.MITIGATIONS):
        assert set(names) == CODES
    for refusal, sentence in room.refusals.items():
        given = {"faults": ALL_FAULTS, "parties": 2}
        made = refusal(**{name: value for name, value in given.items() if name in refusal.__annotations__})
        assert sentence(made, r)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_standard_name_typed_again_stays_standard(language: str) -> None:
    """What an officer leaves as it was is still said in every language."""
    r = Reader(language)
    for code in CODES:
        for names, said in ((task_words.TITLES, task_words.task_title), (task_words.RISKS, task_words.task_risk)):
            assert task_words.kept(f"  {said(r, f':{code}')} ", names) == f":{code}"
    assert task_words.kept("Railway siding", task_words.TITLES) == "Railway siding"
