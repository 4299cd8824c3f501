"""What a button of the panel does."""

from dataclasses import dataclass

from domain.kit.named import named
from handlers.panel.places import Panel
from handlers.screens.place import AnyPlace
from handlers.screens.press import Deed


@named("panel.draw")
@dataclass(frozen=True, slots=True)
class DrawPanel(Deed):
    """Have the panel drawn, as it is narrowed."""

    panel: AnyPlace

    @property
    def place(self) -> Panel:
        """Raises ValueError for another place."""
        if not isinstance(self.panel, Panel):
            raise ValueError("not a panel")
        return self.panel
