from tests.harness.fixtures import ground

__all__ = ["ground"]
