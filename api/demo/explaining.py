"""What the explorer of a served sample offers: tokens of its people, an example of each kind."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

from graphql import parse, print_ast
from graphql.utilities import separate_operations

from api.cli.composing import own_tokens
from api.demo.story import ADMINISTRATOR, DEPARTMENT, INSPECTOR, WARD, cast, officer
from api.http.auth import issue_token
from api.http.explorer import Example, Explorer, Person
from api.settings import Settings
from cascade.clock import Clock

EXAMPLES: Final = Path(__file__).parent / "examples.graphql"
WHO: Final = {
    "Inspector": INSPECTOR,
    "Department": DEPARTMENT,
    "Ward": WARD,
    "Branch": officer("VX-CB01"),
    "Administrator": ADMINISTRATOR,
}


def explorer_of_the_sample(settings: Settings, clock: Clock) -> Explorer:
    """Its tokens are as good as those that `cascade token` gives."""
    key, life = own_tokens(settings), timedelta(days=settings.token_days)
    people = (
        Person(subject, what, issue_token(key, subject, life, clock))
        for subject, what in cast().items()
    )
    return Explorer(tuple(people), tuple(examples()))


def examples() -> Iterator[Example]:
    """Each by itself, under its own words."""
    for name, document in separate_operations(parse(EXAMPLES.read_text("utf-8"))).items():
        who, _, words = name.partition("__")
        yield Example(f"{who}: {words.replace('_', ' ')}", WHO[who], print_ast(document) + "\n")
