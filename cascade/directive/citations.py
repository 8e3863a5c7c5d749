"""Citations: what was written is kept, matched to a known directive, and compared with it."""

from collections.abc import Mapping
from uuid import UUID

from cascade.directive.commands import CitationInput
from cascade.directive.number import DocumentNumber, parse_number, same_text
from cascade.directive.records import CitationRecord, DiscrepancyRecord
from cascade.directive.state import Directive
from cascade.identifiers import citation_id
from cascade.numbering.state import NumberSeries
from cascade.organisation.state import Organisation


def matched_target(
    organisation: Organisation,
    citation: CitationInput,
    series: Mapping[tuple[UUID, str], NumberSeries],
) -> UUID | None:
    """The directive that agrees in sequence, type, date and issuer, where exactly one does."""
    number = parse_number(citation.text)
    if number.sequence is None or citation.issued_on is None:
        return None
    found = {
        series[key].matching(number.sequence, citation.issued_on)
        for key in candidate_series(organisation, citation)
        if key in series
    } - {None}
    return found.pop() if len(found) == 1 else None


def candidate_series(organisation: Organisation, citation: CitationInput) -> list[tuple[UUID, str]]:
    """(issuer, type) of the series in which a cited number may stand."""
    number = parse_number(citation.text)
    if citation.issuer_name is None or number.type is None:
        return []
    return [(issuer, number.type) for issuer in organisation.named(citation.issuer_name)]


def record_citation(
    organisation: Organisation,
    directive_id: UUID,
    ordinal: int,
    citation: CitationInput,
    target_id: UUID | None,
    target: Directive | None,
) -> CitationRecord:
    """What the event keeps of a citation, with where it disagrees with its target."""
    number = parse_number(citation.text)
    return CitationRecord(
        citation_id=citation_id(directive_id, ordinal),
        number=number,
        issued_on=citation.issued_on,
        issuer_name=citation.issuer_name,
        relation=citation.relation,
        task_key=citation.task_key,
        anchor=citation.anchor,
        target_id=target_id,
        discrepancies=_discrepancies(organisation, number, citation, target) if target else (),
    )


def _discrepancies(
    organisation: Organisation, number: DocumentNumber, citation: CitationInput, target: Directive
) -> tuple[DiscrepancyRecord, ...]:
    document, recorded = target.document, target.number
    if document is None or recorded is None:
        return ()
    pairs: list[tuple[str, object, object]] = [("DATE", citation.issued_on, document.issued_on)]
    if number.sequence is None or recorded.sequence is None:
        if not same_text(number.text, recorded.text):
            pairs.append(("SYMBOL", number.text, recorded.text))
    else:
        pairs += [
            ("SEQUENCE", number.sequence, recorded.sequence),
            ("TYPE", number.type, recorded.type),
            ("SYMBOL", number.symbol, recorded.symbol),
        ]
    found = [
        DiscrepancyRecord(part, str(written), str(known))
        for part, written, known in pairs
        if written is not None and known is not None and written != known
    ]
    if citation.issuer_name and _names_another(
        organisation, citation.issuer_name, document.issuer_id
    ):
        found.append(DiscrepancyRecord("ISSUER", citation.issuer_name, document.issuer_name_then))
    return tuple(found)


def _names_another(organisation: Organisation, name: str, issuer_id: UUID) -> bool:
    """Wording differs only where it names another known unit: former names are the same unit."""
    named = organisation.named(name)
    return bool(named) and issuer_id not in named
