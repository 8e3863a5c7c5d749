"""Everything that may be asked, in the order of the schema."""

import strawberry

from api.graphql import nodes
from api.graphql.calendar.queries import calendar
from api.graphql.calendar.types import CalendarDay
from api.graphql.directives import previews
from api.graphql.directives import queries as directives
from api.graphql.directives.types import Directive, DirectiveConnection
from api.graphql.log import queries as log
from api.graphql.log.changes import ObligationChanges
from api.graphql.log.difference import SliceDiff, slice_diff
from api.graphql.log.types import AuditConnection, Log
from api.graphql.obligations.queries import obligation
from api.graphql.obligations.types import Obligation
from api.graphql.organisation import queries as organisation
from api.graphql.organisation.previews import ReorganisationPreview, reorganisation_preview
from api.graphql.organisation.types import Level, Unit, UnitConnection
from api.graphql.runtime.node import Node
from api.graphql.service import queries as service
from api.graphql.service.types import Service, Viewer


@strawberry.type
class Query:
    """What may be asked. Every answer is cut to the viewer's slice."""

    viewer: Viewer = strawberry.field(resolver=service.viewer)
    """Who asks, and what is granted."""
    service: Service = strawberry.field(resolver=service.service)
    """The service itself: its version, its limits, how far its read models are."""
    levels: list[Level] = strawberry.field(resolver=organisation.levels)
    """The levels of the organisation, from the highest down."""
    node: Node | None = strawberry.field(resolver=nodes.node)
    """Any object by its id; null where there is none, or none for this viewer."""
    nodes: list[Node | None] = strawberry.field(resolver=nodes.nodes)
    """Several by their ids, in their order; null for each that is not there, or not for this
    viewer."""
    calendar: list[CalendarDay] = strawberry.field(resolver=calendar)
    """The working calendar, both ends included: 400 days at the most, and only days that the
    calendar knows."""
    unit: Unit | None = strawberry.field(resolver=organisation.unit)
    """One unit; null where there is none."""
    units: UnitConnection = strawberry.field(resolver=organisation.units)
    """Units of the organisation chart, by their codes."""
    directive: Directive | None = strawberry.field(resolver=directives.directive)
    """One directive; null where there is none, or none for this viewer."""
    directives: DirectiveConnection = strawberry.field(resolver=directives.directives)
    """Directives in the viewer's slice, the newest first."""
    obligation: Obligation | None = strawberry.field(resolver=obligation)
    """One obligation; null where there is none, or none for this viewer."""
    obligation_changes: ObligationChanges = strawberry.field(resolver=log.obligation_changes)
    """Every change of an obligation in the viewer's slice, oldest first: the feed that integrations
    pull."""
    slice_diff: SliceDiff = strawberry.field(resolver=slice_diff)
    """What became of a unit's slice between two moments."""
    audience_preview: previews.AudiencePreview = strawberry.field(
        resolver=previews.audience_preview
    )
    """A dry run: whom this audience would reach today. Nothing is recorded."""
    directive_preview: previews.DirectivePreview = strawberry.field(
        resolver=previews.directive_preview
    )
    """A dry run of a whole issue: its number, reach, obligations and due dates. Nothing is
    recorded."""
    reorganisation_preview: ReorganisationPreview = strawberry.field(
        resolver=reorganisation_preview
    )
    """A dry run of a package of changes, on the tree of its day: who would bear what. Nothing is
    recorded."""
    audit_trail: AuditConnection = strawberry.field(resolver=log.audit_trail)
    """The log as an inspector reads it: its entries within the units that INSPECTOR grants open,
    oldest first."""

    @strawberry.field
    def log(self) -> Log:
        """The log's size, its hashes and what proves them."""
        return Log()
