"""The door for texts: every text of every command goes through it, and what comes out of it."""

import sys
import unicodedata
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cascade.engine.normal_texts import with_normal_texts
from cascade.organisation.commands import NewUnit
from cascade.refusals import Refused
from cascade.text_rules import (
    DRAFTED,
    FORBIDDEN_IN_LINES,
    FORBIDDEN_IN_TEXTS,
    Code,
    Key,
    Label,
    Line,
    LongText,
    Note,
    Subject,
    Symbol,
    TextKind,
    Word,
    normal_line,
    normal_text,
)
from tests.decisions.every_text import Place, all_places, example, kind_of
from tests.decisions.story import told
from tests.properties.campaign import campaign

LOOKS_LIKE = "x\u200by"
"""A code that looks like `xy`."""


KEYS = {kind_of(Key)}
OPAQUE = {kind_of(Subject)}
MAY_BE_EMPTY = {kind_of(Word), DRAFTED}
KINDS = [kind_of(each) for each in (Code, Symbol, Key, Label, Word, Line, Note, LongText, Subject)]
LINES = [kind for kind in KINDS if not kind.has_lines and not kind.is_opaque]

PLACES = all_places()


def refused(command: Any) -> list[str]:
    with pytest.raises(Refused) as caught:
        with_normal_texts(command)
    return [told(reason) for reason in caught.value.reasons]


def test_the_places_are_those_of_the_whole_domain() -> None:
    assert len(PLACES) > 150
    assert {place.kind for _, place in (each.values for each in PLACES)} == {*KINDS, DRAFTED}


@pytest.mark.parametrize(("command", "place"), PLACES)
def test_no_text_of_any_command_passes_by_the_door(command: type[Any], place: Place) -> None:
    at = ".".join(map(str, place.at))
    whole = example(command)
    longest = place.put(whole, "x" * (place.kind.characters + 1))
    if place.kind in OPAQUE:
        assert refused(longest) == [f"TEXT_TOO_LONG at {at}"]
        return
    if place.kind in KEYS:
        for bad in (longest, place.put(whole, LOOKS_LIKE), place.put(whole, " ")):
            assert refused(bad) == [f"INVALID_KEY at {at}"]
    else:
        assert refused(longest) == [f"TEXT_TOO_LONG at {at}"]
        for bad in (LOOKS_LIKE, "x\u202ey", "x\x1by", "x\0y", "x\ud800y", "x\u2028y"):
            assert refused(place.put(whole, bad)) == [f"FORBIDDEN_CHARACTER at {at}"]
    if place.kind not in KEYS | MAY_BE_EMPTY:
        for blank in ("", " ", "\u200b", "\u3164 \u2800"):
            assert refused(place.put(whole, blank)) == [f"EMPTY_TEXT at {at}"]
    normal = with_normal_texts(place.put(whole, "\u00a0e\u0302\u0301 \n"))
    assert normal == place.put(whole, "ế")


@pytest.mark.parametrize(("command", "place"), PLACES)
def test_line_breaks_stand_in_long_texts_alone(command: type[Any], place: Place) -> None:
    broken = place.put(example(command), "x\r\n\ty")
    if place.kind.has_lines:
        assert with_normal_texts(broken) == place.put(example(command), "x\n\ty")
    elif place.kind not in OPAQUE:
        code = "INVALID_KEY" if place.kind in KEYS else "FORBIDDEN_CHARACTER"
        assert refused(broken) == [f"{code} at {'.'.join(map(str, place.at))}"]


def test_a_text_of_no_kind_is_a_fault_of_the_program() -> None:
    @dataclass(frozen=True)
    class Bypassing:
        name: str | None

    @dataclass(frozen=True)
    class Around:
        parts: tuple[Bypassing, ...]

    with pytest.raises(TypeError, match=r"Bypassing\.name is a text of no kind"):
        with_normal_texts(Around((Bypassing("x"),)))


def test_every_fault_is_told_at_once() -> None:
    assert refused(replace(example(NewUnit), code=" ", name="a\u202eb", kind="?")) == [
        "EMPTY_TEXT at code",
        "FORBIDDEN_CHARACTER at name",
        "INVALID_KEY at kind",
    ]


# ---- what a text becomes


def test_what_is_not_to_be_seen_is_what_unicode_says() -> None:
    """Characters that a newer Unicode has and our ranges lack would pass unseen."""
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    unseen = {
        each for each in everything if unicodedata.category(each) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    }
    unknown = {each for each in everything if unicodedata.category(each) == "Cn"}
    in_texts = set(FORBIDDEN_IN_TEXTS.findall(everything))
    assert unseen - set("\t\n") <= in_texts <= unseen | unknown
    assert unseen <= set(FORBIDDEN_IN_LINES.findall(everything))


@campaign(300)
@given(st.text(max_size=30), st.sampled_from(KINDS))
def test_a_normal_form_is_its_own_normal_form(text: str, kind: TextKind) -> None:
    normal = kind.normal(text)
    assert kind.normal(normal) == normal
    if not kind.is_opaque:
        assert unicodedata.is_normalized("NFC", normal)
        assert normal == normal.strip()


@campaign(300)
@given(st.text(max_size=20), st.sampled_from(["NFC", "NFD"]), st.text(" \u00a0\n", max_size=3))
def test_composition_and_blanks_around_make_no_other_text(
    text: str, form: Any, around: str
) -> None:
    typed = around + unicodedata.normalize(form, text) + around
    assert normal_line(typed) == normal_line(text)
    assert normal_text(typed) == normal_text(text)
