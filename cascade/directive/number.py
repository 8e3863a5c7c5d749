"""Document numbers: parsed where they follow a known form, kept as written in any case."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from cascade.texts import DASHES

_STATE_TYPES: Final = (
    "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB "
    "NĐ TT LT PL L"
)
STATE_TYPES: Final = frozenset(_STATE_TYPES.split())
"""Types that a state document's number may carry (Decree 30/2020/NĐ-CP, appendix III, and the
legal normative documents). An official letter carries none: 7816/VPCP-TTĐT."""

_PARTY: Final = re.compile(r"(\d{1,7})([A-Za-z]?)-([^\W\d_]{1,12})/(\S{1,60})")
_STATE_WITH_YEAR: Final = re.compile(r"(\d{1,7})([A-Za-z]?)/(\d{4})/([^\W\d_]{1,12})-(\S{1,60})")
_STATE: Final = re.compile(r"(\d{1,7})([A-Za-z]?)/(?:([^\W\d_]{1,12})-)?(\S{1,60})")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """``text`` as written; the other parts where the form is known.

    411-CV/ĐU has sequence, type and symbol; 7816/VPCP-TTĐT has no type; 12/2026/QĐ-UBND has a year;
    12a/… has the suffix ``a``.
    """

    text: str
    sequence: int | None = None
    suffix: str | None = None
    year: int | None = None
    type: str | None = None
    symbol: str | None = None


def parse_number(text: str) -> DocumentNumber:
    """Read a number in the form of a party or a state document; any other is kept as text."""
    plain = plain_text(text)
    if found := _PARTY.fullmatch(plain):
        sequence, suffix, kind, symbol = found.groups()
        return DocumentNumber(text, int(sequence), suffix or None, None, kind, symbol)
    if found := _STATE_WITH_YEAR.fullmatch(plain):
        sequence, suffix, year, kind, symbol = found.groups()
        return DocumentNumber(text, int(sequence), suffix or None, int(year), kind, symbol)
    if found := _STATE.fullmatch(plain):
        sequence, suffix, kind, symbol = found.groups()
        if kind is not None and kind not in STATE_TYPES:
            kind, symbol = None, f"{kind}-{symbol}"
        return DocumentNumber(text, int(sequence), suffix or None, None, kind, symbol)
    return DocumentNumber(text)


def next_number(
    sequence: int,
    document_type: str,
    symbol: str,
    year: int,
    form: DocumentNumber | None = None,
) -> DocumentNumber:
    """The number that a series gives, in the form of another one, else in that of the party:
    412-CV/ĐU, 13/2026/QĐ-UBND, 13/QĐ-UBND, or 7817/VPCP-TTĐT, which keeps the other's symbol.
    """
    if form is None or _PARTY.fullmatch(plain_text(form.text)):
        text = f"{sequence}-{document_type}/{symbol}"
        return DocumentNumber(text, sequence, None, None, document_type, symbol)
    if form.year is not None:
        text = f"{sequence}/{year}/{document_type}-{symbol}"
        return DocumentNumber(text, sequence, None, year, document_type, symbol)
    if form.type is not None:
        text = f"{sequence}/{document_type}-{symbol}"
        return DocumentNumber(text, sequence, None, None, document_type, symbol)
    # A letter's symbol names its drafting department behind the issuer's own.
    whole = form.symbol if form.symbol and form.symbol.startswith(symbol) else symbol
    return DocumentNumber(f"{sequence}/{whole}", sequence, None, None, None, whole)


def same_text(one: str, other: str) -> bool:
    """Whether two writings are one number: dashes, spaces and composition of accents apart."""
    return plain_text(one) == plain_text(other)


def plain_text(text: str) -> str:
    """What all writings of one number have in common."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text).translate(DASHES))
