"""What may be done with webhooks."""

import strawberry

from api.graphql.runtime.command_runner import mutation
from api.graphql.webhooks import inputs
from api.graphql.webhooks.payloads import WebhookPayload


@strawberry.type
class WebhookMutations:
    create_webhook = mutation(inputs.CreateWebhookInput, WebhookPayload, inputs.creating)
    pause_webhook = mutation(inputs.PauseWebhookInput, WebhookPayload)
    resume_webhook = mutation(inputs.ResumeWebhookInput, WebhookPayload)
    replay_webhook = mutation(inputs.ReplayWebhookInput, WebhookPayload)
    rotate_webhook_secret = mutation(inputs.RotateWebhookSecretInput, WebhookPayload)
    delete_webhook = mutation(inputs.DeleteWebhookInput, WebhookPayload)
