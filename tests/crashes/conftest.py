from tests.engine.conftest import nation
from tests.log.test_doubt import proxy

__all__ = ["nation", "proxy"]
