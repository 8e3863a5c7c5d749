from tests.told.fixtures import ground

__all__ = ["ground"]
