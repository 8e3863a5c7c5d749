"""What an event may have touched: where a feed has to look for changes. Too much costs time, too
little would be a gap; a property holds it against looking everywhere.
"""

from enum import Enum, auto
from typing import Final


class Touch(Enum):
    NOTHING = auto()
    UNIT = auto()
    """What the unit owes by the directive; all of it where a quota is shared."""
    UNDER = auto()
    """What is borne under the unit by the directive."""
    DIRECTIVE = auto()
    """The directive, and those that serve it as their cause."""
    PLACES = auto()
    """What is borne where the tree has changed, by any directive."""


_EXECUTION: Final = "cascade.execution."
_OTHER_ROOMS: Final = {
    "cascade.access": Touch.NOTHING,  # a feed is one of today's grants
    "cascade.calendar": Touch.NOTHING,  # it moves no date by itself
    "cascade.numbering": Touch.NOTHING,
    "cascade.policy": Touch.NOTHING,  # what a policy asks comes with a reach
    "cascade.webhooks": Touch.NOTHING,
    "cascade.directive": Touch.DIRECTIVE,
    "cascade.execution": Touch.UNIT,
    "cascade.organisation": Touch.PLACES,
}
_TOPICS: Final = {
    "cascade.directive.DirectiveDrafted": Touch.NOTHING,
    "cascade.directive.DirectiveCommented": Touch.NOTHING,
    "cascade.directive.DraftDiscarded": Touch.NOTHING,
    "cascade.directive.CitationProposed": Touch.NOTHING,
    "cascade.directive.CitationDeclined": Touch.NOTHING,
    _EXECUTION + "DirectiveRelayed": Touch.UNDER,
    # Whom the relay reached may stand elsewhere by now.
    _EXECUTION + "RelayRecalled": Touch.DIRECTIVE,
    _EXECUTION + "OverdueReminded": Touch.NOTHING,
    _EXECUTION + "ReportRecorded": Touch.NOTHING,
}


def touch(topic: str) -> Touch:
    """Raises KeyError for a topic of a room that nobody has thought of here."""
    return _TOPICS.get(topic) or _OTHER_ROOMS[topic.rpartition(".")[0]]
