"""Pages of a list: the same arrows under every list."""

from collections.abc import Callable

from handlers.screens.place import Place
from handlers.screens.press import Go
from handlers.screens.values import Button, Row, row
from handlers.words.reader import Reader

PAGE = 8
"""Lines of a page: as many buttons as a thumb finds without scrolling."""


def pager(r: Reader, page: int, total: int, place: Callable[[int], Place], size: int = PAGE) -> Row:
    """«Earlier · 2 of 5 · Later»; empty when one page holds everything. Pages count from 0."""
    pages = max(1, -(-total // size))
    if pages == 1:
        return ()
    here = min(max(page, 0), pages - 1)
    return row(
        Button(r.label("paging", "Previous"), Go(place(here - 1), replace=True)) if here > 0 else None,
        Button(r.label("paging", "{page} of {pages}", page=here + 1, pages=pages), Go(place(here), replace=True)),
        Button(r.label("paging", "Next"), Go(place(here + 1), replace=True)) if here < pages - 1 else None,
    )


def offset(page: int, size: int = PAGE) -> int:
    """The first line of a page; a page number from a forged or old button is brought back to a sane one."""
    return min(max(page, 0), 100_000) * size
