from tests.office.conftest import database, founded, ground, office, services, told

__all__ = ["database", "founded", "ground", "office", "services", "told"]
