"""Reading for one request: rows of the read models as the schema's objects.

One file for each concept; ``source`` holds what they share.
"""

from api.wiring.reading.actions import ActionsRead
from api.wiring.reading.amendments import AmendmentsRead
from api.wiring.reading.attachments import AttachmentsRead
from api.wiring.reading.calendar import CalendarRead
from api.wiring.reading.cascades import CascadesRead
from api.wiring.reading.conduct import ConductRead
from api.wiring.reading.counting import CountingRead
from api.wiring.reading.directives import DirectivesRead
from api.wiring.reading.drafts import DraftsRead
from api.wiring.reading.log import LogRead
from api.wiring.reading.obligations import ObligationsRead
from api.wiring.reading.papers import PapersRead
from api.wiring.reading.positions import PositionsRead
from api.wiring.reading.recorded_reports import RecordedReportsRead
from api.wiring.reading.reports import ReportsRead
from api.wiring.reading.source import Source
from api.wiring.reading.tasks import TasksRead
from api.wiring.reading.units import UnitsRead


class RequestReader(
    PositionsRead,
    UnitsRead,
    DirectivesRead,
    PapersRead,
    DraftsRead,
    AmendmentsRead,
    AttachmentsRead,
    TasksRead,
    CascadesRead,
    ObligationsRead,
    ReportsRead,
    ConductRead,
    RecordedReportsRead,
    ActionsRead,
    CountingRead,
    CalendarRead,
    LogRead,
):
    """Implements ``api.graphql.reading.Reader`` for one principal, at one snapshot."""


__all__ = ["RequestReader", "Source"]
