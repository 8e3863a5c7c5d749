"""The engine of the wiring tests, and words in which a scenario is told."""

from pathlib import Path

import pytest
from graphql import OperationDefinitionNode, parse

from tests.harness.fixtures import database as database
from tests.harness.fixtures import ground as ground
from tests.office.conftest import founded as founded
from tests.office.conftest import services as services
from tests.office.office import Office
from tests.scenarios.telling import Telling

OPERATIONS = Path(__file__).with_name("operations.graphql").read_text("utf-8")


@pytest.fixture
def telling(founded: Office) -> Telling:
    """The root unit C and its administrator "an"; everything else is the scenario's."""
    for definition in parse(OPERATIONS).definitions:
        if isinstance(definition, OperationDefinitionNode) and definition.name:
            founded.operations[definition.name.value] = OPERATIONS
    return Telling(founded)
