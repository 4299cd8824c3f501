"""Lists and imports on the administrator's phone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from domain.access.rules import administers
from domain.kit.refused import NotFound, NotPermitted
from domain.kyc.lists.entry import RowProblem
from domain.screening.lists import Differences, ImportState, ListImport, ListVersion, Trouble
from domain.screening.notices import ListWasRead
from domain.screening.ports import ListImports, Lists
from handlers.reading import Reading
from handlers.screening.places import ImportCard, ListCard, ScreeningLists
from handlers.screening.presses import DropList, TakeList
from handlers.screens.navigation import back_row
from handlers.screens.press import Go
from handlers.screens.values import Button, Screen, row, rows
from handlers.words import formats
from handlers.words.catalog import Text
from handlers.words.files import size
from handlers.words.reader import Reader, lines

NAMES_SHOWN = 10
"""Names of each kind of difference: a phone shows no more."""
ROWS_SHOWN = 10
VERSIONS_SHOWN = 6

PROBLEMS: Mapping[str, Text] = {
    RowProblem.COLUMNS: Text("screening.row", "another number of columns"),
    RowProblem.NO_KEY: Text("screening.row", "no number"),
    RowProblem.NO_NAME: Text("screening.row", "no name"),
    RowProblem.DOUBLE_KEY: Text("screening.row", "stands twice"),
    RowProblem.ORPHAN: Text("screening.row", "belongs to no entry"),
    RowProblem.BAD_DATE: Text("screening.row", "the date cannot be read"),
    RowProblem.BAD_KIND: Text("screening.row", "the type is unknown"),
    RowProblem.BAD_COUNTRY: Text("screening.row", "the country is unknown"),
    RowProblem.TOO_LONG: Text("screening.row", "the name is too long"),
}
SOURCES: Mapping[str, Text] = {
    "ofac": Text("screening.source", "OFAC, USA"),
    "un": Text("screening.source", "UN Security Council"),
    "opensanctions": Text("screening.source", "OpenSanctions"),
}


def source_name(r: Reader, source: str) -> str:
    """A published list by its name, one's own as its file is called."""
    return r.plain(SOURCES[source]) if source in SOURCES else source.partition(":")[2]


def check_reads(reading: Reading) -> None:
    if not administers(reading.actor):
        raise NotPermitted


@dataclass(frozen=True, slots=True)
class ListsFacts:
    lists: Sequence[ListVersion]


async def load_lists(_: ScreeningLists, reading: Reading) -> ListsFacts:
    check_reads(reading)
    return ListsFacts(await reading.port(Lists).standing())


def show_lists(facts: ListsFacts, r: Reader) -> Screen:
    return Screen(
        lines(
            r.say("screening.lists", "<b>Sanctions lists</b>"),
            r.count(
                "screening.lists",
                "Companies are checked against {n} list.",
                "Companies are checked against {n} lists.",
                len(facts.lists),
            )
            if facts.lists
            else r.say("screening.lists", "There are no lists yet: companies are checked against nothing."),
            r.say(
                "screening.lists",
                "To add a list or renew one, send its file: OFAC (sdn.csv, then alt.csv and add.csv), UN (XML), "
                "OpenSanctions (targets.simple.csv) or a CSV of your own with a column “name”.",
            ),
        ),
        rows(*(row(Button(_line(one, r), Go(ListCard(one.number)))) for one in facts.lists), back_row(r)),
    )


def _line(one: ListVersion, r: Reader) -> str:
    day = formats.short_day(r, one.taken_at.astimezone(r.zone).date())
    return f"{source_name(r, one.source)[:20]} · {formats.number(r, one.entries)} · {day}"


@dataclass(frozen=True, slots=True)
class ListFacts:
    version: ListVersion
    others: Sequence[ListVersion]
    differences: Differences


async def load_list(place: ListCard, reading: Reading) -> ListFacts:
    check_reads(reading)
    port = reading.port(Lists)
    version = await port.version(place.number)
    if version is None:
        raise NotFound
    others = [one for one in await port.versions(version.source, VERSIONS_SHOWN) if one.number != version.number]
    first = version.added == version.entries
    named = Differences((), (), ()) if first else await port.differences(version, NAMES_SHOWN)
    return ListFacts(version, others, named)


