"""What happens to a unit's standing rules."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from cascade.enums import Urgency
from cascade.events import Event


class PolicySet(Event):
    """A rule of this key, from here on in place of the one of the same key.

    It counts for reaches recorded after this event on local days from ``valid_from`` on. Empty
    ``types`` mean documents of every type, empty ``urgencies`` those of every urgency. Days are
    working days from the reach; null adds none. Those to enter a document count from its date, for
    documents dated from ``valid_from`` on.
    """

    TOPIC: ClassVar[str] = "cascade.policy.PolicySet"
    class_version: ClassVar[int] = 3

    unit_id: UUID
    key: str
    types: tuple[str, ...]
    acknowledge_within_working_days: int | None
    pass_on_within_working_days: int | None
    valid_from: date
    final_report_within_working_days: int | None = None
    enter_within_working_days: int | None = None
    urgencies: tuple[Urgency, ...] = ()

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """No rule asked for a final report before version 2."""
        state["final_report_within_working_days"] = None

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        """No rule asked when a document is entered before version 3, and every rule held for all
        urgencies.
        """
        state.update(enter_within_working_days=None, urgencies=[])
