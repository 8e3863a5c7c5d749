"""The one door for texts: what becomes of each kind before anything is decided, and which are
refused. Whoever brings a text in or looks one up gets the same form from here.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Annotated, Final

from cascade.refusals import Problems, Refusal

TEXT_CHARACTERS: Final = 20_000
"""A task's or report's text: some ten printed pages."""
LINE_CHARACTERS: Final = 1_000
"""A name, a subject, a wording: one line."""
KEY_CHARACTERS: Final = 40
"""A key of a task, window, policy, kind or type."""
LABEL_CHARACTERS: Final = 100
"""A label of a unit. They are indexed."""

UTF8_BYTES: Final = 4
"""So many, at the most, does UTF-8 take for a character."""
TEXT_BYTES: Final = TEXT_CHARACTERS * UTF8_BYTES
LINE_BYTES: Final = LINE_CHARACTERS * UTF8_BYTES
CODE_BYTES: Final = 1_000
"""Codes are indexed: an entry of a btree ends at 2,704 bytes, which other columns have part in."""
KEY_BYTES: Final = KEY_CHARACTERS * UTF8_BYTES

DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
"""Dashes vary in typed documents; they are compared as one."""

_ONE_D: Final = str.maketrans("ÐðƉɖ", "ĐđĐđ")
# Letters outside ASCII: no other word has a tone.
_WORD: Final = re.compile(r"\w*[^\W\x00-\x7f]\w*")
_TONES: Final = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
# As characters of their own, which combine with nothing.
_TONE: Final = str.maketrans("\u0300\u0301\u0303\u0309\u0323", "\u02cb\u02ca\u02dc\u02c0\u02cc")

# Runs of letters and digits, once marks are taken off.
_FOUND_BY: Final = re.compile(r"[^\W_]+")
FOUND_BY_CHARACTERS: Final = 40
"""Of a word that something is found by: no longer one is of any language, and they are indexed."""

_KEY: Final = re.compile(r"[^\W_][\w.\-]*")
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
# Unicode's categories Cc, Cf, Cs, Zl and Zp: not to be seen, and some change how others are seen.
_CONTROL: Final = (
    "\0-\x1f\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f"
    "\u2028-\u202e\u2060-\u2064\u2066-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000110bd\U000110cd"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001"
    "\U000e0020-\U000e007f"
)
# Letters and marks by name, and yet nothing is drawn: two texts that differ by one look the same.
_UNDRAWN: Final = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U000e0100-\U000e01ef"
)
FORBIDDEN_IN_LINES: Final = re.compile(f"[{_CONTROL}{_UNDRAWN}]")
# Tabs stand between the columns of what was pasted; a text's characters may choose a picture.
FORBIDDEN_IN_TEXTS: Final = re.compile(f"(?![\t\n])[{_CONTROL}]")
_NOTHING_SEEN: Final = re.compile(f"[\\s{_CONTROL}{_UNDRAWN}]*")
_SPACES: Final = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_LINE_BREAK: Final = re.compile("\r\n?")


class EmptyText(Refusal):
    """A text that must say something is empty, or holds nothing that could be seen."""


class TextTooLong(Refusal):
    """A text is longer than its limit."""


class ForbiddenCharacter(Refusal):
    """A text holds a control or format character or, where it is one line, a line break."""


class InvalidKey(Refusal):
    """A key is not made of letters, digits, dots, dashes and underscores."""


@dataclass(frozen=True, slots=True)
class TextKind:
    """How a text of a command is taken. Fields of commands name theirs in their annotations."""

    characters: int
    bytes: int
    has_lines: bool = False
    """It may have line breaks and tabs."""
    is_key: bool = False
    may_be_empty: bool = False
    is_opaque: bool = False
    """It is compared with what comes from elsewhere, and so left as it is."""

    def normal(self, text: str) -> str:
        """The form in which it is recorded and looked up."""
        if self.is_opaque:
            return text
        return normal_text(text) if self.has_lines else normal_line(text)

    def check(self, problems: Problems, text: str, *field: str | int) -> None:
        """Add what is wrong with a text in its normal form."""
        if self.is_opaque:
            check_storable(problems, text, *field, limit=self.characters)
        elif self.is_key:
            self._check_key(problems, text, *field)
        elif not self.may_be_empty and _NOTHING_SEEN.fullmatch(text):
            problems.add(EmptyText("This text must not be empty.", *field))
        else:
            self._check_characters(problems, text, *field)

    def _check_key(self, problems: Problems, text: str, *field: str | int) -> None:
        if len(text) > self.characters or not _KEY.fullmatch(text):
            reason = (
                f"A key has 1 to {self.characters} letters, digits, dots, dashes or underscores "
                "and starts with a letter or digit."
            )
            problems.add(InvalidKey(reason, *field))

    def _check_characters(self, problems: Problems, text: str, *field: str | int) -> None:
        size = len(text.encode(errors="surrogatepass"))
        if len(text) > self.characters:
            reason = f"At most {self.characters:,} characters; these are {len(text):,}."
            problems.add(TextTooLong(reason, *field))
        elif size > self.bytes:
            reason = f"At most {self.bytes:,} bytes of UTF-8; these are {size:,}."
            problems.add(TextTooLong(reason, *field))
        forbidden = FORBIDDEN_IN_TEXTS if self.has_lines else FORBIDDEN_IN_LINES
        if found := forbidden.search(text):
            problems.add(ForbiddenCharacter(_forbidden(found), *field))


Code = Annotated[str, TextKind(LINE_CHARACTERS, CODE_BYTES)]
"""What a unit is known by in lists."""
Symbol = Annotated[str, TextKind(LINE_CHARACTERS, CODE_BYTES)]
"""What a unit's document numbers carry."""
Key = Annotated[str, TextKind(KEY_CHARACTERS, KEY_BYTES, is_key=True)]
"""What the author of a document or of a rule calls a part of it."""
Label = Annotated[str, TextKind(LABEL_CHARACTERS, LABEL_CHARACTERS * UTF8_BYTES)]
"""By which units are grouped: a few words."""
Word = Annotated[str, TextKind(TEXT_CHARACTERS, TEXT_BYTES, may_be_empty=True)]
"""A key or code that must be known, a rule of recurrence, a zone: who reads it refuses others."""
Line = Annotated[str, TextKind(LINE_CHARACTERS, LINE_BYTES)]
"""A name, a subject, a number, a wording."""
Note = Annotated[str, TextKind(LINE_CHARACTERS, LINE_BYTES, has_lines=True)]
"""A few sentences beside an act."""
LongText = Annotated[str, TextKind(TEXT_CHARACTERS, TEXT_BYTES, has_lines=True)]
"""What a task asks, what a report says."""
Subject = Annotated[str, TextKind(TEXT_CHARACTERS, TEXT_BYTES, is_opaque=True)]
"""Who logs in: as the tokens have it."""

