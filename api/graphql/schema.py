"""The schema, built once."""

from functools import cache
from typing import Final

import strawberry
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.name_converter import NameConverter
from strawberry.utils.str_converters import to_camel_case

from api.graphql.directives.citations import Citation
from api.graphql.mutation import Mutation
from api.graphql.obligations.types import Obligation
from api.graphql.query import Query
from api.graphql.reports.types import Report
from api.graphql.runtime.scalars import SCALARS
from api.graphql.subscription import Subscription
from api.graphql.tasks.types import Task

_camel_case = cache(to_camel_case)


class RememberedNames(NameConverter):
    """Each name is made once: an input of hundreds of parts asks for thousands of them."""

    def apply_naming_config(self, name: str) -> str:
        return _camel_case(name)


SCHEMA: Final = strawberry.Schema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    types=[Citation, Obligation, Report, Task],
    config=StrawberryConfig(scalar_map=SCALARS, name_converter=RememberedNames()),
)
