"""Reading for one request: rows of the read models as the schema's objects.

One file for each concept; ``source`` holds what they share.
"""

from api.graphql.amendments.reading import AmendmentsRead
from api.graphql.calendar.reading import CalendarRead
from api.graphql.directives.attachments_reading import AttachmentsRead
from api.graphql.directives.parts_reading import PapersRead
from api.graphql.directives.reading import DirectivesRead
from api.graphql.drafts.reading import DraftsRead
from api.graphql.follow_up.reading import ConductRead
from api.graphql.log.reading import LogRead
from api.graphql.obligations.actions import ActionsRead
from api.graphql.obligations.counting import CountingRead
from api.graphql.obligations.reading import ObligationsRead
from api.graphql.organisation.reading import UnitsRead
from api.graphql.relays.cascades_reading import CascadesRead
from api.graphql.reports.reading import ReportsRead
from api.graphql.reports.recorded_reading import RecordedReportsRead
from api.graphql.runtime.positions import PositionsRead
from api.graphql.runtime.source import Source
from api.graphql.tasks.reading import TasksRead


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
    """Implements ``api.graphql.runtime.reading.Reader`` for one principal, at one snapshot."""


__all__ = ["RequestReader", "Source"]
