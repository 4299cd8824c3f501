"""The forms of all rooms by name, filled once by the wiring."""

from collections.abc import Iterable

from domain.kit.refused import NotFound
from handlers.forms.declare import Field, Form, Group

_forms: dict[str, Form] = {}


def register(forms: Iterable[Form]) -> None:
    """Make the forms known. Raises ValueError for a declaration that cannot be asked, or a name declared twice."""
    for form in forms:
        if _forms.get(form.name, form) is not form:
            raise ValueError(f"two forms are named {form.name}")
        _check(form)
        _forms[form.name] = form


def form_named(name: str) -> Form:
    """Raises NotFound for a form that this release no longer has."""
    try:
        return _forms[name]
    except KeyError:
        raise NotFound from None


def is_known(name: str) -> bool:
    """Whether this release has the form: a button to a form of another room is left out where it has none."""
    return name in _forms


def _check(form: Form) -> None:
    names = [one.name for one in form.fields()]
    if len(names) != len(set(names)):
        raise ValueError(f"{form.name}: a field name is used twice")
    for one in form.fields():
        if isinstance(one, Group):
            inner = [sub.name for sub in one.fields]
            if len(inner) != len(set(inner)) or any(isinstance(sub, Group) for sub in one.fields):
                raise ValueError(f"{form.name}.{one.name}: fields of a group are plain and differ in name")
            _known(form, one.fields, {*names, *inner})
    _known(form, form.fields(), set(names))


def _known(form: Form, fields: Iterable[Field], names: set[str]) -> None:
    for one in fields:
        if unknown := set(one.depends) - names:
            raise ValueError(f"{form.name}.{one.name} depends on {sorted(unknown)}, which is no field")
