"""Texts that are contents of the log: they may have been erased."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

from projections.engine.session import Session

R = TypeVar("R")


async def with_texts(session: Session, rows: Sequence[R], *names: str) -> list[R]:
    """Rows with the texts that their ids name, ``remark`` by ``remark_id``: null once erased."""
    ids = {name: [getattr(row, f"{name}_id") for row in rows] for name in names}
    wanted = {each for of_name in ids.values() for each in of_name} - {None}
    contents = await session.log.content(wanted) if wanted else {}
    texts = {key: content.data.decode() for key, content in contents.items()}
    changed: list[Any] = list(rows)
    for name, of_name in ids.items():
        pairs = zip(changed, of_name, strict=True)
        changed = [replace(row, **{name: texts.get(content_id)}) for row, content_id in pairs]
    return changed
