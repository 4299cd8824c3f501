"""A roadmap drawn as bars over time, to be read on a phone held upright (M2.5)."""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from PIL import Image, ImageDraw

from bot.printing.canvas import FILLS, GREY, INK, LINE, PAPER, PLANNED, fitted, font, wrapped
from domain.kit.periods import add_months
from domain.panel.rules import Colour
from handlers.roadmap.chart import Bar, Chart

WIDTH: Final = 1080  # points, as Telegram shows photos without shrinking them
_EDGE: Final = 36
_HEAD: Final = 204
_AXIS: Final = 52
_LANE: Final = 58
_BAR: Final = 92
_LEGEND: Final = 44
_TICKS: Final = 8  # at most so many names of months on the axis


def draw(chart: Chart) -> bytes:
    """The picture as a PNG."""
    bars = sum(len(lane.bars) for lane in chart.lanes)
    legend = _legend(chart)
    height = _HEAD + _AXIS + _LANE * len(chart.lanes) + _BAR * bars + _LEGEND * len(legend) + _EDGE
    image = Image.new("RGB", (WIDTH, height), PAPER)
    _Drawing(ImageDraw.Draw(image), chart, legend, height - _LEGEND * len(legend) - _EDGE).all()
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _legend(chart: Chart) -> list[list[tuple[float, Colour | None, str]]]:
    """The signs in rows that fit the width, each with its place from the left."""
    face = font(24)
    rows: list[list[tuple[float, Colour | None, str]]] = [[]]
    x: float = _EDGE
    for colour, said in chart.legend:
        width = 36 + face.getlength(said)
        if x + width > WIDTH - _EDGE and rows[-1]:
            rows.append([])
            x = _EDGE
        rows[-1].append((x, colour, said))
        x += width + 34
    return rows


class _Drawing:
    def __init__(
        self,
        pen: ImageDraw.ImageDraw,
        chart: Chart,
        legend: list[list[tuple[float, Colour | None, str]]],
        bottom: int,
    ) -> None:
        self._pen = pen
        self._chart = chart
        self._legend = legend
        self._bottom = bottom  # of the bars
        self._days = max((chart.last - chart.first).days + 1, 1)

    def all(self) -> None:
        self._head()
        self._axis()
        self._today()
        top = _HEAD + _AXIS
        for lane in self._chart.lanes:
            self._pen.rectangle((0, top, WIDTH, top + _LANE - 14), fill="#eef2f6")
            self._pen.text((_EDGE, top + 7), lane.title, font=font(25, bold=True), fill=INK)
            top += _LANE
            for bar in lane.bars:
                self._bar(bar, top)
                top += _BAR
        self._signs()

    def _head(self) -> None:
        face = font(36, bold=True)
        for n, line in enumerate(wrapped(self._chart.title, face, WIDTH - 2 * _EDGE, 2)):
            self._pen.text((_EDGE, 24 + n * 44), line, font=face, fill=INK)
        self._pen.text((_EDGE, 124), self._chart.subtitle, font=font(27), fill=GREY)

    def _axis(self) -> None:
        """Names of months, with the year where it begins; every month, every second… as there is room."""
        months = list(self._months())
        step = next(n for n in (1, 2, 3, 4, 6, 12, 24, 36, 60, 120, 1200) if len(months) / n <= _TICKS)
        last_year = None
        for n, month in enumerate(months):
            x = self._x(month)
            if n % step:
                continue
            self._pen.line((x, _HEAD + _AXIS - 8, x, self._bottom), fill=LINE, width=2)
            name = self._chart.months[month.month - 1]
            if month.year != last_year:
                name = f"{name} {month.year}" if step > 1 or n == 0 else f"{name} {month:%y}"
                last_year = month.year
            room = (WIDTH - 2 * _EDGE) / max(len(months) / step, 1)
            self._pen.text((x + 4, _HEAD + 6), fitted(name, font(22), max(room - 6, 40)), font=font(22), fill=GREY)

    def _months(self) -> Iterator[date]:
        """The firsts of the months that are shown; the first day itself where its month has begun."""
        yield self._chart.first
        month = add_months(self._chart.first.replace(day=1), 1)
        while month <= self._chart.last:
            yield month
            month = add_months(month, 1)

    def _x(self, day: date) -> float:
        return _EDGE + (WIDTH - 2 * _EDGE) * (day - self._chart.first).days / self._days

    def _bar(self, bar: Bar, top: int) -> None:
        """The name above its bar: a phone has no room for a column of names."""
        fill = PLANNED if bar.colour is None else FILLS[bar.colour]
        said = font(24)
        width = said.getlength(bar.said)
        label = font(27)
        self._pen.text((_EDGE, top), fitted(bar.label, label, WIDTH - 2 * _EDGE - width - 24), font=label, fill=INK)
        self._pen.text((WIDTH - _EDGE - width, top + 2), bar.said, font=said, fill=INK)
        left, right = self._x(bar.first), max(self._x(bar.last + timedelta(days=1)), self._x(bar.first) + 10)
        box = (left, top + 40, right, top + 70)
        self._pen.rounded_rectangle(box, radius=8, fill=fill)
        if 0 < bar.progress < 100:
            inside = left + (right - left) * bar.progress / 100
            self._pen.line((left + 4, top + 66, max(inside, left + 6), top + 66), fill=INK, width=5)

    def _today(self) -> None:
        """Under the words, so that it crosses none of them out."""
        if not self._chart.first <= self._chart.today <= self._chart.last:
            return
        x = self._x(self._chart.today)
        self._pen.line((x, _HEAD - 6, x, self._bottom), fill=GREY, width=3)
        face = font(21, bold=True)
        width = face.getlength(self._chart.today_said)
        left = min(max(x - width / 2, _EDGE), WIDTH - _EDGE - width)
        self._pen.rectangle((left - 8, _HEAD - 36, left + width + 8, _HEAD - 6), fill=INK)
        self._pen.text((left, _HEAD - 34), self._chart.today_said, font=face, fill=PAPER)

    def _signs(self) -> None:
        face = font(24)
        for n, line in enumerate(self._legend):
            top = self._bottom + 16 + n * _LEGEND
            for x, colour, said in line:
                fill = PLANNED if colour is None else FILLS[colour]
                self._pen.rounded_rectangle((x, top + 3, x + 26, top + 29), radius=6, fill=fill)
                self._pen.text((x + 36, top), said, font=face, fill=INK)