def show_list(facts: ListFacts, r: Reader) -> Screen:
    one, names = facts.version, facts.differences
    return Screen(
        lines(
            r.say("screening.list", "<b>{list}</b>", list=source_name(r, one.source)),
            r.say("screening.list", "Taken on {moment}", moment=formats.moment(r, one.taken_at)),
            r.say("screening.list", "By: {name}", name=one.taken_by) if one.taken_by else None,
            r.say("screening.list", "The list's own date: {day}", day=_published(one.published, r))
            if one.published
            else None,
            r.say(
                "screening.list",
                "Entries: {entries}, names: {names}",
                entries=formats.number(r, one.entries),
                names=formats.number(r, one.names),
            ),
            _changes(r, one.added, one.changed, one.gone),
            r.say("screening.list", "SHA-256: {hash}", hash=one.sha256[:16]),
            *_named(r.say("screening.list", "New:"), names.added, one.added, r),
            *_named(r.say("screening.list", "Changed:"), names.changed, one.changed, r),
            *_named(r.say("screening.list", "Gone:"), names.gone, one.gone, r),
        ),
        rows(
            *(
                row(
                    Button(
                        r.label("screening.list", "Version of {moment}", moment=formats.moment(r, other.taken_at)),
                        Go(ListCard(other.number), replace=True),
                    )
                )
                for other in facts.others
            ),
            back_row(r),
        ),
    )


def _published(text: str, r: Reader) -> str:
    try:
        return formats.day(r, date.fromisoformat(text))
    except ValueError:
        return text


def _changes(r: Reader, added: int, changed: int, gone: int) -> Markup:
    return r.say(
        "screening.list",
        "New: {added}, changed: {changed}, gone: {gone}",
        added=formats.number(r, added),
        changed=formats.number(r, changed),
        gone=formats.number(r, gone),
    )


def _named(title: Markup, names: Sequence[str], total: int, r: Reader) -> list[Markup]:
    if not names:
        return []
    more = total - len(names)
    return [
        title,
        *(r.say("screening.list", "– {name}", name=name[:80]) for name in names),
        *([r.count("screening.list", "and {n} more", "and {n} more", more)] if more > 0 else []),
    ]


@dataclass(frozen=True, slots=True)
class ImportFacts:
    one: ListImport


async def load_import(place: ImportCard, reading: Reading) -> ImportFacts:
    check_reads(reading)
    found = await reading.port(ListImports).get(place.id)
    if found is None:
        raise NotFound
    return ImportFacts(found)


def show_import(facts: ImportFacts, r: Reader) -> Screen:
    one = facts.one
    told = one.outcome or {}
    take, drop = TakeList(one.id, one.version), DropList(one.id, one.version)
    buttons = {
        ImportState.COLLECTING: (
            row(Button(r.label("screening.import", "Take as a list"), take)),
            row(Button(r.label("screening.import", "Do not take"), drop)),
        ),
        ImportState.DOUBTFUL: (
            row(Button(r.label("screening.import", "Take all the same"), take)),
            row(Button(r.label("screening.import", "Do not take"), drop)),
        ),
    }.get(ImportState(one.state), ())
    shown = Go(ListCard(one.list)) if one.list is not None else None
    return Screen(
        lines(
            r.say("screening.import", "<b>Import of a list</b>"),
            *(
                r.say("screening.import", "– {name}, {size}", name=file["name"], size=size(file["size"], r))
                for file in one.files
            ),
            _stands(one, told, r),
        ),
        rows(
            *buttons,
            row(Button(r.label("screening.import", "Open the list"), shown)) if shown else None,
            row(Button(r.label("screening.import", "To the lists"), Go(ScreeningLists()))),
            back_row(r),
        ),
    )


