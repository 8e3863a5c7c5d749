"""Citations: what was written is kept, matched to a known directive, and compared with it."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from cascade.calendar.refusals import FIRST_YEAR, LAST_YEAR, YEARS, YearOutOfRange
from cascade.directive.commands import CitationInput
from cascade.directive.events import DirectiveIssued, DirectiveRecorded
from cascade.directive.records import CitationRecord, DiscrepancyRecord, SourceRecord
from cascade.directive.refusals import SourceHasNoNumber
from cascade.directive.state import Directive
from cascade.identifiers import citation_id
from cascade.numbering.number import (
    OFFICIAL_LETTER,
    DocumentNumber,
    parse_number,
    same_place,
    same_text,
    types_meant,
)
from cascade.numbering.state import NumberSeries
from cascade.organisation.state import Organisation
from cascade.refusals import Problems
from cascade.text_rules import matching_form


def candidates(
    organisation: Organisation,
    citation: CitationInput,
    series: Mapping[tuple[UUID, str], NumberSeries],
) -> dict[UUID, bool]:
    """The documents that agree in sequence, type, date and issuer, and whether each is known by
    its issuer's own word.
    """
    number = _number(citation)
    found: dict[UUID, bool] = {}
    if number.sequence is None or citation.issued_on is None:
        return found
    for key in candidate_series(organisation, citation):
        if key in series:
            found |= series[key].matching(number, citation.issued_on)
    return found


def the_one_meant(agreeing: Mapping[UUID, bool]) -> UUID | None:
    """Of those that agree and are seen, the one; an issuer's own word goes before others'."""
    own = [directive_id for directive_id, is_issuers in agreeing.items() if is_issuers]
    found = own or list(agreeing)
    return found[0] if len(found) == 1 else None


def candidate_series(organisation: Organisation, citation: CitationInput) -> list[tuple[UUID, str]]:
    """(issuer, type) of the series in which a cited number may stand."""
    number = _number(citation)
    if citation.issuer_name is None or citation.source is not None:
        return []
    return [
        (issuer, document_type)
        for issuer in organisation.named(citation.issuer_name)
        for document_type in types_meant(number)
    ]


def record_citation(
    organisation: Organisation,
    directive_id: UUID,
    ordinal: int,
    citation: CitationInput,
    target_id: UUID | None,
    target: Directive | None,
) -> CitationRecord:
    """What the event keeps of a citation, with where it disagrees with its target."""
    source = citation.source
    number = _number(citation)
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
        source=SourceRecord(kind=source.kind, year=source.year) if source else None,
    )


def check_source(citation: CitationInput, problems: Problems, *at: str | int) -> None:
    """Add what is wrong with a source that has no number."""
    source = citation.source
    if source is None:
        return
    if citation.target is not None:
        problems.add(
            SourceHasNoNumber("A source without a number means no directive.", *at, "target")
        )
    if source.year is not None and source.year not in YEARS:
        years = f"Give a year from {FIRST_YEAR} to {LAST_YEAR}."
        problems.add(YearOutOfRange(years, *at, "source", "year"))


def _number(citation: CitationInput) -> DocumentNumber:
    """As it is written; the text of a source without a number is never read as one."""
    return DocumentNumber(text=citation.text) if citation.source else parse_number(citation.text)


def discrepancies(
    organisation: Organisation, citation: CitationRecord, target: Directive
) -> tuple[DiscrepancyRecord, ...]:
    """Where a citation that was recorded before disagrees with its target."""
    return _compared(
        organisation, citation.number, citation.issued_on, citation.issuer_name, target
    )


def awaited_number(number: DocumentNumber, document_type: str | None = None) -> str | None:
    """What a number and its citations have in common, for finding one by the other; null where
    only a hand can match them. ``document_type``: what a number without one is taken to be of.
    """
    read = parse_number(number.text)
    if read.sequence is None:
        return None
    return f"{read.sequence}-{read.type or document_type or OFFICIAL_LETTER}"


def is_meant(
    organisation: Organisation,
    number: DocumentNumber,
    issued_on: date | None,
    issuer_name: str | None,
    document: DirectiveIssued | DirectiveRecorded,
) -> bool:
    """Whether a citation means a document, just as at its issue: by number, day and issuer."""
    if issued_on != document.issued_on or issuer_name is None or document.number is None:
        return False
    if document.type not in types_meant(parse_number(number.text)):
        return False
    named = organisation.named(issuer_name)
    return document.issuer_id in named and same_place(number, document.number)


def _compared(
    organisation: Organisation,
    number: DocumentNumber,
    issued_on: date | None,
    issuer_name: str | None,
    target: Directive | None,
) -> tuple[DiscrepancyRecord, ...]:
    if target is None or target.document is None or target.number is None:
        return ()
    document = target.document
    pairs = [("DATE", issued_on, document.issued_on), *_parts(number, target.number)]
    found = [
        DiscrepancyRecord(part=part, written=str(written), recorded=str(known))
        for part, written, known in pairs
        if written is not None and known is not None and not _same(str(written), str(known))
    ]
    if issuer_name and _names_another(organisation, issuer_name, document.issuer_id):
        found.append(
            DiscrepancyRecord(
                part="ISSUER", written=issuer_name, recorded=document.issuer_name_then
            )
        )
    return tuple(found)


def _parts(written: DocumentNumber, known: DocumentNumber) -> list[tuple[str, object, object]]:
    """The parts of two numbers side by side. They are read from the texts: an older version may
    have read one otherwise.
    """
    one, other = parse_number(written.text), parse_number(known.text)
    if one.sequence is None or other.sequence is None:
        return [("SYMBOL", one.text, other.text)]
    return [
        ("SEQUENCE", f"{one.sequence}{one.suffix or ''}", f"{other.sequence}{other.suffix or ''}"),
        ("TYPE", one.type, other.type),
        ("SYMBOL", *_symbols(one, other)),
    ]


def _symbols(one: DocumentNumber, other: DocumentNumber) -> tuple[str | None, str | None]:
    """With the years, which are part of what stands behind the sequence, where those differ."""
    if one.year is None or other.year is None or one.year == other.year:
        return one.symbol, other.symbol
    return f"{one.year}/{one.symbol}", f"{other.year}/{other.symbol}"


def _same(written: str, known: str) -> bool:
    """Whether no letter differs."""
    return matching_form(written) == matching_form(known) or same_text(written, known)


def _names_another(organisation: Organisation, name: str, issuer_id: UUID) -> bool:
    """Wording differs only where it names another known unit: former names are the same unit."""
    named = organisation.named(name)
    return bool(named) and issuer_id not in named
