"""Reading a call's parameters as strictly as Telegram's own method descriptions in aiogram allow.

Telegram ignores parameters it does not know; here they are an error, at any depth, so that a misspelt one is found.
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

import aiogram.methods
from aiogram.methods import TelegramMethod
from pydantic import BaseModel, ValidationError

from bot.local_telegram.errors import ApiError, bad_request

Json = dict[str, Any]

_EMPTY = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
}


@dataclass(frozen=True)
class Upload:
    """A file that came with the call."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True)
class Call:
    """One call: Telegram's name of the method, its given parameters, its files by part name."""

    method: str
    params: Json
    uploads: dict[str, Upload]


@cache
def _methods() -> dict[str, type[TelegramMethod[Any]]]:
    found = {}
    for name in aiogram.methods.__all__:
        method = getattr(aiogram.methods, name)
        if isinstance(method, type) and issubclass(method, TelegramMethod) and method is not TelegramMethod:
            found[method.__api_method__.lower()] = method
    return found


def known(method: str) -> str | None:
    """The method's proper name, whatever the case it was called in; None when Telegram has no such method."""
    found = _methods().get(method.lower())
    return found.__api_method__ if found else None


def read(method: str, raw: Json, uploads: dict[str, Upload]) -> Call:
    """Check `raw` against the method's description.

    A structure may come as a JSON string, as forms and queries bring it. A file sent under a parameter's own name
    counts as that parameter. Raises `ApiError` 400.
    """
    described = _methods()[method.lower()]
    given = dict(raw)
    for part in uploads:
        if part in described.model_fields:
            given[part] = f"attach://{part}"
    for name in given:
        if name not in described.model_fields:
            raise bad_request(f'unknown parameter "{name}" of {method}')
    values = {name: _decoded(described, name, value) for name, value in given.items()}
    try:
        checked = described.model_validate({name: value for name, value in values.items() if value is not None})
    except ValidationError as failure:
        raise _explained(failure) from None
    params = {}
    for name in checked.model_fields_set:
        value = getattr(checked, name)
        _refuse_unknown(value, name)
        params[name] = plain(value)
    return Call(method, params, uploads)


def plain(value: Any) -> Any:
    """A checked value as JSON, with what was given and nothing else."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_unset=True, exclude_none=True, by_alias=True)
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def _decoded(described: type[BaseModel], name: str, value: Any) -> Any:
    kinds = _kinds(described.model_fields[name].annotation)
    if isinstance(value, str) and name in ("chat_id", "from_chat_id") and value.strip().lstrip("-").isdigit():
        return int(value)
    if not isinstance(value, str):
        return value
    if value == "" and str not in kinds:
        return None
    if str in kinds or not any(isinstance(kind, type) and issubclass(kind, BaseModel | list) for kind in kinds):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(f"can't parse {name} JSON object") from None


def _kinds(annotation: Any) -> list[Any]:
    arguments = get_args(annotation)
    origin = getattr(annotation, "__origin__", None)
    if origin is list:
        return [list]
    if not arguments:
        return [annotation]
    return [kind for argument in arguments for kind in _kinds(argument)]


def _refuse_unknown(value: Any, path: str) -> None:
    if isinstance(value, BaseModel):
        for name in value.model_extra or {}:
            raise bad_request(f'unknown field "{name}" in "{path}"')
        for name in value.model_fields_set:
            _refuse_unknown(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _refuse_unknown(item, f"{path}[{index}]")


def _explained(failure: ValidationError) -> ApiError:
    first = failure.errors(include_url=False, include_input=False)[0]
    name = str(first["loc"][0]) if first["loc"] else "parameters"
    if first["type"] == "missing" and len(first["loc"]) == 1:
        return bad_request(_EMPTY.get(name, f'parameter "{name}" is required'))
    where = ".".join(str(part) for part in first["loc"])
    return bad_request(f"can't parse {name}: {first['msg']} ({where})")