DRAFTED: Final = TextKind(TEXT_CHARACTERS, TEXT_BYTES, has_lines=True, may_be_empty=True)
"""Any text of a draft, which may still lack what an issue asks for."""


def normal_line(text: str) -> str:
    """One line: composed (NFC), trimmed, with one plain space where any others stand."""
    if text.isascii() and "  " not in text:
        return text.strip()
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text).strip())


def normal_text(text: str) -> str:
    """Many lines: composed (NFC), trimmed, with one kind of line break."""
    return _LINE_BREAK.sub("\n", unicodedata.normalize("NFC", text)).strip()


def _forbidden(found: re.Match[str]) -> str:
    character = found[0]
    name = unicodedata.name(character, "a control character")
    return (
        f"Character {found.start() + 1} is U+{ord(character):04X} ({name}), "
        "which cannot stand here; take it out."
    )


def check_storable(
    problems: Problems, value: str, *field: str | int, limit: int = TEXT_CHARACTERS
) -> None:
    """Add why a text, whatever it is for, can be neither stored nor read."""
    if len(value) > limit:
        problems.add(
            TextTooLong(f"At most {limit:,} characters; these are {len(value):,}.", *field)
        )
    if _UNSTORABLE.search(value):
        problems.add(
            ForbiddenCharacter("The text holds a character that cannot be stored.", *field)
        )


def matching_form(name: str) -> str:
    """Two writings of one name give the same form: case, dashes, spaces, composition and the place
    of the tone mark apart (Uỷ ban, Ủy ban), and whichever of the two Đ was typed.
    """
    plain = one_letter(unicodedata.normalize("NFC", name)).translate(DASHES).casefold()
    return re.sub(r"\s*-\s*", "-", " ".join(_WORD.sub(_tone_last, plain).split()))


def one_letter(text: str) -> str:
    """With the Vietnamese Đ where its double of another alphabet was typed."""
    return text.translate(_ONE_D)


def search_form(text: str) -> str:
    """What a text is found by: words of plain small letters and digits, apart by single spaces.

    Accents, tone marks, case, forms of letters and all that stands between words are left out, so
    that whoever types no marks finds what has them: "hoà", "Hòa" and "hoa" are one, đ is d.
    """
    plain = unicodedata.normalize("NFKD", one_letter(text)).casefold()
    apart = unicodedata.normalize("NFKD", plain)
    letters = "".join(each for each in apart if not unicodedata.category(each).startswith("M"))
    words = _FOUND_BY.findall(letters.replace("đ", "d"))
    return " ".join(word[:FOUND_BY_CHARACTERS] for word in words)


def _tone_last(word: re.Match[str]) -> str:
    """The tone marks at the word's end: a syllable has one, over one of its vowels or another."""
    apart = unicodedata.normalize("NFD", word[0])
    tones = "".join(sorted(_TONES.findall(apart)))
    return unicodedata.normalize("NFC", _TONES.sub("", apart)) + tones.translate(_TONE)