def _stands(one: ListImport, told: Mapping[str, Any], r: Reader) -> Markup:
    match ImportState(one.state):
        case ImportState.COLLECTING:
            return r.say("screening.import", "Send the next file of the same list, or take it as it is.")
        case ImportState.READING:
            return r.say("screening.import", "The files are being read. You will be told when it is done.")
        case ImportState.TAKEN:
            return lines(
                r.say("screening.import", "✓ Taken: {list}", list=source_name(r, told["source"])),
                _changes(r, told["added"], told["changed"], told["gone"]),
            )
        case ImportState.SAME:
            return r.say("screening.import", "Nothing has changed in this list: the version before stands.")
        case ImportState.DROPPED:
            return r.say("screening.import", "Not taken.")
        case ImportState.DOUBTFUL:
            return r.say(
                "screening.import",
                "Of {before} entries {gone} would go. The file may be cut off. Take it all the same?",
                before=formats.number(r, told["before"]),
                gone=formats.number(r, told["gone"]),
            )
        case ImportState.REFUSED:
            return lines(
                r.say("screening.import", "Not taken; the version before stands."),
                trouble(told, r),
                *(_row(one, r) for one in told.get("rows", ())[:ROWS_SHOWN]),
            )


def trouble(told: Mapping[str, Any], r: Reader) -> Markup:
    """Why the files were not taken, and what to do."""
    match Trouble(told["trouble"]):
        case Trouble.ROWS:
            return r.count("screening.trouble", "{n} row is wrong:", "{n} rows are wrong:", told["total"])
        case Trouble.TOO_LARGE:
            return r.say(
                "screening.trouble",
                "The file is larger than {size}. The command import-list takes larger ones.",
                size=size(told["limit"], r),
            )
        case Trouble.ENCODING:
            return r.say("screening.trouble", "The file is not in UTF-8. Save it as “CSV UTF-8” and send it again.")
        case Trouble.BROKEN if told.get("line"):
            return r.say(
                "screening.trouble", "The file breaks off or is damaged at line {n}. Load it anew.", n=told["line"]
            )
        case Trouble.BROKEN:
            return r.say("screening.trouble", "The file breaks off or is damaged. Load it anew.")
        case Trouble.HOSTILE:
            return r.say(
                "screening.trouble", "The file declares entities, which no sanctions list does: it may be an attack."
            )
        case Trouble.UNKNOWN:
            return r.say("screening.trouble", "This is none of the lists that are read here.")
        case Trouble.EMPTY:
            return r.say("screening.trouble", "There is no entry in the file.")
        case Trouble.PART_MISSING:
            return r.say("screening.trouble", "The main file is missing: {part}.csv", part=told["part"])
        case Trouble.MIXED:
            return r.say("screening.trouble", "The files belong to different lists, or one of them was sent twice.")
        case Trouble.HEAVY:
            return r.say("screening.trouble", "Reading the file took too much time or memory.")
        case Trouble.GONE:
            return r.say("screening.trouble", "Telegram no longer gives this file. Send it again.")


def _row(error: Sequence[Any], r: Reader) -> Markup:
    _, number, problem, value = error
    why = r.plain(PROBLEMS[problem]) if problem in PROBLEMS else problem
    if value:
        return r.say("screening.row", "– row {n}: {why} ({value})", n=number, why=why, value=value)
    return r.say("screening.row", "– row {n}: {why}", n=number, why=why)


async def load_was_read(notice: ListWasRead, reading: Reading) -> ListImport | None:
    if not administers(reading.actor):
        return None
    found = await reading.port(ListImports).get(notice.id)
    return None if found is None or found.state == ImportState.READING else found


def show_was_read(one: ListImport, r: Reader) -> Screen:
    """What came of it stands in the card: a push carries no names (N3)."""
    if one.state == ImportState.TAKEN:
        text = r.say("screening.notice", "The list you sent was taken.")
    elif one.state == ImportState.SAME:
        text = r.say("screening.notice", "The list you sent has not changed.")
    else:
        text = r.say("screening.notice", "The list you sent was not taken.")
    return Screen(text, rows(row(Button(r.label("screening.notice", "Open the import"), Go(ImportCard(one.id))))))
