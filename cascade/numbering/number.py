"""Document numbers: parsed where they follow a known form, kept as written in any case.

Of the party 02-KH/BCT; of the state 30/2020/NĐ-CP, 15/QĐ-UBND and, without a type, 7816/VPCP-TTĐT;
of the National Assembly 72/2025/QH15; of a court 05/2025/HS-ST.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Final

from cascade.text_rules import DASHES, one_letter

_STATE_TYPES: Final = (
    "NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB "
    "NĐ TT LT PL L NQLT TTLT VBHN KL GP CTPH KHPH QCPH"
)
STATE_TYPES: Final = frozenset(_STATE_TYPES.split())
"""Types that a state document's number may carry (Decree 30/2020/NĐ-CP, appendix III, the legal
normative documents, and those of several bodies together). An official letter carries none."""

OFFICIAL_LETTER: Final = "CV"
"""The type of what bears a number without a type, such as 7816/VPCP-TTĐT."""
LAWS: Final = ("LUAT", "LUẬT", "Luật", "L", "BL", "NQ")
"""The National Assembly's numbers carry no type: laws and codes, and its resolutions."""
ORDINANCES: Final = ("PL", "NQ")
"""Nor do those of its Standing Committee: ordinances, and resolutions that are law."""
JUDGMENTS: Final = ("BA", "QĐ")
"""Nor do those of a court: judgments and decisions, in cases of the kind that stands there."""

_ORDINAL: Final = r"(?P<sequence>\d{1,7})(?P<suffix>[A-Za-z]?)"
_TYPE: Final = r"(?P<type>[^\W\d_]{1,12})"
_PARTY: Final = re.compile(rf"{_ORDINAL}-{_TYPE}/(?P<symbol>\S+)")
# What comes first in a court's symbol is the kind of the case: no type, though it looks like one.
_COURT: Final = re.compile(r"(HS|DS|HNGĐ|KDTM|LĐ|HC|PS)-?(ST|PT|GĐT|TT)")
_ASSEMBLY: Final = re.compile(r"(?P<body>(?:UBTV)?QH)\d{1,2}")
_UNTYPED: Final = re.compile(rf"{_ORDINAL}/(?P<year>\d{{4}})/(?P<symbol>[^\s-]+|{_COURT.pattern})")
_NORMATIVE: Final = re.compile(rf"{_ORDINAL}/(?P<year>\d{{4}})/{_TYPE}-(?P<symbol>\S+)")
_STATE: Final = re.compile(rf"{_ORDINAL}/(?P<type>{'|'.join(STATE_TYPES)})-(?P<symbol>\S+)")
_LETTER: Final = re.compile(rf"{_ORDINAL}/(?P<symbol>\S+)")
_FORMS: Final = (_PARTY, _UNTYPED, _NORMATIVE, _STATE, _LETTER)
"""The first that fits is the form of a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNumber:
    """``text`` as written; the other parts where the form is known.

    411-CV/ĐU has sequence, type and symbol; 7816/VPCP-TTĐT has no type; 12/2026/QĐ-UBND has a year;
    30c/NQ-CP has the suffix ``c``.
    """

    text: str
    sequence: int | None = None
    suffix: str | None = None
    year: int | None = None
    type: str | None = None
    symbol: str | None = None


def parse_number(text: str) -> DocumentNumber:
    """Read a number in one of the known forms; any other is kept as text."""
    plain = plain_text(text)
    for form in _FORMS:
        if found := form.fullmatch(plain):
            parts = found.groupdict()
            year = parts.get("year")
            return DocumentNumber(
                text=text,
                sequence=int(parts["sequence"]),
                suffix=parts["suffix"] or None,
                year=int(year) if year else None,
                type=parts.get("type"),
                symbol=parts["symbol"],
            )
    return DocumentNumber(text=text)


def written(number: DocumentNumber) -> str:
    """The parts of a number in the form, and with as many digits, as its text has."""
    plain = plain_text(number.text)
    digits = re.match(r"0\d+", plain)
    ordinal = f"{number.sequence:0{len(digits[0]) if digits else 0}}{number.suffix or ''}"
    if _PARTY.fullmatch(plain):
        return f"{ordinal}-{number.type}/{number.symbol}"
    year = f"{number.year}/" if number.year is not None else ""
    kind = f"{number.type}-" if number.type is not None else ""
    return f"{ordinal}/{year}{kind}{number.symbol}"


def next_number(
    sequence: int,
    document_type: str,
    symbol: str,
    year: int,
    form: DocumentNumber | None = None,
) -> DocumentNumber:
    """The number that a series gives, in the form of another one, else in that of the party:
    412-CV/ĐU, 13/2026/QĐ-UBND, 13/QĐ-UBND, 73/2025/QH15, or 7817/VPCP-TTĐT, which keeps the other's
    symbol.
    """
    like = (
        parse_number(form.text)
        if form
        else DocumentNumber(
            text="1-CV/X", sequence=1, suffix=None, year=None, type="CV", symbol="X"
        )
    )
    if like.type is not None:
        like = replace(like, type=document_type, symbol=symbol)
    elif like.year is not None:  # a court's, which stays, or the Assembly's, whose terms follow
        like = replace(like, symbol=symbol) if _ASSEMBLY.fullmatch(symbol) else like
    # A letter's symbol names its drafting department behind the issuer's own.
    elif not (like.symbol and like.symbol.startswith(symbol)):
        like = replace(like, symbol=symbol)
    year_too = year if like.year is not None else None
    number = replace(like, sequence=sequence, suffix=None, year=year_too)
    return replace(number, text=written(number))


def types_meant(number: DocumentNumber) -> tuple[str, ...]:
    """The types of documents that may bear a number."""
    if number.type is not None:
        return (number.type,)
    if found := _ASSEMBLY.fullmatch(number.symbol or ""):
        return LAWS if found["body"] == "QH" else ORDINANCES
    if found := _COURT.fullmatch(number.symbol or ""):
        return (*JUDGMENTS, found[1])
    return (OFFICIAL_LETTER,)


def run_carried(number: DocumentNumber) -> int | str | None:
    """The run of its series that a number shows: the Assembly's term, 15 in 72/2025/QH15, else the
    year. Resolutions with a year and those without one are counted apart.
    """
    if _ASSEMBLY.fullmatch(number.symbol or ""):
        return f"{number.type or ''}/{number.symbol}"
    return number.year


def same_place(one: DocumentNumber, other: DocumentNumber) -> bool:
    """Whether both have this sequence and suffix; a court counts the cases of each kind apart."""
    return one.sequence == other.sequence and _place(one) == _place(other)


def _place(number: DocumentNumber) -> tuple[object, ...]:
    read = parse_number(number.text)
    case = _COURT.fullmatch(read.symbol or "")
    return (read.sequence, (read.suffix or "").lower(), case.groups() if case else None)


def same_text(one: str, other: str) -> bool:
    """Whether two writings are one number: dashes, spaces and composition of accents apart."""
    return plain_text(one) == plain_text(other)


def plain_text(text: str) -> str:
    """What all writings of one number have in common."""
    plain = one_letter(unicodedata.normalize("NFC", text)).translate(DASHES)
    return re.sub(r"\s+", "", plain)
