"""How one document names another."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

import strawberry

from api.graphql.directives.reading import directives
from api.graphql.enums import CitationStatus, CitedPart
from api.graphql.refs import DirectiveRef
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.links import from_row, link
from api.graphql.runtime.node import Node
from cascade.enums import CitationRelation
from projections.directives.rows import CitationRow
from projections.query_args import Moment


@strawberry.type
class Discrepancy:
    """Where a citation has something else than the document that it means."""

    part: CitedPart
    """What differs."""
    written: str
    """As the citation has it."""
    recorded: str
    """As the document has it."""


@strawberry.type
class Source:
    """What a citation means that is no numbered document: its kind, such as a work programme, and
    the year that it is of.
    """

    kind: str
    """What it is, such as "Chương trình công tác"."""
    year: int | None
    """The year that it is of; null where it is of none."""


@strawberry.type
class Citation(Node):
    """What a directive says of another document. It is not the document itself."""

    at: strawberry.Private[Moment]
    target_id: strawberry.Private[UUID | None]
    proposed_id: strawberry.Private[UUID | None]
    text: str
    """The number as this document writes it."""
    source: Source | None
    """Given where no numbered document is cited: the text is its wording then."""
    issued_on: date | None
    """The day that the citing document gives; null where it gives none."""
    issuer_name: str | None
    """The issuer as the citing document names it; null where it does not."""
    relation: CitationRelation
    """What the citing document makes of the cited one."""
    task_key: str | None
    """The key of the task that it belongs to; null where it is the whole document's."""
    anchor: str | None
    """Where it stands: preamble, body, footnote 1."""
    resolved_at: datetime | None
    """When it was matched, or found to be matched wrongly, after the issue."""
    resolved_by_hand: bool | None
    """False where it was found by itself, when the document arrived."""
    status: CitationStatus
    """PROPOSED: a document arrived that it may mean. It is a match once an issuer of the citing
    directive confirms it. UNMATCHED too where the document is hidden from the viewer. UNNUMBERED: a
    source without a number, which nothing is matched with."""
    discrepancies: list[Discrepancy]
    """Where it disagrees with its target. Empty where the target is hidden from the viewer."""

    target: DirectiveRef | None = link(directives, "target_id")
    """The document that it means, matched or confirmed; null where it is not known here, or hidden
    from the viewer."""
    proposed: DirectiveRef | None = link(directives, "proposed_id")
    """What waits to be confirmed or declined; null where it is hidden from the viewer. The
    discrepancies are with this one then."""

    @classmethod
    def of(cls, row: CitationRow, at: Moment) -> Self:
        return from_row(
            cls,
            row,
            at,
            id=ids.encode(Kind.CITATION, row.citation_id, at),
            status=_status(row),
            source=row.source and from_row(Source, row.source, at),
            resolved_by_hand=row.by_hand,
            discrepancies=[
                Discrepancy(part=CitedPart(each.part), written=each.written, recorded=each.recorded)
                for each in row.discrepancies
            ],
        )


def _status(row: CitationRow) -> CitationStatus:
    if row.source is not None:
        return CitationStatus.UNNUMBERED
    if row.target_id is not None:
        return CitationStatus.MATCHED
    return CitationStatus.PROPOSED if row.proposed_id else CitationStatus.UNMATCHED
