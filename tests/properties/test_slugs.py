"""Laws of slugs: for any text, in both modes."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from digest.text import SLUG_BYTES, slug

TEXTS = st.one_of(
    st.text(),
    st.text(alphabet=st.characters(categories=["L", "M", "N", "Cf", "P"], include_characters="'’-./ ")),
    st.text(alphabet="aé\u0301İßΣςǰﬁ²Ⅷ'-\u200d가ᄀ\u1161", max_size=12),
    st.sampled_from(["con", "nul", "com1", "aux", "..", ".", "", "-", "a" * 79 + "é", "é" * 41]),
)
MODES = st.sampled_from(["unicode", "ascii"])
RESERVED = {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10))}


@settings(deadline=None)
@given(TEXTS, MODES)
def test_a_slug_is_a_safe_name_for_a_file(text: str, mode: str) -> None:
    made = slug(text, mode)  # type: ignore[arg-type]
    assert made and len(made.encode()) <= SLUG_BYTES
    assert made == unicodedata.normalize("NFC", made)
    assert made.strip("-") == made and "--" not in made
    assert made not in RESERVED
    assert all(c == "-" or c.isalnum() or unicodedata.category(c)[0] == "M" for c in made)
    assert unicodedata.category(made[0])[0] != "M"
    assert made == unicodedata.normalize("NFC", made.casefold())


@settings(deadline=None)
@given(TEXTS, MODES)
def test_a_slug_is_its_own_slug(text: str, mode: str) -> None:
    made = slug(text, mode)  # type: ignore[arg-type]
    assert slug(made, mode) == made  # type: ignore[arg-type]


@settings(deadline=None)
@given(st.text(max_size=30))
def test_ascii_slugs_of_known_scripts_are_ascii(text: str) -> None:
    made = slug(text, "ascii")
    assert made.isascii() or not slug(text).isascii()


@settings(deadline=None)
@given(TEXTS, MODES)
def test_the_normal_form_makes_no_difference(text: str, mode: str) -> None:
    composed, apart = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert slug(composed, mode) == slug(apart, mode)  # type: ignore[arg-type]


@settings(deadline=None)
@given(st.integers(16, 80), st.text(min_size=40))
def test_any_limit_is_kept(limit: int, text: str) -> None:
    assert 0 < len(slug(text, max_bytes=limit).encode()) <= max(limit, len("x-00000000"))
