"""Why a webhook is refused."""

from cascade.refusals import Refusal


class WebhookNotFound(Refusal):
    """There is no such webhook at this unit, or not for this principal."""


class TooManyWebhooks(Refusal):
    """A unit has as many webhooks as it may have."""


class InvalidWebhookAddress(Refusal):
    """An address is an http or https URL of plain characters, without user or fragment."""


class WebhookAddressNotAllowed(Refusal):
    """The deployment's list of hosts for webhooks does not have this one."""


class WebhookAddressUnknown(Refusal):
    """The host of an address has no address in the network, by the name service of the server."""


class WebhookAddressResolvesInward(Refusal):
    """A host lies within the network of the server, and is not on the list by its full name."""


class WebhookAddressRedirects(Refusal):
    """An address answers with another one, which nobody has allowed."""


class PositionNotRecorded(Refusal):
    """A webhook begins after a position that the log holds, or at the one before its first."""
