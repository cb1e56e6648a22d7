"""Names that texts hold and the registry does not know."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.link.suggest import REASONS, candidates, candidates_in, suggest
from digest.link.suggest.tagger import KINDS

FOUND = [
    # Running text.
    ("The minister met Walter Hale in Port Ellery on Monday.", ["Walter Hale", "Port Ellery"]),
    ("Mr. Hale said the ferry was late.", ["Hale"]),
    ("A. B. Crane, who leads the Harbour Board, declined to comment.", ["A. B. Crane", "Harbour Board"]),
    ("They flew to the U.S. and to South Korea in May.", ["U.S.", "South Korea"]),
    ("Walter Hale's boat sank.", ["Walter Hale"]),
    # A word that opens a sentence is a name only with evidence.
    ("Officials closed the road. Nobody was hurt. However, shops stayed open.", []),
    ("Yesterday it rained. On Tuesday and in March it will rain again.", []),
    ("I’ve said it before, and I will say it again.", []),
    # As newswires write: signs apart, datelines, results, headings in capitals.
    ("Irene Calder ( Australia ) beat 2 - Anna Petrova ( Russia ) 6-3 6-2",
     ["Irene Calder", "Australia", "Anna Petrova", "Russia"]),
    ("LONDON 1997-05-12", ["LONDON"]),
    ("SOCCER - SPAIN BEAT FRANCE .", ["SPAIN", "FRANCE"]),
    ("The German team lost in Spain .", ["German", "Spain"]),
    # Scripts without capitals, and nothing at all.
    ("他昨天去了北京。", []),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), FOUND, ids=[text[:30] for text, _ in FOUND])
def test_names_in_a_text(text: str, names: list[str]) -> None:
    assert [c.text for c in candidates(text)] == names


KIND = [
    ("Mrs. Calder said so.", "Calder", "person"),
    ("Shares of Ellery Shipping Ltd fell.", "Ellery Shipping Ltd", "organization"),
    ("The boat sank near France.", "France", "place"),
    ("She spoke of the Geneva Convention and left.", "Geneva Convention", "thing"),
]


@pytest.mark.parametrize(("text", "name", "kind"), KIND, ids=[name for _, name, _ in KIND])
def test_kind_of_a_name(text: str, name: str, kind: str) -> None:
    assert {c.text: c.kind for c in candidates(text)}[name] == kind


def test_a_nationality_is_no_name_of_its_own() -> None:
    [found] = candidates("The German ships left.")
    assert found.adjective
    assert suggest({"one": "The German ships left."}) == []


def test_all_mentions_of_a_text_have_one_kind() -> None:
    text = "Mr. Calder came first. Then came Calder. In the evening we saw Calder again, and Calder sang."
    assert {c.kind for c in candidates(text)} == {"person"}


def test_other_texts_say_what_a_capital_means() -> None:
    texts = {"one": "Zorblat closed.", "two": "We asked for zorblat. The zorblat was gone, and so was all zorblat."}
    assert candidates_in(texts)["one"] == []


def test_suggestions_are_counted_over_articles_and_have_reasons() -> None:
    texts = {
        "one": "President Walter Hale met Irene Calder. Hale said he was glad to see Walter Hale well.",
        "two": "It was Walter Hale who came, said Irene Calder.",
        "three": "It was Walter Hale who went.",
    }
    first, *_ = found = suggest(texts, ["Irene Calder"])
    assert [s.name for s in found] == ["Walter Hale"]
    assert (first.kind, first.articles, first.mentions) == ("person", ("one", "three", "two"), 5)
    assert first.why and set(first.why) <= set(REASONS)


@given(
    st.text()
    | st.lists(
        st.sampled_from(["Ann", "of", "Lee", ".", ",", "'", "\n", "Mr.", "LONDON", "9", "-", "(", "“", "É", ""])
    ).map(" ".join)
)
def test_laws(text: str) -> None:
    found = candidates(text)
    assert all(text[c.start : c.end] == c.text and c.text.strip() == c.text != "" for c in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(c.kind in KINDS and abs(sum(c.votes) - 1) < 1e-6 and set(c.why) <= set(REASONS) for c in found)
    assert {s for c in suggest({"a": text}) for s in c.articles} <= {"a"}


def test_what_is_named_already_is_not_suggested() -> None:
    text = "At noon Walter Hale met Irene Calder."
    at = text.index("Walter Hale")
    assert [s.name for s in suggest({"a": text}, named={"a": [(at, at + 11)]})] == ["Irene Calder"]
    assert len(suggest({"a": text}, named={"a": [(at, at + 3)]})) == 2, "less than half of a name is another"


def test_another_finder_adds_names_and_votes() -> None:
    text = "At noon Walter Hale met zorblat."

    def recognise(text: str) -> list[tuple[int, int, str]]:
        return [(text.index(w), text.index(w) + len(w), kind) for w, kind in (("zorblat", "thing"), ("Hale", "place"))]

    alone, both = ({s.name: s for s in suggest({"a": text}, recognise=r)} for r in (None, recognise))
    assert set(alone) == {"Walter Hale"} and set(both) == {"Walter Hale", "zorblat"}
    assert both["zorblat"].kind == "thing" and "recognised" in both["zorblat"].why
    assert dict(both["Walter Hale"].votes)["place"] > dict(alone["Walter Hale"].votes)["place"]


@given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from([*KINDS, "other"]))))
def test_another_finder_may_say_anything(text: str, spans: list[tuple[int, int, str]]) -> None:
    assert all(s.name for s in suggest({"a": text}, recognise=lambda _: spans))
