"""A document as a value: what is printed, before any file format is chosen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A fact with its name: «Дата: 20.11.2026 (пт)»."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings, all of one length."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.headings) for row in self.rows):
            raise ValueError("every row of a table has as many cells as there are headings")


@dataclass(frozen=True, slots=True)
class Part:
    """A titled part: facts, running text, a table; each may be absent."""

    title: str
    lines: tuple[Line, ...] = ()
    text: str = ""
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: plain text only, nothing is markup. `name`: of the file, without its ending."""

    name: str
    title: str
    subtitle: str
    parts: tuple[Part, ...]
    footer: str = ""
    language: str = "ru"
