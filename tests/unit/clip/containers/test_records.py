"""JSON, JSON Lines and tables: each record a clipping."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.clip import Draft, Options, drafts
from digest.clip.containers import pieces
from digest.clip.containers.records import json_pieces_of, table_pieces
from digest.errors import Problem

TEXT = "The night ferry sailed again on Tuesday, nine years after the line was closed for want of passengers."
RECORD = {
    "headline": "Night ferry returns",
    "published_at": "2017-08-08T18:43:00+08:00",
    "link": "https://courier.example/ferry?utm_source=x",
    "byline": "By Ana Cruz and Ben Ito",
    "article": f"{TEXT}\n\nTickets cost ten coins.",
    "site": "Harbour Courier",
    "lang": "en",
    "tags": ["sea", "ferries"],
}


def read(data: str | bytes, options: Options | None = None) -> list[Draft | Problem]:
    return list(drafts("a.json", data if isinstance(data, bytes) else data.encode(), {}, options or Options()))


def codes(found: list[Draft | Problem]) -> list[str]:
    return [made.code if isinstance(made, Problem) else "draft" for made in found]


@pytest.mark.parametrize(
    "data",
    [
        json.dumps([RECORD]),
        json.dumps([RECORD], indent=2),
        json.dumps(RECORD),
        json.dumps(RECORD) + "\n" + json.dumps(RECORD) + "\n",
        json.dumps({"articles": [RECORD]}),
        "\ufeff" + json.dumps([RECORD]),
        json.dumps([{**RECORD, "score": float("nan")}]),
    ],
)
def test_the_forms_of_json(data: str) -> None:
    made = read(data)[0]
    assert isinstance(made, Draft) and made.name == "a.json#1" and made.media_type == "application/json"
    assert {
        key: made.meta.get(key) for key in ("title", "date", "source", "url", "authors", "language", "keywords")
    } == {
        "title": "Night ferry returns",
        "date": "2017-08-08T18:43+08:00",
        "source": {"name": "Harbour Courier"},
        "url": "https://courier.example/ferry",
        "authors": ["Ana Cruz", "Ben Ito"],
        "language": "en",
        "keywords": ["sea", "ferries"],
    }
    assert made.body == f"{TEXT}\n\nTickets cost ten coins."


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_tables(sign: str) -> None:
    rows = [
        ["Headline", "Date", "URL", "Text"],
        ["Night ferry", "2017-08-08", "https://courier.example/f", f'"{TEXT} ""Soon""\nand more."'],
    ]
    data = "\r\n".join(sign.join(row) for row in rows)
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        (made,) = read(data.encode(encoding))
        assert isinstance(made, Draft) and made.meta["date"] == "2017-08-08" and 'Soon"' in made.body
        assert made.meta["url"] == "https://courier.example/f"


def test_a_record_is_the_same_bytes_in_every_file_and_gives_itself_again() -> None:
    alone, lines = (
        read(json.dumps(RECORD))[0],
        read(json.dumps({"a": 1}) + "\n" + json.dumps(dict(reversed(RECORD.items()))))[1],
    )
    assert isinstance(alone, Draft) and isinstance(lines, Draft) and alone.raw == lines.raw
    again = read(alone.raw)[0]
    assert isinstance(again, Draft) and again.raw == alone.raw and again.meta["clipping"] == alone.meta["clipping"] | {}


def test_a_mapping_of_the_caller() -> None:
    options = Options(mapping=(("title", "Überschrift"), ("date", "Erschienen"), ("body", "Volltext")))
    (made,) = read(f"Überschrift,Erschienen,Volltext\nNachtfähre,8.8.2017,{TEXT.replace(',', '')}\n", options)
    assert isinstance(made, Draft) and made.meta["title"] == "Nachtfähre" and made.meta["date"] == "2017-08-08"
    assert {item.field: item.where for item in made.evidence if item.chosen}["date"] == "column Erschienen"


GERMAN = "Titel;Datum;Text\nNachtfähre;8.8.2017;" + TEXT + "\nTagfähre;9.8.2017;" + TEXT + "\n"


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_a_table_whose_columns_nobody_knows_is_named_with_what_to_say(sign: str) -> None:
    (found,) = read(GERMAN.replace(",", "").replace(";", sign))
    assert isinstance(found, Problem) and found.code == "unknown-columns"
    assert found.hint == "it has: Titel, Datum, Text; say which is which, as in --map title=Titel --map body=Text"
    mapped = Options(mapping=(("title", "Titel"), ("body", "Text"), ("date", "Datum")))
    assert codes(read(GERMAN.replace(",", "").replace(";", sign), mapped)) == ["draft", "draft"]


@pytest.mark.parametrize("data", [GERMAN, "title;date;text\nFerry;2017;" + TEXT, json.dumps([RECORD, RECORD])])
def test_a_mapping_that_names_what_is_not_there_is_a_problem(data: str) -> None:
    (found,) = read(data, Options(mapping=(("title", "Nope"),)))
    assert isinstance(found, Problem) and found.code == "unknown-columns"
    assert "“Nope”" in found.message and "--map" in found.hint


def test_one_mapping_may_serve_files_with_other_columns() -> None:
    both = Options(mapping=(("title", "Titel"), ("title", "kicker"), ("body", "Text"), ("body", "article")))
    assert codes(read(GERMAN, both)) == ["draft", "draft"]
    later = [{**RECORD, "headline": ""}, {**RECORD, "kicker": "Ferry"}]
    assert codes(read(json.dumps(later), both)) == ["draft", "draft"]


def test_a_record_without_text_says_what_it_has() -> None:
    (found,) = read(json.dumps([{"Titel": "Nachtfähre", "Worte": TEXT}]))
    assert isinstance(found, Problem) and found.code == "no-article"
    assert "it has: Titel, Worte" in found.hint and "--map title=Titel --map body=Worte" in found.hint
    (found,) = read("Titel;Datum;Worte\nFähre;2017;" + TEXT, Options(mapping=(("title", "Titel"),)))
    assert isinstance(found, Problem) and "--map body=Worte" in found.hint.replace("'", "")


def test_a_text_may_be_a_page_a_fragment_or_markdown() -> None:
    page = f"<!DOCTYPE html><html><body><h1>Night ferry returns today</h1><p>{TEXT}</p></body></html>"
    bodies = [
        page,
        f"<p>{TEXT}</p><ul><li>one</li></ul>",
        f"# Now\n\n{TEXT} See [the tide](https://courier.example/t).",
        [TEXT, "More."],
    ]
    found = [
        made.body
        for made in read(json.dumps([{"title": "Ferry", "text": body} for body in bodies]))
        if isinstance(made, Draft)
    ]
    assert found == [TEXT, f"{TEXT}\n\n- one", bodies[2], f"{TEXT}\n\nMore."]


def test_broken_records_do_not_stop_the_others() -> None:
    lines = [json.dumps(RECORD), "{broken", "7", json.dumps({"a": 1}), json.dumps({**RECORD, "headline": "Last"})]
    found = read("\n".join(lines))
    assert codes(found) == ["draft", "broken-container", "broken-container", "no-article", "draft"]
    assert [made.path for made in found if isinstance(made, Problem)] == ["a.json#2", "a.json#3", "a.json#4"]


@pytest.mark.parametrize(
    "data",
    ['{"title": ', '["a", "b"', "[" * 100_000, '{"a":' * 100_000, '[{"title":' + "[" * 3_000 + "]" * 3_000 + "}]"],
)
def test_broken_json_is_one_problem(data: str) -> None:
    (found,) = read(data)
    assert isinstance(found, Problem) and found.code == "broken-container"


def test_too_many_values_are_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digest.clip.containers.records.MAX_SIGNS", 100)
    assert codes(read("[" + "[]," * 200 + "1]")) == ["too-large"]


def test_a_field_without_end_is_one_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digest.clip.containers.records.MAX_LINE", 1_000)
    assert codes(read("title,url,text\n" + "a," * 2_000)) == ["broken-container"]
    assert codes(read('title,url,text\n"' + "a,\n" * 2_000)) == ["no-article"]


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_never_raises(data: bytes) -> None:
    for start in (b"", b"[", b'{"title":', b"title,url\n"):
        list(json_pieces_of("a", start + data, Options()))
        list(table_pieces("a", start + data, Options()))
        list(pieces("a", start + data, Options()))
