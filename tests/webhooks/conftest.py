from tests.office.conftest import database, founded, ground, office, services, told
from tests.webhooks.fixtures import post, receiver

__all__ = ["database", "founded", "ground", "office", "post", "receiver", "services", "told"]
