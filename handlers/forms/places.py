"""Where a person is while filling a form."""

from dataclasses import dataclass, field
from typing import Any

from domain.kit.ids import DraftId
from domain.kit.named import named
from handlers.screens.place import Place


@named("forms.start")
@dataclass(frozen=True, slots=True)
class StartForm(Place):
    """A form opened anew: its first question. The first answer makes the draft, so that looking leaves nothing behind.

    `context` is JSON-ready: ids and defaults that `prefill` and `submit` understand.
    """

    form: str
    context: dict[str, Any] = field(default_factory=dict, hash=False)
    page: int = 0
    find: str = ""
    month: str = ""


@named("forms.step")
@dataclass(frozen=True, slots=True)
class FormStep(Place):
    """One question of a draft.

    `item` (the item's own key, not its place in the list) and `sub` name the question within a repeated group. `turn`
    is the draft's turn when the question was put: another turn in the draft means another device went on meanwhile.
    `page`, `find` and `month` say which part of a long list or of the calendar is shown.
    """

    draft: DraftId
    field: str
    item: int | None = None
    sub: str = ""
    turn: int = 0
    page: int = 0
    find: str = ""
    month: str = ""


@named("forms.review")
@dataclass(frozen=True, slots=True)
class FormReview(Place):
    """All answers by sections, each line a button, and the save button."""

    draft: DraftId
    page: int = 0


@named("forms.cancel")
@dataclass(frozen=True, slots=True)
class FormCancel(Place):
    """Asks once: throw away, or keep as a draft."""

    draft: DraftId


@named("forms.drafts")
@dataclass(frozen=True, slots=True)
class Drafts(Place):
    """The person's drafts (/drafts)."""

    page: int = 0


@named("forms.draft")
@dataclass(frozen=True, slots=True)
class OneDraft(Place):
    """One draft: what it is, continue or throw away."""

    draft: DraftId
