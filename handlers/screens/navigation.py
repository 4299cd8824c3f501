"""The row that ends every screen."""

from handlers.screens.press import Back, Home
from handlers.screens.values import Button, Row, row
from handlers.words.reader import Reader


def back_row(r: Reader) -> Row:
    """«Back · Menu»."""
    return row(Button(r.label("screen", "Back"), Back()), Button(r.label("screen", "Menu"), Home()))
