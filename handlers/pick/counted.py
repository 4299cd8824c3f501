"""One of the values that a list holds, with how often: countries of companies, sectors of meetings. One tap chooses."""

from collections.abc import Callable, Sequence

from markupsafe import Markup

from handlers.pick.lists import PAGE, page_of, pager
from handlers.screens.labels import with_tail
from handlers.screens.navigation import back_row
from handlers.screens.place import Place
from handlers.screens.press import Go
from handlers.screens.values import Button, Screen, row, rows
from handlers.words.reader import Reader

Counted = Sequence[tuple[str, int]]
"""Values with their numbers, most first."""


def show_counted(
    r: Reader,
    question: Markup,
    counted: Counted,
    page: int,
    *,
    name: Callable[[Reader, str], str],
    chosen: Callable[[str], Place],
    at: Callable[[int], Place],
) -> Screen:
    """`chosen`: the list of one value; `at`: another page of the values."""
    shown, within = page_of(counted, page, PAGE)
    return Screen(
        question,
        rows(
            *(
                row(Button(with_tail(name(r, value), str(number)), Go(chosen(value), replace=True)))
                for value, number in shown
            ),
            pager(r, within, len(counted), at),
            back_row(r),
        ),
    )
