from tests.harness.fixtures import database, ground

__all__ = ["database", "ground"]
