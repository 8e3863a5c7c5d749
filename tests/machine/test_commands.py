"""That the state machine leaves no command out."""

from inspect import getmembers, isfunction
from typing import Any, get_args, get_type_hints

from cascade.directive.commands import OpenPeriods
from cascade.engine import HANDLERS
from cascade.organisation.commands import FoundOrganisation, TakeEffect
from tests.properties.builders import CommandBuilder

BY_THE_TALE = {FoundOrganisation, TakeEffect, OpenPeriods}
"""The first of a life, and what the calendar sends."""
OWING_NOTHING = {
    command for command in HANDLERS if command.__module__.startswith("cascade.webhooks")
}
"""What they change is no part of what is compared; the pairs have them, and ``tests/webhooks``."""


def test_every_command_is_driven() -> None:
    worded: set[Any] = set()
    for _, method in getmembers(CommandBuilder, isfunction):
        answer = get_type_hints(method).get("return")
        worded |= {answer, *get_args(answer)}
    assert worded & set(HANDLERS) == set(HANDLERS) - BY_THE_TALE - OWING_NOTHING
