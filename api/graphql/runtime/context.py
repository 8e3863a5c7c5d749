"""What one request carries to its resolvers."""

from dataclasses import dataclass, field
from typing import TypeAlias
from uuid import UUID

import strawberry

from api.graphql.runtime.following import Following
from api.graphql.runtime.limits import OperationLimits
from api.graphql.runtime.loading import Loaders
from api.graphql.runtime.moments import Moments
from api.graphql.runtime.source import Source


@dataclass(slots=True)
class Context:
    """One request: through what it reads and acts, as the principal of ``source``."""

    source: Source
    correlation_id: UUID
    limits: OperationLimits = field(default_factory=OperationLimits)
    following: Following = field(default_factory=Following)
    """Of a subscription, how far it has been told."""
    moments: Moments = field(init=False)
    load: Loaders = field(init=False)

    def __post_init__(self) -> None:
        self.moments = Moments(self.source)
        self.load = Loaders(self.source)

    async def close(self) -> None:
        """Cancel every read under way, so that the source's connection can go back."""
        await self.load.close()


Info: TypeAlias = strawberry.Info[Context, None]
