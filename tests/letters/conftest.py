"""The engine of the wiring tests, over one database in which the letters take turns."""

from tests.harness.fixtures import database as database
from tests.harness.fixtures import ground as ground
from tests.office.conftest import founded as founded
from tests.office.conftest import services as services
