"""Citations: what was written is kept, matched to a known directive, and compared with it."""

from collections.abc import Mapping
from datetime import date
from typing import Final
from uuid import UUID

from cascade.directive.commands import CitationInput
from cascade.directive.events import DirectiveIssued, DirectiveRecorded
from cascade.directive.number import DocumentNumber, parse_number, same_text
from cascade.directive.records import CitationRecord, DiscrepancyRecord
from cascade.directive.state import Directive
from cascade.identifiers import citation_id
from cascade.numbering.state import NumberSeries
from cascade.organisation.state import Organisation

OFFICIAL_LETTER: Final = "CV"
"""The type of what bears a number without a type, such as 7816/VPCP-TTĐT."""


def candidates(
    organisation: Organisation,
    citation: CitationInput,
    series: Mapping[tuple[UUID, str], NumberSeries],
) -> dict[UUID, bool]:
    """The documents that agree in sequence, type, date and issuer, and whether each is known by
    its issuer's own word.
    """
    number = parse_number(citation.text)
    found: dict[UUID, bool] = {}
    if number.sequence is None or citation.issued_on is None:
        return found
    for key in candidate_series(organisation, citation):
        if key in series:
            found |= series[key].matching(number.sequence, citation.issued_on)
    return found


def the_one_meant(agreeing: Mapping[UUID, bool]) -> UUID | None:
    """Of those that agree and are seen, the one; an issuer's own word goes before others'."""
    own = [directive_id for directive_id, is_issuers in agreeing.items() if is_issuers]
    found = own or list(agreeing)
    return found[0] if len(found) == 1 else None


def candidate_series(organisation: Organisation, citation: CitationInput) -> list[tuple[UUID, str]]:
    """(issuer, type) of the series in which a cited number may stand."""
    number = parse_number(citation.text)
    if citation.issuer_name is None:
        return []
    type_cited = number.type or OFFICIAL_LETTER
    return [(issuer, type_cited) for issuer in organisation.named(citation.issuer_name)]


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
        discrepancies=_compared(
            organisation, number, citation.issued_on, citation.issuer_name, target
        ),
    )


def discrepancies(
    organisation: Organisation, citation: CitationRecord, target: Directive
) -> tuple[DiscrepancyRecord, ...]:
    """Where a citation that was recorded before disagrees with its target."""
    return _compared(
        organisation, citation.number, citation.issued_on, citation.issuer_name, target
    )


def awaited_number(number: DocumentNumber, document_type: str | None = None) -> str | None:
    """What a number and its citations have in common, for finding one by the other; null where
    only a hand can match them. ``document_type``: that of the document which bears it.
    """
    if number.sequence is None:
        return None
    return f"{number.sequence}-{document_type or number.type or OFFICIAL_LETTER}"


def is_meant(
    organisation: Organisation,
    issued_on: date | None,
    issuer_name: str | None,
    document: DirectiveIssued | DirectiveRecorded,
) -> bool:
    """Whether a citation of the document's sequence and type means it: by day and issuer."""
    if issued_on != document.issued_on or issuer_name is None:
        return False
    return document.issuer_id in organisation.named(issuer_name)


def _compared(
    organisation: Organisation,
    number: DocumentNumber,
    issued_on: date | None,
    issuer_name: str | None,
    target: Directive | None,
) -> tuple[DiscrepancyRecord, ...]:
    if target is None or target.document is None or target.number is None:
        return ()
    document, recorded = target.document, target.number
    pairs: list[tuple[str, object, object]] = [("DATE", issued_on, document.issued_on)]
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
    if issuer_name and _names_another(organisation, issuer_name, document.issuer_id):
        found.append(DiscrepancyRecord("ISSUER", issuer_name, document.issuer_name_then))
    return tuple(found)


def _names_another(organisation: Organisation, name: str, issuer_id: UUID) -> bool:
    """Wording differs only where it names another known unit: former names are the same unit."""
    named = organisation.named(name)
    return bool(named) and issuer_id not in named
