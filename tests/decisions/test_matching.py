"""When two writings of a name are one name."""

import unicodedata

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from cascade.events import next_place
from cascade.identifiers import ORGANISATION
from cascade.organisation.events import AliasAdded, UnitRenamed
from cascade.organisation.state import Organisation
from cascade.text_rules import matching_form
from tests.decisions.organisation import ESTABLISHED, FOUNDED, unit_id
from tests.decisions.story import NOW, given
from tests.properties.campaign import campaign


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Uỷ ban nhân dân", "Ủy ban nhân dân"),
        ("xã Hoà Bình", "xã Hòa Bình"),
        ("Thuỷ Nguyên", "Thủy Nguyên"),
        ("Khoẻ", "Khỏe"),
        ("Ðảng uỷ", "Đảng ủy"),
        ("ĐẢNG ỦY", "đảng uỷ"),
        ("Ban Tuyên giáo – Dân vận", "Ban Tuyên giáo-Dân vận"),
    ],
)
def test_one_name_is_typed_in_several_ways(one: str, other: str) -> None:
    assert matching_form(one) == matching_form(other)
    assert matching_form(unicodedata.normalize("NFD", one)) == matching_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa", "Hóa"),
        ("Hòa", "Hoa"),
        ("Đông", "Dông"),
        ("Tân Tiến", "Tấn Tiên"),
        ("Thu", "Thư"),
        ("Tan", "Tân"),
    ],
)
def test_another_letter_or_another_tone_is_another_name(one: str, other: str) -> None:
    assert matching_form(one) != matching_form(other)


@campaign(300)
@drawn(st.text("aăâeêioôơuưyAĐđÐ ‑-àáảãạốựỷ", max_size=20))
def test_the_form_of_a_form_is_itself(name: str) -> None:
    form = matching_form(name)
    assert matching_form(form) == form
    assert matching_form(unicodedata.normalize("NFD", name)) == form


def test_a_unit_is_found_by_any_writing_of_any_of_its_names() -> None:
    day = FOUNDED.timestamp.date()
    renamed = UnitRenamed(
        **next_place(ORGANISATION, 2, NOW),
        unit_id=unit_id("W1"),
        name="Đảng uỷ phường Hoà Bình",
        symbol=None,
        valid_from=day,
        valid_not_before=None,
        valid_not_after=None,
        effective_on=day,
    )
    alias = AliasAdded(
        **next_place(ORGANISATION, 3, NOW),
        unit_id=unit_id("W1"),
        name="ĐU Thuỷ Nguyên",
    )
    tree = given(Organisation(), FOUNDED, ESTABLISHED, renamed, alias).state
    assert tree.named("Ðảng ủy Phường Hòa Bình") == [unit_id("W1")]
    assert tree.named("ÐU Thủy Nguyên") == [unit_id("W1")]
    assert tree.named("Đảng ủy phường Hóa Bình") == []
