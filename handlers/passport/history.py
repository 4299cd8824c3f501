"""The history of a passport: what was changed, by whom, why, and what the authorised body said (M2.1, A4)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from domain.passport.facts import ContactPerson, Listing, Source, SourceKind, money
from domain.passport.model import ChangeState, ProjectChange
from handlers.forms.places import StartForm
from handlers.passport.facts import CHANGES, ChangeFacts, HistoryFacts
from handlers.passport.passport_screens import contact_text, source_text
from handlers.passport.places import ProjectChangeCard, ProjectHistory
from handlers.passport.presses import ApproveChange, WithdrawChange
from handlers.passport.words import CHANGES as STATES
from handlers.passport.words import FIELDS, LISTINGS, POOLS, TECHNOLOGIES
from handlers.pick.lists import pager
from handlers.screens.labels import quoted
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Screen, row, rows
from handlers.words import classifiers, formats
from handlers.words.goods import goods_name
from handlers.words.measures import measure_name
from handlers.words.reader import Reader, lines

SHOWN = 200
"""Characters of a long value in a change: both stand side by side."""


def show_history(facts: HistoryFacts, r: Reader) -> Screen:
    project, place = facts.project, facts.place
    return Screen(
        lines(
            r.say("passport.history", "<b>Changes of {number}</b>", number=project.number),
            *(_line(one, facts, r) for one in facts.changes),
            None if facts.total else r.say("passport.history", "Nothing has been changed."),
        ),
        rows(
            *(
                row(
                    Button(
                        r.label("passport.history", "Change {n}", n=one.counted),
                        Go(ProjectChangeCard(project.id, one.counted)),
                    )
                )
                for one in facts.changes
            ),
            pager(r, place.page, facts.total, lambda page: ProjectHistory(project.id, page), CHANGES),
            back_row(r),
        ),
    )


def _line(one: ProjectChange, facts: HistoryFacts, r: Reader) -> Markup:
    return r.say(
        "passport.history",
        "{n}. {day}, {name}: {fields} ({state})",
        n=one.counted,
        day=formats.day(r, one.made_at.astimezone(r.zone).date()),
        name=facts.names.get(one.made_by, ""),
        fields=", ".join(r.plain(FIELDS[name]) for name in one.changes if name in FIELDS),
        state=r.text(STATES[one.state]),
    )


def show_change(facts: ChangeFacts, r: Reader) -> Screen:
    one, project = facts.change, facts.project
    context = {"project": str(project.id), "counted": one.counted, "version": one.version}
    approve = ApproveChange(project.id, one.id, one.version)
    withdraw = WithdrawChange(project.id, one.id, one.version)
    return Screen(
        lines(
            r.say("passport.history", "<b>{number} · change {n}</b>", number=project.number, n=one.counted),
            r.say(
                "passport.history",
                "{moment}, {name}, {organisation}",
                moment=formats.moment(r, one.made_at),
                name=facts.made_by,
                organisation=facts.organisation.get(r.language, ""),
            ),
            r.say("passport.history", "State: {state}", state=r.text(STATES[one.state])),
            *(_values(name, values, facts, r) for name, values in one.changes.items() if name in FIELDS),
            *_outcome(one.outcome, r),
            quoted(one.reason, r.say("passport.history", "Reason"), r) if one.reason else None,
            _decision(facts, r),
            quoted(one.remarks, r.say("passport.history", "Remarks"), r) if one.remarks else None,
        ),
        rows(
            row(Button(r.label("passport.history", "Approve the change"), approve)) if facts.decides else None,
            row(
                Button(
                    r.label("passport.history", "Refuse with remarks"), Go(StartForm("passport.refuse_change", context))
                )
            )
            if facts.decides
            else None,
            row(Button(r.label("passport.history", "Take it back"), withdraw)) if facts.withdraws else None,
            back_row(r),
        ),
    )


def _decision(facts: ChangeFacts, r: Reader) -> Markup | None:
    one = facts.change
    if one.decided_at is None or one.state == ChangeState.WITHDRAWN:
        return None
    return r.say(
        "passport.history",
        "Decided by: {name}, {moment}",
        name=facts.decided_by,
        moment=formats.moment(r, one.decided_at),
    )


def _values(name: str, values: list[Any], facts: ChangeFacts, r: Reader) -> Markup:
    before, after = (_said(name, value, facts, r) for value in values)
    return r.say(
        "passport.history",
        "<b>{field}</b>: {before} → {after}",
        field=r.text(FIELDS[name]),
        before=before or "—",
        after=after or "—",
    )


def _said(name: str, kept: Any, facts: ChangeFacts, r: Reader) -> str:
    """A stored value as people read it."""
    match name:
        case "cost":
            return formats.money(r, money(kept))
        case "sources":
            found = (Source(SourceKind(o["kind"]), money(o["amount"]), o["who"], o["terms"]) for o in kept)
            return _cut("; ".join(source_text(one, r) for one in found))
        case "contacts":
            return _cut("; ".join(contact_text(ContactPerson(**one)) for one in kept))
        case "starts_on" | "ends_on" | "registered_on" | "contract_on" | "contract_until":
            return _day(kept, r)
        case "region":
            return classifiers.region_name(r, kept)
        case "other_regions":
            return ", ".join(classifiers.region_name(r, one) for one in kept)
        case "sector":
            return classifiers.sector_short(r, kept)
        case "goods":
            return ", ".join(goods_name(r, one) for one in kept)
        case "measures":
            return ", ".join(measure_name(r, one) for one in kept)
        case "technology":
            return r.plain(TECHNOLOGIES[kept])
        case "listing":
            return r.plain(LISTINGS[Listing(kept)])
        case "registration_confirmed":
            return r.label("passport.history", "yes") if kept else r.label("passport.history", "no")
        case "akimat":
            return facts.akimats.get(kept, {}).get(r.language, "")
    return _cut(str(kept))


def _day(kept: str | None, r: Reader) -> str:
    return "" if kept is None else formats.day(r, date.fromisoformat(kept))


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"


def _outcome(outcome: Mapping[str, Any], r: Reader) -> list[Markup]:
    """What became of the pool, the corridor and Task Force."""
    said = []
    if "pool" in outcome:
        said.append(r.say("passport.history", "The project moved: {pool}", pool=r.text(POOLS[outcome["pool"][1]])))
    if "corridor" in outcome:
        said.append(
            r.say("passport.history", "It came into the green corridor.")
            if outcome["corridor"][1]
            else r.say("passport.history", "It left the green corridor.")
        )
    if outcome.get("task_force", [None, False])[1]:
        said.append(r.say("passport.history", "It was handed to Task Force."))
    return said
