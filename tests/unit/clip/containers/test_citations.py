"""Citations: metadata of an article without its text."""

from __future__ import annotations

import json

from digest.clip import Draft, Options, drafts
from digest.clip.containers.citations import as_citation

CSL = {
    "id": "cruz2017",
    "type": "article-newspaper",
    "title": "Night ferry returns",
    "container-title": "Harbour Courier",
    "issued": {"date-parts": [["2017", 8, 8]]},
    "accessed": {"date-parts": [[2018, 1]]},
    "author": [{"family": "Cruz", "given": "Ana"}, {"literal": "Ben Ito"}],
    "URL": "https://courier.example/ferry",
    "language": "en-GB",
    "abstract": "A ferry sails again.",
}
ZOTERO = {
    "itemType": "newspaperArticle",
    "title": "Night ferry returns",
    "creators": [
        {"creatorType": "author", "firstName": "Ana", "lastName": "Cruz"},
        {"creatorType": "author", "name": "Ben Ito"},
        {"creatorType": "editor", "firstName": "No", "lastName": "Body"},
    ],
    "date": "2017-08-08",
    "url": "https://courier.example/ferry",
    "publicationTitle": "Harbour Courier",
    "language": "en-GB",
    "accessDate": "2018-01-02T03:04:05Z",
    "tags": [{"tag": "sea"}],
}


def read(value: object) -> Draft:
    (made,) = drafts("a.json", json.dumps(value).encode(), {}, Options())
    assert isinstance(made, Draft), made
    return made


def test_csl() -> None:
    made = read([CSL])
    assert made.body == "A ferry sails again." and made.meta["captured"] == "2018-01"
    assert {item.field: item.where for item in made.evidence if item.chosen}["date"] == "CSL issued"


def test_zotero_in_each_of_its_exports() -> None:
    for value in ([ZOTERO], {"items": [ZOTERO]}, [{"key": "A", "version": 3, "data": ZOTERO}]):
        made = read(value)
        assert made.body == "" and made.meta["captured"] == "2018-01-02T03:04Z" and made.meta["keywords"] == ["sea"]


def test_both_say_the_same_of_an_article() -> None:
    for made in (read([CSL]), read([ZOTERO])):
        assert {key: made.meta.get(key) for key in ("title", "date", "source", "url", "authors", "language")} == {
            "title": "Night ferry returns",
            "date": "2017-08-08",
            "source": {"name": "Harbour Courier"},
            "url": "https://courier.example/ferry",
            "authors": ["Ana Cruz", "Ben Ito"],
            "language": "en-GB",
        }


def test_other_records_are_no_citations() -> None:
    assert as_citation({"title": "a", "type": "news"}) is None
    assert as_citation({"data": [1]}) is None


def test_dates_that_are_none() -> None:
    for parts in ([], [[]], [["x"]], "2017", [[None]], None):
        fields = as_citation({"type": "book", "issued": {"date-parts": parts}, "title": "a"})
        assert fields is not None and "date" not in fields
