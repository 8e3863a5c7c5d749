from tests.harness.fixtures import database as database
from tests.harness.fixtures import ground as ground
