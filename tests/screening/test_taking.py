"""Lists read by the child and taken: whole or not at all, with what is new, changed, gone (M1.2; attack 72)."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from bot.commands.import_list import files_of, import_list
from bot.commands.report import CommandError
from bot.screening.reading import NotRead, read_into_staging
from bot.screening.taking import take_staged
from bot.storage.screening import PORTS
from bot.storage.unit import Database
from domain.screening.lists import ImportState
from domain.screening.ports import Lists
from tests.screening import samples

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)


@pytest.fixture
async def opened(database: str) -> AsyncIterator[Database]:
    made = Database(database, PORTS, size=2)
    yield made
    await made.close()


async def an_import(opened: Database) -> UUID:
    made = uuid4()
    async with opened.unit() as unit:
        await unit.raw.execute(
            "INSERT INTO screening_import (id, made_at, files, state) VALUES ($1, $2, '[]', 'reading')", made, NOW
        )
    return made


def put(folder: Path, **files: bytes) -> list[Path]:
    paths = []
    for name, content in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(content)
        paths.append(path)
    return paths


@pytest.mark.parametrize("case", sorted(samples.BAD))
async def test_attack_72_a_bad_file_leaves_nothing(opened: Database, tmp_path: Path, case: str) -> None:
    name, content, trouble = samples.BAD[case]
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(NotRead) as refused:
        await read_into_staging(opened, await an_import(opened), [path])
    assert refused.value.outcome["trouble"] == trouble
    async with opened.unit() as unit:
        assert await unit.raw.fetchval("SELECT count(*) FROM screening_staging") == 0
        assert await unit.port(Lists).standing() == []


async def test_wrong_rows_are_told_with_their_numbers(opened: Database, tmp_path: Path) -> None:
    content = b"name,birth_date,country\nErika,1971-03-05,DE\nBeibit,yesterday,DE\nAnna,,Atlantis\n"
    with pytest.raises(NotRead) as refused:
        await read_into_staging(opened, await an_import(opened), put(tmp_path, peps__csv=content))
    told = refused.value.outcome
    assert told["total"] == 2
    assert [(row[1], row[2]) for row in told["rows"]] == [(3, "bad_date"), (4, "bad_country")]


async def test_files_of_two_lists_are_not_taken_together(opened: Database, tmp_path: Path) -> None:
    with pytest.raises(NotRead) as refused:
        await read_into_staging(
            opened, await an_import(opened), put(tmp_path, sdn__csv=samples.SDN, un__xml=samples.UN)
        )
    assert refused.value.outcome["trouble"] == "mixed"


async def test_a_child_that_takes_too_long_is_stopped(opened: Database, tmp_path: Path) -> None:
    with pytest.raises(NotRead) as refused:
        await read_into_staging(opened, await an_import(opened), put(tmp_path, un__xml=samples.UN), seconds=0.001)
    assert refused.value.outcome["trouble"] == "heavy"


@pytest.mark.parametrize(
    ("files", "source", "names"),
    [
        ({"sdn__csv": samples.SDN, "alt__csv": samples.ALT, "add__csv": samples.ADD}, "ofac", 4),
        ({"consolidated__xml": samples.UN}, "un", 1),
        ({"targets__simple__csv": samples.OPENSANCTIONS}, "opensanctions", 1),
        ({"Refused_Partners__csv": samples.PLAIN}, "plain:refused partners", 1),
    ],
)
async def test_every_format_by_the_command(
    database: str, opened: Database, tmp_path: Path, files: dict[str, bytes], source: str, names: int
) -> None:
    put(tmp_path, **files)
    took = await import_list(database, files_of(tmp_path), sure=False)
    assert took.state is ImportState.TAKEN
    async with opened.unit() as unit:
        (version,) = await unit.port(Lists).standing()
        assert (version.source, version.names, version.added) == (source, names, version.entries)
        assert len(version.sha256) == 64
        audited = await unit.raw.fetchval("SELECT after->>'state' FROM audit WHERE act = 'screening.command'")
    assert audited == "taken"


async def test_a_new_version_shows_what_is_new_changed_and_gone(
    database: str, opened: Database, tmp_path: Path
) -> None:
    head = b"id,name,birth_date\n"
    rows = [b"%d,Person Number%d,\n" % (number, number) for number in range(10)]
    put(tmp_path, peps__csv=head + b"".join(rows))
    await import_list(database, files_of(tmp_path), sure=False)
    assert (await import_list(database, files_of(tmp_path), sure=False)).state is ImportState.SAME
    rows[1] = b"1,Person Number1,1971-03-05\n"
    put(tmp_path, peps__csv=head + b"".join(rows[:9]) + b"77,Erika Mustermann,\n")
    took = await import_list(database, files_of(tmp_path), sure=False)
    assert {name: took.outcome[name] for name in ("added", "changed", "gone")} == {"added": 1, "changed": 1, "gone": 1}
    async with opened.unit() as unit:
        lists = unit.port(Lists)
        (version,) = await lists.standing()
        named = await lists.differences(version, 5)
        assert (named.added, named.changed, named.gone) == (
            ("Erika Mustermann",), ("Person Number1",), ("Person Number9",),
        )  # fmt: skip
        assert [one.entries for one in await lists.versions(version.source, 9)] == [10, 10]
        standing = await unit.raw.fetchval("SELECT count(*) FROM screening_entry WHERE until IS NULL")
    assert standing == 10


async def test_a_list_that_shrinks_is_taken_only_when_somebody_is_sure(
    database: str, opened: Database, tmp_path: Path
) -> None:
    """A file cut at the end of a row looks whole."""
    rows = b"".join(b"%d,Person Number%d\n" % (number, number) for number in range(10))
    put(tmp_path, peps__csv=b"id,name\n" + rows)
    await import_list(database, files_of(tmp_path), sure=False)
    put(tmp_path, peps__csv=(b"id,name\n" + rows)[:80])
    took = await import_list(database, files_of(tmp_path), sure=False)
    assert took.state is ImportState.DOUBTFUL
    async with opened.unit() as unit:
        assert (await unit.port(Lists).standing())[0].entries == 10
    took = await import_list(database, files_of(tmp_path), sure=True)
    assert took.state is ImportState.TAKEN


async def test_the_command_says_why_a_file_is_not_taken(database: str, tmp_path: Path) -> None:
    put(tmp_path, un__xml=samples.XXE)
    with pytest.raises(CommandError, match="entities"):
        await import_list(database, files_of(tmp_path), sure=False)
    with pytest.raises(CommandError, match="no list"):
        files_of(tmp_path / "elsewhere")


async def test_an_undone_transaction_takes_nothing(opened: Database, tmp_path: Path) -> None:
    """Whole or not at all: the version, its entries and the staging stand or fall together."""
    import_ = await an_import(opened)
    read = await read_into_staging(opened, import_, put(tmp_path, un__xml=samples.UN))
    with pytest.raises(ZeroDivisionError):
        async with opened.unit() as unit:
            await take_staged(unit, import_, read, ["un.xml"], NOW, None, sure=False)
            raise ZeroDivisionError
    async with opened.unit() as unit:
        counted = await unit.raw.fetchrow(
            "SELECT (SELECT count(*) FROM screening_entry) AS entries, (SELECT count(*) FROM screening_list) AS lists"
        )
    assert tuple(counted) == (0, 0)
