"""Which column or key holds which field of an article."""

from __future__ import annotations

from digest.clip.containers.columns import advice, fields_of, known_columns, missing


def test_names_are_compared_by_letters_and_digits() -> None:
    found = fields_of({"Published At": "2017", "HEADLINE": "Night ferry", "canonical_url": "u"}, "column")
    assert found == {
        "title": ("Night ferry", "column HEADLINE"),
        "date": ("2017", "column Published At"),
        "url": ("u", "column canonical_url"),
    }


def test_an_empty_value_leaves_the_place_to_the_next_name() -> None:
    assert fields_of({"content": "", "description": "It sails."}, "key") == {"body": ("It sails.", "key description")}


def test_the_callers_mapping_wins() -> None:
    found = fields_of({"title": "a", "kicker": "b"}, "key", (("title", "kicker"), ("date", "absent")))
    assert found == {"title": ("b", "key kicker")}


def test_a_table_of_other_things_is_not_one_of_clippings() -> None:
    assert known_columns(["Title", "URL"]) and known_columns(["x", "text", "date"])
    assert not known_columns(["date", "author"])
    assert not known_columns(["title"])
    assert not known_columns(["name", "price"])
    assert not known_columns(["title " * 20, "url", "text"])


def test_the_day_a_page_was_saved_is_no_day_of_publication() -> None:
    for name in ("created", "time_added", "Timestamp"):
        assert set(fields_of({"title": "a", name: "2018-01-02"}, "column")) == {"title", "captured"}


def test_what_a_mapping_names_and_a_file_lacks() -> None:
    assert missing(["Titel", "Text"], (("title", "Titel"), ("date", "Datum"))) == ["Datum"]
    assert missing(["Titel"], (("title", "Headline"), ("title", "Titel"))) == []


def test_advice_names_the_columns_and_a_way_to_say_which_is_which() -> None:
    assert advice({"Titel": "Fähre", "Text": "Sie fährt."}).endswith("--map title=Titel --map body=Text")
    assert "--map 'title=the head' --map body=b" in advice({"the head": "a", "b": "longer"})
    assert advice({"Date": "2017-08-08", "Text": "a", "Headline": "b"}).endswith("--map title=Headline --map body=Text")
    assert advice({"Text": "a"}).endswith("as in --map body=Text")
    assert "--map" not in advice({})
