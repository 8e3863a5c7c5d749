"""Texts that are contents of the log: they may have been erased."""

from collections.abc import Iterable
from uuid import UUID

from projections.engine.session import Session


async def texts(session: Session, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """By the contents' ids; what was erased is missing."""
    wanted = {each for each in ids if each is not None}
    contents = await session.log.content(wanted) if wanted else {}
    return {key: content.data.decode() for key, content in contents.items()}
