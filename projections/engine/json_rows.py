"""Records of events as JSON columns. Keys are sorted, so that a rebuild writes the same bytes."""

from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson


def to_json(value: Any) -> str:
    """A record or a tuple of records as JSON text."""
    return orjson.dumps(value, _plain, orjson.OPT_SORT_KEYS).decode()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name: getattr(value, f.name) for f in fields(value)}
    if isinstance(value, UUID | Decimal):
        return str(value)  # of ids the driver's own kind
    raise TypeError(f"a {type(value).__name__} has no JSON form")
