"""The rooms as the machine looks things up in them: by place, by notice, by refusal."""

from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from domain.kit.desk import Notice
from domain.kit.refused import Refused
from handlers.room import Entered, NoticeView, Room, Sentence, View
from handlers.screens.place import Place
from handlers.words import refusals
from handlers.words.reader import Reader


class Registry:
    """What all rooms offer. Raises ValueError when two rooms claim the same thing."""

    def __init__(self, rooms: Iterable[Room]) -> None:
        self.rooms = tuple(rooms)
        self.views: dict[type[Place], View[Any, Any]] = {}
        self.notices: dict[type[Notice], NoticeView[Any, Any]] = {}
        self.entered: dict[type[Place], Entered] = {}
        self._sentences: dict[type[Refused], Sentence] = dict(refusals.COMMON)
        for room in self.rooms:
            for view in room.views:
                if view.place in self.views:
                    raise ValueError(f"{room.name}: {view.place.__name__} has a view already")
                self.views[view.place] = view
            for notice in room.notices:
                if notice.notice in self.notices:
                    raise ValueError(f"{room.name}: {notice.notice.__name__} has a view already")
                self.notices[notice.notice] = notice
            self._sentences.update(room.refusals)
            self.entered.update(room.entered)

    def sentence(self, refusal: Refused, reader: Reader) -> Markup:
        """What is said to a refusal: its own sentence, or that of the nearest base class that has one."""
        for cls in type(refusal).__mro__:
            if cls in self._sentences:
                return self._sentences[cls](refusal, reader)
        return refusals.not_permitted(refusal, reader)
