"""The schema, built once."""

from typing import Final

import strawberry
from strawberry.schema.config import StrawberryConfig

from api.graphql.directives.citations import Citation
from api.graphql.mutation import Mutation
from api.graphql.obligations.types import Obligation
from api.graphql.query import Query
from api.graphql.reports.types import Report
from api.graphql.runtime.scalars import SCALARS
from api.graphql.subscription import Subscription
from api.graphql.tasks.types import Task

SCHEMA: Final = strawberry.Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    types=[Citation, Obligation, Report, Task],
    config=StrawberryConfig(scalar_map=SCALARS),
)
