"""Words of the interface: fields, plural forms, merging."""

from __future__ import annotations

import pytest

from digest.messages import Messages, fault, fields

ENGLISH = Messages(
    "en",
    {
        "greeting": "Reported by {names}",
        "events.one": "{count} event in {place}",
        "events.other": "{count} events in {place}",
    },
)


def test_text_fills_named_fields_and_never_interprets_a_value() -> None:
    assert ENGLISH.text("greeting", names="{0} {names} %s {{x}}") == "Reported by {0} {names} %s {{x}}"


def test_a_missing_key_or_value_is_a_bug() -> None:
    with pytest.raises(KeyError):
        ENGLISH.text("nothing")
    with pytest.raises(KeyError):
        ENGLISH.text("greeting")


@pytest.mark.parametrize(
    ("n", "said"), [(0, "0 events"), (1, "1 event"), (2, "2 events"), (1000, "1,000 events"), (12_700, "12,700 events")]
)
def test_english_has_two_plural_forms(n: int, said: str) -> None:
    assert ENGLISH.count("events", n, place="Manila") == f"{said} in Manila"


@pytest.mark.parametrize(("n", "form"), [(0, "zero"), (1, "one"), (2, "two"), (3, "few"), (11, "many"), (100, "other")])
def test_arabic_has_six(n: int, form: str) -> None:
    forms = {f"events.{f}": f"{f} {{count}}" for f in ("zero", "one", "two", "few", "many", "other")}
    assert Messages("ar", forms).count("events", n).startswith(form)


@pytest.mark.parametrize(("n", "form"), [(1, "one"), (3, "few"), (5, "many"), (21, "one")])
def test_russian_has_three_for_whole_numbers(n: int, form: str) -> None:
    forms = {f"events.{f}": f for f in ("one", "few", "many", "other")}
    assert Messages("ru", forms).count("events", n) == form


def test_a_form_that_is_missing_falls_back_to_other() -> None:
    assert Messages("ru", {"events.other": "{count} событий"}).count("events", 3) == "3 событий"


@pytest.mark.parametrize("tag", ["de", "de-AT", "de_AT", "de-x-own", "zz", "qqq-Latn"])
def test_any_tag_has_numbers_and_plurals(tag: str) -> None:
    assert Messages(tag, {"n.one": "one", "n.other": "other"}).count("n", 1) == "one"
    assert Messages(tag, {}).number(1234)


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert [Messages(tag, {}).number(12_700) for tag in ("en", "de", "fr")] == ["12,700", "12.700", "12\u202f700"]


def test_the_digest_sees_language_keys_and_patterns_but_not_their_order() -> None:
    reordered = Messages("en", dict(reversed(ENGLISH.table.items())))
    assert reordered.digest == ENGLISH.digest
    others = [
        Messages("de", ENGLISH.table),
        Messages("en", {**ENGLISH.table, "greeting": "By {names}"}),
        Messages("en", {}),
    ]
    assert len({ENGLISH.digest, *(o.digest for o in others)}) == 4


@pytest.mark.parametrize(
    "pattern", ["{0}", "{}", "{a.b}", "{a[0]}", "{a!r}", "{a:>9}", "{a:{b}}", "{__class__}", "{A}", "{", "a}", "{a"]
)
def test_a_pattern_may_hold_plain_named_fields_only(pattern: str) -> None:
    assert fault(pattern)


@pytest.mark.parametrize("pattern", ["", "words", "{name}", "{first_name}, {place}", "{{name}}", "“{said}” – {count}"])
def test_sound_patterns(pattern: str) -> None:
    assert fault(pattern) == ""


def test_fields() -> None:
    assert fields("{a}, {b} and {{c}}") == {"a", "b"}
