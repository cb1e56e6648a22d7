"""Values as programs write them become values of an article, or nothing; a case is a line."""

from __future__ import annotations

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st

from digest.clip.containers import values

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["name", "given", "family", "@id", "tag", "x"]), inner)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("Tue, 08 Aug 2017 18:43:00 +0800", "2017-08-08T18:43+08:00"),
        ("Tue, 8 Aug 17 18:43 EST", "2017-08-08T18:43-05:00"),
        ("2017-08-08T18:43:00-04:00", "2017-08-08T18:43-04:00"),
        ("2017-08-08T10:43:00.123Z", "2017-08-08T10:43Z"),
        ("2017-08-08 18:43:11", "2017-08-08T18:43"),
        ("2017-08-08", "2017-08-08"),
        ("2017-08", "2017-08"),
        ("2017", "2017"),
        ("20170808", "2017-08-08"),
        ("20170808T184300Z", "2017-08-08T18:43Z"),
        ("8. August 2017", "2017-08-08"),
        (1502189000, "2017-08-08T10:43Z"),
        ("1502189000", "2017-08-08T10:43Z"),
        (1502189000123, "2017-08-08T10:43Z"),
        ("Tue, 08 Aug 2017 25:61:00 GMT", "2017-08-08"),
    ],
)
def test_dates_keep_the_offset_they_are_written_with(written: object, edtf: str) -> None:
    when = values.moment(written)
    assert when is not None and when.edtf == edtf


@pytest.mark.parametrize(
    "written",
    ["", "soon", "08/07/2017", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", 0, 17, True, None, [], {}, "2017/2018"],
)
def test_what_is_no_date_or_may_be_two_is_none(written: object) -> None:
    assert values.moment(written) is None


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("By Ana Cruz and Ben Ito", ("Ana Cruz", "Ben Ito")),
        ("ana@courier.example (Ana Cruz)", ("Ana Cruz",)),
        ("Ana Cruz <ana@courier.example>", ("Ana Cruz",)),
        ("Cruz, Ana", ("Ana Cruz",)),
        ("Ana Cruz; Ben Ito", ("Ana Cruz", "Ben Ito")),
        ([{"name": "Ana Cruz"}, {"given": "Ben", "family": "Ito"}], ("Ana Cruz", "Ben Ito")),
        ("['Ana Cruz']", ("Ana Cruz",)),
        ("ana@courier.example", ()),
        ("admin", ()),
        ("https://courier.example/ana", ()),
    ],
)
def test_people(written: object, names: tuple[str, ...]) -> None:
    assert values.people(written) == names


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("sea, ferry", ("sea", "ferry")),
        ("sea; ferry, night", ("sea", "ferry, night")),
        (["sea", "#ferry", "sea"], ("sea", "ferry")),
        ([{"term": "sea"}, {"tag": "ferry"}], ("sea", "ferry")),
        (None, ()),
    ],
)
def test_terms(written: object, found: tuple[str, ...]) -> None:
    assert values.terms(written) == found


@pytest.mark.parametrize(
    ("written", "tag"),
    [("en-us", "en-US"), ("pt_BR", "pt-BR"), ("DE", "de"), (["fr"], "fr"), ("English", ""), ("und", "")],
)
def test_languages(written: object, tag: str) -> None:
    assert values.tongue(written) == tag


def test_an_address_is_the_article_and_not_how_one_came_to_it() -> None:
    assert values.address("https://courier.example/a?utm_source=feed&amp;id=3") == "https://courier.example/a?id=3"
    assert values.address({"@id": "https://courier.example/a"}) == "https://courier.example/a"
    assert values.address("javascript:alert(1)") == values.address(None) == ""


def test_a_line_has_neither_tags_nor_entities_nor_breaks() -> None:
    assert values.line("Ferry &amp;amp; <b>boat</b>\n5 < 6") == "Ferry & boat 5 < 6"


def test_the_name_of_an_outlet_may_be_its_address() -> None:
    assert values.outlet("https://www.courier.example/") == "courier.example"
    assert values.outlet({"@type": "Organization", "name": "Harbour Courier"}) == "Harbour Courier"


@any_of(JSON)
def test_no_value_is_too_strange(value: object) -> None:
    for read in (values.line, values.moment, values.people, values.terms, values.tongue, values.address, values.outlet):
        read(value)
    fields = dict.fromkeys(("title", "date", "url", "authors", "keywords", "language", "source"), (value, "somewhere"))
    values.given(fields, "record")
