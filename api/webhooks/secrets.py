"""Secrets of webhooks: derived from the deployment's own key, so that none is kept anywhere.

As "Signature scheme" of Standard Webhooks has them: ``whsec_`` and base64 of 24 to 64 bytes.
"""

from base64 import b64encode
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Final
from uuid import UUID

from standardwebhooks import Webhook as Signer

from projections.webhooks.rows import WebhookRow

SECRET_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Secrets:
    """Of all webhooks, by the key of a deployment."""

    key: bytes = field(repr=False)

    def of(self, webhook_id: UUID, generation: int) -> str:
        words = f"{webhook_id}/{generation}".encode()
        secret = blake2b(words, key=self.key, person=b"webhook", digest_size=SECRET_BYTES)
        return f"whsec_{b64encode(secret.digest()).decode()}"

    def signatures(self, webhook: WebhookRow, message_id: str, now: datetime, body: str) -> str:
        """The header: by the newest secret, and while a rotation lasts by the one before, too."""
        generations = [webhook.generation]
        if webhook.previous_until is not None and now < webhook.previous_until:
            generations.append(webhook.generation - 1)
        signers = (Signer(self.of(webhook.webhook_id, each)) for each in generations)
        return " ".join(signer.sign(message_id, now, body) for signer in signers)
