"""The meeting card as a document, in the reader's language (M1.3)."""

from domain.meeting.model import AgreementState, Side
from handlers.meeting.facts import PrintFacts
from handlers.screens.paper import Line, Paper, Part, Table
from handlers.words import classifiers, formats
from handlers.words.reader import Reader


def paper(facts: PrintFacts, r: Reader) -> Paper:
    """All of п. 40.4 in its order; what nobody answered is left out."""
    card = facts.card
    meeting = card.meeting
    theirs = ", ".join([*(one.name for one in card.contacts), *([meeting.theirs] if meeting.theirs else [])])
    parts = [
        Part(
            r.label("meeting.paper", "Meeting"),
            _lines(
                (r.label("meeting.paper", "Company"), card.company),
                (r.label("meeting.paper", "Date"), formats.day(r, meeting.day)),
                (r.label("meeting.paper", "Place"), meeting.place),
                (r.label("meeting.paper", "Event"), meeting.event),
                (r.label("meeting.paper", "Participants for the investor"), theirs),
                (r.label("meeting.paper", "Participants for our side"), meeting.ours),
            ),
        ),
        Part(r.label("meeting.paper", "Subject of interest"), text=meeting.subject),
        Part(r.label("meeting.paper", "Key points of the talks"), text=meeting.key_points),
        Part(
            r.label("meeting.paper", "Approximate parameters of the project"),
            _lines(
                (
                    r.label("meeting.paper", "Cost"),
                    formats.money(r, meeting.project_cost) if meeting.project_cost else "",
                ),
                (
                    r.label("meeting.paper", "Sector"),
                    classifiers.sector_name(r, meeting.project_sector) if meeting.project_sector else "",
                ),
                (
                    r.label("meeting.paper", "Region"),
                    classifiers.region_name(r, meeting.project_region) if meeting.project_region else "",
                ),
                (
                    r.label("meeting.paper", "Jobs"),
                    formats.number(r, meeting.project_jobs) if meeting.project_jobs is not None else "",
                ),
            ),
            meeting.project_parameters,
        ),
        Part(r.label("meeting.paper", "Expectations of the investor"), text=meeting.expectations),
        Part(r.label("meeting.paper", "Agreements"), table=_agreements(facts, r)),
    ]
    return Paper(
        name=r.label("meeting.paper", "Meeting {day} {company}", day=meeting.day.isoformat(), company=card.company),
        title=r.label("meeting.paper", "Meeting card"),
        subtitle=r.label(
            "meeting.paper",
            "Recorded by: {name}, {organisation}",
            name=card.author,
            organisation=facts.organisation.get(r.language, ""),
        ),
        parts=tuple(part for part in parts if part.lines or part.text or part.table),
        footer=r.label("meeting.paper", "Printed on {day}", day=formats.day(r, card.today)),
        language=r.language,
    )


def _lines(*pairs: tuple[str, str]) -> tuple[Line, ...]:
    return tuple(Line(label, value) for label, value in pairs if value)


def _agreements(facts: PrintFacts, r: Reader) -> Table | None:
    if not facts.card.agreements:
        return None
    states = {
        AgreementState.OPEN: r.label("meeting.paper", "open"),
        AgreementState.DONE: r.label("meeting.paper", "done"),
        AgreementState.DROPPED: r.label("meeting.paper", "dropped"),
    }
    return Table(
        (
            r.label("meeting.paper", "What"),
            r.label("meeting.paper", "Responsible"),
            r.label("meeting.paper", "By"),
            r.label("meeting.paper", "State"),
        ),
        tuple(
            (
                one.what,
                facts.people.get(one.person, "") if one.side == Side.OURS else one.who,
                formats.day(r, one.by),
                states[AgreementState(one.state)],
            )
            for one in facts.card.agreements
        ),
    )
