"""What an address of a webhook may look like. Whether it is allowed, the deployment says."""

import re
from dataclasses import dataclass
from typing import Final, Self

# One way to read it for everybody: no user, no fragment, no backslash, nothing to be decoded.
_ADDRESS: Final = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])"
    r"(:(?P<port>[0-9]{1,5}))?(/[!$-;=?-\[\]_a-z~]*)?",
    re.IGNORECASE,
)
PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an address leads to; the host of an IPv6 address is without brackets."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, address: str) -> Self | None:
        """Null for what is no address."""
        found = _ADDRESS.fullmatch(address)
        if found is None:
            return None
        scheme = found["scheme"].lower()
        port = int(found["port"] or PORTS[scheme])
        return cls(scheme, found["host"].lower().strip("[]"), port) if 0 < port < 65_536 else None
